/** One step of `scale.ts` in a process of its own: `node bench/scale-run.ts STEP`, with STEP as JSON. */
import { readdirSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putPassages } from '../src/ingest/document.ts';
import { type Library, retrieve } from '../src/retrieval/retrieve.ts';
import { openDatabase } from '../src/store/database.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import type { IndexQuery, PassageIndex } from '../src/vectors/passage-index.ts';
import { type IndexChoice, openBenchIndex } from './bench-index.ts';
import { asQuestion } from './library.ts';
import { peakMemory, percentile } from './measure.ts';
import { makeDocument, randomEmbedding, takeIn } from './scale-library.ts';
import { openText } from './scale-text.ts';

/** What a process is to do. */
export interface Step {
  /** The embedded index is filled and searched by two processes, so that the memory of one is not the other's. */
  does: 'fill' | 'search' | 'both';
  folder: string;
  index: IndexChoice;
  passages: number;
  /** 0 for no vectors. */
  dimension: number;
  fill: string[];
  questions: number;
}

/** Times in milliseconds: the median and the 95th percentile. */
export interface Times {
  p50: number;
  p95: number;
}

export interface FillFigures {
  passages: number;
  terms: number;
  /** Cutting, terms and names. */
  prepareMs: number;
  /** Taking documents into store and index, one by one. */
  writeMs: number;
  fillPeakBytes?: number;
  diskBytes: number;
}

export interface SearchFigures {
  /** From the file to the first answer. */
  openMs: number;
  /** When it has answered once, and in the end. */
  openBytes: number;
  residentBytes: number;
  peakBytes?: number;
  termSearch: Times;
  vectorSearch?: Times;
  bothSearch?: Times;
  /** A document's new version put, the old one retired, and the search after it. */
  change: Times & { passages: number };
  /** The question as a whole, over the store. */
  question: Times;
}

/** What the first process leaves for the second. */
interface Notes {
  questions: string[];
  changes: { id: string; paragraphs: string[] }[];
}

/** About as many as a policy of ten pages has. */
const PARAGRAPHS_A_DOCUMENT = 20;
const CHANGES = 30;
/** Searches before the ones that count: the first ones are compiled and find their memory cold. */
const WARMING = 20;

const step: Step = JSON.parse(process.argv[2] ?? '');
console.log(JSON.stringify(await run(step)));

async function run({ does }: Step): Promise<Partial<FillFigures & SearchFigures>> {
  const embedding = step.dimension > 0 ? randomEmbedding(step.dimension) : undefined;
  const bench = await openBenchIndex(step.index, embedding);
  const open = async (): Promise<Library & { close(): Promise<void> }> => {
    const database = openDatabase(join(step.folder, 'luodi.db'));
    const store = openKnowledgeStore(database);
    return { store, index: await bench.open(database), embedding, close: () => database.close() };
  };
  try {
    const filled = does === 'search' ? {} : await fill(open);
    const searched = does === 'fill' ? {} : await search(open);
    return { ...filled, ...searched };
  } finally {
    await bench.remove();
  }
}

async function fill(open: () => Promise<Library & { close(): Promise<void> }>): Promise<FillFigures> {
  const library = await open();
  const text = await openText(step.fill, step.passages);
  const figures = { passages: 0, terms: 0, prepareMs: 0, writeMs: 0, diskBytes: 0 };
  const changes: Notes['changes'] = [];
  for (let number = 0; figures.passages < step.passages; number += 1) {
    const id = `${number}.txt`;
    const paragraphs = text.next(PARAGRAPHS_A_DOCUMENT);
    const [document, prepareMs] = await timed(() => makeDocument({ id, version: 'v1', paragraphs }));
    const texts = document.prepared.passages.map((passage) => passage.text);
    const dense = await library.embedding?.embed(texts, 'passage');
    const [, writeMs] = await timed(() => takeIn({ ...document, dense }, library));
    figures.passages += texts.length;
    figures.terms += document.prepared.sparse.reduce((sum, { terms }) => sum + terms.length, 0);
    figures.prepareMs += prepareMs;
    figures.writeMs += writeMs;
    if (changes.length < CHANGES) changes.push({ id, paragraphs });
  }
  const notes: Notes = { questions: text.questions(step.questions), changes };
  await writeFile(join(step.folder, 'notes.json'), JSON.stringify(notes));
  await library.index.close();
  await library.close();
  const sizes = readdirSync(step.folder).map((name) => statSync(join(step.folder, name)).size);
  const diskBytes = sizes.reduce((sum, size) => sum + size, 0);
  return { ...figures, diskBytes, fillPeakBytes: peakMemory() };
}

async function search(open: () => Promise<Library & { close(): Promise<void> }>): Promise<SearchFigures> {
  const notes: Notes = JSON.parse(await readFile(join(step.folder, 'notes.json'), 'utf8'));
  const [library, openMs] = await timed(async () => {
    const opened = await open();
    await opened.index.inverseFrequencies([0], ['public']);
    return opened;
  });
  const openBytes = process.memoryUsage.rss();
  const { question, queries } = await ask(notes.questions, library);
  const termSearch = await searchTimes(library.index, queries.map(withoutVector));
  const withVectors = step.dimension > 0 && {
    vectorSearch: await searchTimes(library.index, queries.map(withoutTerms)),
    bothSearch: await searchTimes(library.index, queries),
  };
  const change = await changeTimes(notes.changes, library, queries);
  const residentBytes = process.memoryUsage.rss();
  const memory = { openBytes, residentBytes, peakBytes: peakMemory() };
  await library.index.close();
  await library.close();
  return { openMs, ...memory, question, termSearch, ...withVectors, change };
}

/** Asks the questions, and says which searches of the index they led to. */
async function ask(questions: readonly string[], library: Library) {
  const queries: IndexQuery[] = [];
  const index: PassageIndex = Object.assign(Object.create(library.index), {
    inverseFrequencies: library.index.inverseFrequencies.bind(library.index),
    search: (query: IndexQuery) => {
      queries.push(query);
      return library.index.search(query);
    },
  });
  const times: number[] = [];
  for (const text of questions) {
    times.push((await timed(() => retrieve(asQuestion(text), { ...library, index })))[1]);
  }
  return { question: timesOf(times.slice(WARMING)), queries };
}

function withoutVector({ dense: _, ...query }: IndexQuery): IndexQuery {
  return query;
}

function withoutTerms(query: IndexQuery): IndexQuery {
  return { ...query, sparse: { terms: new Uint32Array(), weights: new Float32Array() } };
}

async function searchTimes(index: PassageIndex, queries: readonly IndexQuery[]): Promise<Times> {
  const times: number[] = [];
  for (const query of [...queries.slice(0, WARMING), ...queries]) {
    times.push((await timed(() => index.search(query)))[1]);
  }
  return timesOf(times.slice(WARMING));
}

/** Changes documents one after the other, in the index alone. */
async function changeTimes(
  changes: Notes['changes'],
  { index, embedding }: Library,
  queries: readonly IndexQuery[],
): Promise<Times & { passages: number }> {
  const times: number[] = [];
  let passages = 0;
  for (const [at, { id, paragraphs }] of changes.entries()) {
    const version = 'v2';
    const changed = paragraphs.map((paragraph) => `${paragraph.slice(1)}（修订）`);
    const { dense, prepared, source } = await makeDocument({ id, version, paragraphs: changed }, embedding);
    passages += prepared.passages.length / changes.length;
    const [, ms] = await timed(async () => {
      const document = { id, version, source, validity: { fromText: false } };
      await putPassages({ document, prepared, dense }, index);
      await index.retire(id, version);
      await index.search(queries[at % queries.length]!);
    });
    times.push(ms);
  }
  return { ...timesOf(times), passages: Math.round(passages) };
}

function timesOf(ms: readonly number[]): Times {
  return { p50: percentile(ms, 0.5), p95: percentile(ms, 0.95) };
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const startedAt = performance.now();
  const result = await work();
  return [result, performance.now() - startedAt];
}
