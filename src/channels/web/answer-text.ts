import { type Markup, markup } from './markup.ts';

const BULLET = /^\s*[-*•·]\s+/;
const STEP = /^\s*(\d{1,2})[.、)]\s*(?=\S)(?!\d)/;
/** Stays with the mark before it. */
const CLOSING = /^[。，；：、！？,.;:!?)）」』”]+/;
const INLINE = /\s*\[(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\]|\*\*([^*\n]+)\*\*/g;

/**
 * The words of an answer as HTML: lines, list items, bold, and marks that lead to their source further down. Whatever
 * else they hold stays text.
 * @param known whether the answer has a source of that number
 */
export function renderAnswerText(text: string, known: (n: number) => boolean): Markup {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return markup`${lines.map((line) => renderLine(line, known))}`;
}

function renderLine(line: string, known: (n: number) => boolean): Markup {
  const step = STEP.exec(line);
  const sign = BULLET.exec(line) ?? step;
  if (!sign) return markup`<p>${renderInlines(line.trim(), known)}</p>`;
  const shown = step ? `${step[1]}.` : '·';
  return markup`<p class="item"><span>${shown}</span><span>${renderInlines(line.slice(sign[0].length), known)}</span></p>`;
}

function renderInlines(line: string, known: (n: number) => boolean): Markup {
  const pieces: (Markup | string)[] = [];
  let done = 0;
  for (const match of line.matchAll(INLINE)) {
    const numbers = match[1]?.split(/[,，、]/).map(Number);
    if (numbers && !numbers.every(known)) continue;
    pieces.push(line.slice(done, match.index));
    done = match.index + match[0].length;
    if (numbers) {
      const closing = CLOSING.exec(line.slice(done))?.[0] ?? '';
      done += closing.length;
      const marks = numbers.map((n) => markup`<sup><a href="#source-${n}">${n}</a></sup>`);
      pieces.push(markup`<span class="kept">${marks}${closing}</span>`);
    } else pieces.push(markup`<strong>${match[2] ?? ''}</strong>`);
  }
  return markup`${pieces}${line.slice(done)}`;
}
