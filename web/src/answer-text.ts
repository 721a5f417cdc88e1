/** The little structure an answer's text may have; everything else in it is shown letter by letter. */
export type AnswerBlock = { kind: 'paragraph' | 'bullet' | 'step'; number?: string; inlines: Inline[] };

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; text: string }
  | { kind: 'mark'; n: number };

const BULLET = /^\s*[-*•·]\s+/;
const STEP = /^\s*(\d{1,2})[.、)]\s*(?=\S)(?!\d)/;
const INLINE = /\[(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\]|\*\*([^*\n]+)\*\*/g;

/**
 * Splits an answer into lines of text, bold text and source marks. `[1]` becomes a mark only if `known`
 * says that the answer has such a source: other brackets stay what they are.
 */
export function parseAnswer(text: string, known: (n: number) => boolean): AnswerBlock[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const bullet = BULLET.exec(line);
    if (bullet) return { kind: 'bullet', inlines: parseInlines(line.slice(bullet[0].length), known) };
    const step = STEP.exec(line);
    if (!step) return { kind: 'paragraph', inlines: parseInlines(line.trim(), known) };
    return { kind: 'step', number: step[1], inlines: parseInlines(line.slice(step[0].length), known) };
  });
}

/** Leaves out a mark that has only half arrived, so that it does not flicker as text. */
export function withoutOpenMark(text: string): string {
  return text.replace(/\[[\d,，、\s]*$/, '');
}

function parseInlines(line: string, known: (n: number) => boolean): Inline[] {
  const inlines: Inline[] = [];
  let done = 0;
  for (const match of line.matchAll(INLINE)) {
    const numbers = match[1]?.split(/[,，、]/).map(Number);
    if (numbers && !numbers.every(known)) continue;
    const before = line.slice(done, match.index);
    // English puts a space before a mark; raised to a superscript, the mark wants none.
    const text = numbers ? before.trimEnd() : before;
    if (text !== '') inlines.push({ kind: 'text', text });
    if (numbers) inlines.push(...numbers.map((n) => ({ kind: 'mark' as const, n })));
    else inlines.push({ kind: 'strong', text: match[2] ?? '' });
    done = match.index + match[0].length;
  }
  if (done < line.length) inlines.push({ kind: 'text', text: line.slice(done) });
  return inlines;
}
