import { readFigures } from '../../language/figures.ts';

/** A plant, plot or line by its letters and number: A1, JC-05; not a quarter, nor a part of a longer word. */
const CODE = /(?<![a-z\d])(?!q[1-4]\b)([a-z]{1,3}-?[a-z]?)(\d{1,4})(?!\d|[.,]\d|[%a-z])/g;

/** The codes that a folded text names. */
export function codesIn(folded: string): string[] {
  return [...folded.matchAll(CODE)].map(([code]) => code);
}

/** Whether a folded text names codes, and none of those asked for: what it says of B1 is not said of A1. */
export function namesOtherCode(folded: string, asked: readonly string[]): boolean {
  if (asked.length === 0) return false;
  const named = codesIn(folded).filter((code) => readFigures(code).every(({ unit }) => unit === ''));
  return named.length > 0 && !named.some((code) => asked.includes(code));
}
