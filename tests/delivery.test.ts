import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeliveryRun, runDelivery } from './support/delivery-run.ts';
import { postgresMissing, type RunningPostgres, startPostgres } from './support/postgres.ts';

// A slice of `node bench/delivery.ts`, which has 5,000 messages and 20 kills.
const SLICE = { messages: 240, conversations: 24, kills: 3, seed: 7 };
const NO_FAULTS = {
  ...{ unanswered: 0, twiceForNothing: 0, twoReplies: 0 },
  ...{ outOfOrder: 0, duringPenalty: 0, duringPauseOfOthers: 0, left: 0 },
};

async function proves(run: Pick<DeliveryRun, 'place' | 'processes'>): Promise<void> {
  const report = await runDelivery({ ...SLICE, ...run });
  expect(report.faults).toEqual(NO_FAULTS);
  expect(report.messages).toBe(SLICE.messages);
  expect(report.kills).toBeGreaterThan(0);
  // Where nothing went wrong and no order was to be kept, nothing would have been proved.
  expect(report.calls.refused).toBeGreaterThan(0);
  expect(report.calls.pauses).toBeGreaterThan(0);
  expect(report.ordered).toBeGreaterThan(SLICE.messages);
}

describe('messages handed over many times, to processes that are killed, for a channel that fails', () => {
  it('are each answered, in order, and twice only where nobody could know better: SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'luodi-delivery-'));
    try {
      await proves({ place: { file: join(folder, 'conversations.sqlite') }, processes: 1 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  describe.skipIf(postgresMissing)(`PostgreSQL${postgresMissing ? `: ${postgresMissing}` : ''}`, () => {
    let postgres: RunningPostgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres?.stop());

    it('are each answered, in order, and twice only where nobody could know better: two processes', async () => {
      await proves({ place: { url: await postgres.database() }, processes: 2 });
    });
  });
});
