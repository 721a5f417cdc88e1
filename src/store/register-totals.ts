import type { Measure, RegisterQuery, Tally, Total } from '../register-types.ts';
import { fromParts } from './register-columns.ts';
import { HIGH, type Sum, type TallyRow } from './register-sql.ts';

/** A word that rows are grouped by: as it is written, and as it is compared. */
export interface GroupWord {
  written: string;
  folded: string;
}

/** What the statement of a tally came to: its rows, of which one stands for all without a group, and what its sums are. */
export interface Counted {
  rows: readonly TallyRow[];
  sums: readonly Sum[];
}

/** The tally of all rows. */
export function wholeTally({ measures }: RegisterQuery, { rows, sums }: Counted): Tally {
  const counted = addUp(rows, 'counted');
  return { totals: totalsOf(measures, counted, { rows, sums }), rows: counted };
}

/** A tally for each group that has rows; of a text field `words` says what their keys are. */
export function groupTallies(
  query: RegisterQuery,
  { rows, sums }: Counted,
  words: ReadonlyMap<number, GroupWord>,
): Tally[] {
  const counted = rows.filter((row) => row.counted > 0);
  const nameOf = ({ key }: TallyRow) =>
    key === null ? '' : (words.get(key)?.folded ?? periodOf(key, query.group?.unit));
  const tallies = [...Map.groupBy(counted, nameOf)].map(([name, own]) => ({
    name,
    tally: {
      label: words.size > 0 ? mostWritten(own, words) : name,
      ...wholeTally(query, { rows: own, sums }),
    },
  }));
  return tallies.sort((a, b) => compareGroups(a, b, words.size > 0)).map(({ tally }) => tally);
}

function compareGroups(
  a: { name: string; tally: Tally },
  b: { name: string; tally: Tally },
  isText: boolean,
): number {
  if ((a.name === '') !== (b.name === '')) return a.name === '' ? 1 : -1;
  return (isText ? b.tally.rows - a.tally.rows : 0) || (a.name < b.name ? -1 : 1);
}

/** One of the counts, of all groups together. */
export function addUp(rows: readonly TallyRow[], column: 'counted' | 'duplicates' | 'undecided'): number {
  return rows.reduce((sum, row) => sum + row[column], 0);
}

/** How many rows have a value for a sum, of all groups together. */
export function rowsOf(rows: readonly TallyRow[], sum: number): number {
  return rows.reduce((all, row) => all + (row[`rows_${sum}`] ?? 0), 0);
}

/** The year, half-year, quarter or month that a period lies in; empty where it is less precise. */
function periodOf(months: number, unit: NonNullable<RegisterQuery['group']>['unit'] = 'year'): string {
  const [from, to] = [Math.floor(months / 1_000_000), months % 1_000_000].map((month) => unitOf(month, unit));
  return from === to ? from! : '';
}

/** What the month `yyyymm` is part of. */
function unitOf(yearMonth: number, unit: 'year' | 'half' | 'quarter' | 'month'): string {
  const [year, month] = [Math.floor(yearMonth / 100), yearMonth % 100];
  if (unit === 'month') return `${year}-${String(month).padStart(2, '0')}`;
  if (unit === 'quarter') return `${year}-Q${Math.ceil(month / 3)}`;
  return unit === 'half' ? `${year}-H${Math.ceil(month / 6)}` : `${year}`;
}

/** A text as the documents write it most often; empty where there is none. */
function mostWritten(rows: readonly TallyRow[], words: ReadonlyMap<number, GroupWord>): string {
  const counted = new Map<string, number>();
  for (const { key, counted: count } of rows) {
    const written = key === null ? '' : words.get(key)!.written;
    counted.set(written, (counted.get(written) ?? 0) + count);
  }
  return [...counted].sort(([a, rowsA], [b, rowsB]) => rowsB - rowsA || (a < b ? -1 : 1))[0]![0];
}

function totalsOf(measures: readonly Measure[], counted: number, { rows, sums }: Counted): Total[] {
  return measures.flatMap((measure) => {
    if (measure.kind === 'count') return [{ measure, value: counted, rows: counted, isAbout: false }];
    const totals = sums.flatMap((sum, at) => (sum.of === measure ? totalOf(measure, sum, at, rows) : []));
    // Units come in the order of their names: of as many rows, the first stays first.
    return totals.sort((a, b) => b.rows - a.rows);
  });
}

/** The total of a measure in one unit; none where no row has a value. */
function totalOf(
  measure: Exclude<Measure, { kind: 'count' }>,
  { unit: { currency, per } }: Sum,
  at: number,
  rows: readonly TallyRow[],
): Total[] {
  const valued = rowsOf(rows, at);
  if (valued === 0) return [];
  const parts = rows.reduce(
    (all, row) => all + BigInt(row[`high_${at}`] ?? 0) * HIGH + BigInt(row[`low_${at}`] ?? 0),
    0n,
  );
  const sum = measure.kind === 'elapsed' ? Number(parts) : fromParts(parts);
  return [
    {
      measure,
      value: measure.kind === 'sum' ? sum : sum / valued,
      ...(currency !== null && { currency }),
      ...(per !== null && { per }),
      rows: valued,
      isAbout: rows.some((row) => (row[`about_${at}`] ?? 0) > 0),
    },
  ];
}
