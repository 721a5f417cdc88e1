import type { Table, TableRow } from '../tables/tables.ts';
import { captionOf, isTitle, type Line, labelledNote, linesOf } from './captions.ts';
import { distanceOf, extentOf, filledCells, isField, isNote, isProse } from './cells.ts';
import { formAt, type SheetForm } from './forms.ts';
import { headerHeight, looksLikeHeader } from './headers.ts';
import { OpenTable } from './open-table.ts';

/** What stands on a sheet, from top to bottom. A title is part of the caption of the table that follows. */
export type SheetPart = ({ kind: 'title' | 'note' } & Line) | { kind: 'table'; table: Table };

/**
 * Finds the tables of a sheet with their titles above and their notes below, by what the cells hold.
 *
 * @param rows the rows that hold something, with their numbers; a missing number is a blank row, and a merged
 *   cell stands in every place that it covers as the same object
 */
export function readSheet(rows: readonly TableRow[]): SheetPart[] {
  const reading = new SheetReading(rows);
  for (let at = 0; at < rows.length; ) at += reading.take(at);
  return reading.end();
}

class SheetReading {
  readonly #rows: readonly TableRow[];
  readonly #parts: SheetPart[] = [];
  /** Lines that wait for the table they may belong to. */
  #lines: Line[] = [];
  #table: OpenTable | undefined;
  /** The last table with a header, which rows after a blank one may go on with. */
  #last: OpenTable | undefined;
  /** Whether notes are being read, which go on to the next blank row. */
  #isNoting = false;

  constructor(rows: readonly TableRow[]) {
    this.#rows = rows;
  }

  /** Reads on from the row `at`; says how many rows that took. */
  take(at: number): number {
    const row = this.#rows[at]!;
    const before = this.#rows[at - 1];
    const distance = before ? distanceOf(before, row) : row.number;
    if (distance > 1) this.#isNoting = false;
    if (before && distance === 1 && isMergedWith(before, row)) return 1;
    if (this.#last?.repeatsHeader(row) && !this.#isAnnounced()) return 1;
    // One blank row often parts a header from the rows below it.
    const reach = this.#table?.isEmpty ? 2 : 1;
    return this.#table && distance <= reach ? this.#takeBelow(at, this.#table) : this.#takeApart(at);
  }

  /** What has been found, when all rows are taken. */
  end(): SheetPart[] {
    this.#close();
    const [first, ...rest] = this.#lines;
    const isText = this.#parts.length === 0 && first && rest.length > 0 && isTitle(first.text);
    if (isText) this.#parts.push({ kind: 'title', ...first });
    this.#note(isText ? rest : this.#lines);
    return this.#parts;
  }

  /** A row right below a row of the table. */
  #takeBelow(at: number, table: OpenTable): number {
    const row = this.#rows[at]!;
    const filled = filledCells(row);
    if (this.#isOtherHeader(at, table)) return this.#open(at);
    if (filled.length === 1) return this.#takeAlone(at, table);
    const isNoteLabel = extentOf(row).left <= table.left && labelledNote(row).length > 0;
    if (isNoteLabel || filled.every(({ text }) => isField(text))) this.#endWith(row);
    else table.append(row);
    return 1;
  }

  /** Whether a row right below rows of `table` is the header of another one. */
  #isOtherHeader(at: number, table: OpenTable): boolean {
    const row = this.#rows[at]!;
    return looksLikeHeader(row, this.#rows[at + 1]) && table.cannotHold(row, 2);
  }

  /** One text alone in its row: a note, the title of another table, a label within this one, or a value. */
  #takeAlone(at: number, table: OpenTable): number {
    const row = this.#rows[at]!;
    const next = this.#rows[at + 1];
    const [cell] = filledCells(row);
    const { text } = cell!;
    const isAtLeft = extentOf(row).left <= table.left;
    const isSpanning = row.cells.filter((place) => place === cell).length * 2 > table.width;
    if (isNote(text) || (isAtLeft && (isProse(text) || isField(text)))) {
      this.#endWith(row);
    } else if (next && (table.repeatsHeader(next) || this.#isOtherHeader(at + 1, table))) {
      this.#close();
      this.#lines = linesOf(row);
    } else if (isAtLeft && (isSpanning || table.isLabel(text))) {
      table.appendLabel(row, text);
    } else {
      table.append(row);
    }
    return 1;
  }

  /** A row that no row of a table stands right above of. */
  #takeApart(at: number): number {
    const row = this.#rows[at]!;
    this.#close();
    const notes = this.#isNoting ? labelledNote(row) : [];
    const lines = notes.length > 0 ? notes : linesOf(row);
    if (lines.length > 0) {
      if (this.#isNoting) this.#note(lines);
      else this.#lines.push(...lines);
      return 1;
    }
    const form = formAt(this.#rows, at);
    if (form) return this.#takeForm(at, form);
    if (looksLikeHeader(row, this.#rows[at + 1]) && !this.#goesOn(row)) return this.#open(at);
    this.#continue(at);
    this.#table!.append(row);
    return 1;
  }

  #takeForm(at: number, { table, height }: SheetForm): number {
    this.#parts.push({ kind: 'table', table: { caption: this.#takeCaption(at), ...table } });
    this.#last = undefined;
    return height;
  }

  /** Whether a row after blank ones, though it may be a header, goes on with the last table. */
  #goesOn(row: TableRow): boolean {
    return !this.#isAnnounced() && (this.#last?.canGoOnWith(row) ?? false);
  }

  /** Whether a title waits for its table. */
  #isAnnounced(): boolean {
    return this.#lines.some(({ text }) => isTitle(text));
  }

  /** Goes on with the last table, or with a table without a header. */
  #continue(at: number): void {
    if (this.#last) {
      const group = this.#lines.findLast(({ text }) => isTitle(text));
      this.#note(this.#lines.splice(0));
      this.#last.reopen(group?.text);
    }
    this.#table = this.#last ?? new OpenTable(this.#takeCaption(at), []);
  }

  #open(at: number): number {
    this.#close();
    const height = headerHeight(this.#rows, at);
    this.#last = new OpenTable(this.#takeCaption(at), this.#rows.slice(at, at + height));
    this.#table = this.#last;
    return height;
  }

  #endWith(row: TableRow): void {
    const notes = labelledNote(row);
    this.#close();
    this.#note(notes.length > 0 ? notes : linesOf(row));
    this.#isNoting = true;
  }

  #close(): void {
    if (this.#table) this.#parts.push({ kind: 'table', table: this.#table.table });
    this.#table = undefined;
  }

  #note(lines: readonly Line[]): void {
    for (const line of lines) this.#parts.push({ kind: 'note', ...line });
  }

  /** The caption that the waiting lines make; what else they say stands before the table. */
  #takeCaption(at: number): string | undefined {
    const { caption, title, notes } = captionOf(this.#lines.splice(0), this.#rows[at]!.number);
    if (title) this.#parts.push({ kind: 'title', ...title });
    this.#note(notes);
    return caption;
  }
}

/** Whether a row holds nothing but what is merged with the row above it. */
function isMergedWith(above: TableRow, row: TableRow): boolean {
  return row.cells.every((cell) => cell.text === '' || above.cells.includes(cell));
}
