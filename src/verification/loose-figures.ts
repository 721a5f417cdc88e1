import { readFigures, sameFigure } from '../language/figures.ts';
import { fold } from '../language/fold.ts';
import type { Evidence } from '../types.ts';
import { withoutMarks } from './marks.ts';

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
