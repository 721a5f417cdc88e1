import type { Basis, Condition, Estimate, Part, StoredRule, Unmet } from '../../incentive-types.ts';
import { basesOf } from '../../incentives/calculate.ts';
import type { Day, Language } from '../../types.ts';
import { writeCents, writeGiven, writePercent, writeValue, writeWorking } from './amounts.ts';
import { type IncentiveWording, incentiveWording } from './wording.ts';

/** The `[n]` of passages, and what is computed from one. */
export interface Marks {
  of(passage: string, computed?: string): string;
}

/** An estimate in words, a line each; Traditional Chinese still in the Simplified script. */
export function composeEstimate(
  estimate: Estimate,
  { language, marks }: { language: Language; marks: Marks },
): string {
  const wording = incentiveWording(language);
  const telling = { language, marks, wording };
  const counted = estimate.parts.map((part) => partLine(part, telling));
  const unmet = unmetLines(unmetOf(estimate), estimate, telling);
  const excluded = estimate.excluded.map((one) => excludedLine(one, telling));
  const total = totalLine(estimate, telling);
  const asks = askLines(estimate, telling);
  const isEstimate = counted.length > 0 || unmet.length > 0;
  const bodies = [...counted, ...total, ...excluded, ...unmet, ...providedLine(estimate, wording), ...asks];
  return [
    ...(isEstimate ? [understood(estimate, telling)] : []),
    ...bodies.map((line) => wording.sentence(line)),
    ...(isEstimate ? [wording.sentence(wording.estimate())] : []),
  ].join('\n');
}

interface Telling {
  language: Language;
  marks: Marks;
  wording: IncentiveWording;
}

function understood({ situation, asOf }: Estimate, { language, wording }: Telling): string {
  const { figures, industry, rent, taken } = situation;
  const given = (Object.keys(figures) as Basis[]).map((basis) =>
    wording.figure(wording.bases[basis], writeGiven(basis, figures[basis]!, language)),
  );
  const said = [
    ...(industry ? [industry] : []),
    ...given,
    ...(rent === undefined ? [] : [wording.rent(String(rent / 10_000))]),
    ...(taken.length > 0 ? [wording.taken()] : []),
  ];
  return wording
    .sentence(wording.understood(said.join(wording.comma), dayOf(asOf, wording)))
    .replace(/[。.]$/, '');
}

/** What a rule is called, with its article. */
function nameOf({ name, article, ...rule }: StoredRule, { wording }: Telling): string {
  const [basis] = basesOf({ name, article, ...rule });
  const called = wording.name(name, basis);
  return article ? wording.article(called, article) : called;
}

function colon(language: Language): string {
  return language === 'en' ? ': ' : '：';
}

function spaced(mark: string, language: Language): string {
  return language === 'en' ? ` ${mark}` : mark;
}

function partLine(part: Part, telling: Telling): string {
  const { language } = telling;
  return `${nameOf(part.rule, telling)}${colon(language)}${workingWithMarks(part, telling)}`;
}

/** The arithmetic with the passages that it goes by; it stands with their quotes as well. */
function workingWithMarks(part: Part, { marks, language }: Telling): string {
  const working = writeWorking(part, language);
  const own = [...new Set(part.lines.map(({ passage }) => passage ?? part.rule.passage))];
  const mark = own.map((passage) => marks.of(passage, working)).join('');
  return `${working}${spaced(mark, language)}`;
}

function excludedLine({ part, instead, by }: Estimate['excluded'][number], telling: Telling): string {
  const { wording, marks } = telling;
  return wording.excluded(partLine(part, telling), nameOf(instead, telling), marks.of(by.passage));
}

function totalLine({ parts, total }: Estimate, { wording, language }: Telling): string[] {
  return total && parts.length > 1 ? [wording.total(writeCents(total, language))] : [];
}

/** What is not met; what is out of force only where nothing else is to be told, or where it was named. */
function unmetOf({ parts, unmet, situation, asks }: Estimate): Estimate['unmet'] {
  const { edition } = situation;
  if (edition !== undefined)
    return unmet.filter(({ rule, why }) => isInForce(why) || rule.title.includes(edition));
  const inForce = unmet.filter(({ why }) => isInForce(why));
  return inForce.length > 0 || parts.length > 0 || asks !== undefined ? inForce : unmet;
}

/** A line each, but what a document says of all its rules once. */
function unmetLines(unmet: Estimate['unmet'], estimate: Estimate, telling: Telling): string[] {
  const groups = Map.groupBy(
    unmet,
    ({ rule, why }) =>
      `${why.because}|${isInForce(why) ? (isOfDocument(why) ? passageOf(rule, why) : rule.passage) : rule.document}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [{ rule, why }] = group as [(typeof group)[number], ...typeof group];
    if (!isInForce(why)) return [unmetLine(rule, why, estimate, telling)];
    if (group.length === 1 || !isOfDocument(why))
      return group.map((one) => unmetLine(one.rule, one.why, estimate, telling));
    const mark = spaced(telling.marks.of(passageOf(rule, why)), telling.language);
    return [`${telling.wording.leftOutOfAll(rule.title, estimate.situation.industry ?? '')}${mark}`];
  });
}

function isOfDocument(why: Unmet): boolean {
  return why.because === 'condition' && why.condition.kind === 'not-industry';
}

function dayOf(day: Day, wording: IncentiveWording): string {
  const [year, month, date] = day.split('-');
  return wording.day(year!, month!, date!);
}

function isInForce({ because }: Unmet): boolean {
  return because !== 'expired' && because !== 'not-yet';
}

function unmetLine(rule: StoredRule, why: Unmet, { situation }: Estimate, telling: Telling): string {
  const { wording, language, marks } = telling;
  const mark = spaced(marks.of(passageOf(rule, why)), language);
  const value = (basis: Basis, amount: number) =>
    writeValue(basis, amount, { currency: rule.currency, language });
  const said = (text: string) => `${nameOf(rule, telling)}${colon(language)}${text}${mark}`;
  switch (why.because) {
    case 'short': {
      const { basis, has, needs, short } = why;
      const figures = [value(basis, has), value(basis, needs.value)] as const;
      return said(wording.short(wording.bases[basis], ...figures, needs.includes, value(basis, short)));
    }
    case 'over':
      return said(
        wording.over(wording.bases[why.basis], value(why.basis, why.has), value(why.basis, why.most.value)),
      );
    case 'currency':
      return said(wording.currency(wording.bases[why.basis], wording.currencies[why.counts]));
    case 'expired':
      return `${wording.expired(rule.title, dayOf(why.day, wording))}${mark}`;
    case 'not-yet':
      return `${wording.notYet(rule.title, dayOf(why.day, wording))}${mark}`;
    case 'condition':
      return said(unmetCondition(why.condition, situation.industry ?? '', wording));
  }
}

/** Where it is said that a rule does not apply. */
export function passageOf(rule: StoredRule, why: Unmet): string {
  const condition = why.because === 'condition' ? why.condition : undefined;
  const isOfIndustry = condition?.kind === 'industry' || condition?.kind === 'not-industry';
  return (isOfIndustry && condition.passage) || rule.passage;
}

function unmetCondition(condition: Condition, industry: string, wording: IncentiveWording): string {
  if (condition.kind === 'industry') return wording.notAmong(industry, wording.list(condition.among));
  if (condition.kind === 'not-industry') return wording.leftOut(industry);
  if (condition.kind !== 'share') return wording.condition();
  const { part, whole, millionths } = condition;
  return wording.shareUnmet(wording.bases[part], wording.bases[whole], writePercent(millionths));
}

/** Conditions that are told; more would bury the amount. */
const MOST_TOLD = 3;

function providedLine({ parts }: Estimate, wording: IncentiveWording): string[] {
  const conditions = parts.flatMap(({ provided }) => provided.flatMap((one) => provide(one, wording)));
  const told = [...new Set(conditions)].slice(0, MOST_TOLD);
  return told.length > 0 ? [wording.provided(told.join(wording.separator))] : [];
}

function provide(condition: Condition, wording: IncentiveWording): string[] {
  if (condition.kind === 'told') return [condition.text];
  if (condition.kind === 'industry') return [wording.isIndustry(wording.list(condition.among))];
  if (condition.kind === 'zone') return [wording.list(condition.among)];
  if (condition.kind !== 'share') return [];
  const { part, whole, millionths } = condition;
  return [wording.share(wording.bases[part], wording.bases[whole], writePercent(millionths))];
}

/** The one figure that decides, with the rules that wait for it. */
function askLines({ asks, parts, unknown, situation }: Estimate, telling: Telling): string[] {
  if (asks === undefined) return [];
  const { wording, marks, language } = telling;
  if (asks === 'industry') return [wording.askIndustry()];
  const waiting = unknown.filter(({ needs }) => needs === asks);
  const rules = waiting.map(
    ({ rule }) => `${nameOf(rule, telling)}${spaced(marks.of(rule.passage), language)}`,
  );
  if (parts.length > 0) return [];
  const isRent = asks === 'rentPaid' && situation.figures.rentArea !== undefined;
  const question = isRent ? wording.askRent() : wording.ask(wording.bases[asks]);
  return [question, wording.concerned(wording.list(rules))];
}
