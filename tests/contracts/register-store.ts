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
