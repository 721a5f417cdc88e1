import type { BlockKind } from '../../types.ts';
import type { DraftBlock } from '../blocks.ts';
import { canBeHeading, markHeadings, UNNUMBERED_LEVEL } from '../headings.ts';
import { separateLines } from '../line-breaks.ts';
import { isTrueHeading, joinWrapped, kindByWords, numberedLevel } from '../lines.ts';
import { isElement, isText, type PageElement, type PageNode } from '../page.ts';
import { takeCaption } from '../tables/tables.ts';
import { blocksOfTable, isDataTable } from './tables.ts';

const BLOCK_ELEMENTS = new Set(
  `address article body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
   header hgroup hr html li main menu ol p pre section summary table tbody tfoot thead td th tr ul blockquote caption
   search`.split(/\s+/),
);
/** A longer term of a definition list is a question or a paragraph, and stands by itself. */
const LONGEST_TERM = 20;
/** The line below a page's title: when, by whom, and buttons. */
const PAGE_INFO = /^(?:发布|發布|发表|更新|录入)(?:时间|時間|日期)[：:]/;
const LONGEST_PAGE_INFO = 120;

interface Walk {
  blocks: DraftBlock[];
  /** Inline text since the last block began. */
  pending: string;
  /** Whether some of it is not bold. */
  hasPlain: boolean;
  /** Put before the next block: `1. ` of a list, `电话：` of a definition. */
  marker: string;
  /** Blocks that are bold from end to end, as authors make headings without saying so. */
  bold: Set<DraftBlock>;
}

/** An element that is being walked through. */
interface Frame {
  next: PageNode | null;
  kind: BlockKind;
  isBold: boolean;
  /** Of an ordered list: the number of its next item. */
  number?: number;
  leave?(): void;
}

/** The content of an element as blocks: headings, paragraphs, list items, table rows, captions. */
export function blocksOf(element: PageElement): DraftBlock[] {
  const { blocks, bold } = walkThrough(element, 'paragraph');
  markHeadings(
    blocks,
    (block) =>
      canBeHeading(block.text, block.kind) && (numberedLevel(block.text) !== undefined || bold.has(block)),
  );
  return blocks;
}

/** White space as a browser shows it: runs are one space, and a line end between Chinese characters is nothing. */
export function collapse(text: string): string {
  return joinWrapped(text.replace(/[ \t\f\r]+/g, ' ').trim());
}

/** Goes through all that is below an element without calling itself, because pages nest as deep as they like. */
function walkThrough(root: PageElement, kind: BlockKind): Walk {
  const walk: Walk = { blocks: [], pending: '', hasPlain: false, marker: '', bold: new Set() };
  const frames: Frame[] = [{ next: root.firstChild, kind, isBold: false }];
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    const node = frame.next;
    if (!node) {
      frames.pop();
      frame.leave?.();
      continue;
    }
    frame.next = node.nextSibling;
    if (isText(node)) addText(node.textContent ?? '', frame, walk);
    else if (isElement(node)) {
      const inner = enter(node, frame, walk);
      if (inner) frames.push(inner);
    }
  }
  flush(kind, walk);
  return walk;
}

function addText(text: string, { isBold }: Frame, walk: Walk): void {
  walk.pending += text;
  if (!isBold && /\S/.test(text)) walk.hasPlain = true;
}

/** Takes an element up; what is to be walked through comes back as a frame. */
function enter(element: PageElement, parent: Frame, walk: Walk): Frame | undefined {
  const name = element.localName.toLowerCase();
  if (name === 'br') {
    flush(parent.kind, walk);
    return undefined;
  }
  const frame: Frame = {
    ...parent,
    next: element.firstChild,
    isBold: parent.isBold || isBold(element, name),
  };
  frame.number = undefined;
  frame.leave = undefined;
  if (!BLOCK_ELEMENTS.has(name)) return frame;
  flush(parent.kind, walk);
  if (/^h[1-6]$/.test(name)) return addHeading(element, Number(name[1]), walk);
  if (name === 'summary') return addHeading(element, UNNUMBERED_LEVEL + 1, walk);
  if (name === 'table' && isDataTable(element)) return addTable(element, walk);
  if (name === 'pre') return addLines(element.textContent ?? '', parent.kind, walk);
  if (name === 'dt' && takeTerm(element, walk)) return undefined;
  if (name === 'ol') frame.number = wholeNumber(element, 'start') ?? 1;
  if (name === 'li') walk.marker += markerOf(element, parent);
  frame.kind = kindWithin(name, parent.kind);
  frame.leave = () => {
    flush(frame.kind, walk);
    if (name === 'li') walk.marker = '';
  };
  return frame;
}

function isBold(element: PageElement, name: string): boolean {
  return (
    /^(?:b|strong)$/.test(name) ||
    /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(element.getAttribute('style') ?? '')
  );
}

function kindWithin(name: string, kind: BlockKind): BlockKind {
  if (name === 'li' || name === 'dd') return 'list-item';
  return name === 'figcaption' ? 'caption' : kind;
}

function addHeading(element: PageElement, level: number, walk: Walk): undefined {
  const text = collapse(element.textContent ?? '');
  if (text === '') return;
  walk.blocks.push(isTrueHeading(text) ? { kind: 'heading', text, level } : { kind: 'paragraph', text });
}

/** The number of an ordered item is on the page its reader sees, though not in the source. */
function markerOf(item: PageElement, list: Frame): string {
  if (list.number === undefined) return '';
  const number = wholeNumber(item, 'value') ?? list.number;
  list.number = number + 1;
  return `${number}. `;
}

function wholeNumber(element: PageElement, name: string): number | undefined {
  const number = Number.parseInt(element.getAttribute(name) ?? '', 10);
  return Number.isNaN(number) ? undefined : number;
}

/** A term of a definition list stands before what it defines: `电话：0700-1234567`. */
function takeTerm(element: PageElement, walk: Walk): boolean {
  if (element.nextElementSibling?.localName !== 'dd' || !element.nextElementSibling.firstChild) return false;
  const term = collapse(element.textContent ?? '').replace(/\s*[：:]$/, '');
  if (term === '' || term.length > LONGEST_TERM || /[。！？?]$/.test(term)) return false;
  walk.marker = /\p{Script=Han}/u.test(term) ? `${term}：` : `${term}: `;
  return true;
}

/** Preformatted text has lines of its own, some of which only wrap. */
function addLines(text: string, kind: BlockKind, walk: Walk): undefined {
  for (const line of separateLines(text).filter((one) => one !== '')) {
    walk.blocks.push({ kind: kindOf(line, kind), text: walk.marker + line });
    walk.marker = '';
  }
}

function flush(kind: BlockKind, walk: Walk): void {
  const text = collapse(walk.pending);
  const isBold = !walk.hasPlain;
  walk.pending = '';
  walk.hasPlain = false;
  if (text === '') return;
  const block: DraftBlock = { kind: kindOf(text, kind), text: walk.marker + text };
  if (isBold) walk.bold.add(block);
  walk.blocks.push(block);
  walk.marker = '';
}

function kindOf(text: string, kind: BlockKind): BlockKind {
  if (kind !== 'paragraph') return kind;
  return text.length <= LONGEST_PAGE_INFO && PAGE_INFO.test(text) ? 'boilerplate' : kindByWords(text);
}

function addTable(table: PageElement, walk: Walk): undefined {
  const own = collapse(table.querySelector('caption')?.textContent ?? '');
  const caption = own === '' ? takeCaption(walk.blocks) : own;
  walk.blocks.push(...blocksOfTable(table, { caption, textOf: cellText }));
}

function cellText(cell: PageElement): string {
  return walkThrough(cell, 'list-item')
    .blocks.map(({ text }) => text)
    .join(' ');
}
