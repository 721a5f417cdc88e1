import type { Currency, FieldName, PricedBy, RegisterName } from '../../register-types.ts';
import type { Day } from '../../types.ts';

/** A stage that a project reaches on a day, in their order. */
export type Stage = 'signed' | 'started' | 'operating';
export const STAGES: readonly Stage[] = ['signed', 'started', 'operating'];

/** What is bought from the grid and the pipes of a park. */
export type Utility = 'electricity' | 'steam' | 'gas' | 'water' | 'sewage';

/** What rows are counted by: a text field, or a stretch of a stage's period. */
export type Dimension =
  | 'zone'
  | 'industry'
  | 'chainLink'
  | 'introducedBy'
  | 'investor'
  | 'status'
  | 'landUse'
  | 'year'
  | 'half'
  | 'quarter'
  | 'month';

/** Which side of an amount a row must stand on. */
export type BoundOp = 'at-least' | 'more-than' | 'at-most' | 'less-than';

/** A bound as it is said, before it is known of which field. */
export interface Bound {
  op: BoundOp;
  /** In units of the currency, square metres, metres, or kilograms a square metre. */
  value: number;
  /** The number as it is said, with the unit it is said in. */
  said: { value: number; unit: string };
}

/** What a stretch of a question means. */
export type Meaning =
  | { kind: 'register'; register: RegisterName }
  | { kind: 'utility'; utility: Utility }
  | { kind: 'how-much'; of?: FieldName | 'days' | 'size' }
  | { kind: 'sum'; field: FieldName }
  | { kind: 'field'; field: FieldName }
  | { kind: 'extreme'; direction: 'largest' | 'smallest'; of?: FieldName | 'days' }
  /** The first so many of an order: 前三, top 3. */
  | { kind: 'ranked'; limit: number }
  | { kind: 'number'; value: number }
  | { kind: 'dimension'; by: Dimension }
  | { kind: 'stage'; stage: Stage }
  /** The time between two stages; some wordings ask for it as well: 签约后多少天开工. */
  | { kind: 'elapsed'; from: Stage; to: Stage; asks: boolean }
  | { kind: 'period'; from: Day; to: Day; label: PeriodLabel }
  | {
      kind: 'bound';
      of: 'money' | 'area' | 'height' | 'load';
      currency?: Currency;
      per?: PricedBy;
      bounds: Bound[];
    }
  | { kind: 'value'; field: FieldName; values: readonly string[]; name: string }
  | { [K in PlainKind]: { kind: K } }[PlainKind];

/** Meanings that are told by their kind alone. */
export type PlainKind =
  | 'tariffs'
  | 'how-many'
  | 'total'
  | 'average'
  | 'which'
  | 'one'
  | 'what'
  | 'each'
  | 'elapsed-word'
  | 'building'
  | 'funded'
  | 'not'
  | 'available'
  | 'left'
  | 'and'
  | 'or'
  | 'versus'
  | 'follow'
  | 'closing'
  | 'filler';

/** A stretch of days as it is said in the two languages, without what happened then: 2023年上半年, `in 2023`. */
export interface PeriodLabel {
  zh: string;
  en: string;
}

/** A stretch `[start, end)` of a folded question with its meaning. */
export type Piece = Meaning & { start: number; end: number };

/** The pieces of one kind. */
export type PieceOf<K extends Piece['kind']> = Extract<Piece, { kind: K }>;
