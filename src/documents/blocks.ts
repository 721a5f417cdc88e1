import type { Block, CleanText } from '../types.ts';
import { type Cleaner, loadCleaner } from './clean.ts';

/** A row with more cells is of no register, and has its text alone. */
const MOST_CELLS = 100;

/** A block as a reader finds it, before cleaning and before it has a place in the text. */
export interface DraftBlock extends Omit<Block, 'start' | 'end' | 'cells'> {
  text: string;
  /** Of a row under a header: name and value of each cell, as they follow one another in the text. */
  cells?: readonly DraftCell[];
}

export interface DraftCell {
  name: string;
  value: string;
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
  for (const { text: raw, cells: drafts, ...kept } of found.blocks) {
    const text = cleanBlock(raw, clean);
    if (text === '') continue;
    const table = kept.table === undefined ? undefined : cleanLine(kept.table, clean);
    const group = kept.group === undefined ? undefined : cleanLine(kept.group, clean);
    const unfilled = kept.unfilled?.map((heading) => cleanLine(heading, clean));
    const cells =
      drafts && drafts.length <= MOST_CELLS
        ? placeCells(text, drafts, text === raw ? trim : clean)
        : undefined;
    const end = start + text.length;
    blocks.push({
      ...kept,
      ...(table && { table }),
      ...(group && { group }),
      ...(cells && { cells }),
      ...(unfilled && { unfilled }),
      start,
      end,
    });
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

function cleanLine(raw: string, clean: Cleaner): string {
  return cleanBlock(raw, clean).replace(/\s+/g, ' ');
}

/** What is clean as it stands needs but the trimming. */
const trim: Cleaner = (text) => text.trim();

/** Where the cells of a row stand in its cleaned text; `undefined` where cleaning has moved one beyond finding. */
function placeCells(text: string, drafts: readonly DraftCell[], clean: Cleaner): number[] | undefined {
  const cells: number[] = [];
  let reached = 0;
  for (const part of drafts.flatMap(({ name, value }) => [name, value])) {
    const cleaned = cleanBlock(part, clean);
    const start = cleaned === '' ? reached : text.indexOf(cleaned, reached);
    // Between a name and its value stand a colon and a space, and no more between cells.
    if (start < 0 || start - reached > 2) return undefined;
    reached = start + cleaned.length;
    cells.push(start, reached);
  }
  return cells;
}

function titleOf(text: string, blocks: readonly Block[]): string | undefined {
  const opening = blocks.find(({ kind }) => kind !== 'boilerplate' && kind !== 'caption');
  const title =
    blocks.find(({ kind, level }) => kind === 'heading' && level === 1) ??
    (opening?.kind === 'heading' ? opening : undefined);
  return title && text.slice(title.start, title.end).replace(/\s+/g, ' ');
}
