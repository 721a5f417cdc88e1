import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Filter, RegisterQuery, RegisterRow, RegisterScope } from '../../src/register-types.ts';
import type { KnowledgeStore } from '../../src/store/knowledge-store.ts';
import type { RegisterStore } from '../../src/store/register-store.ts';
import type { Audience } from '../../src/types.ts';
import { ask, days, money, project, quantity, text } from '../support/register-rows.ts';
import { makeDocument } from './knowledge-store.ts';

/** The stores of one place, which share its documents. */
export interface Stores {
  knowledge: KnowledgeStore;
  registers: RegisterStore;
}

export interface RegisterStoreDriver {
  name: string;
  /** Empty stores; `reopen` opens the same data again, as a new process would. */
  open(): Promise<Stores & { reopen(): Promise<Stores>; dispose(): Promise<void> }>;
}

/** What a document is, apart from its rows. */
export interface Ledger {
  id: string;
  version?: string;
  audience?: Audience;
  from?: string;
  to?: string;
}

export const TODAY = '2026-11-24';
export const PUBLIC: RegisterScope = { audiences: ['public'], asOf: TODAY };
export const STAFF: RegisterScope = { audiences: ['public', 'staff'], asOf: TODAY };

/** Serves a document with a passage for each row, without settling. */
export async function publish(
  { knowledge, registers }: Stores,
  { id, version = 'v1', audience = 'public', from, to }: Ledger,
  rows: readonly Omit<RegisterRow, 'passage'>[],
): Promise<void> {
  const { document, passages } = makeDocument(
    id,
    version,
    rows.map((row) => row.values.name?.raw ?? '—'),
  );
  const validity = { from, to, fromText: false };
  await knowledge.stage(
    { ...document, validity, source: { ...document.source, audience } },
    passages,
    new Map(),
  );
  await registers.stage(
    id,
    version,
    rows.map((row, at) => ({ ...row, passage: passages[at]!.id })),
  );
  await knowledge.serve(id, version);
}

/** What every register store does. */
export function describeRegisterStore(driver: RegisterStoreDriver): void {
  describe(`register store: ${driver.name}`, () => {
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

    it('is empty to begin with, and says so', async () => {
      expect(await stores.registers.registers(PUBLIC)).toEqual(new Map());
      expect(await stores.registers.vocabulary('projects', 'zone', PUBLIC)).toEqual(new Map());
      expect(await stores.registers.named('projects', '甲', PUBLIC)).toEqual([]);
      expect(await run({ measures: [{ kind: 'count' }, { kind: 'sum', field: 'amount' }] })).toMatchObject({
        tallies: [{ totals: [{ value: 0 }], rows: 0 }],
        rows: [],
        total: 0,
      });
    });

    it('gives a row back as it was read, with where it stands', async () => {
      const row = project('甲项目', {
        zone: text('高新區'),
        amount: money(125_000_000.25),
        signed: days('2023-05-01'),
      });
      await served(project('乙项目'), row);
      expect(await stores.registers.named('projects', '甲项目投资多少？', PUBLIC)).toEqual([
        { ...row, passage: 'ledger.xlsx#v1#1', document: 'ledger.xlsx', version: 'v1', ordinal: 1 },
      ]);
    });

    it('counts rows with a word in whatever script, width and case it is asked for', async () => {
      await served(
        project('甲', { zone: text('高新區') }),
        project('乙', { zone: text('高新区') }),
        project('丙', { zone: text('ＡＢ园') }),
      );
      const zone = (values: string[], op: 'in' | 'holds' = 'in'): Filter => ({
        field: 'zone',
        op,
        values,
        label: '',
      });
      expect(await names({ filters: [zone(['高新区'])] })).toEqual(['甲', '乙']);
      expect(await names({ filters: [zone(['ab園'])] })).toEqual(['丙']);
      expect(await names({ filters: [zone(['新', 'b'], 'holds')] })).toEqual(['甲', '乙', '丙']);
      expect(await names({ filters: [zone(['%'], 'holds')] })).toEqual([]);
      expect(await names({ filters: [zone([])] })).toEqual([]);
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

    it('gives at most 500 rows and says how many there are; an export has all', async () => {
      await served(...Array.from({ length: 1203 }, (_, at) => project(`第${at}个`, { amount: money(at) })));
      const found = await run({ list: { fields: ['name'] } });
      expect([found.rows.length, found.total]).toEqual([500, 1203]);
      const exported: string[] = [];
      const query = ask({ order: { by: 'amount', direction: 'largest', limit: 1000 } });
      for await (const row of stores.registers.rows(query, PUBLIC)) exported.push(row.values.name!.raw);
      expect([exported.length, exported[0], exported.at(-1)]).toEqual([1000, '第1202个', '第203个']);
    });

    it('refuses what a register does not have', async () => {
      const refused = { code: 'bad-input' };
      const count = [{ kind: 'count' }] as const;
      await expect(run({ measures: [{ kind: 'sum', field: 'zone' }] })).rejects.toMatchObject(refused);
      await expect(run({ measures: [{ kind: 'sum', field: 'area' }] })).rejects.toMatchObject(refused);
      await expect(run({ filters: [signed('2023', '2024')], measures: count })).rejects.toMatchObject(
        refused,
      );
      await expect(run({ measures: count }, { ...PUBLIC, asOf: 'today' })).rejects.toMatchObject(refused);
      await expect(run({ order: { by: 'name', direction: 'largest', limit: 1 } })).rejects.toMatchObject(
        refused,
      );
      await expect(run({ order: { by: 'amount', direction: 'largest', limit: 0 } })).rejects.toMatchObject(
        refused,
      );
      await expect(stores.registers.vocabulary('plots', 'area', PUBLIC)).rejects.toMatchObject(refused);
    });

    it('keeps plots, factories, tariffs and chains as well', async () => {
      await served(
        {
          register: 'plots',
          values: { name: text('A-01'), area: quantity(33_333.35), price: money(384, 'CNY', { per: 'm2' }) },
        },
        {
          register: 'factories',
          values: { name: text('1号厂房'), floorHeight: quantity(7.2), floorLoad: quantity(1500) },
        },
        {
          register: 'tariffs',
          values: {
            name: text('工业用电'),
            price: money(0.6583, 'CNY', { per: 'kWh' }),
            from: days('2026-01-01'),
          },
        },
        {
          register: 'chains',
          values: { chain: text('锂电'), name: text('隔膜'), status: text('缺失'), missing: text('隔膜') },
        },
        { register: 'chains', values: { chain: text('锂电'), name: text('隔膜'), have: text('某某新材') } },
      );
      expect(await stores.registers.registers(PUBLIC)).toEqual(
        new Map([
          ['plots', 1],
          ['factories', 1],
          ['tariffs', 1],
          ['chains', 2],
        ]),
      );
      const atLeast = { field: 'area', op: 'at-least', value: 33_333.35, label: '' } as const;
      expect(await names({ register: 'plots', filters: [atLeast] })).toEqual(['A-01']);
    });

    it('forgets rows with their version, and finds the same after a restart', async () => {
      await served(project('甲', { zone: text('高新区') }));
      expect(await stores.registers.vocabulary('projects', 'zone', PUBLIC)).toEqual(new Map([['高新区', 1]]));
      await publish(stores, { id: 'ledger.xlsx', version: 'v2' }, [project('乙', { zone: text('松木') })]);
      await stores.registers.settle();
      expect(await stores.registers.vocabulary('projects', 'zone', PUBLIC)).toEqual(new Map([['松木', 1]]));
      const again = await stores.reopen();
      expect((await again.registers.run(ask(), PUBLIC)).rows).toMatchObject([{ version: 'v2' }]);
      await again.registers.stage('ledger.xlsx', 'v2', []);
      expect(await names({})).toEqual([]);
      await again.knowledge.remove('ledger.xlsx');
      expect(await again.registers.registers(STAFF)).toEqual(new Map());
    });

    it('keeps no rows of a version that was not staged', async () => {
      const rows = [{ ...project('甲'), passage: 'x' }];
      await expect(stores.registers.stage('none.xlsx', 'v1', rows)).rejects.toMatchObject({
        code: 'conflict',
      });
    });
  });
}
