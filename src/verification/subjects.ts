import type { Candidate, Claim } from './claims.ts';
import type { Held } from './held.ts';
import { isRival, leadsToRival, nearOf } from './rivals.ts';
import type { Term } from './terms.ts';

/** Whether the evidence has a term of another figure and not of this one. */
export function isContested(
  alternatives: Term,
  candidate: Candidate,
  evidence: readonly Held[],
  isCarried = false,
): boolean {
  const { segment, held } = candidate;
  const { segments, isRow } = held.reading;
  const says = (text: string) => alternatives.some((word) => text.includes(word));
  if (says(held.head.folded.text) || nearOf(candidate).some(({ text }) => says(text))) return false;
  const places = segments.filter(({ text }) => says(text));
  // What a sentence began with goes on in the statement as it does in the evidence.
  if (
    isCarried &&
    !isRow &&
    places.some(({ sentence, start }) => sentence === segment.sentence && start < segment.start)
  )
    return false;
  if (places.length === 0) return evidence.some((other) => other !== held && says(other.words));
  // What is named with a figure of its own is told by that, wherever else it is spoken of.
  const figured = places.filter((place) => place.sentence === segment.sentence && isRival(place, candidate));
  if (segment.hasSubject && !isRow && figured.length > 0) return true;
  return places.every((place) => isRival(place, candidate) || leadsToRival(place, candidate));
}

/** Whether others of its kind stand beside it and none of the statement's words tells which of them is meant. */
export function isAmbiguous(claim: Claim, candidate: Candidate): boolean {
  const { segments } = candidate.held.reading;
  if (!claim.isEnglish || claim.concepts.length === 0 || claim.quantity.unit === 'date') return false;
  const rivals = segments.filter(
    (segment) =>
      isRival(segment, candidate) &&
      Boolean(segment.time.isBefore) === Boolean(candidate.segment.time.isBefore) &&
      claim.concepts.some((concept) => segment.concepts.includes(concept)),
  );
  if (rivals.length < 2) return false;
  if (
    claim.previous &&
    claim.home === candidate.held &&
    claim.previous.sentence === candidate.segment.sentence
  )
    return false;
  const near = nearOf(candidate)
    .map(({ text }) => text)
    .join('');
  const tells = [...claim.terms, ...claim.carried].some(
    (alternatives) =>
      alternatives.some((word) => near.includes(word)) &&
      !rivals.every(({ text }) => alternatives.some((word) => text.includes(word))),
  );
  return (
    !tells &&
    !claim.events.some(
      (event) =>
        candidate.segment.concepts.includes(event) &&
        !rivals.every(({ concepts }) => concepts.includes(event)),
    )
  );
}

/** Whether what was spoken of before has another figure of just this, in evidence of its own. */
export function isAtHome({ home, concepts, terms }: Claim, candidate: Candidate): boolean {
  if (!home || terms.length > 0 || home === candidate.held || concepts.length === 0) return false;
  return home.reading.segments.some(
    (segment) =>
      isRival(segment, candidate) && concepts.every((concept) => segment.concepts.includes(concept)),
  );
}
