import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Filter, RegisterQuery, RegisterRow } from '../../src/register-types.ts';
import { ask, days, money, project, text } from '../support/register-rows.ts';
import { PUBLIC, publish, type RegisterStoreDriver } from './register-store.ts';

/** What every register store computes. */
export function describeRegisterQueries(driver: RegisterStoreDriver): void {
  describe(`queries on the register store: ${driver.name}`, () => {
    let stores: Awaited<ReturnType<RegisterStoreDriver['open']>>;
    beforeEach(async () => {
      stores = await driver.open();
    });
    afterEach(() => stores.dispose());

    const served = async (...rows: Omit<RegisterRow, 'passage'>[]) => {
      await publish(stores, { id: 'ledger.xlsx' }, rows);
      await stores.registers.settle();
    };
    const run = (query: Partial<RegisterQuery>, scope = PUBLIC) => stores.registers.run(ask(query), scope);
    const names = async (query: Partial<RegisterQuery>, scope = PUBLIC) =>
      (await run(query, scope)).rows.map(({ values }) => values.name?.raw);
    const amount = (op: 'at-least' | 'more-than' | 'at-most' | 'less-than', value: number): Filter => ({
      ...{ field: 'amount', op, value, currency: 'CNY', label: '' },
    });
    const signed = (from: string, to: string): Filter => ({
      field: 'signed',
      op: 'within',
      from,
      to,
      label: '',
    });

    it('includes the bound in 以上 and leaves it out in 超过', async () => {
      await served(project('甲', { amount: money(2e8) }), project('乙', { amount: money(2e8 + 0.0001) }));
      expect(await names({ filters: [amount('at-least', 2e8)] })).toEqual(['甲', '乙']);
      expect(await names({ filters: [amount('more-than', 2e8)] })).toEqual(['乙']);
      expect(await names({ filters: [amount('at-most', 2e8)] })).toEqual(['甲']);
      expect(await names({ filters: [amount('less-than', 2e8)] })).toEqual([]);
    });

    it('never compares or adds amounts of two currencies, and says how many are undecided', async () => {
      await served(
        project('甲', { amount: money(3e8) }),
        project('乙', { amount: money(9e8, 'USD', { isAbout: true }) }),
        project('丙'),
      );
      const found = await run({ filters: [amount('at-least', 2e8)], measures: [{ kind: 'count' }] });
      expect(found).toMatchObject({ total: 1, undecided: 2 });
      const { tallies } = await run({ measures: [{ kind: 'sum', field: 'amount' }] });
      expect(tallies[0]!.totals).toMatchObject([
        { value: 3e8, currency: 'CNY', rows: 1, isAbout: false },
        { value: 9e8, currency: 'USD', rows: 1, isAbout: true },
      ]);
      const largest = await run({ order: { by: 'amount', direction: 'largest', limit: 5 } });
      expect(largest).toMatchObject({ rows: [{ values: { name: text('甲') } }], total: 1, undecided: 2 });
    });

    it('keeps prices by the square metre and by the month apart', async () => {
      const factory = (name: string, rent: RegisterRow['values']['rent']) =>
        ({ register: 'factories', values: { name: text(name), rent } }) as const;
      await served(
        factory('甲', money(15, 'CNY', { per: 'm2·month' })),
        factory('乙', money(12, 'CNY', { per: 'm2·month' })),
        factory('丙', money(3000, 'CNY', { per: 'month' })),
      );
      const cheap = { field: 'rent', op: 'at-most', value: 15, per: 'm2·month', label: '' } as const;
      const found = await run({
        register: 'factories',
        filters: [cheap],
        measures: [{ kind: 'average', field: 'rent' }],
      });
      expect(found).toMatchObject({ total: 2, undecided: 1 });
      expect(found.tallies[0]!.totals).toMatchObject([{ value: 13.5, per: 'm2·month', rows: 2 }]);
    });

    it('counts what lies within the days, and says what only may', async () => {
      await served(
        project('甲', { signed: days('2023-06-30') }),
        project('乙', { signed: days('2023-01-01', '2023-12-31') }),
        project('丙', { signed: days('2024-01-01') }),
        project('丁'),
      );
      expect(await run({ filters: [signed('2023-01-01', '2023-06-30')] })).toMatchObject({
        total: 1,
        undecided: 1,
      });
      expect(await run({ filters: [signed('2023-01-01', '2023-12-31')] })).toMatchObject({
        total: 2,
        undecided: 0,
      });
    });

    it('groups by half-years, with what is less precise apart', async () => {
      await served(
        project('甲', { signed: days('2023-06-30'), amount: money(1) }),
        project('乙', { signed: days('2023-07-01') }),
        project('丙', { signed: days('2023-01-01', '2023-12-31') }),
        project('丁', { signed: days('2022-01-01', '2022-06-30') }),
      );
      const group = (unit: 'year' | 'half' | 'quarter' | 'month') =>
        run({ measures: [{ kind: 'sum', field: 'amount' }], group: { by: 'signed', unit } });
      const labels = async (unit: 'year' | 'half' | 'quarter' | 'month') =>
        (await group(unit)).tallies.map(({ label, rows }) => [label, rows]);
      expect(await labels('year')).toEqual([
        ['2022', 1],
        ['2023', 3],
      ]);
      expect(await labels('half')).toEqual([
        ['2022-H1', 1],
        ['2023-H1', 1],
        ['2023-H2', 1],
        ['', 1],
      ]);
      expect(await labels('quarter')).toEqual([
        ['2023-Q2', 1],
        ['2023-Q3', 1],
        ['', 2],
      ]);
      expect(await labels('month')).toEqual([
        ['2023-06', 1],
        ['2023-07', 1],
        ['', 2],
      ]);
      expect((await group('half')).tallies[1]!.totals).toMatchObject([{ value: 1, rows: 1 }]);
    });

    it('counts elapsed days between exact days alone, and orders by them', async () => {
      await served(
        project('甲', { signed: days('2023-01-01'), operating: days('2024-01-01') }),
        project('乙', { signed: days('2024-01-01'), operating: days('2024-12-31') }),
        project('丙', { signed: days('2023-01-01', '2023-12-31'), operating: days('2025-01-01') }),
      );
      const stages = { from: 'signed', to: 'operating' } as const;
      const found = await run({
        measures: [{ kind: 'elapsed', ...stages }],
        order: { by: stages, direction: 'smallest', limit: 1 },
      });
      expect(found.tallies).toMatchObject([{ totals: [{ value: 365, rows: 2 }], rows: 3 }]);
      expect(found.rows.map(({ values }) => values.name?.raw)).toEqual(['甲']);
      expect(found).toMatchObject({ total: 1, undecided: 0 });
    });

    it('sets sides side by side, and counts a row on two of them once', async () => {
      await served(
        project('甲', { zone: text('高新区'), amount: money(1) }),
        project('乙', { zone: text('松木'), amount: money(2) }),
        project('丙', { zone: text('白沙洲') }),
      );
      const side = (label: string, values: string[]): Filter => ({ field: 'zone', op: 'in', values, label });
      const found = await run({
        measures: [{ kind: 'count' }, { kind: 'sum', field: 'amount' }],
        sides: [side('A', ['高新区', '松木']), side('B', ['松木']), side('C', ['没有'])],
      });
      expect(found.tallies).toMatchObject([
        { label: 'A', rows: 2, totals: [{ value: 2 }, { value: 3 }] },
        { label: 'B', rows: 1, totals: [{ value: 1 }, { value: 2 }] },
        { label: 'C', rows: 0, totals: [{ value: 0 }] },
      ]);
      expect(found.total).toBe(2);
      const grouped = await run({
        sides: [side('A', ['松木']), side('B', ['高新区'])],
        group: { by: 'zone' },
      });
      expect(grouped.tallies).toMatchObject([
        { side: 'A', label: '松木' },
        { side: 'B', label: '高新区' },
      ]);
    });

    it('adds amounts without the errors of floating numbers', async () => {
      await served(
        ...[0.1, 0.2, 1e12 + 0.3].map((value, at) => project(`第${at}个`, { amount: money(value) })),
      );
      const { tallies } = await run({ measures: [{ kind: 'sum', field: 'amount' }] });
      expect(tallies[0]!.totals[0]!.value).toBe(1_000_000_000_000.6);
    });
  });
}
