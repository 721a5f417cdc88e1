import { AppError } from '../errors.ts';
import type { Block, CleanText, Passage, Span } from '../types.ts';
import type { SparseVector } from '../vectors/passage-index.ts';
import type { PreparedDocument } from './prepare.ts';
import { LIMITS } from './reading-limits.ts';
import { addPart, type PassagePlace, type ReadingTask, type Report } from './reading-parts.ts';
import { checkReport } from './reading-protocol.ts';

const MOST_NAMES = 1_000_000;

/** A document on its way back from the reading process. */
export interface Assembly {
  /** Takes the next message: what is finished now, if it is. @throws Error on what cannot be true. */
  take(message: unknown): Finished | undefined;
}

export interface Finished {
  /** The document, or what a person is told in its place. */
  result: PreparedDocument | AppError;
  /** Memory of the reading process, by its own account. */
  memoryBytes: number;
}

/**
 * Puts a prepared document together from parts, and checks what shapes do not tell: that blocks and passages
 * stand in the text, one after another, so that a passage is always an exact slice.
 */
export function assemble(task: ReadingTask): Assembly {
  const clean: CleanText = task.clean ?? { text: '', blocks: [], warnings: [] };
  const prepared: Omit<PreparedDocument, 'title' | 'ownWords'> = {
    clean,
    passages: [],
    sparse: [],
    names: new Map(),
    rows: [],
    misfits: [],
  };
  const known = new Set<string>();
  const take = (report: Report): Finished | undefined => {
    switch (report.type) {
      case 'failed':
        return { result: failure(task.source.path, report), memoryBytes: report.memoryBytes };
      case 'passages':
        inOrder([...prepared.passages.slice(-1), ...report.passages], clean.text);
        for (const place of report.passages) {
          prepared.passages.push(passageOf(place, task, prepared));
          known.add(place.id);
        }
        for (const vector of vectorsOf(report)) prepared.sparse.push(vector);
        return undefined;
      case 'names':
        for (const [name, spelling] of report.names) prepared.names.set(name, spelling);
        demand(prepared.names.size <= MOST_NAMES, 'a number of names that a text can hold');
        return undefined;
      case 'rows':
        demand(
          report.rows.every(({ passage }) => known.has(passage)),
          'rows of its passages',
        );
        for (const row of report.rows) prepared.rows.push(row);
        demand(prepared.rows.length <= LIMITS.blocks, 'a number of rows that a document can hold');
        return undefined;
      case 'misfits':
        for (const misfit of report.misfits) prepared.misfits.push(misfit);
        demand(prepared.misfits.length <= LIMITS.blocks, 'a number of remarks that rows can give rise to');
        return undefined;
      case 'done': {
        const { title, ownWords, memoryBytes } = report;
        demand(clean.text !== '', 'any text');
        for (const span of ownWords.spans) inOrder([span], clean.text);
        return { result: { ...prepared, title, ownWords }, memoryBytes };
      }
      default:
        demand(!task.clean, 'no text where it is known');
        if (report.type === 'blocks') {
          inOrder([...clean.blocks.slice(-1), ...report.blocks], clean.text);
          for (const block of report.blocks) cellsInOrder(block);
        }
        addPart(clean, report);
        demand(isWithinLimits(clean), 'a document within the limits');
        return undefined;
    }
  };
  return { take: (message) => take(checkReport(message)) };
}

function isWithinLimits({ text, blocks }: CleanText): boolean {
  return text.length <= LIMITS.characters && blocks.length <= LIMITS.blocks;
}

function passageOf(
  { id, kind, start, end, locator }: PassagePlace,
  task: ReadingTask,
  { clean, passages }: { clean: CleanText; passages: readonly Passage[] },
): Passage {
  return {
    id,
    document: task.id,
    version: task.version,
    ordinal: passages.length,
    kind,
    start,
    end,
    text: clean.text.slice(start, end),
    locator,
  };
}

function* vectorsOf(part: Extract<Report, { type: 'passages' }>): Generator<SparseVector> {
  const count = part.passages.reduce((sum, place) => sum + place.terms, 0);
  demand(part.terms.length === count && part.weights.length === count, 'as many terms as its passages have');
  // Copies, because what has arrived is a view of the whole message.
  const terms = part.terms.slice();
  const weights = part.weights.slice();
  let at = 0;
  for (const place of part.passages) {
    const end = at + place.terms;
    yield { terms: terms.subarray(at, end), weights: weights.subarray(at, end) };
    at = end;
  }
}

function failure(path: string, { message, next }: { message: string; next?: string }): AppError {
  const named = message.includes(path) ? message : `${path}: ${message}`;
  return new AppError('unreadable', named, { next });
}

/** Spans that follow each other without overlapping, none empty, all within the text. */
function inOrder(spans: readonly Span[], { length }: string): void {
  let reached = 0;
  for (const { start, end } of spans) {
    demand(start >= reached && end > start && end <= length, 'spans of the text, in order');
    reached = end;
  }
}

/** Cells within the row, names and values following each other; either may be empty. */
function cellsInOrder({ start, end, cells = [] }: Block): void {
  let reached = 0;
  for (const offset of cells) {
    demand(offset >= reached && offset <= end - start, 'cells of the row, in order');
    reached = offset;
  }
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`The reading process did not send ${what}.`);
}
