/** One step of `scale.ts` in a process of its own: `node bench/scale-run.ts STEP`, with STEP as JSON. */
import { join } from 'node:path';
import { openDatabase } from '../src/store/database.ts';
import { openBenchIndex } from './bench-index.ts';
import { randomEmbedding } from './random-embedding.ts';
import type { ScaleFigures, Step } from './scale-figures.ts';

const step: Step = JSON.parse(process.argv[2] ?? '');
console.log(JSON.stringify(await run(step)));

async function run({ does, index, dimension, folder }: Step): Promise<Partial<ScaleFigures>> {
  const embedding = dimension > 0 ? randomEmbedding(dimension) : undefined;
  const bench = await openBenchIndex(index, embedding);
  const open = async () => {
    const database = openDatabase(join(folder, 'luodi.db'));
    return { database, index: await bench.open(database), embedding };
  };
  const isWanted = (part: Step['does']) => does === part || does === 'all';
  try {
    // Each is loaded where it is wanted: what the others load would count as its memory.
    return {
      ...(isWanted('fill') && (await (await import('./scale-fill.ts')).fill(step, open))),
      ...(isWanted('ask') && (await (await import('./scale-ask.ts')).ask(step, open))),
      ...(isWanted('search') && (await (await import('./scale-search.ts')).search(step, open))),
    };
  } finally {
    await bench.remove();
  }
}
