import type { BlockKind } from '../types.ts';
import type { DraftBlock } from './blocks.ts';
import { isBoilerplate, isCaption, isTrueHeading, joinWrapped } from './lines.ts';
import type { PageElement } from './page.ts';
import { type Cell, tableRows, takeCaption } from './tables.ts';

const BLOCK_ELEMENTS = new Set(
  `address article body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
   header hgroup hr html li main menu ol p pre section summary table tbody tfoot thead td th tr ul blockquote caption
   search`.split(/\s+/),
);
/** Spans beyond these are mistakes or attacks; the HTML standard stops at 1000 and 65534. */
const WIDEST_SPAN = 100;
const TALLEST_SPAN = 1000;

interface Walk {
  blocks: DraftBlock[];
  /** Inline text since the last block began. */
  pending: string;
  /** Put before the next list item: `1. `. */
  marker: string;
}

/** The content of an element as blocks: headings, paragraphs, list items, table rows, captions. */
export function blocksOf(element: PageElement): DraftBlock[] {
  const walk: Walk = { blocks: [], pending: '', marker: '' };
  addChildren(element, 'paragraph', walk);
  flush('paragraph', walk);
  return walk.blocks;
}

/** White space as a browser shows it: runs are one space, and a line end between Chinese characters is nothing. */
export function collapse(text: string): string {
  return joinWrapped(text.replace(/[ \t\f\r]+/g, ' ').trim());
}

function addChildren(parent: PageElement, kind: BlockKind, walk: Walk): void {
  for (const child of parent.childNodes) {
    if (child.nodeType === 3) walk.pending += child.textContent ?? '';
    else if (child.nodeType === 1) addElement(child as PageElement, kind, walk);
  }
}

function addElement(element: PageElement, kind: BlockKind, walk: Walk): void {
  const name = element.localName.toLowerCase();
  if (name === 'br') {
    flush(kind, walk);
    return;
  }
  if (!BLOCK_ELEMENTS.has(name)) {
    addChildren(element, kind, walk);
    return;
  }
  flush(kind, walk);
  if (/^h[1-6]$/.test(name)) addHeading(element, Number(name[1]), walk);
  else if (name === 'table' && isDataTable(element)) addTable(element, walk);
  else if (name === 'pre') walk.blocks.push({ kind, text: element.textContent ?? '' });
  else if (name === 'ol') addOrdered(element, walk);
  else addChildren(element, kindWithin(name, kind), walk);
  flush(kindWithin(name, kind), walk);
}

function kindWithin(name: string, kind: BlockKind): BlockKind {
  if (name === 'li') return 'list-item';
  return name === 'figcaption' ? 'caption' : kind;
}

function addHeading(element: PageElement, level: number, walk: Walk): void {
  const text = collapse(element.textContent ?? '');
  if (text === '') return;
  walk.blocks.push(isTrueHeading(text) ? { kind: 'heading', text, level } : { kind: 'paragraph', text });
}

/** The number of an ordered item is on the page its reader sees, though not in the source. */
function addOrdered(list: PageElement, walk: Walk): void {
  let number = Number.parseInt(list.getAttribute('start') ?? '1', 10) || 1;
  for (const item of list.children) {
    if (item.localName === 'li') {
      walk.marker = `${number}. `;
      number += 1;
    }
    addElement(item, 'list-item', walk);
    walk.marker = '';
  }
}

function flush(kind: BlockKind, walk: Walk): void {
  const text = collapse(walk.pending);
  walk.pending = '';
  if (text === '') return;
  if (kind === 'paragraph' && isCaption(text)) walk.blocks.push({ kind: 'caption', text });
  else if (kind === 'paragraph' && isBoilerplate(text)) walk.blocks.push({ kind: 'boilerplate', text });
  else {
    walk.blocks.push({ kind, text: walk.marker + text });
    walk.marker = '';
  }
}

/** A table for layout has a table, a heading or several paragraphs in a cell, or is but one column or row. */
function isDataTable(table: PageElement): boolean {
  if (table.querySelector('table, h1, h2, h3, h4')) return false;
  const rows = rowsOf(table);
  return rows.length > 1 && rows.some((row) => row.children.length > 1);
}

function addTable(table: PageElement, walk: Walk): void {
  const own = collapse(table.querySelector('caption')?.textContent ?? '');
  const caption = own === '' ? takeCaption(walk.blocks) : own;
  walk.blocks.push(...tableRows(gridOf(table), { caption }));
}

function rowsOf(table: PageElement): PageElement[] {
  return [...table.querySelectorAll('tr')];
}

/** Every place of the table with the cell that covers it, so that no value slips under another header. */
function gridOf(table: PageElement): Cell[][] {
  const rows = rowsOf(table);
  const grid: Cell[][] = rows.map(() => []);
  for (const [y, row] of rows.entries()) {
    let x = 0;
    for (const element of row.children) {
      while (grid[y]![x]) x += 1;
      const cell = {
        text: cellText(element),
        isHeader: element.localName === 'th' || row.parentElement?.localName === 'thead',
      };
      const width = span(element, 'colspan', WIDEST_SPAN);
      const height = Math.min(span(element, 'rowspan', TALLEST_SPAN), rows.length - y);
      for (let dy = 0; dy < height; dy += 1)
        for (let dx = 0; dx < width; dx += 1) grid[y + dy]![x + dx] = cell;
      x += width;
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? { text: '', isHeader: false }));
}

function span(element: PageElement, name: string, most: number): number {
  const written = Number.parseInt(element.getAttribute(name) ?? '1', 10);
  return Math.min(Math.max(written || 1, 1), most);
}

function cellText(element: PageElement): string {
  const walk: Walk = { blocks: [], pending: '', marker: '' };
  addChildren(element, 'list-item', walk);
  flush('list-item', walk);
  return walk.blocks.map(({ text }) => text).join(' ');
}
