import type { Block, CleanText } from '../types.ts';
import { type Cleaner, loadCleaner } from './clean.ts';

/** A block as a reader finds it, before cleaning and before it has a place in the text. */
export interface DraftBlock extends Omit<Block, 'start' | 'end'> {
  text: string;
}

/**
 * Cleans the blocks a reader has found and puts them into one text, one "\n" between them, so that their
 * offsets index the final text. Blocks with nothing left are dropped. Without a `title` of the format's
 * own, the first heading of level 1, or else a heading that opens the document, is the title.
 */
export async function assembleCleanText(found: {
  blocks: readonly DraftBlock[];
  title?: string;
  warnings?: readonly string[];
}): Promise<CleanText> {
  const clean = await loadCleaner(textsOf(found));
  const blocks: Block[] = [];
  const texts: string[] = [];
  let start = 0;
  for (const { text: raw, ...kept } of found.blocks) {
    const text = cleanBlock(raw, clean);
    if (text === '') continue;
    const table = kept.table === undefined ? undefined : cleanBlock(kept.table, clean).replace(/\s+/g, ' ');
    blocks.push({ ...kept, ...(table && { table }), start, end: start + text.length });
    texts.push(text);
    start += text.length + 1;
  }
  const text = texts.join('\n');
  const title = found.title === undefined ? '' : clean(found.title).replace(/\s+/g, ' ').trim();
  return { title: title || titleOf(text, blocks), text, blocks, warnings: [...(found.warnings ?? [])] };
}

function* textsOf(found: { blocks: readonly DraftBlock[]; title?: string }): Generator<string> {
  if (found.title !== undefined) yield found.title;
  for (const { text, table } of found.blocks) {
    yield text;
    if (table !== undefined) yield table;
  }
}

/** Trimming can bring a blank line to the edge and cleaning can empty it, hence clean, then trim. */
function cleanBlock(raw: string, clean: Cleaner): string {
  return clean(raw).trim();
}

function titleOf(text: string, blocks: readonly Block[]): string | undefined {
  const opening = blocks.find(({ kind }) => kind !== 'boilerplate' && kind !== 'caption');
  const title =
    blocks.find(({ kind, level }) => kind === 'heading' && level === 1) ??
    (opening?.kind === 'heading' ? opening : undefined);
  return title && text.slice(title.start, title.end).replace(/\s+/g, ' ');
}
