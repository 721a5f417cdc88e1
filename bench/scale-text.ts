import { createRandom, fillTo, type Paragraph, type Random, readParagraphs } from './fill.ts';

/** Paragraphs without end, and questions on those that were taken. */
export interface TextSource {
  /** As many paragraphs as are wanted next; no two are the same. */
  next(count: number): string[];
  /** As many questions on the paragraphs taken so far. */
  questions(count: number): string[];
}

/**
 * Paragraphs of SQuAD-form files in random order, and beyond their number new ones of their sentences, with
 * the files' questions; without files, invented text with questions made of its phrases.
 *
 * @param most How many paragraphs will be taken.
 * @throws AppError `unreadable` naming the file.
 */
export async function openText(files: readonly string[], most: number): Promise<TextSource> {
  const random = createRandom(1);
  if (files.length === 0) return inventedText(random);
  return realText(fillTo(most, await readParagraphs(files), random));
}

function realText(paragraphs: readonly Paragraph[]): TextSource {
  let taken = 0;
  return {
    next(count) {
      taken += count;
      return paragraphs.slice(taken - count, taken).map(({ text }) => text);
    },
    questions: (count) => {
      const all = paragraphs.slice(0, taken).flatMap(({ questions }) => questions);
      const step = Math.max(1, Math.floor(all.length / count));
      return all.filter((_, at) => at % step === 0).slice(0, count);
    },
  };
}

/** Common characters and words of a large Chinese corpus. */
const CHARACTERS = 4000;
const WORDS = 60_000;
const FIRST_HAN = 0x4e00;
const HAN = 20_902;

/** Text whose words and characters are spread as those of Chinese are, by Zipf's law, and mean nothing. */
function inventedText(random: Random): TextSource {
  const characters = Array.from({ length: CHARACTERS }, () =>
    String.fromCharCode(FIRST_HAN + Math.floor(random() * HAN)),
  );
  const zipf = <Item>(items: readonly Item[]) => items[Math.floor(items.length ** random()) - 1]!;
  const even = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const word = (length: number) => Array.from({ length }, () => zipf(characters)).join('');
  const words = Array.from({ length: WORDS }, () => word(even(1, 3)));
  const phrase = (length: number) => Array.from({ length }, () => zipf(words)).join('');
  const sentence = () => `${phrase(even(6, 12))}，${phrase(even(6, 12))}${even(2, 9999)}。`;
  const kept: string[] = [];
  return {
    next(count) {
      const paragraphs = Array.from({ length: count }, () => Array.from({ length: 10 }, sentence).join(''));
      kept.push(paragraphs[0]!.slice(3, 15));
      return paragraphs;
    },
    questions: (count) => Array.from({ length: count }, () => `${kept[even(0, kept.length - 1)]}是多少？`),
  };
}
