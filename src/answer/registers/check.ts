import type { Computed, FieldName, StoredRow, Total } from '../../register-types.ts';

/**
 * Adds up again, from the rows that will be cited, what the store computed: counts and sums of a result whose rows
 * are all at hand and stand in no groups.
 *
 * @throws Error where they differ: an answer is not given then
 */
export function checkArithmetic({ tallies, rows, total, query }: Computed): void {
  const [whole] = tallies;
  if (!whole || tallies.length > 1 || query.group || query.sides || query.order || rows.length < total)
    return;
  for (const given of whole.totals) {
    const again = recompute(given, rows);
    if (again !== undefined && !agree(again, given.value))
      throw new Error(`A register's ${given.measure.kind} is ${given.value}, but its rows give ${again}.`);
  }
}

function recompute({ measure, currency, per }: Total, rows: readonly StoredRow[]): number | undefined {
  if (measure.kind === 'count') return rows.length;
  if (measure.kind === 'elapsed') return undefined;
  const values = rows.flatMap((row) => numberOf(row, measure.field, { currency, per }));
  const sum = values.reduce((all, value) => all + value, 0);
  return measure.kind === 'sum' ? sum : sum / values.length;
}

function numberOf(row: StoredRow, field: FieldName, unit: Pick<Total, 'currency' | 'per'>): number[] {
  const value = row.values[field];
  if (value?.type === 'quantity') return [value.value];
  const isAlike = value?.type === 'money' && value.currency === unit.currency && value.per === unit.per;
  return isAlike ? [value.value] : [];
}

/** Alike to twelve digits, which is more than any row gives. */
function agree(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}
