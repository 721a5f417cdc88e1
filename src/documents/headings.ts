import type { BlockKind } from '../types.ts';
import type { DraftBlock } from './blocks.ts';
import { LOWEST_NUMBERED_LEVEL, numberedLevel } from './lines.ts';

/** Longest heading, in characters; Latin words are longer than Chinese ones for the same sense. */
export const LONGEST_HEADING = 25;
const LONGEST_LATIN_HEADING = 60;
/** Title, chapter, section: more short lines in a row than this are a list. */
const DEEPEST_HEADINGS = 3;
/** Level of a heading that neither its number nor its place gives one. */
export const UNNUMBERED_LEVEL = 2;

/** Whether a line that no mark-up calls a heading can be one by its words: short, with a letter, no sentence. */
export function canBeHeading(line: string, kind: BlockKind): boolean {
  const longest = /\p{Script=Han}/u.test(line) ? LONGEST_HEADING : LONGEST_LATIN_HEADING;
  if (line.length > longest || !/\p{L}/u.test(line)) return false;
  if (/[。！？；!?;…]/.test(line) || /[.,，、:：]$/.test(line)) return false;
  if (numberedLevel(line) !== undefined) return true;
  // "电话：0734-1234567" gives a fact; it does not announce one.
  return kind !== 'list-item' && !/^[^：:]{1,10}[：:]\s*\S/.test(line);
}

/**
 * Makes headings of those candidates among `lines` that stand before what a heading stands before; found out
 * from the end, because a heading is known by what follows it. Lines that are headings already stay so.
 */
export function markHeadings(lines: readonly DraftBlock[], isCandidate: (line: DraftBlock) => boolean): void {
  let following: DraftBlock | undefined;
  let headingsBelow = 0;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at]!;
    if (line.kind === 'boilerplate' || line.kind === 'caption') continue;
    if (
      line.kind !== 'heading' &&
      following &&
      headingsBelow < DEEPEST_HEADINGS &&
      isCandidate(line) &&
      !isWithinList(lines, at) &&
      opensProse(line.text, following)
    ) {
      line.kind = 'heading';
      line.level = numberedLevel(line.text) ?? UNNUMBERED_LEVEL;
    }
    headingsBelow = line.kind === 'heading' ? headingsBelow + 1 : 0;
    following = line;
  }
}

/** `2. …` right after `1. …` goes on with a list, whatever follows it. */
function isWithinList(lines: readonly DraftBlock[], at: number): boolean {
  return at > 0 && [at, at - 1].every((line) => numberedLevel(lines[line]!.text) === LOWEST_NUMBERED_LEVEL);
}

/** Whether a line that could be a heading stands before what a heading stands before. */
function opensProse(line: string, { text, kind }: DraftBlock): boolean {
  const level = numberedLevel(line);
  if (level !== undefined && level === numberedLevel(text)) return false;
  // A heading stands right above a sub-heading, never above one that is as high or higher.
  if (kind === 'heading') return level === undefined || level < (numberedLevel(text) ?? 0);
  if (kind === 'list-item') return level !== LOWEST_NUMBERED_LEVEL;
  if (level !== undefined && level < LOWEST_NUMBERED_LEVEL) return true;
  return text.length > line.length && (text.length > LONGEST_HEADING || /[。！？；.!?;]/.test(text));
}
