import { joinWrapped } from './lines.ts';

/** A Chinese line shorter than this was ended on purpose; wrapped ones are longer. */
const SHORT_LINE = 30;

/** The paragraphs of a text in which a line end is either its author's or one that only wraps the text. */
export function separateLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  const paragraphs: string[] = [];
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1];
    if (previous !== undefined && !endsOnPurpose(previous, line))
      paragraphs.push(`${paragraphs.pop()}\n${line}`);
    else paragraphs.push(line);
  }
  return paragraphs.map(joinWrapped);
}

function endsOnPurpose(line: string, next: string): boolean {
  const isField = (candidate: string) => /^[^：:]{1,12}[：:]/.test(candidate);
  if (isField(line) && isField(next)) return true;
  if (!/\p{Script=Han}/u.test(line)) return false;
  return /[。！？；：]$/.test(line) || (line.length < SHORT_LINE && !/[，、,]$/.test(line));
}
