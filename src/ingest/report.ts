import type { Misfit, RegisterName } from '../register-types.ts';
import type { DocumentRecord } from '../store/knowledge-store.ts';
import type { ServedDocument, Validity } from '../types.ts';
import type { PreparedDocument } from './prepare.ts';
import type { Step } from './tasks.ts';

export type IngestProgress =
  | { type: 'started'; files: number }
  | { type: 'reading'; path: string; position: number; files: number }
  | { type: 'finished'; position: number; files: number; file: FileReport }
  /** Something that concerns the whole run, one sentence. */
  | { type: 'notice'; text: string };

export interface FileReport {
  /** Document id: the path in the pack, after the pack's name where there are several packs. */
  path: string;
  /** `described`: only what the pack says of it has changed; `renamed`: it was `from` before. */
  status: 'read' | 'described' | 'renamed' | 'unchanged' | 'failed' | 'skipped';
  from?: string;
  passages: number;
  /** Passages that are rows of tables. */
  rows: number;
  /** Rows of registers that were read from it, where there are any. */
  registers?: Partial<Record<RegisterName, number>>;
  /** Rows and cells that did not fit their register, and stay plain passages; absent where all did. */
  misfits?: Misfit[];
  /** Pages, slides or sheets, where the format has them. */
  pages?: number;
  /** UTF-16 code units of clean text. */
  characters: number;
  ms: number;
  /** When it is the rule, where it says so or `pack.yaml` does. */
  validity?: Validity;
  /** Why the file failed or was skipped, and whether an earlier version of it goes on answering. */
  reason?: string;
  warnings: string[];
}

export interface IngestReport {
  files: FileReport[];
  /** Ids of documents that are no longer in the pack and were taken out. */
  removed: string[];
  /** Passages that answer now, of all documents. */
  passages: number;
  seconds: number;
  notices: string[];
  /** Whether nothing was changed, because only a report was asked for. */
  dryRun: boolean;
}

const EMPTY = { passages: 0, rows: 0, characters: 0, ms: 0 };

/** A file that is not read, and why. */
export function skippedFile(path: string, reason: string): FileReport {
  return { ...EMPTY, path, status: 'skipped', reason, warnings: [] };
}

/** A document that is served as it is. */
export function unchangedFile({ id, passages, characters }: DocumentRecord): FileReport {
  return { ...EMPTY, path: id, status: 'unchanged', passages, characters, warnings: [] };
}

/** A document that could not be read, and whether an earlier version of it goes on answering. */
export function failedFile(path: string, reason: string, earlier: DocumentRecord | undefined): FileReport {
  const file = { ...EMPTY, path, status: 'failed' as const, warnings: [] };
  if (!earlier) return { ...file, reason };
  const { passages, characters } = earlier;
  return { ...file, passages, characters, reason: `${reason} The earlier version goes on answering.` };
}

/** A document that was taken in. */
export function takenFile(
  { kind, known }: Step,
  { id, clean }: ServedDocument,
  { passages, rows, misfits }: PreparedDocument,
): FileReport {
  const { length } = passages;
  return {
    ...EMPTY,
    path: id,
    status: kind === 'renamed' || kind === 'described' ? kind : 'read',
    ...(kind === 'renamed' && { from: known!.id }),
    passages: length,
    rows: passages.filter((passage) => passage.kind === 'table-row').length,
    ...(rows.length > 0 && { registers: countByRegister(rows) }),
    ...(misfits.length > 0 && { misfits }),
    ...(clean.pages !== undefined && { pages: clean.pages }),
    characters: clean.text.length,
    warnings: length > 0 ? clean.warnings : [...clean.warnings, 'It holds no text to answer from.'],
  };
}

function countByRegister(rows: PreparedDocument['rows']): Partial<Record<RegisterName, number>> {
  const counts: Partial<Record<RegisterName, number>> = {};
  for (const { register } of rows) counts[register] = (counts[register] ?? 0) + 1;
  return counts;
}
