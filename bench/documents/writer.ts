import { type Random, shuffle } from '../fill.ts';
import { SENTENCES, type Theme } from './sentences.ts';
import { COMPANY_ENDINGS, COMPANY_NAMES } from './vocabulary.ts';

/** Writes one document of the invented park: nothing it gives comes twice within the document. */
export interface Writer {
  /** A whole number of `[from, to]`; this one may come again. */
  whole(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** Some of the items in random order, none twice. */
  take<T>(items: readonly T[], count: number): T[];
  /** A number of `[from, to]` with at most so many decimals, as an office would write it. */
  figure(from: number, to: number, decimals?: number): string;
  company(): string;
  /** A day between 2024 and 2027. */
  day(): string;
  sentence(theme: Theme): string;
  /** Several sentences in a row. */
  paragraph(theme: Theme, sentences: number): string[];
}

/** Tries to find something that has not been written yet; the lists hold far more than a document takes. */
const MOST_TRIES = 1000;

export function createWriter(random: Random): Writer {
  const written = new Set<string>();
  const anew = (make: () => string): string => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const made = make();
      if (written.has(made)) continue;
      written.add(made);
      return made;
    }
    throw new Error('A document is longer than there are words for it.');
  };
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const writer: Writer = {
    whole,
    pick,
    take: (items, count) => shuffle(items, random).slice(0, count),
    figure: (from, to, decimals = 2) =>
      anew(() => String(Number((from + random() * (to - from)).toFixed(decimals)))),
    company: () => anew(() => `江川${pick(COMPANY_NAMES)}${pick(COMPANY_ENDINGS)}`),
    day: () => `${whole(2024, 2027)}年${whole(1, 12)}月${whole(1, 28)}日`,
    sentence: (theme) => anew(() => pick(SENTENCES[theme])(writer)),
    paragraph: (theme, sentences) => Array.from({ length: sentences }, () => writer.sentence(theme)),
  };
  return writer;
}
