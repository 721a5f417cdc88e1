import { type Command, InvalidArgumentError, Option } from 'commander';
import { createLuodi, type LuodiOptions } from '../app.ts';
import { type Config, loadConfig } from '../config.ts';
import { AppError, describeError } from '../errors.ts';
import type { IngestReport } from '../ingest.ts';
import type { Luodi } from '../luodi.ts';
import type { Audience, Day, Question } from '../types.ts';
import { showIngest } from './progress.ts';
import { warn } from './terminal.ts';

/** Options that `ask`, `ingest` and `eval` share. */
export interface CommonOptions {
  pack: string[];
  data?: string;
  audience: Audience;
  asOf?: Day;
  json?: boolean;
}

/** Longest question, in characters (code points): the channels' limit, so that no way in takes more than another. */
export const QUESTION_CHARACTERS = 2000;

/** Adds the options that `ask`, `ingest` and `eval` share to a command. */
export function addCommonOptions(command: Command): Command {
  return addPackOptions(command)
    .addOption(
      new Option('--audience <audience>', 'whose documents may be used')
        .choices(['public', 'staff'])
        .default('public'),
    )
    .option('--as-of <day>', 'day the answer is for, YYYY-MM-DD (default: today)', parseDay)
    .option('--json', 'print JSON');
}

/** Adds `--pack` and `--data` to a command. */
export function addPackOptions(command: Command): Command {
  return command
    .option('--pack <folder>', 'folder of documents; may be repeated (default: knowledge/)', collect, [])
    .option('--data <folder>', 'folder for the index (default: LUODI_DATA or data/)');
}

function collect(value: string, earlier: string[]): string[] {
  return [...earlier, value];
}

function parseDay(value: string): Day {
  if (!isDay(value)) throw new InvalidArgumentError('It must be a day, YYYY-MM-DD.');
  return value;
}

/** Whether a text is a day of the calendar in the form `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
  );
}

/**
 * The question as it is asked on, without white space around it.
 * @throws AppError `bad-input` when it is empty or longer than a channel takes.
 */
export function checkQuestion(text: string): string {
  const question = text.trim();
  const length = [...question].length;
  if (length === 0) throw new AppError('bad-input', 'The question is empty.', { next: 'Ask something.' });
  if (length > QUESTION_CHARACTERS) {
    throw new AppError(
      'bad-input',
      `The question has ${length} characters; at most ${QUESTION_CHARACTERS} are taken.`,
      {
        next: 'Ask it in fewer words.',
      },
    );
  }
  return question;
}

/** Reads the configuration with what the command line sets over it. */
export function configOf(options: Pick<CommonOptions, 'pack' | 'data'>): Config {
  return loadConfig({ packs: options.pack, data: options.data });
}

/** What a command does with what Luodi has to say: one line each on standard error. */
export const TERMINAL: LuodiOptions = {
  notify: warn,
  onFailure: (stage, error) => warn(`${stage} failed: ${describeError(error)}`),
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
export async function ingestShown(luodi: Luodi): Promise<IngestReport> {
  const progress = showIngest();
  try {
    return await luodi.ingest(progress.onProgress);
  } finally {
    progress.stop();
  }
}

/** There is no document at all. The call was right, so `main.ts` ends with 1 and not with 2. */
export class NothingToAnswerFrom extends AppError {
  constructor(config: Config) {
    super('unreadable', `There is nothing to answer from in ${config.packs.join(', ')}.`, {
      next: 'Put documents there or name another folder with --pack; `luodi ingest` says what happened to each file.',
    });
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
