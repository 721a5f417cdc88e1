import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitSentences } from '../src/language/sentences.ts';
import { readCorpora } from './corpora.ts';

export interface Paragraph {
  text: string;
  questions: string[];
}

/** Numbers from 0 to below 1, the same for the same seed. */
export type Random = () => number;

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough to shuffle with. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy in random order, by Fisher and Yates. */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
}

/**
 * Reads the paragraphs of data sets, each on one line.
 * @throws AppError `unreadable` naming the file that is missing or of another form.
 */
export function readParagraphs(files: readonly string[]): Paragraph[] {
  const { paragraphs, questions } = readCorpora(files);
  const read = paragraphs.map(
    (text): Paragraph => ({ text: text.replace(/\s+/g, ' ').trim(), questions: [] }),
  );
  for (const { text, relevant } of questions) {
    for (const number of relevant) read[number]!.questions.push(text);
  }
  return read;
}

/**
 * Exactly `count` paragraphs: real ones in random order, and beyond their number paragraphs put together
 * from sentences of different real ones, which have no questions.
 */
export function fillTo(count: number, real: readonly Paragraph[], random: Random): Paragraph[] {
  const chosen = shuffle(real, random).slice(0, count);
  const sentences = shuffle(
    real.flatMap(({ text }, paragraph) =>
      splitSentences(text).map(({ start, end }) => ({ text: text.slice(start, end), paragraph })),
    ),
    random,
  );
  while (chosen.length < count) chosen.push(recombine(sentences, random));
  return chosen;
}

/** As many sentences as DRCD's paragraphs have on average, each of another paragraph. */
const SENTENCES = 10;

function recombine(sentences: readonly { text: string; paragraph: number }[], random: Random): Paragraph {
  const taken = new Map<number, string>();
  for (let tries = 0; taken.size < SENTENCES && tries < 10 * SENTENCES; tries += 1) {
    const sentence = sentences[Math.floor(random() * sentences.length)]!;
    if (!taken.has(sentence.paragraph)) taken.set(sentence.paragraph, sentence.text);
  }
  return { text: [...taken.values()].join(''), questions: [] };
}

/** Paragraphs in one file of the pack: about the length of a long policy document. */
const PARAGRAPHS_A_FILE = 20;

/** Writes the paragraphs as text files of a new pack. */
export async function writePack(directory: string, paragraphs: readonly Paragraph[]): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (let start = 0; start < paragraphs.length; start += PARAGRAPHS_A_FILE) {
    const number = String(start / PARAGRAPHS_A_FILE + 1).padStart(4, '0');
    const part = paragraphs.slice(start, start + PARAGRAPHS_A_FILE);
    await writeFile(join(directory, `fill-${number}.txt`), `${part.map(({ text }) => text).join('\n\n')}\n`);
  }
}
