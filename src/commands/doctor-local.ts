import { access, constants, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PAGE_DIRECTORY } from '../app/service.ts';
import { findChineseFont } from '../charts/chinese-font.ts';
import type { Config } from '../config.ts';
import { readPack } from '../documents/pack.ts';
import { AppError, describeError } from '../errors.ts';

/** One thing looked at. `off` is not configured and need not be; `broken` keeps something from working. */
export interface Finding {
  what: string;
  state: 'ok' | 'off' | 'broken';
  found: string;
  next?: string;
}

/** A finding about something that failed. */
export function broken(what: string, error: unknown, next?: string): Finding {
  if (!(error instanceof AppError)) return { what, state: 'broken', found: describeError(error), next };
  return { what, state: 'broken', found: error.message, next: error.next ?? next };
}

const OLDEST_NODE = 24;

/** Whether this Node runs TypeScript as it is and has SQLite. */
export function checkNode(version: string): Finding {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return { what: 'Node', state: 'ok', found: version };
  const next = `Start with npm (npm start, npm run luodi), which brings Node ${OLDEST_NODE}.`;
  return { what: 'Node', state: 'broken', found: version, next };
}

/** Whether the data folder can be made and written. */
export async function checkData({ dataDirectory }: Config): Promise<Finding> {
  const folder = dirname(dataDirectory);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return { what: 'data folder', state: 'ok', found: folder };
  } catch (error) {
    const found = `${folder} cannot be written (${(error as NodeJS.ErrnoException).code}).`;
    const next = 'Make it writable, or choose another one with --data or LUODI_DATA.';
    return { what: 'data folder', state: 'broken', found, next };
  }
}

/** Whether each pack can be read, with the number of its documents. */
export async function checkPacks(config: Config): Promise<Finding[]> {
  return Promise.all(
    config.packs.map(async (directory): Promise<Finding> => {
      const what = 'documents';
      try {
        const { name, documents, skipped } = await readPack(directory);
        const found = `${name}: ${documents.length} documents, ${skipped.length} files skipped (${directory})`;
        if (documents.length > 0) return { what, state: 'ok', found };
        return {
          what,
          state: 'broken',
          found,
          next: 'Put documents there, or name another folder with --pack.',
        };
      } catch (error) {
        return broken(what, error);
      }
    }),
  );
}

/** Whether the visitor page is built. */
export async function checkPage(): Promise<Finding> {
  try {
    await access(join(PAGE_DIRECTORY, 'index.html'));
    return { what: 'visitor page', state: 'ok', found: 'built' };
  } catch {
    return { what: 'visitor page', state: 'broken', found: 'not built', next: 'Run: npm install' };
  }
}

/** Whether charts can be drawn as pictures for chats; the page draws with the visitor's own fonts. */
export async function checkFont(): Promise<Finding> {
  const what = 'charts for chats';
  try {
    return { what, state: 'ok', found: `drawn with ${await findChineseFont()}` };
  } catch (error) {
    return { ...broken(what, error), state: 'off' };
  }
}
