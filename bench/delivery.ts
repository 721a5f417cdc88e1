/**
 * Hands messages over to Luodi's inbound path, each one to five times in any order, while the channel fails and the
 * processes are killed, and says what became of them. Ends with 1 where a message was lost, answered twice for no
 * reason, or out of order.
 *
 *   node bench/delivery.ts [--messages 5000] [--conversations 500] [--kills 20] [--store sqlite|postgres|postgres-2]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runDelivery } from '../tests/support/delivery-run.ts';
import { postgresMissing, startPostgres } from '../tests/support/postgres.ts';

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '5000' },
    conversations: { type: 'string', default: '500' },
    kills: { type: 'string', default: '20' },
    store: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: '1' },
  },
});
const [kind, processes = '1'] = values.store.split('-');
if (kind === 'postgres' && postgresMissing) throw new Error(postgresMissing);

const folder = await mkdtemp(join(tmpdir(), 'luodi-delivery-'));
const postgres = kind === 'postgres' ? await startPostgres({ isDurable: true }) : undefined;
try {
  const report = await runDelivery({
    messages: Number(values.messages),
    conversations: Number(values.conversations),
    kills: Number(values.kills),
    seed: Number(values.seed),
    processes: Number(processes),
    place: postgres ? { url: await postgres.database() } : { file: join(folder, 'conversations.sqlite') },
  });
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = Object.values(report.faults).some((count) => count > 0) ? 1 : 0;
} finally {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
}
