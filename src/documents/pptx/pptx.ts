import { AppError } from '../../errors.ts';
import type { CleanText } from '../../types.ts';
import { assembleCleanText, type DraftBlock } from '../blocks.ts';
import { openPackage } from '../office/package.ts';
import { attributeOf, childOf, childrenOf, nameOf, numberOf } from '../office/xml.ts';
import type { Reader } from '../reader.ts';
import type { Box } from './order.ts';
import { type Part, partsOf } from './parts.ts';
import { type LeftOut, readSlide, type SlideContent } from './slides.ts';

/** PowerPoint presentations: slides in their order with titles, tables, charts' figures and notes. */
export const pptxReader: Reader = {
  name: 'pptx',
  read: readPptx,
};

/** A text in a box of its own on at least so many slides, and on more than half of them, is the deck's footer. */
const FEWEST_REPETITIONS = 3;
const LONGEST_FOOTER = 60;

interface NumberedSlide extends SlideContent {
  /** Its place in the presentation, from 1, hidden slides counted. */
  number: number;
}

async function readPptx(bytes: Uint8Array, path: string): Promise<CleanText> {
  const open = partsOf(await openPackage(bytes, path));
  const presentation = await open('ppt/presentation.xml');
  if (!presentation) throw notPresentation(path);
  const leftOut: LeftOut = { hidden: 0, embedded: 0, struckOut: 0 };
  const { slides, hidden, pages } = await readSlides(presentation, leftOut);
  markFurniture(slides);
  const blocks = slides.flatMap(({ number, blocks }) => blocks.map((block) => ({ ...block, page: number })));
  if (!blocks.some(({ kind }) => kind !== 'boilerplate')) throw withoutText(path, pages);
  const warnings = [...warningsOfSlides(slides, hidden), ...warningsOf(leftOut)];
  return { ...(await assembleCleanText({ blocks, warnings })), pages };
}

/** The slides that are shown, in the order of the show. */
async function readSlides(
  presentation: Part,
  leftOut: LeftOut,
): Promise<{ slides: NumberedSlide[]; hidden: number[]; pages: number }> {
  const list = childOf(presentation.root, 'p:sldIdLst');
  const ids = list ? [...childrenOf(list)].filter((element) => nameOf(element) === 'p:sldId') : [];
  const size = sizeOf(presentation);
  const slides: NumberedSlide[] = [];
  const hidden: number[] = [];
  for (const [index, id] of ids.entries()) {
    const part = await presentation.referred(id);
    const number = index + 1;
    if (!part || /^(?:0|false)$/.test(attributeOf(part.root, 'show') ?? '')) hidden.push(number);
    else slides.push({ number, ...(await readSlide(part, { size, isFirst: slides.length === 0, leftOut })) });
  }
  return { slides, hidden, pages: ids.length };
}

function sizeOf({ root }: Part): Box {
  const size = childOf(root, 'p:sldSz');
  return {
    left: 0,
    top: 0,
    right: numberOf(size, 'cx') ?? Number.POSITIVE_INFINITY,
    bottom: numberOf(size, 'cy') ?? Number.POSITIVE_INFINITY,
  };
}

/** Footers and slide numbers that were typed into text boxes are on every slide and part of none. */
function markFurniture(slides: readonly NumberedSlide[]): void {
  const occurrences = new Map<string, number>();
  for (const { loose } of slides) {
    for (const text of new Set(loose.map((block) => block.text)))
      occurrences.set(text, (occurrences.get(text) ?? 0) + 1);
  }
  const isFooter = ({ text }: DraftBlock) => {
    const times = occurrences.get(text) ?? 0;
    return text.length <= LONGEST_FOOTER && times >= FEWEST_REPETITIONS && times > slides.length / 2;
  };
  for (const { number, loose } of slides) {
    for (const block of loose)
      if (isFooter(block) || block.text === String(number)) block.kind = 'boilerplate';
  }
}

function warningsOfSlides(slides: readonly NumberedSlide[], hidden: readonly number[]): string[] {
  const pictures = slides.filter(({ hasPictures, blocks }) => hasPictures && blocks.length === 0);
  const warnings: string[] = [];
  if (hidden.length > 0) warnings.push(`Hidden slides were left out: ${hidden.join(', ')}.`);
  if (pictures.length > 0) {
    const numbers = pictures.map(({ number }) => number).join(', ');
    warnings.push(`Slides with pictures only, whose words are not read: ${numbers}.`);
  }
  return warnings;
}

function warningsOf({ hidden, embedded, struckOut }: LeftOut): string[] {
  const warnings: string[] = [];
  if (hidden > 0) warnings.push(`${hidden} pieces of text that no show displays were left out.`);
  if (struckOut > 0) warnings.push(`${struckOut} pieces of struck-out text were left out.`);
  if (embedded > 0) warnings.push(`${embedded} embedded files and charts without figures were left out.`);
  return warnings;
}

function notPresentation(path: string): AppError {
  return new AppError('unreadable', `${path} is no presentation, whatever its name says.`, {
    next: 'Give the file the extension of its real format.',
  });
}

function withoutText(path: string, slides: number): AppError {
  return new AppError('unreadable', `${path} has no text on its ${slides} slides, perhaps pictures only.`, {
    next: 'Write what they say into the notes of the slides, or add the document they were made from.',
  });
}
