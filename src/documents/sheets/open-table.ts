import { numberedLevel } from '../lines.ts';
import { asksForValue } from '../tables/forms.ts';
import { isTotal, readColumns, type Table, type TableRow } from '../tables/tables.ts';
import { type Column, isQuantity } from '../tables/units.ts';
import { extentOf, filledCells, kindOf } from './cells.ts';
import { filledTiers, hasUnit, isColumnNumbering } from './headers.ts';

/** Rows enough to know what the columns hold. */
const ROWS_JUDGED = 50;
/** Stands in for a figure that is not there. */
const PLACEHOLDER = /^(?:[-—–/\\*.]+|待定|面[议議]|另[议議]|[无無]|[暂暫][无無缺]|不[详詳]|n\/?a|tbd)$/i;

/** A table of a sheet while its rows are read. */
export class OpenTable {
  readonly #caption: string | undefined;
  readonly #headers: readonly TableRow[];
  readonly #columns: readonly Column[];
  #rows: TableRow[] = [];
  #group: string | undefined;
  /** Per column, how many of the rows judged hold something, and how many of those a figure or a date. */
  readonly #filled: number[] = [];
  readonly #figures: number[] = [];

  /** @param headers the tiers of its header; none for a table without */
  constructor(caption: string | undefined, headers: readonly TableRow[]) {
    this.#caption = caption;
    this.#headers = headers;
    this.#columns = readColumns(filledTiers(headers));
  }

  /** What has been read; a header without rows is rows without a header. */
  get table(): Table {
    if (this.#rows.length === 0) return { caption: this.#caption, columns: [], rows: this.#headers };
    return { caption: this.#caption, columns: this.#columns, rows: this.#rows };
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  get left(): number {
    const first = this.#columns.findIndex(({ header }) => header !== '');
    return Math.max(0, first);
  }

  get width(): number {
    return this.#columns.length;
  }

  /** Ends the rows read so far, and goes on with more under the same header. */
  reopen(group: string | undefined): void {
    this.#rows = [];
    this.#group = group ?? this.#group;
  }

  append(row: TableRow): void {
    if (this.#rows.length === 0 && isColumnNumbering(row)) {
      this.#rows.push({ ...row, isLabel: true });
      return;
    }
    if (isGrandTotal(row)) this.#group = undefined;
    this.#rows.push(this.#group === undefined ? row : { ...row, group: this.#group });
    if (this.#rows.length <= ROWS_JUDGED) this.#judge(row);
  }

  /** A row that names the rows below it: `一、新材料产业`. */
  appendLabel(row: TableRow, text: string): void {
    if (!isTotal(text)) this.#group = text;
    this.#rows.push({ ...row, isLabel: true });
  }

  /** Whether a text alone at the left of a row names the rows below it. */
  isLabel(text: string): boolean {
    const numbersRows = /^(?:序[号號]|[编編][号號]|no\.?|#)$/i.test(this.#columns[this.left]?.name ?? '');
    return numberedLevel(text) !== undefined || (numbersRows && !isQuantity(text));
  }

  /** Whether a row says the header again, as printed pages do. */
  repeatsHeader(row: TableRow): boolean {
    return this.#headers.some((header) => textsOf(header) === textsOf(row));
  }

  /** Whether a row that may be a header could as well be a row of this table after blank ones. */
  canGoOnWith(row: TableRow): boolean {
    const { left, right } = extentOf(row);
    const filled = filledCells(row);
    return (
      left >= this.left &&
      right <= this.width &&
      filled.length * 2 > this.width &&
      !this.cannotHold(row, 1) &&
      filled.filter(({ text }) => asksForValue(text) || hasUnit(text)).length * 2 < filled.length
    );
  }

  /**
   * Whether a row of names cannot be a row of this table, because at least `least` columns that hold figures
   * would hold names; one is enough where a name has a unit.
   */
  cannotHold({ cells }: TableRow, least: number): boolean {
    let names = 0;
    for (const [column, cell] of cells.entries()) {
      if (cell.text === '' || !this.#holdsFigures(column)) continue;
      if (kindOf(cell) !== 'label' || PLACEHOLDER.test(cell.text)) return false;
      names += 1;
    }
    return names >= least || (names > 0 && cells.some(({ text }) => hasUnit(text)));
  }

  #judge({ cells }: TableRow): void {
    for (const [column, cell] of cells.entries()) {
      if (cell.text === '') continue;
      this.#filled[column] = (this.#filled[column] ?? 0) + 1;
      if (kindOf(cell) !== 'label') this.#figures[column] = (this.#figures[column] ?? 0) + 1;
    }
  }

  #holdsFigures(column: number): boolean {
    const filled = this.#filled[column] ?? 0;
    return filled >= 2 && (this.#figures[column] ?? 0) >= filled * 0.6;
  }
}

/** A total of the whole table belongs to none of its groups. */
function isGrandTotal(row: TableRow): boolean {
  const { text } = filledCells(row)[0]!;
  return isTotal(text) && !/^小|^sub/i.test(text);
}

function textsOf(row: TableRow): string {
  return filledCells(row)
    .map(({ text }) => text)
    .join('\n');
}
