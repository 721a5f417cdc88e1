import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IndexQuery } from '../src/vectors/passage-index.ts';
import type { IndexChoice } from './bench-index.ts';
import { percentile } from './measure.ts';

/** What a process of `scale.ts` is to do. */
export interface Step {
  /**
   * The embedded index is filled, asked and searched by three processes, so that the memory of one is not that of
   * another. Qdrant's memory is elsewhere: one process does it all.
   */
  does: 'fill' | 'ask' | 'search' | 'all';
  folder: string;
  index: IndexChoice;
  passages: number;
  /** 0 for no vectors. */
  dimension: number;
  /** Files of SQuAD's form. */
  fill: string[];
  questions: number;
}

/** Milliseconds: median and 95th percentile as a clock shows them, and the mean of what the process itself computed. */
export interface Times {
  p50: number;
  p95: number;
  cpu: number;
}

export interface FillFigures {
  passages: number;
  /** Of all passages, each counted where it stands. */
  terms: number;
  /** Cutting, terms and names; then taking documents into store and index one by one, without embedding. */
  prepareMs: number;
  writeMs: number;
  fillPeakBytes?: number;
  /** Database and snapshot. */
  diskBytes: number;
}

export interface AskFigures {
  /** Questions as a whole, over index and store, with a vector that costs nothing. */
  question: Times;
  /** Memory of the process that was asked. */
  askedBytes: number;
}

export interface SearchFigures {
  /** From the file to the first answer; and when there is no snapshot to be read. */
  openMs: number;
  openCpuMs: number;
  openFromRowsMs?: number;
  termSearch: Times;
  vectorSearch?: Times;
  bothSearch?: Times;
  /** Memory of a process that has opened and searched the index and done nothing else. */
  residentBytes: number;
  peakBytes?: number;
  /** A document's new version put, the old one retired, and the search after it. */
  change: Times;
  changedPassages: number;
}

export type ScaleFigures = FillFigures & AskFigures & SearchFigures;

/** What a process leaves for the next. */
export interface Notes {
  questions: string[];
  /** Documents that are to be changed. */
  changes: { id: string; paragraphs: string[] }[];
  /** The searches of the index that the questions led to. */
  searches: IndexQuery[];
}

const NOTES = 'notes.json';

/** Keeps notes in a folder. */
export function writeNotes(folder: string, notes: Notes): void {
  const plain = (_key: string, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as never) : value;
  writeFileSync(join(folder, NOTES), JSON.stringify(notes, plain));
}

/** The notes as they were written. */
export async function readNotes(folder: string): Promise<Notes> {
  const notes: Notes = JSON.parse(await readFile(join(folder, NOTES), 'utf8'));
  const searches = notes.searches.map(({ sparse, dense, ...query }) => ({
    ...query,
    sparse: { terms: Uint32Array.from(sparse.terms), weights: Float32Array.from(sparse.weights) },
    ...(dense && { dense: Float32Array.from(dense) }),
  }));
  return { ...notes, searches };
}

/** How long one piece of work took, in milliseconds. */
export interface Taken {
  ms: number;
  /** Of all cores, as far as this process used them. */
  cpuMs: number;
}

export function timesOf(taken: readonly Taken[]): Times {
  const ms = taken.map((one) => one.ms);
  const cpu = taken.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / taken.length;
  return { p50: percentile(ms, 0.5), p95: percentile(ms, 0.95), cpu };
}

/** What work results in, and how long it took. */
export async function timed<Result>(work: () => Promise<Result>): Promise<[Result, Taken]> {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const result = await work();
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return [result, { ms, cpuMs: (user + system) / 1000 }];
}
