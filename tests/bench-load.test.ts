import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runLoad } from '../bench/load-run.ts';
import { planLoad, seededRandom } from '../bench/load-schedule.ts';

const PACK = join(import.meta.dirname, '..', 'knowledge');
const SLICE = { visitors: 20, seconds: 8, questions: 3, abusive: 60, seed: 1, pack: PACK };

describe('a slice of the load of an event', () => {
  it.each([
    { name: 'from the documents alone', model: undefined },
    { name: 'with a model that fails at times', model: { firstMs: 80, wholeMs: 800 } },
  ])(
    'is borne $name: nobody fails, no honest visitor is limited, an abusive one is',
    async ({ model }) => {
      const { honest, abusive, server, ...run } = await runLoad({ ...SLICE, model });
      expect(honest.failures).toEqual([]);
      expect(honest).toMatchObject({ visitors: 20, questions: 60, refused: 0 });
      expect(honest.whole.count).toBe(60);
      expect(abusive.answered).toBeGreaterThan(0);
      expect(abusive.refused).toBeGreaterThan(0);
      expect(server.code).toBe(0);
      expect((run.model?.calls ?? 0) > 0).toBe(model !== undefined);
    },
    240_000,
  );
});

describe('the plan of a load', () => {
  it('brings half of the visitors in the first fifth of the time, and lets each ask after they came', () => {
    const plan = planLoad({
      visitors: 2000,
      seconds: 300,
      questions: 3,
      random: seededRandom(1),
      pool: ['a'],
    });
    const rush = plan.filter(({ opensAt }) => opensAt < 60_000);
    expect([plan.length, rush.length]).toEqual([2000, 1000]);
    for (const { opensAt, asks } of plan) {
      expect(asks).toHaveLength(3);
      for (const { at } of asks) expect(at >= opensAt && at <= opensAt + 202_000).toBe(true);
    }
    expect(planLoad({ visitors: 2, seconds: 9, questions: 1, random: seededRandom(7), pool: ['a'] })).toEqual(
      planLoad({ visitors: 2, seconds: 9, questions: 1, random: seededRandom(7), pool: ['a'] }),
    );
  });
});
