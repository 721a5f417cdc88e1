import type { FieldName, Filter, Measure, RegisterQuery } from '../../register-types.ts';
import type { Compared } from './agreement.ts';
import { fieldIn, filtersOf, isAverage, isBound, isCounting, isPeriod } from './agreement-held.ts';
import type { Piece, PieceOf } from './pieces.ts';
import { STAGES } from './pieces.ts';

/** What a query has that its question does not say, or has in another place, in a line each. */
export function addedTo(compared: Compared): string[] {
  const { query } = compared;
  const filters = filtersOf(compared).filter((filter) => !isSaid(filter, compared));
  const measures = query.measures.filter((measure) => !isAsked(measure, compared));
  const isSplit = query.group !== undefined || query.sides !== undefined;
  return [
    ...filters.map(({ field, op }) => `the question does not say so of ${field} (${op})`),
    ...repeated(query).map((field) => `there is more than one condition on ${field}`),
    ...measures.map(({ kind }) => `the question does not ask for this ${kind}`),
    ...(query.order && !isOrdered(query.order, compared) ? ['the question does not ask for this order'] : []),
    ...(query.group && !isGrouped(query.group, compared) ? ['the question does not ask for this group'] : []),
    ...(isSplit && query.measures.length === 0 ? ['nothing is computed for what is set apart'] : []),
    ...(isSplit && query.order ? ['an order and what is set apart exclude each other'] : []),
  ];
}

function piecesOfKind<K extends Piece['kind']>({ pieces }: Compared, kind: K): PieceOf<K>[] {
  return pieces.filter((piece): piece is PieceOf<K> => piece.kind === kind);
}

function isSaid(filter: Filter, compared: Compared): boolean {
  const stages = piecesOfKind(compared, 'stage');
  const stage = STAGES.find((name) => name === filter.field);
  switch (filter.op) {
    case 'in': {
      const named = compared.named.filter(({ field }) => field === filter.field);
      return filter.values.every((value) => named.some(({ values }) => values.includes(value)));
    }
    case 'within':
      return piecesOfKind(compared, 'period').some(
        (period) => isPeriod(filter, period) && stageOf(period, compared) === filter.field,
      );
    case 'known':
    case 'unknown': {
      const isSaidSo = stages.some((piece) => piece.stage === stage);
      return isSaidSo && (filter.op === 'unknown') === (stage !== undefined && compared.negated.has(stage));
    }
    case 'holds':
      return false;
    default:
      return (
        isMoneyOf(filter.field, compared) &&
        piecesOfKind(compared, 'bound').some((bound) =>
          bound.bounds.some((_, at) => isBound(filter, bound, at)),
        )
      );
  }
}

/** Where a question speaks of both what is invested and what of it is foreign, a bound may be of either. */
function isMoneyOf(field: FieldName, compared: Compared): boolean {
  if (field !== 'amount' && field !== 'foreignCapital') return true;
  const other = field === 'amount' ? 'foreignCapital' : 'amount';
  const spoken = [
    ...[...piecesOfKind(compared, 'field'), ...piecesOfKind(compared, 'sum')].map((piece) => piece.field),
    ...piecesOfKind(compared, 'how-much').map(({ of }) => of),
  ];
  const isForeign = field === 'amount' || spoken.includes('foreignCapital');
  return isForeign && !spoken.includes(other);
}

/**
 * The stage that a period is of: the only one that is said; of several, that beside it, which stands behind it in
 * Chinese and before it in English; where none is said, projects are those of the year they were signed. None where there are more stages than periods: 2023年签约、投产 may date both.
 */
function stageOf(period: PieceOf<'period'>, compared: Compared): FieldName | undefined {
  const stages = piecesOfKind(compared, 'stage');
  if (stages.length === 0) return compared.register === 'projects' ? 'signed' : undefined;
  const dated = stages.filter(({ stage }) => !compared.negated.has(stage));
  if (new Set(stages.map(({ stage }) => stage)).size === 1) return stages[0]!.stage;
  if (dated.length !== piecesOfKind(compared, 'period').length) return undefined;
  const ahead = dated.findLast(({ end }) => end <= period.start);
  const behind = dated.find(({ start }) => start >= period.end);
  return (compared.isChinese ? behind : ahead)?.stage;
}

/** Fields that a query has two conditions on, but for the two ends of a range. */
function repeated({ filters, sides = [] }: RegisterQuery): FieldName[] {
  const side = (op: Filter['op']) => (op.endsWith('most') || op.startsWith('less') ? 'upper' : 'lower');
  const keys = filters.map((filter) => filter.field + ('value' in filter ? side(filter.op) : ''));
  const beside = new Set(sides.map(({ field }) => field));
  return filters
    .filter(({ field }, at) => keys.indexOf(keys[at]!) !== at || beside.has(field))
    .map(({ field }) => field);
}

function isAsked(measure: Measure, compared: Compared): boolean {
  const { query, pieces } = compared;
  const isSplit = query.group !== undefined || query.sides !== undefined;
  const isMeasured = ({ kind }: Piece) => kind === 'sum' || kind === 'field' || kind === 'average';
  if (measure.kind === 'count')
    return pieces.some((piece) => isCounting(piece, compared)) || (isSplit && !pieces.some(isMeasured));
  const days = piecesOfKind(compared, 'elapsed');
  if (measure.kind === 'elapsed')
    return days.some(({ from, to }) => from === measure.from && to === measure.to);
  const { register } = query;
  const isMean = pieces.some(isAverage);
  if ((measure.kind === 'average') !== isMean) return false;
  const isNamed = ({ field }: { field: FieldName }) => fieldIn(register, field) === measure.field;
  const asking = pieces.filter((_, at) => pieces[at + 1]?.kind !== 'bound');
  const sums = piecesOfKind({ ...compared, pieces: asking }, 'sum');
  const fields = piecesOfKind({ ...compared, pieces: asking }, 'field');
  const howMuch = piecesOfKind(compared, 'how-much').filter((piece) => !isCounting(piece, compared));
  const isSized = howMuch.some(
    ({ of }) => of === measure.field || (of === 'size' && measure.field === 'area' && !query.order),
  );
  if (sums.some(isNamed) || isSized) return true;
  if (sums.length + fields.length === 0 && measure.field === 'amount')
    return howMuch.some(({ of }) => of === undefined);
  return fields.some(isNamed) && (isMean || howMuch.length > 0);
}

/** What is large goes without saying of projects and of land. */
const SIZE = {
  projects: 'amount',
  plots: 'area',
  factories: 'area',
  tariffs: 'price',
  chains: 'name',
  zones: 'name',
} as const;

function isOrdered(order: NonNullable<RegisterQuery['order']>, compared: Compared): boolean {
  const { register } = compared.query;
  const extremes = piecesOfKind(compared, 'extreme');
  const ranked = [...piecesOfKind(compared, 'ranked').map(({ limit }) => limit)];
  const limits = [...ranked, ...piecesOfKind(compared, 'number').map(({ value }) => value)];
  if (extremes.length > 1 || limits.length > 1 || extremes.length + ranked.length === 0) return false;
  if (extremes.length === 0 && order.direction === 'smallest') return false;
  const spoken = [...piecesOfKind(compared, 'field'), ...piecesOfKind(compared, 'sum')];
  const of = extremes[0]?.of;
  const fields = of !== undefined && of !== 'days' ? [of] : spoken.map(({ field }) => field);
  const by = fields.length === 0 && of === undefined ? [SIZE[register]] : fields;
  return new Set(by).size === 1 && fieldIn(register, by[0]!) === order.by && order.limit === (limits[0] ?? 1);
}

function isGrouped(group: NonNullable<RegisterQuery['group']>, compared: Compared): boolean {
  const stages = piecesOfKind(compared, 'stage');
  const isStage = STAGES.some((stage) => stage === group.by);
  if (group.by === 'zone' && compared.hasZonesOfTwoNames) return false;
  if (isStage && !stages.some(({ stage }) => stage === group.by)) return false;
  return piecesOfKind(compared, 'dimension').some(({ by }) => by === (group.unit ?? group.by));
}
