import type { Misfit, RegisterRow } from '../register-types.ts';
import type { Block, CleanText, DocumentSource, OwnWords, Passage } from '../types.ts';
import type { SparseVector } from '../vectors/passage-index.ts';
import type { PreparedDocument } from './prepare.ts';

/**
 * What goes between this process and the one that reads. A document goes over in parts, so that neither
 * end is busy with one message for long.
 */

/** A document to be read and prepared. */
export interface ReadingTask {
  id: string;
  version: string;
  source: DocumentSource;
  /** Clean text that is known already (a renamed file, another description): nothing is read then. */
  clean?: CleanText;
}

/** To the reading process, for each document: `document`, then its bytes or its clean text, then `end`. */
export type Order =
  | { type: 'document'; document: DocumentOrder }
  | { type: 'bytes'; bytes: Uint8Array }
  | CleanPart
  | { type: 'end' };

export interface DocumentOrder extends Omit<ReadingTask, 'clean'> {
  /** The path under which the reader is chosen; that of a converted file has another ending. */
  readAs: string;
  /** Whether its clean text follows, not its bytes. */
  isKnown: boolean;
}

/** What the reading process says first. */
export const READY = 'ready';

/** From the reading process: the clean text unless it was known, passages, names, rows, then `done`; or `failed`. */
export type Report =
  | CleanPart
  | { type: 'passages'; passages: PassagePlace[]; terms: Uint32Array; weights: Float32Array }
  | { type: 'names'; names: [string, string][] }
  | { type: 'rows'; rows: RegisterRow[] }
  | { type: 'misfits'; misfits: Misfit[] }
  | { type: 'done'; title: string; ownWords: OwnWords; memoryBytes: number }
  | { type: 'failed'; message: string; next?: string; memoryBytes: number };

/** `clean` comes last. */
export type CleanPart =
  | { type: 'text'; text: string }
  | { type: 'blocks'; blocks: Block[] }
  | ({ type: 'clean' } & Pick<CleanText, 'title' | 'pages' | 'warnings'>);

/** A passage without what follows from its document and its place. */
export interface PassagePlace extends Pick<Passage, 'id' | 'kind' | 'start' | 'end' | 'locator'> {
  /** How many of the part's terms and weights are this passage's; they stand in one row for all. */
  terms: number;
}

/** Sizes of the parts: taking one in is a matter of a few milliseconds. */
const BYTES = 1024 * 1024;
const CHARACTERS = 500_000;
const BLOCKS = 2000;
const PASSAGES = 200;
const NAMES = 5000;
const ROWS = 500;

/** Bytes in parts, wherever they come from. */
export async function* partsOfBytes(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Order> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += BYTES) {
      yield { type: 'bytes', bytes: chunk.subarray(at, at + BYTES) };
    }
  }
}

/** A document's clean text in parts. */
export function* partsOfClean({ text, blocks, title, pages, warnings }: CleanText): Generator<CleanPart> {
  for (let at = 0; at < text.length; at += CHARACTERS) {
    yield { type: 'text', text: text.slice(at, at + CHARACTERS) };
  }
  for (const part of slices(blocks, BLOCKS)) yield { type: 'blocks', blocks: part };
  yield { type: 'clean', title, pages, warnings };
}

/** Puts a part to the clean text that has come before it. */
export function addPart(clean: CleanText, part: CleanPart): void {
  if (part.type === 'text') clean.text += part.text;
  else if (part.type === 'blocks') for (const block of part.blocks) clean.blocks.push(block);
  else Object.assign(clean, { title: part.title, pages: part.pages, warnings: part.warnings });
}

/** What was made of the clean text in parts: passages with their terms, then names, then rows of registers. */
export function* partsOfPrepared(prepared: PreparedDocument): Generator<Report> {
  const { passages, sparse, names, rows, misfits } = prepared;
  let from = 0;
  let characters = 0;
  for (const [at, { locator }] of passages.entries()) {
    // Headings, which every passage repeats, may be long.
    characters += locator.headingPath.join().length;
    if (at + 1 - from < PASSAGES && characters < CHARACTERS && at + 1 < passages.length) continue;
    yield partOf(passages.slice(from, at + 1), sparse.slice(from, at + 1));
    from = at + 1;
    characters = 0;
  }
  for (const part of slices([...names], NAMES)) yield { type: 'names', names: part };
  for (const part of slices(rows, ROWS)) yield { type: 'rows', rows: part };
  for (const part of slices(misfits, ROWS)) yield { type: 'misfits', misfits: part };
}

/** Passages with their terms in one row: thousands of small arrays would take more room than what they hold. */
function partOf(passages: readonly Passage[], sparse: readonly SparseVector[]): Report {
  const count = sparse.reduce((sum, vector) => sum + vector.terms.length, 0);
  const terms = new Uint32Array(count);
  const weights = new Float32Array(count);
  let at = 0;
  const places = passages.map(({ id, kind, start, end, locator }, i) => {
    const vector = sparse[i]!;
    terms.set(vector.terms, at);
    weights.set(vector.weights, at);
    at += vector.terms.length;
    return { id, kind, start, end, locator, terms: vector.terms.length };
  });
  return { type: 'passages', passages: places, terms, weights };
}

function* slices<T>(items: readonly T[], length: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += length) yield items.slice(at, at + length);
}
