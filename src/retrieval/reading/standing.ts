import { type Figure, readFigures, sameFigure } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import { coverage, type WeighedUnit } from '../candidates/coverage.ts';
import { codesIn, namesOtherCode } from '../question/codes.ts';
import { FIGURES, fitsFigure } from '../question/expectation.ts';
import { phasesIn } from '../question/phases.ts';
import type { Query } from '../question/query.ts';
import { keeping } from './keeping.ts';
import { type AnalysedSentence, termsOf } from './passage-analysis.ts';
import { tierFitness, tiersIn } from './tiers.ts';

/** How what a question names exactly stands in a sentence: not at all, as asked, or as something else. */
export type Standing = 'same' | 'other' | 'none';

/** Whether the sentence is said of other codes than those asked for. */
export function isOfOtherCode(query: Query, { folded }: AnalysedSentence): boolean {
  return namesOtherCode(folded, namedIn(query).codes);
}

/** What a question names exactly, read once for all sentences that are held against it. */
const namedIn = keeping(16, ({ text }: Query) => ({
  codes: codesIn(fold(text)),
  amounts: amountsAsked(fold(text)),
}));

/**
 * How well the amounts that a question names fall into the tiers of a sentence, 0 to 1 (`tierFitness`).
 *
 * @returns `undefined` where the question names no amount, or the sentence no tier for it
 */
export function tierOf(query: Query, { folded }: AnalysedSentence): number | undefined {
  if (query.expectations.includes('yes-no')) return undefined;
  const { amounts } = namedIn(query);
  const tiers = amounts.length > 0 ? tiersIn(folded) : [];
  const fits = amounts.flatMap((amount) => tierFitness(amount, tiers) ?? []);
  return fits.length > 0 ? Math.max(...fits) : undefined;
}

/** The amounts of the question asked last, where earlier ones are part of its text. */
function amountsAsked(folded: string): Figure[] {
  const amountsOf = (text: string) =>
    readFigures(text)
      .map(asMoney)
      .filter(({ unit }) => TIERED.has(unit));
  return (
    folded
      .split(/[?;。]/)
      .map(amountsOf)
      .findLast((amounts) => amounts.length > 0) ?? []
  );
}

/** 20亿 is an amount of money without saying so. */
function asMoney(figure: Figure): Figure {
  return figure.unit === '' && figure.value >= LARGE ? { ...figure, unit: 'CNY' } : figure;
}

const LARGE = 1e6;
/** What rules go by in tiers. */
const TIERED: ReadonlySet<string> = new Set(['CNY', 'USD', 'HKD', 'EUR', 'm2', 'mu', 'kWh', 't', 'count']);

/** What makes a figure a bound, which other figures may keep: 以上 behind it, 不超过 before it. */
const BOUND_BEHIND = /^\s?(?:及|\(含\))?(?:以上|以下|以内|之内|起|内|[-~–—至到])/;
const BOUND_BEFORE =
  /(?:不低于|不少于|不超过|不高于|超过|达到?|大于|小于|高于|低于|至少|最[高多低少]|满|至|到|[-~–—]|over|under|above|below|least|most|than|up to)\s?$/;

/** Whether the question gives an exact figure of a kind of which a row holds others only, and no tier for it. */
export function hasOtherFigure(query: Query, sentence: AnalysedSentence): boolean {
  if (query.expectations.includes('yes-no') || tierOf(query, sentence) !== undefined) return false;
  const given = exactFigures(fold(query.text));
  const held = given.length > 0 ? exactFigures(sentence.folded) : [];
  return given.some((figure) => {
    const ofKind = held.filter(({ unit }) => unit === figure.unit);
    return ofKind.length > 0 && !ofKind.some((other) => sameFigure(figure, other));
  });
}

function exactFigures(folded: string): Figure[] {
  return readFigures(folded).filter(
    ({ unit, start, end }) =>
      unit !== '' &&
      unit !== 'date' &&
      !BOUND_BEHIND.test(folded.slice(end, end + 6)) &&
      !BOUND_BEFORE.test(folded.slice(Math.max(0, start - 8), start)),
  );
}

/**
 * Whether a list gives figures of the kind asked for with other members than the one asked about, which has none:
 * 联合制碱年产80万吨、…、热电联产装置.
 */
export function isFigureElsewhere(
  { expectations }: Query,
  units: readonly WeighedUnit[],
  { folded }: AnalysedSentence,
): boolean {
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  const members = asked.length === 0 ? [] : folded.split(/[:：]/).at(-1)!.split(/[、;]/);
  if (members.length < LISTED) return false;
  const shares = members.map((member) => coverage(units, termsOf(member)));
  const most = shares.indexOf(Math.max(...shares));
  const others = shares.filter((_, at) => at !== most);
  if (shares[most]! < CLEARLY * Math.max(...others)) return false;
  const holds = (member: string) =>
    readFigures(member).some((figure) => asked.some((expectation) => fitsFigure(expectation, figure)));
  return !holds(members[most]!) && members.filter(holds).length >= 2;
}

/** One member is asked about where it holds so much more of the question than any other. */
const CLEARLY = 1.5;
const LISTED = 4;
const AS_MUCH = 0.95;

/** Whether all that a sentence holds of a question is one member of a list of several: one firm among those that came. */
export function isInPassing(units: readonly WeighedUnit[], { folded, terms }: AnalysedSentence): boolean {
  const members = folded.split('、');
  const all = members.length < LISTED ? 0 : coverage(units, terms);
  // Behind 等 the sentence goes on with what is said of all of them.
  const others = members.slice(1).map((member) => member.split('等')[0]!);
  return all > 0 && others.some((member) => coverage(units, termsOf(member)) >= AS_MUCH * all);
}

/** Whether a sentence speaks of the years and phases asked for, only of others, or of none. */
export function timeOf({ years, phases }: Query, sentence: AnalysedSentence): Standing {
  const spokenYears = sentence.figures.flatMap(({ date }) => (date?.year ? [date.year] : []));
  const spokenPhases = phases.length > 0 ? phasesIn(sentence.folded) : [];
  const sides = [compare(years, spokenYears), compare(phases, spokenPhases)];
  if (sides.includes('other')) return 'other';
  return sides.includes('same') ? 'same' : 'none';
}

function compare(asked: readonly number[], spoken: readonly number[]): Standing {
  if (asked.length === 0 || spoken.length === 0) return 'none';
  return spoken.some((value) => asked.includes(value)) ? 'same' : 'other';
}
