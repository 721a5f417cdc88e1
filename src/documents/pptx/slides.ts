import type { DraftBlock } from '../blocks.ts';
import { separateLines } from '../line-breaks.ts';
import { isListItem } from '../lines.ts';
import { childOf, type Element, nameOf, within } from '../office/xml.ts';
import { tableRows, takeCaption } from '../tables/tables.ts';
import { areFigureAndLabel, isCard, withCards } from './cards.ts';
import { chartTable } from './charts.ts';
import { diagramTexts } from './diagrams.ts';
import { type Box, readingOrder } from './order.ts';
import type { Part } from './parts.ts';
import { eachShape, type Item, isGroup, type Patterns, patternsOf, type Shape, shapesOf } from './shapes.ts';
import { gridOf } from './tables.ts';
import { type LeftOut as LeftOutText, type Paragraph, paragraphsOf } from './text.ts';
import { titleOf } from './titles.ts';

/** What is told of the slides that were read. */
export interface LeftOut extends LeftOutText {
  /** Texts that no show displays: hidden ones, and those outside the slide. */
  hidden: number;
  /** Files of other programs inside the presentation, and charts that keep no figures. */
  embedded: number;
}

/** What a slide says. */
export interface SlideContent {
  blocks: DraftBlock[];
  /** Those of the blocks that are a text box of one line: what repeats among them is the deck's, not the slide's. */
  loose: DraftBlock[];
  hasPictures: boolean;
}

/** Placeholders of what is on every slide and part of none: its number, date, footer and header. */
const FURNITURE = /^(?:sldNum|dt|ftr|hdr)$/;

const LONGEST_CATCHWORD = 40;
const CONTENTS = /^(?:目\s*[录錄次]|(?:table of )?contents|agenda)(?:\s*contents)?$/i;

interface Slide {
  part: Part;
  texts: ReadonlyMap<Shape, readonly Paragraph[]>;
  leftOut: LeftOut;
  content: SlideContent;
}

/** Reads a slide: its title, what stands on it in the order a person reads it, and its notes. */
export async function readSlide(
  part: Part,
  { size, isFirst, leftOut }: { size: Box; isFirst: boolean; leftOut: LeftOut },
): Promise<SlideContent> {
  const patterns = await patternsOf(part);
  const items = shapesOf(part.root, patterns);
  const texts = textsOf(items, { patterns, size, leftOut });
  const hasPictures = !within(part.root, 'p:pic').next().done;
  const slide: Slide = { part, texts, leftOut, content: { blocks: [], loose: [], hasPictures } };
  const title = titleOf(
    [...texts].map(([shape, paragraphs]) => ({ shape, paragraphs })),
    { size, isFirst },
  );
  if (title) slide.content.blocks.push({ kind: 'heading', text: title.text, level: title.level });
  await addItems(withoutShape(items, title?.shape), slide);
  markCatchwords(slide.content.blocks);
  await addNotes(slide);
  return slide.content;
}

/** The shapes that say something, each with its paragraphs; what no show displays is counted. */
function textsOf(
  items: readonly Item[],
  { patterns, size, leftOut }: { patterns: Patterns; size: Box; leftOut: LeftOut },
): Map<Shape, Paragraph[]> {
  const texts = new Map<Shape, Paragraph[]>();
  for (const shape of eachShape(items)) {
    const body = childOf(shape.element, 'p:txBody');
    if (!body || FURNITURE.test(shape.placeholder ?? '')) continue;
    const paragraphs = paragraphsOf(body, listStylesOf(shape, patterns), leftOut);
    if (paragraphs.length === 0) continue;
    if (isSeen(shape, size)) texts.set(shape, paragraphs);
    else leftOut.hidden += 1;
  }
  return texts;
}

/** Where a placeholder's bullets come from: its patterns, and the master's styles for its kind of text. */
function listStylesOf({ placeholder, patterns }: Shape, { master }: Patterns): (Element | undefined)[] {
  if (placeholder === undefined) return [];
  const kind = /itle$/.test(placeholder) && placeholder !== 'subTitle' ? 'p:titleStyle' : 'p:bodyStyle';
  return [
    ...patterns.map((pattern) => childOf(pattern, 'p:txBody', 'a:lstStyle')),
    childOf(master, 'p:txStyles', kind),
  ];
}

function isSeen({ box, isHidden }: Shape, size: Box): boolean {
  if (isHidden) return false;
  return !box || (box.right > 0 && box.bottom > 0 && box.left < size.right && box.top < size.bottom);
}

function withoutShape(items: readonly Item[], taken: Shape | undefined): Item[] {
  return items
    .filter((item) => item !== taken)
    .map((item) => (isGroup(item) ? { ...item, members: withoutShape(item.members, taken) } : item));
}

async function addItems(items: readonly Item[], slide: Slide): Promise<void> {
  const saying = items.filter((item) => saysSomething(item, slide));
  for (const item of readingOrder(withCards(saying, slide.texts))) {
    if (isCard(item)) addLine(item.members, slide);
    else if (isGroup(item)) await addItems(item.members, slide);
    else if (nameOf(item.element) === 'p:graphicFrame') await addFrame(item, slide);
    else addText(item, slide);
  }
}

/** Empty shapes, such as the card below a text, would stand in the way of finding rows and columns. */
function saysSomething(item: Item, slide: Slide): boolean {
  if (isGroup(item)) return eachShape(item.members).some((shape) => saysSomething(shape, slide));
  return slide.texts.has(item) || nameOf(item.element) === 'p:graphicFrame';
}

/** A figure and its label as one line. */
function addLine(shapes: readonly Shape[], { texts, content }: Slide): void {
  const lines = shapes.flatMap((shape) => texts.get(shape) ?? []);
  content.blocks.push({ kind: 'list-item', text: lines.map(({ text }) => text).join(' ') });
}

function addText(shape: Shape, slide: Slide): void {
  const { texts, content } = slide;
  const paragraphs = texts.get(shape) ?? [];
  if (areFigureAndLabel(paragraphs)) {
    addLine([shape], slide);
    return;
  }
  const blocks = paragraphs.flatMap(blocksOf);
  content.blocks.push(...blocks);
  if (blocks.length === 1 && shape.placeholder === undefined) content.loose.push(...blocks);
}

function blocksOf({ text, isItem }: Paragraph): DraftBlock[] {
  return separateLines(text).map((line) => ({
    kind: isItem || isListItem(line) ? 'list-item' : 'paragraph',
    text: line,
  }));
}

/**
 * Slides are written in catchwords, which say something only together, as the items of a list do. What a table
 * of contents says is said by the titles of the slides.
 */
function markCatchwords(blocks: readonly DraftBlock[]): void {
  if (blocks[0]?.kind === 'heading' && CONTENTS.test(blocks[0].text)) {
    for (const block of blocks) block.kind = 'boilerplate';
  }
  for (const block of blocks) {
    const isShort = block.text.length <= LONGEST_CATCHWORD && !/[。；！？]$/.test(block.text);
    if (block.kind === 'paragraph' && isShort) block.kind = 'list-item';
  }
}

/** A table, a chart, a diagram, or a file of another program of which only a picture is shown. */
async function addFrame({ element, isHidden }: Shape, { part, leftOut, content }: Slide): Promise<void> {
  const data = childOf(element, 'a:graphic', 'a:graphicData');
  const table = childOf(data, 'a:tbl');
  const chart = childOf(data, 'c:chart');
  const diagram = childOf(data, 'dgm:relIds');
  if (isHidden) leftOut.hidden += 1;
  else if (table) {
    const caption = takeCaption(content.blocks);
    content.blocks.push(...tableRows(gridOf(table, leftOut), { caption }));
  } else if (chart) {
    const root = (await part.referred(chart))?.root;
    const figures = root && chartTable(root);
    if (figures) content.blocks.push(...tableRows(figures.grid, { caption: figures.caption }));
    else leftOut.embedded += 1;
  } else if (diagram) {
    const root = (await part.referred(diagram, 'dm'))?.root;
    const words = root ? diagramTexts(root, leftOut) : [];
    content.blocks.push(...words.map((text): DraftBlock => ({ kind: 'list-item', text })));
  } else leftOut.embedded += 1;
}

async function addNotes({ part, leftOut, content }: Slide): Promise<void> {
  const notes = await part.related('notesSlide');
  if (!notes) return;
  for (const shape of eachShape(shapesOf(notes.root, {}))) {
    const body = shape.placeholder === 'body' ? childOf(shape.element, 'p:txBody') : undefined;
    const lines = body ? paragraphsOf(body, [], leftOut).flatMap(({ text }) => separateLines(text)) : [];
    content.blocks.push(...lines.map((line): DraftBlock => ({ kind: 'paragraph', text: `备注：${line}` })));
  }
}
