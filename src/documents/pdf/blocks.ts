import type { DraftBlock } from '../blocks.ts';
import { kindByWords } from '../lines.ts';
import { markSetHeadings } from './headings.ts';
import type { PageItem, TextLine } from './layout.ts';
import { goesOn, isContentsLine, type Paragraph, paragraphOf } from './paragraphs.ts';
import type { PageTable } from './tables.ts';
import type { Typography } from './typography.ts';
import { addTable, isContinued } from './whole-tables.ts';

/** Puts what all pages say together: paragraphs across columns and pages, tables across pages, headings. */
export function blocksOfPages(pages: Iterable<readonly PageItem[]>, typography: Typography): DraftBlock[] {
  const text = new RunningText(typography);
  for (const items of pages) {
    for (const item of items) text.add(item);
  }
  return text.finish();
}

/** The text as it runs from page to page; a paragraph or a table stays open until something else begins. */
class RunningText {
  readonly #typography: Typography;
  readonly #blocks: DraftBlock[] = [];
  readonly #settings = new Map<DraftBlock, Paragraph>();
  #lines: TextLine[] = [];
  #table: PageTable[] = [];
  /** What stands within an open paragraph or table and comes after it. */
  #asides: DraftBlock[] = [];

  constructor(typography: Typography) {
    this.#typography = typography;
  }

  add(item: PageItem): void {
    if (item.kind === 'aside') this.#asides.push(item.block);
    else if (item.kind === 'table') this.#addTable(item.table);
    else this.#addLine(item.line);
  }

  finish(): DraftBlock[] {
    this.#close();
    markSetHeadings(this.#blocks, this.#settings, this.#typography);
    return this.#blocks;
  }

  #addLine(line: TextLine): void {
    const goes = this.#lines.length > 0 && goesOn(this.#lines, line, this.#typography.bodySize);
    if (!goes) this.#close();
    this.#lines.push(line);
  }

  #addTable(table: PageTable): void {
    const last = this.#table.at(-1);
    if (!last || !isContinued(last, table)) this.#close();
    this.#table.push(table);
  }

  #close(): void {
    if (this.#lines.length > 0) {
      const paragraph = paragraphOf(this.#lines);
      const block = blockOf(paragraph);
      this.#blocks.push(block);
      this.#settings.set(block, paragraph);
    }
    if (this.#table.length > 0) addTable(this.#blocks, this.#table);
    this.#blocks.push(...this.#asides);
    this.#lines = [];
    this.#table = [];
    this.#asides = [];
  }
}

function blockOf({ text, page }: Paragraph): DraftBlock {
  return { kind: isContentsLine(text) ? 'boilerplate' : kindByWords(text), text, page };
}
