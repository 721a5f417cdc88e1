import { Document } from '@langchain/core/documents';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import { type ForAudience, type LuodiDesk, questionOf } from './desk.ts';

/** With what a passage is quoted, and found again. */
export interface PassageMetadata {
  /** Path of the document within its pack. */
  source: string;
  title: string;
  /** Where in the document, as a person reads it. */
  locator: string;
  /** Id of the passage. */
  passage: string;
  /** Where the document was published; absent where its pack does not say. */
  url?: string;
}

export interface LuodiRetrieverOptions extends BaseRetrieverInput, ForAudience {
  luodi: LuodiDesk;
  /** Passages that are given, the best ones; 5 unless set. */
  limit?: number;
}

/** The passages that may answer a question, best first, each an exact slice of its document. */
export class LuodiRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name(): string {
    return 'LuodiRetriever';
  }

  override lc_namespace = ['luodi', 'retrievers'];
  private readonly options: LuodiRetrieverOptions;

  constructor(options: LuodiRetrieverOptions) {
    super(options);
    this.options = options;
  }

  /** @throws what the search throws: a broken index is never an empty one */
  override async _getRelevantDocuments(text: string): Promise<Document<PassageMetadata>[]> {
    const { luodi, limit = 5 } = this.options;
    const found = await luodi.search(questionOf(text, [], this.options), limit);
    return found.map(({ passage, text: pageContent, document: source, title, locator, sourceUrl }) => {
      const url = sourceUrl === undefined ? {} : { url: sourceUrl };
      return new Document({
        id: passage,
        pageContent,
        metadata: { source, title, locator, passage, ...url },
      });
    });
  }
}
