import { AppError } from '../errors.ts';

const MB = 1024 * 1024;

/**
 * What reading one file may take. The longest documents of a park (a plan of 300 pages, a ledger of 20,000
 * rows) stay far below each; what goes beyond is a mistake or an attack, and is reported by the limit's name.
 */
export const LIMITS = {
  /** Resident memory of the process that reads, in bytes: four of them fit a small server. */
  memoryBytes: 512 * MB,
  /** V8's own heap, in bytes: the rest of the memory is for buffers and for Node itself. */
  heapBytes: 384 * MB,
  /** Processor time, in seconds, of all threads: what a busy machine or a slow disk does not change. */
  processorSeconds: 15,
  /** In seconds, from the file's first byte to the last of its passages: 20 s are promised, with a new process. */
  wallSeconds: 18,
  /** UTF-16 code units of clean text: more than a thousand printed pages. */
  characters: 3_000_000,
  /** Paragraphs, list items, headings and table rows. */
  blocks: 200_000,
  /** UTF-16 code units of one heading: every passage below it repeats it. */
  headingCharacters: 10_000,
} as const;

export type Limit = Exclude<keyof typeof LIMITS, 'heapBytes'>;

const EXCEEDED: Record<Limit, string> = {
  memoryBytes: `needs more than ${LIMITS.memoryBytes / MB} MB of memory to be read`,
  processorSeconds: `takes more than ${LIMITS.processorSeconds} s of processor time to be read`,
  wallSeconds: `takes longer than ${LIMITS.wallSeconds} s to be read`,
  characters: `has more than ${LIMITS.characters.toLocaleString('en')} characters of text`,
  blocks: `has more than ${LIMITS.blocks.toLocaleString('en')} paragraphs and rows`,
  headingCharacters: `has a heading of more than ${LIMITS.headingCharacters.toLocaleString('en')} characters`,
};

/** What a person is told of a file that went over a limit. */
export function overLimit(path: string, limit: Limit): AppError {
  return new AppError('unreadable', `${path} ${EXCEEDED[limit]}.`, {
    next: 'Split it, or keep only the part that investors ask about.',
    // A machine that is less busy may do it in time.
    retryable: limit === 'wallSeconds',
  });
}

/** How the last line begins that a process writes which has gone over a limit; its name follows. */
export const LIMIT_LINE = 'over the limit: ';

/** Bytes of a process after which it is replaced before the next file, so that what is left behind does not count for that one. */
export const REPLACE_ABOVE_BYTES = 300 * MB;
/** Files after which a process is replaced, whatever the libraries in it have kept. */
export const REPLACE_AFTER_FILES = 500;
