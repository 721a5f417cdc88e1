import type { Currency, Measure, PricedBy, RegisterQuery, Tally, Total } from '../register-types.ts';
import { fromParts } from './register-columns.ts';
import { type CountRow, type GroupRow, HIGH, type SumRow } from './register-sql.ts';

/** What the statements of a tally came to: its counts, and the sums of each of its measures but of counting. */
export interface Counted {
  counts: readonly CountRow[];
  sums: Map<Measure, readonly SumRow[]>;
}

/** The tally of all rows. */
export function wholeTally(query: RegisterQuery, counted: Counted): Tally {
  const rows = addUp(counted.counts, 'counted');
  return { totals: totalsOf(query.measures, rows, counted.sums), rows };
}

/** A tally for each group that has rows. */
export function groupTallies(query: RegisterQuery, counted: Counted): Tally[] {
  const isText = counted.counts.some(({ folded }) => folded !== null);
  const groups = Map.groupBy(
    counted.counts.filter((row) => row.counted > 0),
    keyOf,
  );
  const grouped = [...counted.sums].map(([measure, sums]) => ({ measure, sums: Map.groupBy(sums, keyOf) }));
  const tallies = [...groups].map(([key, counts]) => {
    const rows = addUp(counts, 'counted');
    const sums = new Map(grouped.map(({ measure, sums }) => [measure, sums.get(key) ?? []]));
    return { key, label: labelOf(counts, query), totals: totalsOf(query.measures, rows, sums), rows };
  });
  return tallies
    .sort((a, b) => {
      if ((a.key === '') !== (b.key === '')) return a.key === '' ? 1 : -1;
      return (isText ? b.rows - a.rows : 0) || (a.key < b.key ? -1 : 1);
    })
    .map(({ key: _, ...tally }) => tally);
}

export function addUp(counts: readonly CountRow[], column: 'counted' | 'duplicates' | 'undecided'): number {
  return counts.reduce((sum, row) => sum + (row[column] ?? 0), 0);
}

function keyOf({ key, folded }: GroupRow): string {
  return folded ?? (key === null ? '' : String(key));
}

/** The group as its documents write it most often, or the days that it is. */
function labelOf(counts: readonly CountRow[], { group }: RegisterQuery): string {
  const first = counts.toSorted(
    (a, b) => b.counted - a.counted || ((a.written ?? '') < (b.written ?? '') ? -1 : 1),
  )[0]!;
  if (first.written !== null) return first.written;
  if (first.key === null) return '';
  const [year, part] = [String(first.key).slice(0, 4), String(first.key).slice(4)];
  if (group?.unit === 'month') return `${year}-${part}`;
  if (group?.unit === 'quarter') return `${year}-Q${part}`;
  if (group?.unit === 'half') return `${year}-H${part}`;
  return year;
}

function totalsOf(measures: readonly Measure[], rows: number, sums: Counted['sums']): Total[] {
  return measures.flatMap((measure) =>
    measure.kind === 'count'
      ? [{ measure, value: rows, rows, isAbout: false }]
      : amountsOf(measure, sums.get(measure) ?? []),
  );
}

/** A total for each currency and `per`, that of most rows first. */
function amountsOf(measure: Exclude<Measure, { kind: 'count' }>, sums: readonly SumRow[]): Total[] {
  const units = Map.groupBy(sums, ({ currency, per }) => `${currency ?? ''} ${per ?? ''}`);
  const totals = [...units].map(([unit, parts]): Total & { unit: string } => {
    const sum = parts.reduce((all, { high, low }) => all + BigInt(high) * HIGH + BigInt(low), 0n);
    const rows = parts.reduce((all, { values }) => all + values, 0);
    const { currency, per } = parts[0]!;
    const total = measure.kind === 'elapsed' ? Number(sum) : fromParts(sum);
    return {
      unit,
      measure,
      value: measure.kind === 'sum' ? total : total / rows,
      ...(currency !== null && { currency: currency as Currency }),
      ...(per !== null && { per: per as PricedBy }),
      rows,
      isAbout: parts.some(({ about }) => about === 1),
    };
  });
  return totals
    .sort((a, b) => b.rows - a.rows || (a.unit < b.unit ? -1 : 1))
    .map(({ unit: _, ...total }) => total);
}
