import { fold } from '../../language/fold.ts';
import { held } from '../../retrieval/candidates/coverage.ts';
import type { QueryUnit } from '../../retrieval/question/query.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import type { Evidence } from '../../types.ts';

/** A text names a subject where it holds this share of its words. */
const NAMED = 0.6;

/** What tells whom a passage is about, nearest first. */
export function textsOf({ passage, document }: Evidence): string[] {
  return [passage.text, passage.locator.headingPath.join('\n'), document.title];
}

/**
 * Whether a text names a subject, in its own words or in those by which the units of the question know it: the
 * other script, another language, pinyin.
 */
export function names(text: string, subject: string, units: readonly QueryUnit[]): boolean {
  return shareNamed(termsOf(text), subject, units) >= NAMED;
}

function shareNamed(terms: ReadonlySet<number>, subject: string, units: readonly QueryUnit[]): number {
  const folded = fold(subject);
  const own = units.filter(({ field, label }) => field === 'bigram' && folded.includes(label));
  if (own.length > 0) return own.reduce((sum, unit) => sum + held(unit, terms), 0) / own.length;
  const words = [...termsOf(folded.replace(/\b(?:the|of|in|and)\b/g, ''))];
  return words.filter((term) => terms.has(term)).length / Math.max(words.length, 1);
}
