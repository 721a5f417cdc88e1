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
import { type Term, termsOf } from './terms.ts';
import { periodIn } from './times.ts';

/** What is wrong with a statement, in the order in which it stands there; none where its evidence bears it out. */
export function verify(statement: string, cited: readonly Evidence[]): Finding[] {
  const held = cited.map(heldBy);
  if (isQuotation(statement, held)) return [];
  const reading = read(statement);
  const { origin } = reading.folded;
  const rests = new Map<Segment, string[]>();
  const claims = claimFindings(reading, held, rests);
  const found = [
    ...claims,
    ...numberFindings(reading, held),
    ...polarityFindings(reading, held),
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

/** Whether the statement is the evidence's own words from end to end. */
function isQuotation(statement: string, held: readonly Held[]): boolean {
  const bare = (text: string) => text.replace(/[\s。.!?,;:、“”"「」『』'’‘]/g, '');
  const said = bare(read(statement).folded.text);
  return said.length > 0 && held.some(({ reading }) => bare(reading.folded.text).includes(said));
}

function claimFindings(reading: Reading, held: readonly Held[], rests: Map<Segment, string[]>): Finding[] {
  const evidence = wordsOf(held);
  let carried: Term[] = [];
  return reading.segments.flatMap((segment) => {
    const terms = termsOf(segment, reading, evidence);
    const findings = segment.quantities.flatMap((quantity): Finding[] => {
      const shares = segment.quantities.some((other) => other !== quantity && other.unit === quantity.unit);
      const from = Math.max(
        segment.start,
        ...segment.quantities
          .filter(({ end, unit }) => end <= quantity.start && unit !== 'number')
          .map(({ end }) => end),
      );
      const to = Math.min(
        segment.end,
        ...segment.quantities
          .filter(({ start, unit }) => start >= quantity.end && unit !== 'number')
          .map(({ start }) => start),
      );
      const { text } = reading.folded;
      const isDate = quantity.unit === 'date';
      const claim = {
        quantity,
        terms,
        carried: segment.hasSubject ? [] : carried,
        concepts: conceptsTied(
          text.slice(isDate ? segment.start : from, quantity.start),
          text.slice(quantity.end, isDate ? segment.end : to),
          quantity.unit,
        ),
        events: isDate ? [] : segment.concepts.filter(({ group }) => group === 'event'),
        time: segment.time,
        shares,
      };
      const miss = missOf(claim, held, (clause) =>
        rests.set(segment, [...(rests.get(segment) ?? []), clause.text]),
      );
      if (!miss) return [];
      const { start, end, raw } = quantity;
      return [
        {
          kind: miss.kind,
          said: raw,
          start,
          end,
          ...(miss.held && { held: miss.held }),
          reason: reasonFor(miss.kind, raw, miss),
        },
      ];
    });
    if (terms.length > 0) carried = terms;
    const period = periodIn(segment.text);
    if (period && period !== 'FY' && periodIn(evidence) === undefined)
      findings.push({
        kind: 'date',
        said: segment.text.trim(),
        start: segment.start,
        end: segment.end,
        reason: 'The source names no such part of the year.',
      });
    return findings;
  });
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
