import type { Day } from '../../types.ts';
import type { Term } from './days.ts';

/** A day, or the day of issue with what is added to it. */
export type Start = { day: Day } | { afterIssue?: Term };
/** The last day, or how long from the first one. */
export type End = { day: Day } | { term: Term };

/** What one sentence says of the document it stands in. */
export interface Statement {
  start?: Start;
  end?: End;
  repeals: string[];
  /** Whether it speaks of the document at all, so that the next sentence may go on without a subject. */
  isOwn: boolean;
}

/** How a sentence stands in its document. */
export interface Standing {
  /** Whether a sentence without a subject speaks of the document: in a closing article, or after one that does. */
  mayLackSubject: boolean;
  /** Whether the heading above it says that it is about how long the document holds. */
  isNamed: boolean;
  /** Titles and number of the document itself, folded and without spaces. */
  ownNames: readonly string[];
}
