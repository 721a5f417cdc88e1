import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { fold } from '../src/language/fold.ts';
import type { Filter, Measure, RegisterQuery, RegisterRow, Tally } from '../src/register-types.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../src/store/sqlite-registers.ts';
import { PUBLIC, publish } from './contracts/register-store.ts';
import { evaluate } from './support/register-evaluation.ts';
import { days, money, project, text } from './support/register-rows.ts';

const zones = fc.constantFrom('高新区', '高新區', '松木', '白沙洲', 'ＡＢ园', 'ab園');
const amounts = fc
  .integer({ min: -1_000_000, max: 40_000_000_000_000 })
  .map((tenThousandths) => tenThousandths / 10_000);
const dates = fc
  .tuple(
    fc.integer({ min: 2022, max: 2024 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'));
const periods = fc.oneof(
  dates.map((day) => days(day)),
  fc.tuple(dates, dates).map(([a, b]) => (a < b ? days(a, b) : days(b, a))),
  fc.constantFrom(
    days('2023-01-01', '2023-12-31'),
    days('2023-01-01', '2023-06-30'),
    days('2022-07-01', '2022-09-30'),
  ),
);
const values = fc.record(
  {
    zone: zones.map(text),
    amount: fc
      .tuple(amounts, fc.constantFrom('CNY', 'USD', 'HKD'), fc.constantFrom(undefined, 'year'))
      .map(([value, currency, per]) => money(value, currency, per && { per })),
    signed: periods,
    operating: periods,
  },
  { requiredKeys: [] },
);
const ledgers = fc
  .array(values, { maxLength: 30 })
  .map((all) => all.map((one, at) => project(`第${at}个`, one as RegisterRow['values'])));

const filters: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    ...{ field: fc.constant('zone' as const), op: fc.constantFrom('in' as const, 'holds' as const) },
    ...{ values: fc.array(zones, { maxLength: 2 }), label: fc.constant('园区') },
  }),
  fc.tuple(dates, dates).map(([a, b]): Filter => {
    const [from, to] = a < b ? [a, b] : [b, a];
    return { field: 'signed', op: 'within', from, to, label: `${from}—${to}` };
  }),
  fc.record({
    field: fc.constant('amount' as const),
    op: fc.constantFrom('at-least' as const, 'more-than' as const, 'at-most' as const, 'less-than' as const),
    ...{
      value: amounts,
      currency: fc.constantFrom('CNY' as const, 'USD' as const),
      label: fc.constant('金额'),
    },
  }),
  fc.record({
    field: fc.constantFrom('zone' as const, 'amount' as const, 'operating' as const),
    ...{ op: fc.constantFrom('known' as const, 'unknown' as const), label: fc.constant('') },
  }),
);
const measures: fc.Arbitrary<Measure> = fc.constantFrom(
  { kind: 'count' },
  { kind: 'sum', field: 'amount' },
  { kind: 'average', field: 'amount' },
  { kind: 'elapsed', from: 'signed', to: 'operating' },
);
const groups: fc.Arbitrary<RegisterQuery['group']> = fc.oneof(
  fc.constant({ by: 'zone' as const }),
  fc.record({
    by: fc.constantFrom('signed' as const, 'operating' as const),
    unit: fc.constantFrom('year' as const, 'half' as const, 'quarter' as const, 'month' as const),
  }),
);
const queries: fc.Arbitrary<RegisterQuery> = fc.record(
  {
    register: fc.constant('projects' as const),
    filters: fc.array(filters, { maxLength: 3 }),
    measures: fc.uniqueArray(measures, { maxLength: 3 }),
    group: groups,
    sides: fc.array(filters, { minLength: 2, maxLength: 3 }),
  },
  { requiredKeys: ['register', 'filters', 'measures'] },
);

describe('a query in SQL', () => {
  const opened: Database[] = [];
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });

  const stored = async (rows: Parameters<typeof publish>[2]) => {
    const database = openDatabase(':memory:');
    opened.push(database);
    const registers = openRegisterStore(database);
    await publish({ knowledge: openKnowledgeStore(database), registers }, { id: 'a.xlsx' }, rows);
    await registers.settle();
    return registers;
  };

  it('comes to what its rows come to one by one', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, fc.array(queries, { minLength: 5, maxLength: 5 }), async (rows, asked) => {
        const registers = await stored(rows);
        for (const query of asked) {
          const computed = await registers.run(query, PUBLIC);
          const expected = evaluate(
            query,
            rows.map((row) => ({ ...row, passage: '' })),
          );
          expect(computed.rows.map(({ values }) => values.name!.raw)).toEqual(expected.names);
          expect([computed.total, computed.undecided, computed.duplicates]).toEqual([
            ...[expected.names.length, expected.undecided, 0],
          ]);
          expect(sorted(computed.tallies.map(plain))).toEqual(sorted(expected.tallies));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('ranks the rows of the currency that most have, ties as they stand', { timeout: 60_000 }, async () => {
    const orders = fc.record({
      by: fc.constant('amount' as const),
      direction: fc.constantFrom('largest' as const, 'smallest' as const),
      limit: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(ledgers, orders, async (rows, order) => {
        const registers = await stored(rows);
        const computed = await registers.run(
          { register: 'projects', filters: [], measures: [], order },
          PUBLIC,
        );
        const ranked = rankByAmount(rows, order.direction);
        expect(computed.rows.map(({ values }) => values.name!.raw)).toEqual(ranked.slice(0, order.limit));
        expect(computed.total).toBe(Math.min(order.limit, ranked.length));
        expect(computed.undecided).toBe(rows.length - ranked.length);
      }),
      { numRuns: 40 },
    );
  });
});

/** Names of the rows with an amount in the unit that most have, of as many the first by its name, in order. */
function rankByAmount(rows: Parameters<typeof publish>[2], direction: 'largest' | 'smallest'): string[] {
  const amounts = rows.flatMap(({ values: { name, amount } }) =>
    amount?.type === 'money'
      ? [{ name: name!.raw, amount, unit: `${amount.currency} ${amount.per ?? ''}` }]
      : [],
  );
  const units = [...Map.groupBy(amounts, ({ unit }) => unit)];
  const [most] = units.sort(([a, own], [b, others]) => others.length - own.length || (a < b ? -1 : 1));
  const way = direction === 'largest' ? -1 : 1;
  const sorted = (most?.[1] ?? []).toSorted((a, b) => way * (a.amount.value - b.amount.value));
  return sorted.map(({ name }) => name);
}

/** A tally as the evaluation row by row has it. */
function plain({ label, totals, ...tally }: Tally) {
  const isGrouped = tally.side !== undefined || label !== undefined;
  return {
    ...(isGrouped && { label }),
    ...tally,
    totals: totals.map(({ measure: { kind }, value, currency, per, rows }) => ({
      ...{ kind, unit: currency ? `${currency} ${per ?? ''}` : '', value, rows },
    })),
  };
}

/** In one order, since that of groups is another matter; labels folded, since a group is written in several ways. */
function sorted(tallies: readonly { label?: string; totals: readonly unknown[] }[]): string[] {
  return tallies
    .map((tally) => ({ ...tally, totals: tally.totals.map((total) => JSON.stringify(total)).sort() }))
    .map((tally) => ({ ...tally, ...(tally.label !== undefined && { label: fold(tally.label) }) }))
    .map((tally) => JSON.stringify(Object.entries(tally).sort()))
    .sort();
}
