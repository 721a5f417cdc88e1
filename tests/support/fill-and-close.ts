/** Fills the index in the database file that is named, says `closing` and closes it; run by `index-snapshot.test.ts`. */
import { openDatabase } from '../../src/store/database.ts';
import { openEmbeddedIndex } from '../../src/vectors/embedded.ts';
import { randomEntries, seededRandom } from './entries.ts';

const database = openDatabase(process.argv[2]!);
const index = await openEmbeddedIndex(database);
const random = seededRandom(8);
await index.put([...randomEntries({ random, count: 6000, terms: 40, vocabulary: 3000, dimension: 256 })]);
process.stdout.write('closing\n', () => void index.close().then(() => database.close()));
