/**
 * Ingests a pack and stands still at one point, so that a test can kill it there:
 * `node stopped-ingest.ts PACK DATABASE POINT`. Prints the point when it is reached.
 */
import { readPack } from '../../src/documents/pack.ts';
import { ingest } from '../../src/ingest/ingest.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openIncentiveStore } from '../../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../../src/store/sqlite-registers.ts';
import { openEmbeddedIndex } from '../../src/vectors/embedded.ts';
import { openReadingHere } from './reading.ts';
import { standStill } from './standing-still.ts';

const [pack, file, point] = process.argv.slice(2) as [string, string, string];
const database = openDatabase(file);

/** `target` whose method named by the point prints the point and never returns. */
function stopping<Target extends object>(target: Target): Target {
  return new Proxy(target, {
    get(object, name) {
      const value = Reflect.get(object, name, object);
      if (typeof value !== 'function') return value;
      return name === point ? () => standStill(point) : value.bind(object);
    },
  });
}

await ingest({
  packs: [await readPack(pack)],
  openReading: openReadingHere,
  store: stopping(openKnowledgeStore(database)),
  index: stopping(await openEmbeddedIndex(database)),
  registers: openRegisterStore(database),
  incentives: openIncentiveStore(database),
});
