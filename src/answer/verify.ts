import { readFigures, sameFigure } from '../language/figures.ts';
import { fold } from '../language/fold.ts';
import { termsOf } from '../retrieval/passage-analysis.ts';
import type { Evidence } from '../types.ts';

/** Figures and shares of a statement that the evidence cited for it does not hold, as written: none may be said. */
export function looseFigures(statement: string, cited: readonly Evidence[]): string[] {
  const sources = cited.map(({ passage, document }) =>
    [passage.text, document.title, ...passage.locator.headingPath].join('\n'),
  );
  const held = readFigures(sources.join('\n'));
  const claim = inDigits(withoutMarks(statement));
  const figures = readFigures(claim).filter((figure) => !held.some((other) => sameFigure(figure, other)));
  const spoken = fold(sources.join('\n'));
  const shares = [...fold(claim).matchAll(SHARE_IN_WORDS)].map(([share]) => share);
  return [...figures.map(({ raw }) => raw), ...shares.filter((share) => !spoken.includes(share))];
}

/** Shares in words, 三分之二 or half, are said only as the evidence says them. */
const SHARE_IN_WORDS =
  /[一二两三四五六七八九十百千万\d]+分之[一二两三四五六七八九十百千万\d.]+|[一二两三四五六七八九]成|一半|半数|过半|\bhalf\b|\b(?:one|two|three|four)[ -](?:thirds?|quarters?|fifths?|tenths?)\b|\bdozens?\b|\bdouble[ds]?\b|\btripled?\b|翻番|翻一番/g;

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const TEN = new RegExp(`\\b(${TENS.slice(2).join('|')})(?:[ -](${ONES.slice(1, 10).join('|')}))?\\b`, 'gi');
const ONE = new RegExp(
  `\\b(${ONES.slice(2).join('|')})\\b(?![ -](?:thirds?|quarters?|fifths?|tenths?))`,
  'gi',
);

/** English numbers in words as digits: fifty-three projects are 53. "One" is left, being mostly a pronoun. */
function inDigits(statement: string): string {
  const place = (words: readonly string[], word: string | undefined) =>
    Math.max(0, words.indexOf(word?.toLowerCase() ?? ''));
  return statement
    .replace(TEN, (_, ten: string, one?: string) => `${10 * place(TENS, ten) + place(ONES, one)}`)
    .replace(ONE, (word) => `${place(ONES, word)}`);
}

/** A statement's numbers of evidence, `[1]` or `[1, 2]`, in the order written. */
export function marksOf(statement: string): number[] {
  return [...statement.matchAll(MARK)].flatMap(([, numbers]) => numbers!.split(/[,，、\s]+/).map(Number));
}

export function withoutMarks(statement: string): string {
  return statement.replace(MARK, '');
}

const MARK = /\s?[[【](\d+(?:[,，、]\s?\d+)*)[\]】]/g;

/** How much of a statement's wording one passage must share to be its source when it names none. */
const ATTRIBUTED = 0.6;

/** The evidence whose words an unmarked statement repeats; `undefined` if none does. */
export function attribute(statement: string, evidence: readonly Evidence[]): Evidence | undefined {
  const terms = [...termsOf(withoutMarks(statement))];
  const shares = evidence.map((item) => {
    const held = termsOf(item.passage.text);
    return terms.filter((term) => held.has(term)).length / Math.max(terms.length, 1);
  });
  const best = Math.max(...shares, 0);
  return best >= ATTRIBUTED ? evidence[shares.indexOf(best)] : undefined;
}
