import { type Command, InvalidArgumentError, Option } from 'commander';
import { AppError } from '../errors.ts';
import type { Audience, Day } from '../types.ts';

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

/** A share of the command line, `0.95` or `95%`, as a number from 0 to 1. */
export function parseShare(value: string): number {
  const { number, percent } = /^(?<number>\d+(?:\.\d+)?)(?<percent>%?)$/.exec(value)?.groups ?? {};
  const share = Number(number) / (percent === '%' ? 100 : 1);
  if (!(share <= 1)) throw new InvalidArgumentError('It must be a share, 0 to 1 or 0% to 100%.');
  return share;
}

/** A count of the command line. */
export function parseCount(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
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
