import type { CleanText } from '../types.ts';
import { assembleCleanText, type DraftBlock } from './blocks.ts';
import { cleanText } from './clean.ts';
import { decodeText } from './decode.ts';
import { canBeHeading, markHeadings } from './headings.ts';
import { kindByWords, numberedLevel, opensLinks } from './lines.ts';
import type { Reader } from './reader.ts';

/** Short lines after "related reading" are links up to this length. */
const LONGEST_LINK = 40;

/** Plain text: UTF-8, UTF-16 with byte order mark, or GB18030; every line is a paragraph. */
export const textReader: Reader = {
  name: 'text',
  read: readText,
};

async function readText(bytes: Uint8Array, path: string): Promise<CleanText> {
  const { text, warnings } = decodeText(bytes, path);
  // Cleaned before the lines are judged: notes make a heading look longer than it is.
  const clean = await cleanText(text);
  const lines = clean.split('\n').map((line) => line.trim());
  return assembleCleanText({ blocks: classifyLines(lines.filter((line) => line !== '')), warnings });
}

function classifyLines(texts: readonly string[]): DraftBlock[] {
  const lines: DraftBlock[] = texts.map((text) => ({ text, kind: kindByWords(text) }));
  markLinks(lines);
  markHeadings(lines, ({ text, kind }) => canBeHeading(text, kind));
  const first = lines.find(({ kind }) => kind !== 'boilerplate' && kind !== 'caption');
  if (first?.kind === 'heading' && numberedLevel(first.text) === undefined) first.level = 1;
  return lines;
}

function markLinks(lines: readonly DraftBlock[]): void {
  let inLinks = false;
  for (const line of lines) {
    if (opensLinks(line.text)) inLinks = true;
    else if (line.text.length > LONGEST_LINK || /[。！？；]/.test(line.text)) inLinks = false;
    if (inLinks && line.kind !== 'caption') line.kind = 'boilerplate';
  }
}
