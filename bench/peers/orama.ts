import { type Peer, type PeerParts, WANTED } from './peer.ts';

/** The part of Orama that is used here. */
interface OramaPackage {
  create(options: { schema: { text: 'string' }; components?: { tokenizer: unknown } }): unknown;
  insertMultiple(database: unknown, documents: { id: string; text: string }[]): Promise<unknown>;
  search(
    database: unknown,
    options: { term: string; limit: number; threshold?: number },
  ): Promise<{ hits: { id: string }[] }>;
}
interface TokenizerPackage {
  createTokenizer(options?: { language: string; stopWords: string[] }): unknown;
}

/** As it comes, with the tokenizer for Chinese, and as the page of its documentation on Chinese has it. */
export async function oramaPeers({ load }: PeerParts): Promise<Peer[]> {
  const { create, insertMultiple, search } = await load<OramaPackage>('@orama/orama');
  const { createTokenizer } = await load<TokenizerPackage>('@orama/tokenizers/mandarin');
  const { stopwords } = await load<{ stopwords: string[] }>('@orama/stopwords/mandarin');
  const peer = (setting: string, tokenizer?: () => unknown, threshold?: number): Peer => ({
    package: '@orama/orama',
    setting,
    async open(texts) {
      const components = tokenizer && { tokenizer: tokenizer() };
      const database = create({ schema: { text: 'string' }, components });
      const documents = texts.map((text, number) => ({ id: String(number), text }));
      await insertMultiple(database, documents);
      return async (question) => {
        const { hits } = await search(database, {
          term: question,
          limit: WANTED,
          ...(threshold !== undefined && { threshold }),
        });
        return hits.map(({ id }) => Number(id));
      };
    },
  });
  const withStopWords = () => createTokenizer({ language: 'mandarin', stopWords: stopwords });
  return [
    peer('as it comes'),
    peer('mandarin tokenizer', () => createTokenizer()),
    peer('mandarin, stop words, threshold 0', withStopWords, 0),
  ];
}
