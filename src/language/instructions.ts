import type { Span } from '../types.ts';
import { INSTRUCTION_FORMS } from './instruction-forms.ts';
import { decodedIn, unescaped, viewsOf } from './instruction-views.ts';
import type { InstructionKind } from './instruction-words.ts';
import { splitSentences } from './sentences.ts';

/** A sentence that instructs a machine. */
export interface Instruction extends Span {
  kind: InstructionKind;
  /** What it says once its disguise is taken off, at most {@link LONGEST_SAID} characters, for staff. */
  said: string;
}

const LONGEST_SAID = 80;

/**
 * The sentences of a text that are addressed to a machine that reads it, not to a person: to ignore its rules,
 * to show its prompt, to be somebody else, to answer in words laid down. Text of a language of the desk or of
 * another, in whatever script it is disguised, encoded or invisible.
 *
 * @returns whole sentences, in order, in UTF-16 code units of `text`
 */
export function findInstructions(text: string): Instruction[] {
  const found: Instruction[] = [];
  for (const stretch of text.matchAll(STRETCHES)) {
    for (const { start, end } of piecesOf(stretch[0])) {
      const read = readInstruction(stretch[0].slice(start, end));
      if (read) found.push({ start: stretch.index + start, end: stretch.index + end, ...read });
    }
  }
  return found;
}

/** `text` with `[…]` in place of each instruction in it; itself where there is none. */
export function withoutInstructions(text: string): string {
  let left = '';
  let from = 0;
  for (const { start, end } of findInstructions(text)) {
    left += `${text.slice(from, start)}${OMISSION}`;
    from = end;
  }
  return left + text.slice(from);
}

/** Stands for what was left out, in any language. */
export const OMISSION = '[…]';

/** What is written with characters of the tag block is a text of its own, beside the one that is seen. */
const STRETCHES = /[\u{e0000}-\u{e007f}]+|[^\u{e0000}-\u{e007f}]+/gu;

/** Sentences; a line of escapes is one piece, since its marks are none of a sentence. */
function piecesOf(text: string): Span[] {
  if (unescaped(text) === text) return splitSentences(text);
  return [...text.matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }) => {
    const spans = unescaped(line) === line ? splitSentences(line) : [{ start: 0, end: line.length }];
    return spans.map(({ start, end }) => ({ start: index + start, end: index + end }));
  });
}

function readInstruction(sentence: string): Omit<Instruction, keyof Span> | undefined {
  const plain = readViews(unescaped(sentence));
  if (plain) return plain;
  for (const decoded of decodedIn(sentence)) {
    // What was encoded twice is looked into once more; deeper, nothing reads it by itself.
    const read = readViews(decoded) ?? decodedIn(decoded).map(readViews).find(Boolean);
    if (read) return read;
  }
  return undefined;
}

function readViews(sentence: string): Omit<Instruction, keyof Span> | undefined {
  for (const view of viewsOf(sentence)) {
    const form = INSTRUCTION_FORMS.find(
      ({ pattern, unless }) => pattern.test(view) && !(unless?.test(view) ?? false),
    );
    if (form) return { kind: form.kind, said: view.slice(0, LONGEST_SAID) };
  }
  return undefined;
}
