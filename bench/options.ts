import { AppError } from '../src/errors.ts';

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
