import { fold } from '../../src/language/fold.ts';
import type {
  FieldName,
  FieldValue,
  Filter,
  Measure,
  RegisterQuery,
  RegisterRow,
} from '../../src/register-types.ts';

type Values = RegisterRow['values'];
type Verdict = 'yes' | 'no' | 'undecided';

/** What a query comes to over rows that are all counted, worked out row by row, without groups' order. */
export function evaluate(query: RegisterQuery, rows: readonly RegisterRow[]) {
  const verdictOf = ({ values }: RegisterRow, sides?: readonly Filter[]): Verdict => {
    const common = query.filters.map((filter) => judge(filter, values));
    const either = sides?.map((side) => judge(side, values));
    return every([...common, ...(either ? [some(either)] : [])]);
  };
  const passing = (sides?: readonly Filter[]) => rows.filter((row) => verdictOf(row, sides) === 'yes');
  const tallies = (query.sides ?? [undefined]).flatMap((side) => {
    const own = passing(side && [side]);
    if (!query.group) return [{ ...(side && { label: side.label }), ...tally(own, query.measures) }];
    const groups = Map.groupBy(own, (row) => groupOf(row.values, query.group!));
    return [...groups].map(([label, group]) => ({
      ...(side && { side: side.label }),
      ...{ label, ...tally(group, query.measures) },
    }));
  });
  const all = passing(query.sides);
  return {
    tallies,
    names: all.map(({ values }) => values.name!.raw),
    undecided: rows.filter((row) => verdictOf(row, query.sides) === 'undecided').length,
  };
}

function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('undecided') ? 'undecided' : 'yes';
}

function some(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('yes')) return 'yes';
  return verdicts.includes('undecided') ? 'undecided' : 'no';
}

function judge(filter: Filter, values: Values): Verdict {
  const value = values[filter.field];
  switch (filter.op) {
    case 'known':
      return value ? 'yes' : 'no';
    case 'unknown':
      return value ? 'no' : 'yes';
    case 'in':
      if (!value && filter.field === 'zone') return 'undecided';
      return value && filter.values.some((one) => fold(one) === fold(value.raw)) ? 'yes' : 'no';
    case 'holds':
      if (!value && filter.field === 'zone') return 'undecided';
      return value && filter.values.some((one) => fold(value.raw).includes(fold(one))) ? 'yes' : 'no';
    case 'within':
      if (value?.type !== 'period' || value.to < filter.from || value.from > filter.to) return 'no';
      return value.from >= filter.from && value.to <= filter.to ? 'yes' : 'undecided';
    default:
      return judgeBound(filter, value);
  }
}

function judgeBound(filter: Extract<Filter, { value: number }>, value?: FieldValue): Verdict {
  if (value?.type !== 'money' && value?.type !== 'quantity') return 'undecided';
  if (value.type === 'money' && value.currency !== filter.currency) return 'undecided';
  const holds = {
    'at-least': value.value >= filter.value,
    'more-than': value.value > filter.value,
    'at-most': value.value <= filter.value,
    'less-than': value.value < filter.value,
  };
  return holds[filter.op] ? 'yes' : 'no';
}

function groupOf(values: Values, { by, unit = 'year' }: NonNullable<RegisterQuery['group']>): string {
  const value = values[by];
  if (value?.type === 'text') return fold(value.raw);
  if (value?.type !== 'period') return '';
  const [from, to] = [unitOf(value.from, unit), unitOf(value.to, unit)];
  return from === to ? from : '';
}

function unitOf(day: string, unit: 'year' | 'half' | 'quarter' | 'month'): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  if (unit === 'half') return `${year}-H${month <= 6 ? 1 : 2}`;
  if (unit === 'quarter') return `${year}-Q${Math.ceil(month / 3)}`;
  return unit === 'month' ? day.slice(0, 7) : year;
}

interface EvaluatedTotal {
  kind: Measure['kind'];
  /** Currency and what it is priced by; empty of what is no money. */
  unit: string;
  value: number;
  rows: number;
}

function tally(rows: readonly RegisterRow[], measures: readonly Measure[]) {
  const totals = measures.flatMap((measure): EvaluatedTotal[] => {
    if (measure.kind === 'count')
      return [{ kind: measure.kind, unit: '', value: rows.length, rows: rows.length }];
    const amounts = rows.flatMap(({ values }) => amountOf(values, measure) ?? []);
    return [...Map.groupBy(amounts, ({ unit }) => unit)].map(([unit, own]) => {
      const sum = own.reduce((all, { parts }) => all + parts, 0n);
      const value = Number(sum / 10_000n) + Number(sum % 10_000n) / 10_000;
      return {
        kind: measure.kind,
        unit,
        value: measure.kind === 'sum' ? value : value / own.length,
        rows: own.length,
      };
    });
  });
  return { rows: rows.length, totals };
}

/** An amount in ten-thousandths, exactly as its digits say. */
function amountOf(values: Values, measure: Exclude<Measure, { kind: 'count' }>) {
  if (measure.kind === 'elapsed') {
    const [from, to] = [exactDay(values, measure.from), exactDay(values, measure.to)];
    if (from === undefined || to === undefined) return undefined;
    return { unit: '', parts: BigInt((to - from) / 86_400_000) * 10_000n };
  }
  const value = values[measure.field];
  if (value?.type !== 'money' && value?.type !== 'quantity') return undefined;
  const unit = value.type === 'money' ? `${value.currency} ${value.per ?? ''}` : '';
  return { unit, parts: BigInt(value.value.toFixed(4).replace('.', '')) };
}

function exactDay(values: Values, field: FieldName): number | undefined {
  const value = values[field];
  return value?.type === 'period' && value.from === value.to ? Date.parse(value.from) : undefined;
}
