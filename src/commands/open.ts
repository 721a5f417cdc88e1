import type { LuodiOptions } from '../app/options.ts';
import { createLuodi } from '../app.ts';
import { type Config, loadConfig } from '../config.ts';
import { describeError } from '../errors.ts';
import type { IngestReport } from '../ingest/report.ts';
import type { IngestCall, Luodi } from '../luodi.ts';
import type { Question } from '../types.ts';
import { NothingToAnswerFrom } from './exit-code.ts';
import type { CommonOptions } from './options.ts';
import { showIngest } from './progress.ts';
import { warn } from './terminal.ts';

/** Reads the configuration with what the command line sets over it. */
export function configOf(options: Pick<CommonOptions, 'pack' | 'data'>): Config {
  return loadConfig({ packs: options.pack, data: options.data });
}

/** What a command does with what Luodi has to say: one line each on standard error. */
export const TERMINAL: LuodiOptions = {
  notify: warn,
  onFailure: (stage, error) => warn(`${stage} failed: ${describeError(error)}`),
  onAttempt: (attempts) =>
    warn(
      `A question instructs the desk (${attempts.map(({ kind }) => kind).join(', ')}); nothing follows it.`,
    ),
};

/** Opens Luodi over the packs and takes in what changed, so that a command works on a fresh folder. */
export async function openReady(config: Config): Promise<{ luodi: Luodi; report: IngestReport }> {
  const luodi = await createLuodi(config, TERMINAL);
  try {
    const report = await ingestShown(luodi);
    if (report.passages === 0) throw new NothingToAnswerFrom(config);
    return { luodi, report };
  } catch (error) {
    await luodi.close();
    throw error;
  }
}

/** Takes in what changed and shows how far it is on standard error, with each file that failed. */
export async function ingestShown(
  luodi: Luodi,
  options: Pick<IngestCall, 'dryRun' | 'rebuild'> = {},
): Promise<IngestReport> {
  const progress = showIngest();
  try {
    return await luodi.ingest({ ...options, onProgress: progress.onProgress });
  } finally {
    progress.stop();
  }
}

/** A question of the command line. */
export function questionOf(
  text: string,
  luodi: Luodi,
  options: CommonOptions,
  history: string[] = [],
): Question {
  return { text, history, audience: options.audience, asOf: options.asOf ?? luodi.today() };
}
