import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { snapshotFile } from '../src/vectors/embedded.ts';
import type { IndexQuery, PassageIndex } from '../src/vectors/passage-index.ts';
import { peakMemory } from './measure.ts';
import {
  type Notes,
  readNotes,
  type SearchFigures,
  type Step,
  type Taken,
  type Times,
  timed,
  timesOf,
} from './scale-figures.ts';
import type { Open } from './scale-library.ts';

/** Searches before the ones that count. */
const WARMING = 20;

/** Opens the index, searches it for what questions led to, and changes documents one by one. */
export async function search(step: Step, open: Open): Promise<SearchFigures> {
  const { searches, changes } = await readNotes(step.folder);
  const [{ database, index, embedding }, opened] = await timed(() => openAndSearch(open));
  const termSearch = await searchTimes(index, searches.map(withoutVector));
  const withVectors = embedding && {
    vectorSearch: await searchTimes(index, searches.map(withoutTerms)),
    bothSearch: await searchTimes(index, searches),
  };
  const memory = { residentBytes: process.memoryUsage.rss(), peakBytes: peakMemory() };
  const change = await changeTimes(changes, { index, embedding }, searches);
  await index.close();
  await database.close();
  const openFromRowsMs = step.index === 'embedded' ? await timeWithoutSnapshot(step, open) : undefined;
  return {
    openMs: opened.ms,
    openCpuMs: opened.cpuMs,
    openFromRowsMs,
    termSearch,
    ...withVectors,
    ...memory,
    ...change,
  };
}

async function openAndSearch(open: Open) {
  const opened = await open();
  await opened.index.inverseFrequencies([0], ['public']);
  return opened;
}

async function timeWithoutSnapshot({ folder }: Step, open: Open): Promise<number> {
  rmSync(snapshotFile(join(folder, 'luodi.db')), { force: true });
  const [{ database }, { ms }] = await timed(() => openAndSearch(open));
  await database.close();
  return ms;
}

function withoutVector({ dense: _, ...query }: IndexQuery): IndexQuery {
  return query;
}

function withoutTerms(query: IndexQuery): IndexQuery {
  return { ...query, sparse: { terms: new Uint32Array(), weights: new Float32Array() } };
}

async function searchTimes(index: PassageIndex, queries: readonly IndexQuery[]): Promise<Times> {
  const times: Taken[] = [];
  for (const query of [...queries.slice(0, WARMING), ...queries]) {
    times.push((await timed(() => index.search(query)))[1]);
  }
  return timesOf(times.slice(WARMING));
}

async function changeTimes(
  changes: Notes['changes'],
  { index, embedding }: Pick<Awaited<ReturnType<Open>>, 'index' | 'embedding'>,
  searches: readonly IndexQuery[],
): Promise<Pick<SearchFigures, 'change' | 'changedPassages'>> {
  // Loaded when memory has been measured: cutting documents is not the index's.
  const { makeDocument, replaceInIndex, vectorsOf } = await import('./scale-library.ts');
  const times: Taken[] = [];
  let passages = 0;
  for (const [at, { id, paragraphs }] of changes.entries()) {
    const changed = paragraphs.map((paragraph) => `${paragraph.slice(1)}（修订）`);
    const document = await makeDocument(id, 'v2', changed);
    const dense = await vectorsOf(document, embedding);
    const [, taken] = await timed(async () => {
      await replaceInIndex(document, dense, index);
      await index.search(searches[at % searches.length]!);
    });
    times.push(taken);
    passages += document.prepared.passages.length;
  }
  return { change: timesOf(times), changedPassages: Math.round(passages / changes.length) };
}
