import type { Quantity } from '../language/quantities.ts';
import type { Concept } from './concepts.ts';
import type { Held } from './held.ts';
import type { Segment } from './reading.ts';
import type { Term } from './terms.ts';
import type { Time } from './times.ts';

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
  /** Its clause from the figure before it to the one behind it. */
  words: string;
  /** The other figures of its clause. */
  beside: readonly Quantity[];
  /** Whether another figure of its kind shares its clause, so that words may belong to that one. */
  shares: boolean;
}

/** A figure of the evidence that may bear a claim out. */
export interface Candidate {
  quantity: Quantity;
  segment: Segment;
  held: Held;
}

/** The sentence that a figure stands in. */
export function sentenceOf({ segment, held }: Candidate): string {
  const { segments } = held.reading;
  return segments
    .filter(({ sentence }) => sentence === segment.sentence)
    .map(({ text }) => text)
    .join('');
}

/** The time a figure of the evidence is of: its clause's, else that of what stands before or over it. */
export function timeOver({ segment, held }: Candidate): Time {
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
  // 全年 is the year that the document is of, whatever year the sentence before compared it with.
  const isWholeYear = segment.time.period === 'FY' && !segment.time.years;
  const years = (isWholeYear ? [...over, ...before] : all).find((time) => time.years)?.years;
  const period =
    segment.time.period ?? (segment.time.years ? undefined : all.find((time) => time.period)?.period);
  return {
    ...(years && { years }),
    ...(period && { period }),
    ...(segment.time.isBefore && { isBefore: true }),
  };
}
