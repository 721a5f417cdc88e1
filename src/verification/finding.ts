import type { Span } from '../types.ts';

/** What of a statement its evidence does not bear out. */
export type FindingKind =
  | 'figure'
  | 'unit'
  | 'bound'
  | 'change'
  | 'subject'
  | 'attribute'
  | 'date'
  | 'document-number'
  | 'name'
  | 'negation'
  | 'promise'
  | 'plan';

/** Something wrong with a statement; the span is where it stands there, in UTF-16 code units. */
export interface Finding extends Span {
  kind: FindingKind;
  /** The words of the statement that are not borne out. */
  said: string;
  /** What the evidence says instead, in its own words and short; absent where it says nothing of the kind. */
  held?: string;
  /** Why, in English, for a log and for a model's second try. */
  reason: string;
}
