import { createHash } from 'node:crypto';
import { mkdir, readdir, realpath, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../errors.ts';
import { type EvaluationRun, runSchema } from '../evaluation/run.ts';
import { readInput } from './batch.ts';

/**
 * The folder in which the runs of a file of gold questions are kept, inside the data folder of the packs that
 * are asked: two files of the same name have two folders.
 */
export async function runFolder(dataDirectory: string, goldFile: string): Promise<string> {
  const path = await realpath(goldFile);
  const key = createHash('sha256').update(path).digest('hex').slice(0, 8);
  return join(dataDirectory, 'evaluations', `${basename(path).replace(/\.jsonl?$/, '')}-${key}`);
}

/** Keeps a run under the time it ended, and gives back its file. */
export async function keepRun(folder: string, run: EvaluationRun): Promise<string> {
  const file = join(folder, `${run.at.replaceAll(':', '-')}.json`);
  await mkdir(folder, { recursive: true });
  // A run that was stopped while it was written must not be the last one.
  await writeFile(`${file}.part`, `${JSON.stringify(run)}\n`);
  await rename(`${file}.part`, file);
  return file;
}

/** The run that was kept last; `undefined` where there is none. @throws AppError as `readRun`. */
export async function lastRun(folder: string): Promise<EvaluationRun | undefined> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new AppError('unreadable', `The earlier runs in ${folder} cannot be read (${error.message}).`, {
      cause: error,
    });
  });
  const last = files
    .filter((file) => file.endsWith('.json'))
    .sort()
    .at(-1);
  return last === undefined ? undefined : readRun(join(folder, last));
}

/**
 * A run that was kept.
 * @throws AppError `unreadable` where the file cannot be read, `bad-input` where it is no run.
 */
export async function readRun(file: string): Promise<EvaluationRun> {
  const content = await readInput(file);
  try {
    return runSchema.parse(JSON.parse(content));
  } catch (cause) {
    throw new AppError('bad-input', `${file} is not a run that eval kept.`, {
      next: 'Name another with --compare, or remove the file if it is damaged.',
      cause,
    });
  }
}
