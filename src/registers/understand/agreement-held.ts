import type { FieldName, Filter, RegisterName } from '../../register-types.ts';
import type { Compared, Said } from './agreement.ts';
import type { Piece, PieceOf } from './pieces.ts';

/** Whether a query holds what a stretch of the question says. What a proposal cannot say, it does not hold. */
export function isHeld(piece: Piece, compared: Compared): boolean {
  const { query, pieces } = compared;
  const { measures, order, group, list } = query;
  const next = pieces[pieces.indexOf(piece) + 1]?.kind;
  const counts = measures.some(({ kind }) => kind === 'count');
  switch (piece.kind) {
    case 'register':
      return piece.register === query.register;
    case 'value':
      return isValueHeld(piece, compared);
    case 'period':
      return filtersOf(compared).some((filter) => isPeriod(filter, piece));
    case 'bound':
      return piece.bounds.every((_, at) => filtersOf(compared).some((filter) => isBound(filter, piece, at)));
    case 'number':
      return order?.limit === piece.value;
    case 'ranked':
      return order?.limit === piece.limit;
    case 'how-many':
      return counts;
    case 'how-much':
      return isCounting(piece, compared) ? counts : isAmountHeld(piece, compared);
    case 'average':
      return measures.some(({ kind }) => kind === 'average' || kind === 'elapsed');
    case 'sum':
      if (next === 'bound') return filtersOf(compared).some(({ field }) => field === piece.field);
      return measures.some(
        (measure) =>
          (measure.kind === 'sum' || (measure.kind === 'average' && pieces.some(isAverage))) &&
          measure.field === piece.field,
      );
    case 'field':
      return uses(compared, fieldIn(query.register, piece.field));
    case 'extreme':
      // Groups come with the largest in sight.
      return order
        ? order.direction === piece.direction
        : group !== undefined && piece.direction === 'largest';
    case 'dimension':
      return group !== undefined && (group.unit ?? group.by) === piece.by;
    case 'stage':
      return uses(compared, piece.stage);
    case 'not':
      return next === 'stage';
    case 'elapsed':
      return measures.some(
        (measure) => measure.kind === 'elapsed' && measure.from === piece.from && measure.to === piece.to,
      );
    case 'which':
    case 'one':
      return [list, order, group, query.sides].some((part) => part !== undefined);
    case 'each':
      // The investment per project, the largest by investment: nothing is split up.
      if (next === 'register' || next === 'field' || next === 'sum') return true;
      return group !== undefined || query.sides !== undefined;
    case 'versus':
      return query.sides !== undefined;
    case 'or':
      return isUnion(compared);
    case 'total':
      return query.sides === undefined || pieces.some(({ kind }) => kind === 'each' || kind === 'versus');
    case 'and':
    case 'what':
    case 'left':
    case 'closing':
    case 'elapsed-word':
      return true;
    default:
      return false;
  }
}

/** Whether a stretch says that a mean is wanted. */
export const isAverage = ({ kind }: Piece): boolean => kind === 'average';

/** 多少项目, and 项目有多少, count. */
export function isCounting(piece: Piece, { pieces, isChinese }: Said): boolean {
  if (piece.kind !== 'how-much') return piece.kind === 'how-many';
  const at = pieces.indexOf(piece);
  const beside = [pieces[at + 1], ...(isChinese ? [pieces[at - 1]] : [])];
  return piece.of === undefined && beside.some((other) => other?.kind === 'register');
}

/** All conditions of a query, those of its sides too. */
export function filtersOf({ query }: Compared): readonly Filter[] {
  return [...query.filters, ...(query.sides ?? [])];
}

/** The price of a factory is its rent, the money of a project what is invested. */
export function fieldIn(register: RegisterName, field: FieldName): FieldName {
  if (field !== 'price' && field !== 'amount') return field;
  return register === 'projects' ? 'amount' : register === 'factories' ? 'rent' : 'price';
}

export function isPeriod(filter: Filter, { from, to }: PieceOf<'period'>): boolean {
  return filter.op === 'within' && filter.from === from && filter.to === to;
}

/** A model's square metres of a mu are rounded; what counts is the amount that is said. */
const ROUNDING = 1e-4;

const BOUND_FIELD = { area: 'area', height: 'floorHeight', load: 'floorLoad' } as const;

/** Whether a filter is one of the bounds that a stretch says. A price is by something, which a proposal cannot say. */
export function isBound(
  filter: Filter,
  { of, currency, per, bounds }: PieceOf<'bound'>,
  at: number,
): boolean {
  const bound = bounds[at]!;
  if (!('value' in filter) || per !== undefined || filter.op !== bound.op) return false;
  const isField =
    of === 'money'
      ? (filter.field === 'amount' || filter.field === 'foreignCapital') && filter.currency === currency
      : filter.field === BOUND_FIELD[of];
  return isField && Math.abs(filter.value - bound.value) <= ROUNDING * Math.abs(bound.value);
}

/** A stretch may name values of several fields; one of them is meant. */
function isValueHeld(piece: PieceOf<'value'>, compared: Compared): boolean {
  return compared.named.some(
    ({ start, end, field, values }) =>
      start === piece.start &&
      end === piece.end &&
      filtersOf(compared).some(
        (filter) =>
          filter.field === field &&
          filter.op === 'in' &&
          values.every((value) => filter.values.includes(value)),
      ),
  );
}

function isAmountHeld({ of }: PieceOf<'how-much'>, compared: Compared): boolean {
  const { measures, register } = compared.query;
  if (of === undefined) return measures.some(({ kind }) => kind !== 'count');
  if (of === 'days') return measures.some(({ kind }) => kind === 'elapsed');
  return uses(compared, of === 'size' ? 'area' : fieldIn(register, of));
}

/** Whether a query speaks of a field at all. */
function uses(compared: Compared, field: FieldName): boolean {
  const { measures, order, group, list } = compared.query;
  return (
    filtersOf(compared).some((filter) => filter.field === field) ||
    measures.some(
      (measure) =>
        ('field' in measure && measure.field === field) ||
        (measure.kind === 'elapsed' && (measure.from === field || measure.to === field)),
    ) ||
    order?.by === field ||
    group?.by === field ||
    list?.fields.includes(field) === true
  );
}

/** 或 joins values of one field; of anything else, a query of several conditions would want both. */
function isUnion({ pieces }: Compared): boolean {
  const fields = pieces.flatMap((piece) => (piece.kind === 'value' ? piece.field : []));
  const joins = pieces.filter(({ kind }) => kind === 'period' || kind === 'bound' || kind === 'stage');
  return fields.length > 1 && new Set(fields).size === 1 && joins.length <= 1;
}
