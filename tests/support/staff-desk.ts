import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createLuodi } from '../../src/app.ts';
import { ENVIRONMENT_VARIABLES, loadConfig } from '../../src/config.ts';
import type { Luodi } from '../../src/luodi.ts';
import type { Answer, AnswerEvent, Audience } from '../../src/types.ts';
import { folderOf, removeFolders } from './command-line.ts';
import { dropIndex, qdrantMissing, type RunningQdrant, startQdrant } from './qdrant.ts';

/** The day that the tests about audiences ask for. */
export const TODAY = '2026-06-01';

/** The indexes that staff documents are kept apart in, and why one cannot be had here. */
export const INDEXES = [
  { name: 'embedded', skipped: undefined },
  { name: 'Qdrant', skipped: qdrantMissing },
] as const;

/** Luodi over files of a pack, put together as the commands do it. */
export interface StaffDesk {
  luodi: Luodi;
  pack: string;
  data: string;
  /** The file of what is known. */
  database: string;
  /** What of the environment makes a command use the same index. */
  env: Record<string, string>;
  /** What went wrong on the way to answers. */
  failures: unknown[];
  /** Ids of all passages of an audience. */
  passagesOf(audience: Audience): string[];
  close(): Promise<void>;
}

export interface StaffDeskOptions {
  /** The name of one of `INDEXES`; the embedded one unless set. */
  index?: string;
  /** Options of a Qdrant of its own. */
  server?: string[];
  env?: Record<string, string>;
}

/** Takes the files in and answers from them. Of `env` only what is given counts. */
export async function openStaffDesk(
  files: Record<string, string>,
  { index = 'embedded', server = [], env: given = {} }: StaffDeskOptions = {},
): Promise<StaffDesk> {
  const [pack, data] = await Promise.all([folderOf(files), folderOf()]);
  const qdrant = index === 'Qdrant' ? await startQdrant(server) : undefined;
  const env = { ...given, ...(qdrant && environmentOf(qdrant)) };
  const nothing = Object.fromEntries(ENVIRONMENT_VARIABLES.map((name) => [name, '']));
  const config = loadConfig({ packs: [pack], data }, { ...nothing, ...env });
  const failures: unknown[] = [];
  const luodi = await createLuodi(config, { onFailure: (_stage, error) => failures.push(error) });
  await luodi.ingest();
  const database = join(config.dataDirectory, databaseIn(config.dataDirectory));
  return {
    ...{ luodi, pack, data, database, env, failures },
    passagesOf: (audience) => passagesIn(database, audience),
    close: async () => {
      await luodi.close();
      if (qdrant) await dropIndex(qdrant, `luodi_${config.packKey}`);
      await qdrant?.stop();
      await removeFolders([pack, data]);
    },
  };
}

function environmentOf({ url, apiKey }: RunningQdrant): Record<string, string> {
  return { QDRANT_URL: url, ...(apiKey && { QDRANT_API_KEY: apiKey }) };
}

function databaseIn(folder: string): string {
  return readdirSync(folder).find((name) => name.endsWith('.sqlite'))!;
}

function passagesIn(file: string, audience: Audience): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database
    .prepare(
      `SELECT passages.id FROM passages JOIN documents
       ON documents.id = passages.document AND documents.version = passages.version
       WHERE json_extract(documents.source, '$.audience') = ?`,
    )
    .all(audience);
  database.close();
  return rows.map((row) => String(row.id));
}

/** Asks, and gives everything that an asker gets to see on the way, and the answer. */
export async function askDesk(
  { luodi }: Pick<StaffDesk, 'luodi'>,
  { text, history = [], audience = 'public' }: { text: string; history?: string[]; audience?: Audience },
): Promise<{ events: AnswerEvent[]; shown: string; answer: Answer }> {
  const events: AnswerEvent[] = [];
  for await (const event of luodi.answer({ text, history, audience, asOf: TODAY })) events.push(event);
  const last = events.at(-1);
  if (last?.type !== 'answer') throw new Error('The last event is no answer.');
  return { events, shown: JSON.stringify(events), answer: last.answer };
}
