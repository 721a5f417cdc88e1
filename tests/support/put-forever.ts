/** Puts batches into the database named on the command line until it is killed; says when one is in. */
import { openDatabase } from '../../src/store/database.ts';
import { openEmbeddedIndex } from '../../src/vectors/embedded.ts';
import { makeEntry, randomSparse, seededRandom } from './entries.ts';

const random = seededRandom(5);
const index = await openEmbeddedIndex(openDatabase(process.argv[2]!));
for (let first = 0; ; first += 2000) {
  const entries = Array.from({ length: 2000 }, (_, n) =>
    makeEntry(first + n, { sparse: randomSparse(random, 100, 5000) }),
  );
  await index.put(entries);
  console.log(first + 2000);
}
