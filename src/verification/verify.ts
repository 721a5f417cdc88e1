import type { Quantity } from '../language/quantities.ts';
import type { Evidence } from '../types.ts';
import { missOf } from './belonging.ts';
import { commitmentFindings } from './commitments.ts';
import { conceptsTied } from './concepts.ts';
import type { Finding, FindingKind } from './finding.ts';
import { codesHeld, type Held, heldBy, numbersHeld } from './held.ts';
import { looseNames } from './names.ts';
import { novelStretches } from './novelty.ts';
import { codesOf, documentNumbersOf, sameNumber } from './numbers.ts';
import { polarityFindings } from './polarity.ts';
import { blankQuantities, type Reading, read, type Segment } from './reading.ts';
import { sayingFindings } from './sayings.ts';
import { seriesFindings } from './series.ts';
import { type Term, termsOf } from './terms.ts';
import { periodIn } from './times.ts';
import { weekdayFindings } from './weekdays.ts';

/** What is wrong with a statement, in the order in which it stands there; none where its evidence bears it out. */
export function verify(statement: string, cited: readonly Evidence[]): Finding[] {
  const held = cited.map(heldBy);
  const reading = read(statement);
  if (isQuotation(reading, held)) return [];
  const { origin } = reading.folded;
  const rests = new Map<Segment, string[]>();
  const claims = claimFindings(reading, held, rests);
  const found = [
    ...claims,
    ...numberFindings(reading, held),
    ...polarityFindings(reading, held, rests),
    ...rowFindings(reading, held),
    ...sayingFindings(reading, held),
    ...seriesFindings(reading, held),
    ...weekdayFindings(reading, held),
    ...commitmentFindings(reading, held, rests),
    ...wordFindings(reading, held),
  ].map((finding) => {
    const [start, end] = [origin[finding.start]!, origin[finding.end]!];
    return { ...finding, start, end, said: statement.slice(start, end) };
  });
  for (const { start, end, said } of looseNames(statement, wordsOf(held)))
    found.push({ kind: 'name', start, end, said, reason: `The source does not name ${said}.` });
  return found.sort((a, b) => a.start - b.start);
}

const wordsOf = (held: readonly Held[]) => held.map(({ words }) => words).join('\n');

/** Whether the statement is whole clauses of the evidence, in its own words from end to end. */
function isQuotation(statement: Reading, held: readonly Held[]): boolean {
  const said = inClauses(statement.folded.text);
  return said.length > 2 && held.some(({ reading }) => inClauses(reading.folded.text).includes(said));
}

/** Folded text with each clause between bars; marks within numbers stay. */
function inClauses(text: string): string {
  const bare = text
    .replace(/[“”"「」『』'’‘]/g, '')
    .replace(/\s*(?:[。!?;、]|[.,:](?!\d)|(?<!\d)[.,:]|\n)\s*/g, '|');
  return `|${bare.trim()}|`.replace(/\|+/g, '|');
}

function claimFindings(reading: Reading, held: readonly Held[], rests: Map<Segment, string[]>): Finding[] {
  const evidence = wordsOf(held);
  let carried: Term[] = [];
  let home: Held | undefined;
  let previous: Segment | undefined;
  return reading.segments.flatMap((segment, at) => {
    if (reading.segments[at - 1]?.sentence !== segment.sentence) home = previous = undefined;
    const terms = termsOf(segment, reading, evidence);
    const findings = segment.quantities.flatMap((quantity): Finding[] => {
      const claim = {
        ...claimOf(quantity, segment, reading),
        terms,
        carried: segment.hasSubject ? [] : carried,
        home,
        previous,
      };
      const miss = missOf(claim, held, (clause, of) => {
        rests.set(segment, [...(rests.get(segment) ?? []), clause.text]);
        [home, previous] = [of, clause];
      });
      if (!miss) return [];
      const { start, end, raw } = quantity;
      const reason = reasonFor(miss.kind, raw, miss);
      return [{ kind: miss.kind, said: raw, start, end, ...(miss.held && { held: miss.held }), reason }];
    });
    if (terms.length > 0) carried = terms;
    const { start, end, text } = segment;
    const period = periodIn(text);
    if (period && period !== 'FY' && periodIn(evidence) === undefined)
      findings.push({
        kind: 'date',
        said: text.trim(),
        start,
        end,
        reason: 'The source names no such part of the year.',
      });
    return findings;
  });
}

/** What a clause says of a figure in it. */
function claimOf(quantity: Quantity, segment: Segment, { folded: { text } }: Reading) {
  const others = segment.quantities.filter(
    ({ unit }) => unit !== 'number' && unit !== 'rank' && (unit !== 'date' || quantity.unit === 'date'),
  );
  const beside = segment.quantities.filter((other) => other !== quantity);
  const isDate = quantity.unit === 'date';
  const from = Math.max(
    segment.start,
    ...others.filter(({ end }) => end <= quantity.start).map(({ end }) => end),
  );
  const to = Math.min(
    segment.end,
    ...others.filter(({ start }) => start >= quantity.end).map(({ start }) => start),
  );
  return {
    quantity,
    words: text.slice(from, to),
    concepts: conceptsTied(
      text.slice(isDate ? segment.start : from, quantity.start),
      text.slice(quantity.end, isDate ? segment.end : to),
      quantity.unit,
      others[0] === quantity,
    ),
    events: isDate ? [] : segment.concepts.filter(({ group }) => group === 'event'),
    time: segment.time,
    isEnglish: !/\p{Script=Han}{4}/u.test(text),
    beside,
    shares: beside.some(({ unit }) => unit === quantity.unit),
  };
}

function reasonFor(
  kind: FindingKind,
  said: string,
  { held, said: word }: { held?: string; said?: string },
): string {
  const instead = held ? `; it says ${held}` : '';
  if (kind === 'subject' || kind === 'attribute')
    return `The source does not say ${said} of ${word ?? 'this'}${instead}.`;
  return `The source does not say ${said} (${kind})${instead}.`;
}

function numberFindings(reading: Reading, held: readonly Held[]): Finding[] {
  const numbers = numbersHeld(held);
  const codes = codesHeld(held).map(({ raw }) => raw);
  return [
    ...documentNumbersOf(reading.folded.text).filter(
      (said) => !numbers.some((other) => sameNumber(said, other)),
    ),
    ...codesOf(reading.folded.text).filter(({ raw }) => !codes.includes(raw)),
  ].map(({ start, end, raw }) => ({
    kind: 'document-number' as const,
    said: raw,
    start,
    end,
    reason: `The source does not name ${raw}.`,
  }));
}

function wordFindings(reading: Reading, held: readonly Held[]): Finding[] {
  return reading.segments.flatMap((segment: Segment) =>
    novelStretches(blankQuantities(segment.text, segment.start, segment.quantities), held).map(
      ({ start, end, said }) => ({
        kind: 'name' as const,
        said,
        start: segment.start + start,
        end: segment.start + end,
        reason: `The source does not speak of ${said}.`,
      }),
    ),
  );
}

/** Clauses without a figure that put together what different rows of a table say. */
function rowFindings(reading: Reading, held: readonly Held[]): Finding[] {
  const rows = held.filter(({ reading: { isRow } }) => isRow);
  if (rows.length < 2) return [];
  const evidence = wordsOf(rows);
  return reading.segments.flatMap((segment) => {
    if (segment.quantities.length > 0 || JOINED.test(segment.text)) return [];
    const terms = termsOf(segment, reading, evidence).filter((alternatives) =>
      alternatives.some((word) => evidence.includes(word)),
    );
    const isOfOne = rows.some(({ words }) =>
      terms.every((alternatives) => alternatives.some((word) => words.includes(word))),
    );
    if (isOfOne) return [];
    const { start, end, text } = segment;
    return [
      {
        kind: 'subject' as const,
        said: text.trim(),
        start,
        end,
        reason: 'No row of the source says this of one subject.',
      },
    ];
  });
}

const JOINED = /[和与及、]|\band\b/;
