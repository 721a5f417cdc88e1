import { bearsOut } from '../language/bounds.ts';
import { directionOf } from '../language/changes.ts';
import { sameFigure } from '../language/figures.ts';
import { type Quantity, sameQuantity } from '../language/quantities.ts';
import type { Concept } from './concepts.ts';
import type { FindingKind } from './finding.ts';
import { carriedInto, type Held } from './held.ts';
import type { Segment } from './reading.ts';
import type { Term } from './terms.ts';
import { samePeriod, sameTime, type Time } from './times.ts';

/** A figure of a statement with what the statement says of it. */
export interface Claim {
  quantity: Quantity;
  /** Words that tell its subject, each in every wording that a document may have. */
  terms: readonly Term[];
  /** Words of the subject that was named before, and holds on. */
  carried: readonly Term[];
  concepts: readonly Concept[];
  /** What its clause says happened. */
  events: readonly Concept[];
  time: Time;
  /** The evidence of what was said before it in its sentence, and the clause there. */
  home: Held | undefined;
  previous: Segment | undefined;
  isEnglish: boolean;
  /** Whether another figure of its kind shares its clause, so that words may belong to that one. */
  shares: boolean;
}

interface Candidate {
  quantity: Quantity;
  segment: Segment;
  held: Held;
}

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
  if (said.unit === 'date' ? !samePeriod(claim.time, time) : !sameTime(claim.time, time))
    return [3, miss('date')];
  if (isAtHome(claim, candidate)) return [4, miss('subject')];
  const concept = strayConcept(claim, candidate, evidence);
  if (concept) return [4, miss('attribute', { said: concept.name })];
  const term = claim.terms.find((alternatives) => isContested(alternatives, candidate, evidence));
  if (isAmbiguous(claim, candidate)) return [5, miss('subject')];
  if (term && !claim.shares) return [5, miss('subject', { said: term[0] })];
  if (claim.carried.some((alternatives) => isContested(alternatives, candidate, evidence, true)))
    return [5, miss('subject')];
  return [6];
}

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

function ratesAgree(said: Quantity, held: Quantity): boolean {
  for (const rate of said.rates) if (!held.rates.has(rate)) return false;
  if (said.rates.size > 0 || said.unit === 'date') return true;
  return true;
}

function sentenceOf({ segment, held }: Candidate): string {
  const { segments } = held.reading;
  return segments
    .filter(({ sentence }) => sentence === segment.sentence)
    .map(({ text }) => text)
    .join('');
}

/** The time a figure of the evidence is of: its clause's, else that of what stands before or over it. */
function timeOver({ segment, held }: Candidate): Time {
  const inHead = held.head.segments.includes(segment);
  const over = held.head.segments.map(({ time }) => time);
  const before =
    inHead || held.reading.isRow
      ? []
      : held.reading.segments
          .filter(({ sentence }) => sentence < segment.sentence)
          .map(({ time }) => time)
          .reverse();
  const all = [segment.time, ...before, ...over];
  const years = all.find((time) => time.years)?.years;
  const period =
    segment.time.period ?? (segment.time.years ? undefined : all.find((time) => time.period)?.period);
  return {
    ...(years && { years }),
    ...(period && { period }),
    ...(segment.time.isBefore && { isBefore: true }),
  };
}

/** A concept said of the figure that the evidence does not have of it. */
function strayConcept(claim: Claim, candidate: Candidate, evidence: readonly Held[]): Concept | undefined {
  const near = nearOf(candidate);
  const said = near.flatMap(({ concepts }) => concepts);
  const own = candidate.segment.concepts;
  const isStray = (concept: Concept) => {
    if (own.includes(concept)) return false;
    const rivals = own.filter(({ group }) => group === concept.group);
    if (said.includes(concept))
      return claim.quantity.unit !== 'date' && rivals.length > 0 && isRivalled(concept, candidate);
    if (rivals.length > 0 || isRivalled(concept, candidate)) return true;
    const heads = candidate.held.head.segments.some(({ concepts }) => concepts.includes(concept));
    if (heads) return false;
    const isThere = evidence.some(({ reading }) =>
      reading.segments.some(({ concepts }) => concepts.includes(concept)),
    );
    return !isThere && (concept.group !== 'event' || said.some(({ group }) => group === 'event'));
  };
  const stray = claim.concepts.filter(isStray);
  if (claim.quantity.unit === 'date') return stray.length === claim.concepts.length ? stray[0] : undefined;
  return stray[0] ?? strayEvent(claim, candidate);
}

/** Whether what was spoken of before has another figure of just this, in evidence of its own. */
function isAtHome({ home, concepts, terms }: Claim, candidate: Candidate): boolean {
  if (!home || terms.length > 0 || home === candidate.held || concepts.length === 0) return false;
  return home.reading.segments.some(
    (segment) =>
      isRival(segment, candidate) && concepts.every((concept) => segment.concepts.includes(concept)),
  );
}

/** What happened to what is counted, where another count is said to have had it: 新开工11个，竣工7个. */
function strayEvent(claim: Claim, candidate: Candidate): Concept | undefined {
  const own = candidate.segment.concepts.filter(({ group }) => group === 'event');
  if (own.length === 0) return undefined;
  return claim.events.find((event) => !own.includes(event) && isRivalled(event, candidate));
}

/** Whether a figure of the same kind and another value has the concept of its own. */
function isRivalled(concept: Concept, candidate: Candidate): boolean {
  return candidate.held.reading.segments.some(
    (segment) =>
      segment !== candidate.segment && segment.concepts.includes(concept) && isRival(segment, candidate),
  );
}

/** The clauses whose words are said of a figure. */
function nearOf(candidate: Candidate): Segment[] {
  if (candidate.quantity.unit !== 'date') return carriedInto(candidate.segment, candidate.held.reading);
  return [
    ...dated(candidate),
    ...(candidate.held.reading.isRow ? carriedInto(candidate.segment, candidate.held.reading) : []),
  ];
}

/** Whether a clause speaks of another figure of the same kind; of another day, if it stands under one. */
function isRival(segment: Segment, candidate: Candidate): boolean {
  const { quantity } = candidate;
  if (quantity.unit === 'date') return isUnderAnotherDay(segment, candidate);
  return segment.quantities.some(
    (other) =>
      kindOf(other) === kindOf(quantity) && !sameFigure(other, quantity) && !sameFigure(quantity, other),
  );
}

const kindOf = ({ unit }: Quantity) => (unit === '' ? 'count' : unit);

/** The clauses that a date holds for: from where it stands to the next date of its sentence. */
function dated({ segment, held }: Candidate): Segment[] {
  const { segments, isRow } = held.reading;
  const at = segments.indexOf(segment);
  if (at < 0 || isRow) return [segment];
  const spoken = [segment];
  for (let next = at + 1; next < segments.length; next++) {
    const other = segments[next]!;
    if (other.sentence !== segment.sentence || other.quantities.some(({ unit }) => unit === 'date')) break;
    spoken.push(other);
  }
  for (let before = at - 1; before >= 0 && !segments[before + 1]!.hasSubject; before--) {
    const other = segments[before]!;
    if (other.sentence !== segment.sentence || other.quantities.some(({ unit }) => unit === 'date')) break;
    spoken.push(other);
  }
  return spoken;
}

function isUnderAnotherDay(segment: Segment, candidate: Candidate): boolean {
  const { segments } = candidate.held.reading;
  const spoken = dated(candidate);
  if (spoken.includes(segment)) return false;
  if (segment.sentence !== candidate.segment.sentence && !candidate.held.reading.isRow) {
    const days = segments
      .filter(({ sentence }) => sentence === segment.sentence)
      .flatMap(({ quantities }) => quantities.filter(({ unit }) => unit === 'date'));
    return days.length > 0 && !days.some((day) => sameFigure(candidate.quantity, day));
  }
  for (let at = segments.indexOf(segment); at >= 0 && segments[at]!.sentence === segment.sentence; at--) {
    const days = segments[at]!.quantities.filter(({ unit }) => unit === 'date');
    if (days.length > 0) return !days.some((day) => sameFigure(candidate.quantity, day));
    if (candidate.held.reading.isRow) return false;
  }
  return false;
}

/** Whether a clause without a figure of its own names the subject of another figure. */
function leadsToRival(place: Segment, candidate: Candidate): boolean {
  if (candidate.quantity.unit === 'date') return false;
  const { reading } = candidate.held;
  return reading.segments.some(
    (segment) =>
      isRival(segment, candidate) &&
      (carriedInto(segment, reading).includes(place) || opens(place, segment, candidate.segment)),
  );
}

/** Whether a clause stands in the sentence of a figure, before it, and not in that of another. */
function opens(place: Segment, segment: Segment, other: Segment): boolean {
  return (
    place.sentence === segment.sentence && place.sentence !== other.sentence && place.start < segment.start
  );
}

/** Whether others of its kind stand beside it and none of the statement's words tells which of them is meant. */
function isAmbiguous(claim: Claim, candidate: Candidate): boolean {
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

/** Whether the evidence has a term of another figure and not of this one. */
function isContested(
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
  return places.every((place) => isRival(place, candidate) || leadsToRival(place, candidate));
}
