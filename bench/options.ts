import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError } from '../src/errors.ts';

/** What a script was called with. @throws AppError `bad-input` naming an option that it does not have. */
export function parseOptions<const Options extends ParseArgsOptionsConfig>(options: Options) {
  try {
    return parseArgs({ options }).values;
  } catch (cause) {
    throw new AppError('bad-input', (cause as Error).message, { cause });
  }
}

/** @throws AppError `bad-input` naming the option where its value is none of the choices. */
export function oneOf<Choice extends string>(
  name: string,
  value: string,
  choices: readonly Choice[],
): Choice {
  const chosen = choices.find((choice) => choice === value);
  if (chosen) return chosen;
  throw new AppError('bad-input', `${name} must be ${choices.join(' or ')}, not ${value}.`);
}

/** @throws AppError `bad-input` naming the option where its value is not a whole number from 1. */
export function wholeNumber(name: string, value: string): number {
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value);
  throw new AppError('bad-input', `${name} must be a whole number from 1, not ${value}.`);
}
