import type { FieldName, Filter, Measure, RegisterName, RegisterQuery } from '../../register-types.ts';
import type { Labels } from './labels.ts';
import type { Piece, PieceOf } from './pieces.ts';
import type { Vocabularies } from './vocabulary.ts';
import type { ZoneCalled } from './zone-values.ts';

/** A query in the making, and the pieces of the question that it has not yet accounted for. */
export interface Draft {
  register: RegisterName;
  isChinese: boolean;
  /** Where the clauses of the folded question begin. */
  clauses: readonly number[];
  /** The question as asked, for labels that quote it. */
  said(piece: Piece): string;
  labels: Labels;
  vocabularies: Vocabularies;
  /** The zones of which the register has rows. */
  zones: readonly ZoneCalled[];
  /** In order, without words of grammar. */
  pieces: readonly Piece[];
  taken: Set<Piece>;
  filters: { filter: Filter; at: number }[];
  measures: RegisterQuery['measures'][number][];
  list?: FieldName[] | undefined;
  order?: NonNullable<RegisterQuery['order']>;
  group?: NonNullable<RegisterQuery['group']> | undefined;
  sides?: Filter[];
  /** Something may be meant otherwise, so that nothing is read. */
  isUnsure: boolean;
}

/** The pieces of a kind that are not yet accounted for. */
export function open<K extends Piece['kind']>(draft: Draft, ...kinds: K[]): PieceOf<K>[] {
  return draft.pieces.filter(
    (piece): piece is PieceOf<K> => (kinds as string[]).includes(piece.kind) && !draft.taken.has(piece),
  );
}

export function has(draft: Draft, ...kinds: Piece['kind'][]): boolean {
  return draft.pieces.some(({ kind }) => kinds.includes(kind));
}

export function take(draft: Draft, ...pieces: (Piece | undefined)[]): void {
  for (const piece of pieces) if (piece) draft.taken.add(piece);
}

/** The piece so many places after (or before) another, words of grammar not counted. */
export function beside(draft: Draft, piece: Piece, steps: 1 | -1): Piece | undefined {
  return draft.pieces[draft.pieces.indexOf(piece) + steps];
}

export function isField(piece: Piece | undefined): piece is PieceOf<'field' | 'sum'> {
  return piece?.kind === 'field' || piece?.kind === 'sum';
}

/** What is computed beside the rest; what is asked in two ways is computed once. */
export function add(draft: Draft, measure: Measure): void {
  const key = JSON.stringify(measure);
  if (!draft.measures.some((known) => JSON.stringify(known) === key)) draft.measures.push(measure);
}
