import { packageError } from '../office/zip.ts';

/** Most characters of a workbook, merged and shared texts counted wherever they stand. */
const MOST_TEXT = 10_000_000;
/** Most places of tables, rows by columns in use: twenty columns in every row that a sheet can have. */
const MOST_PLACES = 20_000_000;
const KEEP_LESS = 'Split the workbook, or keep only the tables that investors ask about.';

/**
 * What reading one workbook may still make. A small file can say one long text in every cell, merge all its
 * cells with each other, or put two cells at the far ends of a sheet.
 */
export class SheetBudget {
  readonly #path: string;
  #text = MOST_TEXT;
  #places = MOST_PLACES;

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws AppError `unreadable` when the workbook has more text than is read. */
  spendText(length: number): void {
    this.#text -= length;
    if (this.#text >= 0) return;
    throw packageError(this.#path, `has more than ${MOST_TEXT.toLocaleString('en')} characters`, KEEP_LESS);
  }

  /** @throws AppError `unreadable` when cells and merged areas take more places than are read. */
  spendPlaces(count: number): void {
    this.#places -= count;
    if (this.#places >= 0) return;
    throw packageError(this.#path, 'has cells spread over too many rows and columns', KEEP_LESS);
  }
}
