import { fold } from '../../language/fold.ts';
import type { Block, CleanText, Passage } from '../../types.ts';
import { readHeading } from './headings.ts';

/** A table of a document whose columns have headings. */
export interface SourceTable {
  sheet?: string;
  /** What stands above it: the headings of the document from the outermost, then the name of the table. */
  above: readonly string[];
  columns: readonly SourceColumn[];
  rows: readonly SourceRow[];
}

export interface SourceColumn {
  /** Folded and without its unit: what tells columns apart. */
  key: string;
  /** As the document writes it. */
  heading: string;
  /** The unit that the heading gives. */
  unit?: string;
}

export interface SourceRow {
  number?: number;
  passage: string;
  /** The label above it within the table. */
  group?: string;
  /** What its cells hold, by the key of their column. */
  cells: ReadonlyMap<string, SourceCell>;
}

export interface SourceCell {
  heading: string;
  text: string;
}

/** The tables of a document, in order, without rows that sum up others. */
export function sourceTables(clean: CleanText, passages: readonly Passage[]): SourceTable[] {
  const byStart = new Map(passages.map((passage) => [passage.start, passage]));
  const tables: SourceTable[] = [];
  let run: Block[] = [];
  const close = () => {
    const table = run.some(({ cells }) => cells) ? tableOf(run, clean, byStart) : undefined;
    if (table) tables.push(table);
    run = [];
  };
  for (const block of clean.blocks) {
    if (run.length > 0 && !goesOn(run.at(-1)!, block)) close();
    if (block.kind === 'table-row') run.push(block);
  }
  close();
  return tables;
}

/** Whether a row belongs to the table of the row before it; a number left out is a header, or nothing. */
function goesOn(before: Block, block: Block): boolean {
  return (
    block.kind === 'table-row' &&
    block.sheet === before.sheet &&
    nameOf(block) === nameOf(before) &&
    block.row !== undefined &&
    block.row > (before.row ?? 0) &&
    (block.row === (before.row ?? 0) + 1 || !mayFollowHeader(before, block))
  );
}

/** On a sheet a table without a name may follow another one, below a header that is no row. */
function mayFollowHeader(before: Block, block: Block): boolean {
  return before.cells !== undefined && block.cells !== undefined && nameOf(block) === undefined;
}

/** What the table is called, without the label that stands above some of its rows. */
function nameOf({ table, group }: Block): string | undefined {
  if (table === undefined || group === undefined) return table;
  return table === group ? undefined : table.slice(0, -` · ${group}`.length);
}

function tableOf(
  run: readonly Block[],
  { text }: CleanText,
  byStart: ReadonlyMap<number, Passage>,
): SourceTable | undefined {
  const columns = new Map<string, SourceColumn>();
  const rows: SourceRow[] = [];
  let label: string | undefined;
  let headingPath: readonly string[] = [];
  for (const heading of run.flatMap(({ unfilled }) => unfilled ?? [])) addColumn(columns, heading, new Map());
  for (const block of run) {
    const passage = byStart.get(block.start);
    if (!passage || !block.cells) continue;
    headingPath = passage.locator.headingPath;
    const cells = cellsOf(block, text);
    const named = labelOf(cells);
    if (named !== undefined) {
      label = named;
      continue;
    }
    if (isTotal(cells)) continue;
    const byColumn = new Map<string, SourceCell>();
    for (const cell of cells) {
      const key = addColumn(columns, cell.heading, byColumn);
      byColumn.set(key, cell);
    }
    const group = block.group ?? label;
    rows.push({ number: block.row, passage: passage.id, ...(group && { group }), cells: byColumn });
  }
  if (rows.length === 0) return undefined;
  const { sheet } = run[0]!;
  const name = nameOf(run[0]!);
  const above = name === undefined ? headingPath : [...headingPath, name];
  return { ...(sheet !== undefined && { sheet }), above, columns: [...columns.values()], rows };
}

function cellsOf({ start, cells = [] }: Block, text: string): SourceCell[] {
  const slice = (at: number) => text.slice(start + cells[at]!, start + cells[at + 1]!);
  const found: SourceCell[] = [];
  for (let at = 0; at < cells.length; at += 4) found.push({ heading: slice(at), text: slice(at + 2) });
  return found;
}

/** The key of a heading in a row; the second of two columns that are called the same has a key of its own. */
function addColumn(
  columns: Map<string, SourceColumn>,
  heading: string,
  row: ReadonlyMap<string, SourceCell>,
): string {
  const { name, unit } = readHeading(heading);
  const key = row.has(name) ? `${name} ${row.size}` : name;
  const known = columns.get(key);
  if (!known) columns.set(key, { key, heading, ...(unit !== undefined && { unit }) });
  else if (unit !== undefined && known.unit === undefined) columns.set(key, { ...known, heading, unit });
  return key;
}

const NUMBERING = /^(?:序号|编号|no\.?|#)$/;

/** A row that only names those below it: alone over all columns, or 一 and 工业项目（2个）. */
function labelOf(cells: readonly SourceCell[]): string | undefined {
  const [first, second, ...others] = cells;
  if (first && !second && first.heading === '') return first.text;
  if (!first || !second || others.length > 0 || !NUMBERING.test(readHeading(first.heading).name))
    return undefined;
  return /^[（(]?[一二三四五六七八九十]+[)）]?[、.]?$/.test(first.text) ? second.text : undefined;
}

const TOTAL = /^.{0,8}?(?:[合总小共]\s*计|累\s*计|总\s*和|(?:sub|grand )?-?total)(?:[（(:：].*)?$/;
/** Totals are named in one of the first cells. */
const LEADING = 3;

function isTotal(cells: readonly SourceCell[]): boolean {
  return cells.slice(0, LEADING).some(({ text }) => TOTAL.test(fold(text).trim()));
}
