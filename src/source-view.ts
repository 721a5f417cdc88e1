import { describeLocator, withoutTitle } from './answer/citations.ts';
import type { SourceView } from './channels/desk-port.ts';
import type { KnowledgeStore } from './store/knowledge-store.ts';
import type { Audience } from './types.ts';

/** Clean text shown on either side of a passage, in UTF-16 code units. */
const CONTEXT_LENGTH = 300;

/** A passage in its context, if `audience` may see its document; `undefined` otherwise. */
export async function viewSource(options: {
  store: KnowledgeStore;
  passageId: string;
  audience: Audience;
}): Promise<SourceView | undefined> {
  const { store, passageId, audience } = options;
  const found = (await store.passages([passageId])).get(passageId);
  if (!found) return undefined;
  const { passage, document: record } = found;
  if (audience === 'public' && record.source.audience !== 'public') return undefined;
  const document = await store.document(record.id);
  // Another version came to be served between the two reads: the passage is gone.
  if (document?.version !== passage.version) return undefined;
  const { type, zone, documentNumber, effectiveFrom, effectiveTo, sourceUrl } = record.source;
  const { text } = document;
  return {
    document: record.id,
    title: record.title,
    type,
    zone,
    documentNumber,
    effectiveFrom,
    effectiveTo,
    sourceUrl,
    locator: describeLocator(withoutTitle(passage.locator, document.title)),
    before: before(text, passage.start),
    passage: passage.text,
    after: after(text, passage.end),
  };
}

/** Text before an offset, from the start of a line or sentence where one is near. */
function before(text: string, offset: number): string {
  const start = Math.max(0, offset - CONTEXT_LENGTH);
  const stretch = text.slice(start, offset);
  return start === 0 ? stretch : stretch.replace(/^[^\n。！？]*?[\n。！？]/, '…');
}

function after(text: string, offset: number): string {
  const stretch = text.slice(offset, offset + CONTEXT_LENGTH);
  return offset + CONTEXT_LENGTH >= text.length
    ? stretch
    : stretch.replace(/(?<=[\n。！？])[^\n。！？]*$/, '…');
}
