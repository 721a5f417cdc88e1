import { sameFigure } from '../language/figures.ts';
import type { Quantity } from '../language/quantities.ts';
import type { Candidate } from './claims.ts';
import { carriedInto } from './held.ts';
import type { Segment } from './reading.ts';

/** The clauses whose words are said of a figure. */
export function nearOf(candidate: Candidate): Segment[] {
  if (candidate.quantity.unit !== 'date') return carriedInto(candidate.segment, candidate.held.reading);
  return [
    ...dated(candidate),
    ...(candidate.held.reading.isRow ? carriedInto(candidate.segment, candidate.held.reading) : []),
  ];
}

/** Whether a clause speaks of another figure of the same kind; of another day, if it stands under one. */
export function isRival(segment: Segment, candidate: Candidate): boolean {
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
export function leadsToRival(place: Segment, candidate: Candidate): boolean {
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
