import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describeLocator } from '../../src/answer/citations.ts';
import { ENVIRONMENT_VARIABLES } from '../../src/config.ts';
import type { IngestReport } from '../../src/ingest/report.ts';
import type { Locator } from '../../src/types.ts';
import type { Piece } from './facts.ts';
import { type Memory, runWatched } from './processes.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

export interface Ingest {
  report: IngestReport;
  /** Of the whole process. */
  seconds: number;
  memory: Memory;
}

/** `luodi ingest --json` on a pack as a process of its own, with no setting of the environment. */
export async function ingest(pack: string, data: string): Promise<Ingest> {
  const hidden = Object.fromEntries(ENVIRONMENT_VARIABLES.map((name) => [name, '']));
  const args = [MAIN, 'ingest', '--json', '--pack', pack, '--data', data];
  const { output, seconds, memory } = await runWatched(args, hidden);
  return { report: JSON.parse(output) as IngestReport, seconds, memory };
}

/** The passages that answer, by document, as they stand in a data folder. */
export function readPassages(data: string): Map<string, Piece[]> {
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' });
  const file = files.find((name) => name.endsWith('.db') || name.endsWith('.sqlite'));
  if (file === undefined) throw new Error(`There is no database in ${data}.`);
  const database = new DatabaseSync(join(data, file), { readOnly: true });
  try {
    const rows = database
      .prepare(
        `SELECT p.document, p.text, p.locator FROM passages p
         JOIN documents d ON d.id = p.document AND d.version = p.version WHERE d.served = 1`,
      )
      .all() as { document: string; text: string; locator: string }[];
    const pieces = new Map<string, Piece[]>();
    for (const { document, text, locator } of rows) {
      const place = describeLocator(JSON.parse(locator) as Locator);
      pieces.set(document, [...(pieces.get(document) ?? []), { text, place }]);
    }
    return pieces;
  } finally {
    database.close();
  }
}
