import type { RegisterQuery } from '../../register-types.ts';
import { type Draft, has, open, take } from './draft.ts';
import { askStateOfNamed, readAvailability, readBoundFilters, readFunded, readValues } from './filters.ts';
import { readGroup } from './group.ts';
import { readMeasures, readOrder } from './measures.ts';
import type { Piece } from './pieces.ts';
import { readStages } from './stage-filters.ts';
import { readUtilities } from './tariffs.ts';

/** Pieces that need no account of their own: they modify others, or say nothing. */
const FREE: ReadonlySet<Piece['kind']> = new Set<Piece['kind']>([
  'register',
  'and',
  'total',
  'what',
  'follow',
  'closing',
  'elapsed-word',
]);

/** What a question says: a query, perhaps a part of one that what was asked before completes. */
export interface Interpreted {
  query: RegisterQuery;
  /** Whether it says what is asked for, beside which rows. */
  asks: boolean;
}

/** Reads the pieces of a question into a query; `undefined` where something may be meant otherwise. */
export function interpret(draft: Draft): Interpreted | undefined {
  readBoundFilters(draft);
  readStages(draft);
  readValues(draft);
  readAvailability(draft);
  askStateOfNamed(draft);
  readFunded(draft);
  readUtilities(draft);
  readGroup(draft);
  readOrder(draft);
  readMeasures(draft);
  settleConjunctions(draft);
  if (asksTwice(draft)) draft.isUnsure = true;
  const isAccounted = draft.pieces.every((piece) => draft.taken.has(piece) || FREE.has(piece.kind));
  if (draft.isUnsure || !isAccounted) return undefined;
  const asks = draft.measures.length > 0 || draft.list !== undefined || draft.group !== undefined;
  return { query: queryOf(draft), asks };
}

const ASKS: ReadonlySet<Piece['kind']> = new Set<Piece['kind']>(['how-many', 'how-much', 'which', 'sum']);
const FILTERS: ReadonlySet<Piece['kind']> = new Set<Piece['kind']>([
  'stage',
  'building',
  'value',
  'period',
  'bound',
  'available',
]);

/** 签约了几个项目，投产的有哪些 asks of some rows, and then of others: two questions, which one query is not. */
export function asksTwice({ pieces, clauses }: Pick<Draft, 'pieces' | 'clauses'>): boolean {
  if (pieces.filter(({ kind }) => kind === 'how-many').length > 1) return true;
  const byClause = Map.groupBy(pieces, ({ start }) => clauses.findLastIndex((begin) => begin <= start));
  const asking = [...byClause.values()].filter((clause) => clause.some(({ kind }) => ASKS.has(kind)));
  return asking.slice(1).some((clause) => clause.some(({ kind }) => FILTERS.has(kind)));
}

/** Words that set side by side, share out or choose are of sides, of a union or of a list; of nothing else. */
function settleConjunctions(draft: Draft): void {
  if (draft.sides) take(draft, ...open(draft, 'versus', 'each', 'one'));
  const isUnion = draft.filters.some(({ filter }) => filter.op === 'in' && has(draft, 'value'));
  if (isUnion) take(draft, ...open(draft, 'or'));
}

function queryOf(draft: Draft): RegisterQuery {
  const filters = draft.filters.toSorted((a, b) => a.at - b.at).map(({ filter }) => filter);
  return {
    register: draft.register,
    filters,
    measures: draft.measures,
    ...(draft.list && { list: { fields: listed(draft) } }),
    ...(draft.order && { order: draft.order }),
    ...(draft.group && { group: draft.group }),
    ...(draft.sides && { sides: draft.sides }),
  };
}

/** The name of a row first, then what it was asked or ordered for. */
function listed({ list, order }: Draft): NonNullable<RegisterQuery['list']>['fields'] {
  const by =
    order === undefined ? [] : typeof order.by === 'string' ? [order.by] : [order.by.from, order.by.to];
  return [...new Set(['name' as const, ...by, ...(list ?? [])])];
}
