import { describeLocator, withoutTitle } from './answer/citations.ts';
import type { SourceBlock, SourceValidity, SourceView, SourceWindow } from './channels/desk-port.ts';
import type { KnowledgeStore } from './store/knowledge-store.ts';
import type { Audience, Block, DocumentHead, Passage, ServedDocument } from './types.ts';

/** Clean text shown on either side of a passage, in UTF-16 code units. */
const CONTEXT_LENGTH = 300;
/** Blocks that a window shows on either side of the passage. */
const BLOCKS_AROUND = 60;
/** A longer block is shown in parts, so that a window is never a whole book; in UTF-16 code units. */
const LONGEST_BLOCK = 2000;

/**
 * A passage in its document, if `audience` may see that; `undefined` otherwise.
 * @param from place of the first block to show; those around the passage unless given
 */
export async function viewSource(options: {
  store: KnowledgeStore;
  passageId: string;
  audience: Audience;
  from?: number;
}): Promise<SourceView | undefined> {
  const { store, passageId, audience, from } = options;
  const found = (await store.passages([passageId])).get(passageId);
  if (!found || !maySee(audience, found.document.source.audience)) return undefined;
  const { passage } = found;
  const document = await store.document(found.document.id);
  // Another version came to be served between the two reads: the passage is gone.
  if (document?.version !== passage.version) return undefined;
  const { type, zone, documentNumber, sourceUrl } = document.source;
  const { text } = document.clean;
  return {
    document: document.id,
    title: document.title,
    park: document.packName,
    type,
    zone,
    documentNumber: documentNumber ?? document.ownWords.documentNumber,
    validity: validityFor(audience, document),
    sourceUrl,
    locator: describeLocator(withoutTitle(passage.locator, document.title)),
    before: before(text, passage.start),
    passage: passage.text,
    after: after(text, passage.end),
    window: windowOf(document, passage, from),
  };
}

export function maySee(audience: Audience, ofDocument: Audience): boolean {
  return audience === 'staff' || ofDocument === 'public';
}

export function validityFor(audience: Audience, { validity }: DocumentHead): SourceValidity {
  const { from, to, replacedBy } = validity;
  const successor = replacedBy && maySee(audience, replacedBy.audience) ? replacedBy.title : undefined;
  return { from, to, successor };
}

/** Text before an offset, from the start of a line or sentence where one is near. */
function before(text: string, offset: number): string {
  const start = Math.max(0, offset - CONTEXT_LENGTH);
  const stretch = text.slice(start, offset).trimEnd();
  return start === 0 ? stretch : `…${stretch.replace(/^[^\n。！？]*?[\n。！？]/, '')}`;
}

/** Text after an offset, to the end of a line or sentence where one is near. */
function after(text: string, offset: number): string {
  const end = offset + CONTEXT_LENGTH;
  const stretch = text.slice(offset, end).trimStart();
  return end >= text.length ? stretch : `${stretch.replace(/(?<=[\n。！？])[^\n。！？]*$/, '')}…`;
}

function windowOf(document: ServedDocument, passage: Passage, from: number | undefined): SourceWindow {
  const { text } = document.clean;
  const blocks = shownBlocks(document);
  const cited = blocks.findIndex(({ end }) => end > passage.start);
  const size = 2 * BLOCKS_AROUND + 1;
  const first =
    from === undefined
      ? Math.max(0, Math.min(cited - BLOCKS_AROUND, blocks.length - size))
      : Math.min(from, Math.max(0, blocks.length - 1));
  return {
    blocks: blocks.slice(first, first + size).map((block) => toSourceBlock(text, block, passage)),
    from: first,
    total: blocks.length,
  };
}

/** What a reader of the document looks for: no boilerplate, and no title, which stands above the text. */
function shownBlocks({ title, clean }: ServedDocument): Block[] {
  const { text } = clean;
  // Of a text that was read before structure was kept.
  const blocks: Block[] =
    clean.blocks.length > 0 ? clean.blocks : [{ kind: 'paragraph', start: 0, end: text.length }];
  const isTitle = ({ kind, start, end }: Block) => kind === 'heading' && text.slice(start, end) === title;
  return blocks
    .filter((block, index) => block.kind !== 'boilerplate' && !(index === 0 && isTitle(block)))
    .flatMap((block) => partsOf(text, block));
}

/** A block, or the parts of a long one, cut after a sentence where one ends in the second half. */
function partsOf(text: string, block: Block): Block[] {
  const parts: Block[] = [];
  let { start } = block;
  while (block.end - start > LONGEST_BLOCK) {
    const stretch = text.slice(start, start + LONGEST_BLOCK);
    const whole = /^.*[。！？；!?\n]/su.exec(stretch)?.[0].length ?? 0;
    const end = start + (whole > LONGEST_BLOCK / 2 ? whole : withoutHalf(stretch));
    parts.push({ ...block, start, end });
    start = end;
  }
  return [...parts, { ...block, start }];
}

/** The length of a stretch without the first half of a character at its end. */
function withoutHalf(stretch: string): number {
  return /[\ud800-\udbff]$/.test(stretch) ? stretch.length - 1 : stretch.length;
}

function toSourceBlock(text: string, block: Block, passage: Passage): SourceBlock {
  const { start, end, ...kept } = block;
  const cited = { start: Math.max(passage.start, start) - start, end: Math.min(passage.end, end) - start };
  return { ...kept, text: text.slice(start, end), ...(cited.start < cited.end && { cited }) };
}
