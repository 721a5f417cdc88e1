import type { BlockKind, CleanText } from '../types.ts';
import { assembleCleanText, type DraftBlock } from './blocks.ts';
import { cleanText } from './clean.ts';
import { decodeText } from './decode.ts';
import {
  isBoilerplate,
  isCaption,
  isListItem,
  LOWEST_NUMBERED_LEVEL,
  numberedLevel,
  opensLinks,
} from './lines.ts';
import type { Reader } from './reader.ts';

/** Longest heading, in characters; Latin words are longer than Chinese ones for the same sense. */
const LONGEST_HEADING = 25;
const LONGEST_LATIN_HEADING = 60;
/** Title, chapter, section: more short lines in a row than this are a list. */
const DEEPEST_HEADINGS = 3;
/** Short lines after "related reading" are links up to this length. */
const LONGEST_LINK = 40;

/** Plain text: UTF-8, UTF-16 with byte order mark, or GB18030; every line is a paragraph. */
export const textReader: Reader = {
  name: 'text',
  accepts: (path) => /\.txt$/i.test(path),
  read: readText,
};

async function readText(bytes: Uint8Array, path: string): Promise<CleanText> {
  const { text, warnings } = decodeText(bytes, path);
  // Cleaned before the lines are judged: notes make a heading look longer than it is.
  const clean = await cleanText(text);
  const lines = clean.split('\n').map((line) => line.trim());
  return assembleCleanText({ blocks: classifyLines(lines.filter((line) => line !== '')), warnings });
}

/** Finds out from the end what each line is, because a heading is known by what it stands before. */
function classifyLines(lines: readonly string[]): DraftBlock[] {
  const kinds = lines.map(kindByWords);
  markLinks(lines, kinds);
  let following: { text: string; kind: BlockKind } | undefined;
  let headingsBelow = 0;
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const text = lines[i]!;
    const kind = kinds[i]!;
    if (kind === 'boilerplate' || kind === 'caption') continue;
    if (
      !isWithinList(lines, i) &&
      canBeHeading(text, kind) &&
      following &&
      opensProse(text, following) &&
      headingsBelow < DEEPEST_HEADINGS
    ) {
      kinds[i] = 'heading';
    }
    headingsBelow = kinds[i] === 'heading' ? headingsBelow + 1 : 0;
    following = { text, kind: kinds[i]! };
  }
  const first = kinds.findIndex((kind) => kind !== 'boilerplate' && kind !== 'caption');
  return lines.map((text, i) => ({
    text,
    kind: kinds[i]!,
    ...(kinds[i] === 'heading' && { level: levelOf(text, i === first) }),
  }));
}

function kindByWords(line: string): BlockKind {
  if (isCaption(line)) return 'caption';
  if (isBoilerplate(line)) return 'boilerplate';
  return isListItem(line) ? 'list-item' : 'paragraph';
}

function markLinks(lines: readonly string[], kinds: BlockKind[]): void {
  let inLinks = false;
  for (const [i, line] of lines.entries()) {
    if (opensLinks(line)) inLinks = true;
    else if (line.length > LONGEST_LINK || /[。！？；]/.test(line)) inLinks = false;
    if (inLinks && kinds[i] !== 'caption') kinds[i] = 'boilerplate';
  }
}

function canBeHeading(line: string, kind: BlockKind): boolean {
  const longest = /\p{Script=Han}/u.test(line) ? LONGEST_HEADING : LONGEST_LATIN_HEADING;
  if (line.length > longest || !/\p{L}/u.test(line)) return false;
  if (/[。！？；!?;…]/.test(line) || /[.,，、:：]$/.test(line)) return false;
  if (numberedLevel(line) !== undefined) return true;
  // "电话：0734-1234567" gives a fact; it does not announce one.
  return kind !== 'list-item' && !/^[^：:]{1,10}[：:]\s*\S/.test(line);
}

/** `2. …` right after `1. …` goes on with a list, whatever follows it. */
function isWithinList(lines: readonly string[], at: number): boolean {
  return at > 0 && [at, at - 1].every((line) => numberedLevel(lines[line]!) === LOWEST_NUMBERED_LEVEL);
}

/** Whether a line that could be a heading stands before what a heading stands before. */
function opensProse(line: string, { text, kind }: { text: string; kind: BlockKind }): boolean {
  const level = numberedLevel(line);
  if (level !== undefined && level === numberedLevel(text)) return false;
  // A heading stands right above a sub-heading, never above one that is as high or higher.
  if (kind === 'heading') return level === undefined || level < (numberedLevel(text) ?? 0);
  if (kind === 'list-item') return level !== LOWEST_NUMBERED_LEVEL;
  if (level !== undefined && level < LOWEST_NUMBERED_LEVEL) return true;
  return text.length > line.length && (text.length > LONGEST_HEADING || /[。！？；.!?;]/.test(text));
}

function levelOf(heading: string, isFirst: boolean): number {
  return numberedLevel(heading) ?? (isFirst ? 1 : 2);
}
