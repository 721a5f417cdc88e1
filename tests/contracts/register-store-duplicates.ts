import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegisterScope } from '../../src/register-types.ts';
import { ask, days, money, project, text } from '../support/register-rows.ts';
import { PUBLIC, publish, type RegisterStoreDriver, STAFF, TODAY } from './register-store.ts';

/** Which rows every register store counts, where several say the same. */
export function describeRegisterDuplicates(driver: RegisterStoreDriver): void {
  describe(`what counts in the register store: ${driver.name}`, () => {
    let stores: Awaited<ReturnType<RegisterStoreDriver['open']>>;
    beforeEach(async () => {
      stores = await driver.open();
    });
    afterEach(() => stores.dispose());

    const counted = async (scope: RegisterScope) => {
      const { rows, total, duplicates } = await stores.registers.run(
        ask({ measures: [{ kind: 'count' }] }),
        scope,
      );
      return { documents: rows.map(({ document }) => document), total, duplicates };
    };
    const on = (asOf: string): RegisterScope => ({ ...STAFF, asOf });

    it('counts rows of the documents that an audience may see on the day', async () => {
      await publish(stores, { id: 'public.md', from: '2026-01-01', to: '2026-12-31' }, [project('甲')]);
      await publish(stores, { id: 'staff.md', audience: 'staff' }, [project('乙')]);
      await stores.registers.settle();
      expect((await counted(PUBLIC)).documents).toEqual(['public.md']);
      expect((await counted(STAFF)).documents).toEqual(['public.md', 'staff.md']);
      expect((await counted(on('2025-12-31'))).documents).toEqual(['staff.md']);
      expect((await counted(on('2027-01-01'))).documents).toEqual(['staff.md']);
      expect((await counted(on('2026-12-31'))).total).toBe(2);
      expect((await counted({ audiences: [], asOf: TODAY })).total).toBe(0);
    });

    it('counts a project once for staff, and never loses it for the public', async () => {
      await publish(stores, { id: 'a-staff.md', audience: 'staff' }, [project('华光 电池（一期）有限公司')]);
      await publish(stores, { id: 'b-public.md' }, [project('華光電池一期')]);
      await stores.registers.settle();
      expect(await counted(PUBLIC)).toEqual({ documents: ['b-public.md'], total: 1, duplicates: 0 });
      expect(await counted(STAFF)).toEqual({ documents: ['b-public.md'], total: 1, duplicates: 1 });
    });

    it('counts the document that came into force later, and one in force before one that is not', async () => {
      await publish(stores, { id: 'old.md', from: '2024-01-01' }, [project('甲')]);
      await publish(stores, { id: 'new.md', from: '2026-01-01', to: '2026-12-31' }, [project('甲')]);
      await stores.registers.settle();
      expect((await counted(STAFF)).documents).toEqual(['new.md']);
      expect((await counted(on('2025-06-01'))).documents).toEqual(['old.md']);
      expect((await counted(on('2027-06-01'))).documents).toEqual(['old.md']);
    });

    it('counts again what was counted elsewhere, when that document is gone or withdrawn', async () => {
      await publish(stores, { id: 'a.md' }, [project('甲')]);
      await publish(stores, { id: 'b.md' }, [project('甲')]);
      await stores.registers.settle();
      expect((await counted(PUBLIC)).documents).toEqual(['a.md']);
      await stores.knowledge.setValidity('a.md', { to: '2020-01-01', fromText: false });
      expect((await counted(PUBLIC)).documents).toEqual(['b.md']);
      await stores.knowledge.remove('a.md');
      await stores.registers.settle();
      expect(await counted(PUBLIC)).toEqual({ documents: ['b.md'], total: 1, duplicates: 0 });
    });

    it('settles anew where a document comes into force on another day, and twice as once', async () => {
      await publish(stores, { id: 'a.md', from: '2026-01-01' }, [project('甲')]);
      await publish(stores, { id: 'b.md', from: '2025-01-01' }, [project('甲')]);
      await stores.registers.settle();
      expect((await counted(PUBLIC)).documents).toEqual(['a.md']);
      await stores.knowledge.setValidity('b.md', { from: '2026-06-01', fromText: false });
      await stores.registers.settle();
      await stores.registers.settle();
      expect((await counted(PUBLIC)).documents).toEqual(['b.md']);
    });

    it('counts rows of one name twice in a document where a value contradicts', async () => {
      await publish(stores, { id: 'a.md' }, [
        project('甲', { signed: days('2023-01-01', '2023-12-31') }),
        project('甲', { signed: days('2023-05-01'), amount: money(1e8) }),
        project('乙', { amount: money(1e8) }),
        project('乙', { amount: money(2e8) }),
      ]);
      await stores.registers.settle();
      const found = await stores.registers.run(ask(), PUBLIC);
      expect(found).toMatchObject({ total: 3, duplicates: 1 });
      // Of two that say the same, the row that says more.
      expect(found.rows[0]!.values.signed).toEqual(days('2023-05-01'));
    });

    it('counts plots of the same name in two documents twice', async () => {
      const plot = { register: 'plots', values: { name: text('A-01') } } as const;
      await publish(stores, { id: 'a.md' }, [plot]);
      await publish(stores, { id: 'b.md' }, [plot, plot]);
      await stores.registers.settle();
      const found = await stores.registers.run(ask({ register: 'plots' }), PUBLIC);
      expect(found).toMatchObject({ total: 2, duplicates: 1 });
    });

    it('leaves duplicates out of words, names and registers too', async () => {
      await publish(stores, { id: 'a.md' }, [project('甲', { zone: text('高新区') })]);
      await publish(stores, { id: 'b.md', audience: 'staff' }, [project('甲', { zone: text('松木') })]);
      await stores.registers.settle();
      expect(await stores.registers.vocabulary('projects', 'zone', STAFF)).toEqual(new Map([['高新区', 1]]));
      expect(await stores.registers.registers(STAFF)).toEqual(new Map([['projects', 1]]));
      expect(await stores.registers.named('projects', '甲', STAFF)).toHaveLength(1);
    });
  });
}
