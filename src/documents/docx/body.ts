import { HAN } from '../../language/fold.ts';
import type { DraftBlock } from '../blocks.ts';
import { collapse } from '../html/blocks.ts';
import { kindByWords } from '../lines.ts';
import { attributeOf, childOf, childrenOf, type Element, nameOf, switchOf } from '../office/xml.ts';
import { formRows } from '../tables/forms.ts';
import { type Cell, tableRows, takeCaption } from '../tables/tables.ts';
import { type Look, levelOf, lookOfParagraph } from './looks.ts';
import type { Label, Numbering } from './numbering.ts';
import { numberingOf, type Style } from './styles.ts';
import { isForLayout, type TableRowElements, tableElements } from './table.ts';
import { alternativeOf, contentOf, countDeletion, type InlineState, type Line, readLine } from './text.ts';

/** A document while it is read from its first to its last paragraph. */
export interface Reading extends InlineState {
  numbering: Numbering;
  /** The foot- and endnotes by their key. */
  notes: ReadonlyMap<string, Element>;
  notesWritten: number;
  /** Notes that were referred to and are to be written once the table ends. */
  notesDue: string[];
  /** How many tables or notes the place stands in. */
  depth: number;
  /** What stands before a deleted paragraph end: it goes on in the next paragraph. */
  carried: Line | undefined;
  pictures: number;
  /** How the paragraph of a block looks. */
  looks: Map<DraftBlock, Look>;
}

/** The paragraphs and table rows of a document in order, with what is known of each by itself. */
export function readBlocks(body: Element, reading: Reading): DraftBlock[] {
  const blocks: DraftBlock[] = [];
  addContent(body, blocks, reading);
  const { carried } = reading;
  if (carried)
    addText({ properties: undefined, style: undefined, line: carried, label: undefined }, blocks, reading);
  return blocks;
}

/** Adds what stands in a body, a cell, a text box or a note to `blocks`. */
function addContent(parent: Element, blocks: DraftBlock[], reading: Reading): void {
  for (const element of childrenOf(parent)) addElement(element, blocks, reading);
}

function addElement(element: Element, blocks: DraftBlock[], reading: Reading): void {
  const name = nameOf(element);
  if (name === 'w:p') addParagraph(element, blocks, reading);
  else if (name === 'w:tbl') addTable(element, blocks, reading);
  else if (name === 'w:del' || name === 'w:moveFrom') countDeletion(element, reading);
  else if (name === 'w:altChunk') reading.leftOut.embedded += 1;
  else if (!name.endsWith('Pr')) {
    const content = contentWithin(element, name);
    if (content) addContent(content, blocks, reading);
  }
}

function contentWithin(element: Element, name: string): Element | undefined {
  if (name === 'w:sdt') return isTableOfContents(element) ? undefined : contentOf(element);
  return name === 'mc:AlternateContent' ? alternativeOf(element) : element;
}

function isTableOfContents(control: Element): boolean {
  const gallery = childOf(control, 'w:sdtPr', 'w:docPartObj', 'w:docPartGallery');
  return /^table of contents$/i.test(attributeOf(gallery, 'val') ?? '');
}

interface Paragraph {
  properties: Element | undefined;
  style: Style | undefined;
  line: Line;
  label: Label | undefined;
}

function addParagraph(element: Element, blocks: DraftBlock[], reading: Reading): void {
  const properties = childOf(element, 'w:pPr');
  const mark = childOf(properties, 'w:rPr');
  const style = reading.styles.find('paragraph', attributeOf(childOf(properties, 'w:pStyle'), 'val'));
  const own = readLine(element, style, reading);
  reading.pictures += own.pictures;
  const line = joined(reading.carried, own);
  const hasNoEnd = childOf(mark, 'w:del') !== undefined || childOf(mark, 'w:moveFrom') !== undefined;
  reading.carried = hasNoEnd ? line : undefined;
  if (hasNoEnd || /^toc (?:\d|heading)$/.test(style?.name ?? '')) return;
  const isHidden = switchOf(mark, 'w:vanish') && line.text.trim() === '';
  const reference = { ...style?.numbering, ...numberingOf(properties) };
  const label = isHidden ? undefined : reading.numbering.next(reference);
  addText({ properties, style, line, label }, blocks, reading);
  for (const box of line.boxes) addContent(box, blocks, reading);
  reading.notesDue.push(...line.notes);
  if (reading.depth === 0) addNotes(blocks, reading);
}

function joined(before: Line | undefined, line: Line): Line {
  if (!before) return line;
  return {
    ...line,
    text: before.text + line.text,
    isBold: before.text.trim() === '' ? line.isBold : before.isBold && line.isBold,
    boxes: [...before.boxes, ...line.boxes],
    notes: [...before.notes, ...line.notes],
  };
}

function addText(paragraph: Paragraph, blocks: DraftBlock[], reading: Reading): void {
  const { line, label } = paragraph;
  // The number of an empty paragraph counts but says nothing, except in a cell, where it numbers the row.
  if (line.text.trim() === '' && reading.depth === 0) return;
  const written = (label?.text ?? '') + line.text;
  const whole = collapse(written);
  const level = levelOf(whole, paragraph);
  const look = lookOfParagraph(paragraph);
  const texts = level !== undefined || look.isTitle ? [whole] : written.split('\n').map(collapse);
  for (const text of texts) {
    if (text === '') continue;
    const kind = label?.isBullet ? 'list-item' : kindByWords(text);
    const block: DraftBlock = level === undefined ? { kind, text } : { kind: 'heading', text, level };
    blocks.push(block);
    reading.looks.set(block, look);
  }
}

function addTable(table: Element, blocks: DraftBlock[], reading: Reading): void {
  const rows = tableElements(table, () => {
    reading.leftOut.deletions += 1;
  });
  if (isForLayout(rows)) {
    for (const cell of new Set(rows.flatMap(({ cells }) => cells))) {
      if (cell) addContent(cell, blocks, reading);
    }
    return;
  }
  const { grid, bold } = readCells(rows, reading);
  const caption = takeCaption(blocks) ?? takeStyledCaption(blocks, reading);
  blocks.push(...tableRows(formRows(grid, (cell) => bold.has(cell)) ?? grid, { caption }));
  if (reading.depth === 0) addNotes(blocks, reading);
}

/** A caption by its style, whatever its words. */
function takeStyledCaption(blocks: DraftBlock[], { looks }: Reading): string | undefined {
  const last = blocks.at(-1);
  return last && looks.get(last)?.isCaption ? blocks.pop()?.text : undefined;
}

/** The text of every cell, and which cells are all in bold. */
function readCells(
  rows: readonly TableRowElements[],
  reading: Reading,
): { grid: Cell[][]; bold: ReadonlySet<Cell> } {
  const known = new Map<Element | undefined, Cell>([[undefined, { text: '', isHeader: false }]]);
  const bold = new Set<Cell>();
  const read = (element: Element, isHeader: boolean) => {
    const blocks = blocksWithin(element, reading);
    const cell = { text: textOf(blocks), isHeader };
    if (blocks.length > 0 && blocks.every((block) => reading.looks.get(block)?.isBold)) bold.add(cell);
    known.set(element, cell);
    return cell;
  };
  const grid = rows.map(({ isHeader, cells }) =>
    cells.map((element) => known.get(element) ?? read(element!, isHeader)),
  );
  return { grid, bold };
}

/** What stands in a cell or a note, which become part of one block. */
function blocksWithin(element: Element, reading: Reading): DraftBlock[] {
  const blocks: DraftBlock[] = [];
  reading.depth += 1;
  addContent(element, blocks, reading);
  reading.depth -= 1;
  return blocks;
}

function textOf(blocks: readonly DraftBlock[]): string {
  return blocks.map(({ text }) => text).join(' ');
}

/** The notes that the paragraph or table above refers to, right below it. */
function addNotes(blocks: DraftBlock[], reading: Reading): void {
  for (const key of reading.notesDue.splice(0)) {
    const note = reading.notes.get(key);
    const text = note ? textOf(blocksWithin(note, reading)) : '';
    if (text === '') continue;
    reading.notesWritten += 1;
    const mark = HAN.test(text) ? `注${reading.notesWritten}：` : `Note ${reading.notesWritten}: `;
    blocks.push({ kind: 'paragraph', text: mark + text });
  }
  // A note that refers to a note would lead in circles.
  reading.notesDue = [];
}
