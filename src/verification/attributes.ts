import { sameFigure } from '../language/figures.ts';
import type { Candidate, Claim } from './claims.ts';
import type { Concept } from './concepts.ts';
import type { Held } from './held.ts';
import { isRival, nearOf } from './rivals.ts';

/** A concept said of the figure that the evidence does not have of it. */
export function strayConcept(
  claim: Claim,
  candidate: Candidate,
  evidence: readonly Held[],
): Concept | undefined {
  const near = nearOf(candidate);
  const said = near.flatMap(({ concepts }) => concepts);
  const own = candidate.segment.concepts;
  // 收入达到2000万元的奖励20万元，达到5000万元的奖励50万元: the second is said of the same two things.
  const isElided = (concept: Concept, rivals: readonly Concept[]) =>
    claim.beside.some((other) => candidate.segment.quantities.some((held) => sameFigure(other, held))) &&
    near.some(
      (clause) =>
        clause.concepts.includes(concept) && rivals.every((rival) => clause.concepts.includes(rival)),
    );
  const isStray = (concept: Concept) => {
    if (own.includes(concept)) return false;
    const rivals = own.filter(({ group }) => group === concept.group);
    if (rivals.length === 0 && goesOn(concept, candidate)) return false;
    if (said.includes(concept))
      return (
        claim.quantity.unit !== 'date' &&
        rivals.length > 0 &&
        isRivalled(concept, candidate) &&
        !isElided(concept, rivals)
      );
    if (rivals.length > 0 || isRivalled(concept, candidate)) return true;
    const heads = candidate.held.head.segments.some(({ concepts }) => concepts.includes(concept));
    if (heads) return false;
    const isThere = evidence.some(({ reading }) =>
      reading.segments.some(({ concepts }) => concepts.includes(concept)),
    );
    return !isThere && (concept.group !== 'event' || said.some(({ group }) => group === 'event'));
  };
  const stray = claim.concepts.filter(isStray);
  // The year over a document is of all that it says.
  const isYearOver = candidate.held.head.segments.includes(candidate.segment) && !claim.quantity.date?.month;
  if (claim.quantity.unit === 'date' && isYearOver) return undefined;
  if (claim.quantity.unit === 'date') return stray.length === claim.concepts.length ? stray[0] : undefined;
  return stray[0] ?? strayEvent(claim, candidate);
}

/** 项目总投资209亿元；制造业144.5亿元: what the list is of is named once, at its head. */
function goesOn(concept: Concept, { quantity, segment, held }: Candidate): boolean {
  if (quantity.unit === 'date' || held.reading.isRow) return false;
  const over = held.reading.segments.findLast(
    ({ sentence, start, concepts }) =>
      sentence === segment.sentence &&
      start < segment.start &&
      concepts.some(({ group }) => group === concept.group),
  );
  return over?.concepts.includes(concept) ?? false;
}

/** What happened to what is counted, where another count is said to have had it: 新开工11个，竣工7个. */
function strayEvent(claim: Claim, candidate: Candidate): Concept | undefined {
  const own = candidate.segment.concepts.filter(({ group }) => group === 'event');
  if (own.length === 0) return undefined;
  const isThere = (event: Concept) =>
    candidate.held.reading.segments.some(({ concepts }) => concepts.includes(event));
  return claim.events.find(
    (event) => !own.includes(event) && (isRivalled(event, candidate) || !isThere(event)),
  );
}

/** Whether a figure of the same kind and another value has the concept of its own. */
function isRivalled(concept: Concept, candidate: Candidate): boolean {
  return candidate.held.reading.segments.some(
    (segment) =>
      segment !== candidate.segment && segment.concepts.includes(concept) && isRival(segment, candidate),
  );
}
