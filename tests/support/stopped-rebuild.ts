/**
 * Rebuilds the index of a pack and stands still at one point, so that a test can kill it there:
 * `node stopped-rebuild.ts PACK DATABASE URL COLLECTION POINT`. Prints the point when it is reached.
 */
import { readPack } from '../../src/documents/pack.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openIncentiveStore } from '../../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../../src/store/sqlite-registers.ts';
import type { Rebuilding } from '../../src/vectors/passage-index.ts';
import { openQdrantIndex } from '../../src/vectors/qdrant.ts';
import { openReadingHere } from './reading.ts';
import { standStill } from './standing-still.ts';

const [pack, file, url, collection, point] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];

/** A rebuild that stops when its second document is to be put, or when it is to be completed. */
function stopping(rebuilding: Rebuilding): Rebuilding {
  const { entries } = rebuilding;
  const put = entries.put.bind(entries);
  let puts = 0;
  entries.put = async (given) => {
    puts += 1;
    if (point === 'put' && puts === 2) await standStill(point);
    await put(given);
  };
  return { ...rebuilding, ...(point === 'complete' && { complete: () => standStill(point) }) };
}

const index = await openQdrantIndex({ url, collection });
const rebuild = index.upkeep!.rebuild;
index.upkeep!.rebuild = async () => stopping(await rebuild());
const database = openDatabase(file);
await ingest({
  packs: [await readPack(pack)],
  openReading: openReadingHere,
  store: openKnowledgeStore(database),
  index,
  registers: openRegisterStore(database),
  incentives: openIncentiveStore(database),
  rebuild: true,
});
