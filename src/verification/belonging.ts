import { bearsOut } from '../language/bounds.ts';
import { directionOf } from '../language/changes.ts';
import { sameFigure } from '../language/figures.ts';
import { type Quantity, sameQuantity } from '../language/quantities.ts';
import { strayConcept } from './attributes.ts';
import { type Candidate, type Claim, sentenceOf, timeOver } from './claims.ts';
import type { FindingKind } from './finding.ts';
import type { Held } from './held.ts';
import type { Segment } from './reading.ts';
import { isAmbiguous, isAtHome, isContested } from './subjects.ts';
import { samePeriod, sameTime } from './times.ts';

/** Why the evidence does not bear a claim out: the nearest miss. */
export interface Miss {
  kind: FindingKind;
  held?: string;
  said?: string;
}

/** `undefined` where some evidence bears the claim out, else what is nearest wrong with it. */
export function missOf(
  claim: Claim,
  evidence: readonly Held[],
  rest: (clause: Segment, of: Held) => void,
): Miss | undefined {
  const candidates = evidence.flatMap((held) =>
    [held.reading, held.head].flatMap((reading) =>
      reading.segments.flatMap((segment) =>
        segment.quantities.map((quantity) => ({ quantity, segment, held })),
      ),
    ),
  );
  let nearest: Miss | undefined;
  let progress = -1;
  for (const candidate of candidates) {
    const [step, miss] = check(claim, candidate, evidence);
    if (!miss) {
      rest(candidate.segment, candidate.held);
      return undefined;
    }
    if (step > progress) [progress, nearest] = [step, miss];
  }
  return nearest ?? { kind: 'figure' };
}

function check(claim: Claim, candidate: Candidate, evidence: readonly Held[]): [number, Miss?] {
  const { quantity: said } = claim;
  const { quantity: held, segment } = candidate;
  const miss = (kind: FindingKind, more: Partial<Miss> = {}): Miss => ({ kind, held: held.raw, ...more });
  if (!sameQuantity(said, held)) {
    const isEnd = held.upper && !said.upper && (sameFigure(said, held) || sameFigure(said, held.upper));
    if (isEnd) return [1, miss('bound')];
    if (said.value === held.value && said.unit !== 'date' && said.value !== 0) return [1, miss('unit')];
    if (held.unit !== said.unit) return [0, { kind: said.unit === 'date' ? 'date' : 'figure' }];
    const isAlike =
      claim.concepts.length > 0 && claim.concepts.every((concept) => segment.concepts.includes(concept));
    return [isAlike ? 0.9 : 0.5, miss(said.unit === 'date' ? 'date' : 'figure')];
  }
  if (!bearsOut(held.bound, said.bound) && !(said.upper || held.upper)) return [2, miss('bound')];
  if (said.change !== held.change && !changesAgree(said, held, segment, sentenceOf(candidate)))
    return [2, miss('change')];
  if (!ratesAgree(said, held)) return [2, miss('unit')];
  const time = timeOver(candidate);
  if (said.unit === 'number') return [6];
  if (said.unit === 'date' ? !samePeriod(claim.time, time) : !sameTime(claim.time, time))
    return [3, miss('date')];
  if (isAtHome(claim, candidate)) return [4, miss('subject')];
  const concept = strayConcept(claim, candidate, evidence);
  if (concept) return [4, miss('attribute', { said: concept.name })];
  const base = strayBase(claim, candidate);
  if (base) return [4, miss('attribute', { said: base })];
  const term = claim.terms.find((alternatives) => isContested(alternatives, candidate, evidence));
  if (isAmbiguous(claim, candidate)) return [5, miss('subject')];
  if (term && !claim.shares) return [5, miss('subject', { said: term[0] })];
  if (isOtherTally(claim.words, segment.text)) return [5, miss('attribute')];
  if (claim.carried.some((alternatives) => isContested(alternatives, candidate, evidence, true)))
    return [5, miss('subject')];
  return [6];
}

/** What a share is of, where the evidence has it of something else altogether: 营业收入的30% for 使用费的30%. */
function strayBase({ quantity: said, words }: Claim, { quantity, segment }: Candidate): string | undefined {
  if (said.unit !== '%') return undefined;
  const own = BASE.exec(words.slice(0, words.indexOf(said.raw)))?.[1];
  const other = BASE.exec(segment.text.slice(0, quantity.start - segment.start))?.[1];
  return own && other && ![...own].some((character) => other.includes(character)) ? own : undefined;
}

const BASE = /((?:(?![按照以占于为给予])\p{Script=Han}){2,8})的$/u;

/** Whether one side counts what was added and the other all there is. */
function isOtherTally(said: string, held: string): boolean {
  const [adds, sums] = [ADDED, IN_ALL].map((tally) => [tally.test(said), tally.test(held)] as const);
  return (adds![0] && !adds![1] && sums![1] && !sums![0]) || (sums![0] && !sums![1] && adds![1] && !adds![0]);
}

const ADDED = /新增|\b(?:newly added|added)\b/;
const IN_ALL = /累计|总计|合计|\bin total\b|cumulative/;

function changesAgree(said: Quantity, held: Quantity, segment: Segment, sentence: string): boolean {
  const isShare = said.unit === '%' || said.unit === 'point' || said.unit === 'times';
  if (said.change === 'none')
    return !isShare || held.change === 'to' || (held.change === 'down-by' && /减|免|折/.test(segment.text));
  if (isShare)
    return said.change === 'down-by' && /减|免|折|下浮/.test(segment.text) && held.change !== 'up-by';
  // The level that a rise ended at is the level.
  if (said.change !== 'to' || (held.change !== 'none' && held.change !== 'to')) return false;
  return said.direction === undefined || said.direction === directionOf(sentence);
}

/** Whatever the statement counts a figure by, the evidence does too. */
function ratesAgree(said: Quantity, held: Quantity): boolean {
  return said.rates.isSubsetOf(held.rates);
}
