import { splitSentences } from '../language/sentences.ts';
import type { Block, CleanText, Locator, Passage, Span } from '../types.ts';
import { type ArticlePlace, articleLabel, NO_PLACE, nextPlace, placeWithin } from './articles.ts';
import { cutLong, trimSpan } from './cut.ts';
import { passageId } from './passage-id.ts';

export { citedForms } from './articles.ts';

/** Length a passage has at most, in UTF-16 code units, unless one sentence alone is longer. */
export const PASSAGE_LENGTH = 280;
/** A single sentence longer than this is cut between its clauses. */
export const LONGEST_PASSAGE = 1000;

type PassageKind = Passage['kind'];
/** A block that can become a passage, with its place among the document's paragraphs. */
interface Content extends Span {
  kind: PassageKind;
  locator: Locator;
  place: ArticlePlace;
}

/**
 * Clean text as passages, in order. Each is an exact slice: `clean.text.slice(start, end) === text`.
 *
 * A paragraph is split only at sentence ends, into parts about equally long; neighbouring list items under
 * one heading and article share a passage while it is short; a table row or a caption is a passage by itself;
 * headings are the locator's path, and boilerplate is left out. Ids depend on document, version and place only.
 */
export function splitPassages(document: { id: string; version: string }, clean: CleanText): Passage[] {
  const { text } = clean;
  const passages: Passage[] = [];
  for (const run of runsOf(contentsOf(clean))) {
    for (const { start, end, locator } of packRun(text, run)) {
      const ordinal = passages.length;
      passages.push({
        id: passageId(document, ordinal),
        document: document.id,
        version: document.version,
        ordinal,
        kind: run[0]!.kind,
        start,
        end,
        text: text.slice(start, end),
        locator,
      });
    }
  }
  return passages;
}

/** Blocks that carry content, under their headings, numbered from 1. */
function* contentsOf({ text, blocks }: CleanText): Generator<Content> {
  const headings: { level: number; text: string }[] = [];
  let place = NO_PLACE;
  let paragraph = 0;
  for (const block of blocks) {
    if (block.kind === 'boilerplate') continue;
    const span = trimSpan(text, block);
    if (span.start === span.end) continue;
    place = nextPlace(place, block.kind, text.slice(span.start, span.end));
    if (block.kind === 'heading') {
      const level = block.level ?? 1;
      while (headings.length > 0 && headings.at(-1)!.level >= level) headings.pop();
      headings.push({ level, text: text.slice(span.start, span.end).replace(/\s+/g, ' ') });
      continue;
    }
    paragraph += 1;
    const locator = { ...locate(block, headings, paragraph), ...articleOf(place) };
    yield { ...span, kind: block.kind, locator, place };
  }
}

function articleOf(place: ArticlePlace): Pick<Locator, 'article'> {
  const article = articleLabel(place);
  return article === undefined ? {} : { article };
}

function locate(block: Block, headings: readonly { text: string }[], paragraph: number): Locator {
  return {
    headingPath: headings.map(({ text }) => text),
    paragraph,
    ...(block.page !== undefined && { page: block.page }),
    ...(block.sheet !== undefined && { sheet: block.sheet }),
    ...(block.row !== undefined && { row: block.row }),
    ...(block.table !== undefined && { table: block.table }),
  };
}

/** Neighbouring list items under one heading and article together, everything else by itself. */
function* runsOf(contents: Iterable<Content>): Generator<Content[]> {
  let run: Content[] = [];
  for (const content of contents) {
    if (run.length > 0 && !continuesList(run.at(-1)!, content)) {
      yield run;
      run = [];
    }
    run.push(content);
  }
  if (run.length > 0) yield run;
}

function continuesList(previous: Content, next: Content): boolean {
  if (previous.kind !== 'list-item' || next.kind !== 'list-item') return false;
  // Between neighbours stands one line feed; anything longer is a block that is no content.
  const isNeighbour = next.start - previous.end <= 1;
  if (!isNeighbour || previous.place.article !== next.place.article) return false;
  return previous.locator.headingPath.join('\n') === next.locator.headingPath.join('\n');
}

/** The spans of the passages that one run makes, each with the locator of the block it begins in. */
function packRun(text: string, run: readonly Content[]): (Span & { locator: Locator })[] {
  const passages: (Span & { locator: Locator })[] = [];
  let short: Content[] = [];
  const flush = () => {
    for (const group of packBalanced(short)) {
      passages.push({ start: group[0]!.start, end: group.at(-1)!.end, locator: group[0]!.locator });
    }
    short = [];
  };
  for (const content of run) {
    if (content.end - content.start <= PASSAGE_LENGTH) {
      short.push(content);
      continue;
    }
    flush();
    for (const span of splitContent(text, content)) {
      const within =
        span.start > content.start && placeWithin(content.place, text.slice(span.start, span.end));
      passages.push({ ...span, locator: { ...content.locator, ...(within && articleOf(within)) } });
    }
  }
  flush();
  return passages;
}

function splitContent(text: string, content: Content): Span[] {
  if (content.kind === 'table-row' || content.kind === 'caption')
    return cutLong(text, content, LONGEST_PASSAGE);
  const { start, end } = content;
  const sentences = splitSentences(text.slice(start, end)).flatMap((sentence) =>
    cutLong(text, { start: start + sentence.start, end: start + sentence.end }, LONGEST_PASSAGE),
  );
  return packBalanced(sentences).map((group) => ({ start: group[0]!.start, end: group.at(-1)!.end }));
}

/**
 * Groups neighbouring spans into as few groups of at most {@link PASSAGE_LENGTH} as will do, and among those
 * choices the one with the least sum of squared lengths, which is the evenest: no tiny tail remains.
 */
function packBalanced<T extends Span>(spans: readonly T[]): T[][] {
  const best: { groups: number; squares: number; from: number }[] = [{ groups: 0, squares: 0, from: 0 }];
  for (let to = 1; to <= spans.length; to += 1) {
    let choice = { groups: Number.POSITIVE_INFINITY, squares: 0, from: to - 1 };
    for (let from = to - 1; from >= 0; from -= 1) {
      const length = spans[to - 1]!.end - spans[from]!.start;
      if (length > PASSAGE_LENGTH && from < to - 1) break;
      const groups = best[from]!.groups + 1;
      const squares = best[from]!.squares + length ** 2;
      if (groups < choice.groups || (groups === choice.groups && squares < choice.squares))
        choice = { groups, squares, from };
    }
    best.push(choice);
  }
  const groups: T[][] = [];
  for (let to = spans.length; to > 0; to = best[to]!.from) groups.push(spans.slice(best[to]!.from, to));
  return groups.reverse();
}
