import { inScriptOf } from '../../language/detect.ts';
import type { Computed, Tally, Total } from '../../register-types.ts';
import type { Language } from '../../types.ts';
import { writeTotal } from './amounts.ts';
import { registerWording } from './wording.ts';

/** By how much one of two sides is ahead in what was asked first, where both give it in the same unit; else empty. */
export function differencesOf({ query, tallies }: Computed, language: Language): string[] {
  const [first, second] = tallies;
  if (!query.sides || tallies.length !== 2 || !first || !second) return [];
  const [a, b] = [only(first), only(second)];
  if (!a || !b || a.currency !== b.currency || a.per !== b.per) return [];
  const wording = registerWording(language);
  if (a.value === b.value) return [wording.same()];
  const ahead = a.value > b.value ? first : second;
  const by = writeTotal({ ...a, value: Math.abs(a.value - b.value) }, { register: query.register, language });
  const name = inScriptOf(language, ahead.label!);
  return [
    a.measure.kind === 'count'
      ? wording.more(name, wording.shown(by, query.register))
      : wording.larger(name, by),
  ];
}

/** What was asked first of a side, where it is one amount and not one for each currency. */
function only({ totals }: Tally): Total | undefined {
  const [first] = totals;
  const alike = totals.filter(({ measure }) => JSON.stringify(measure) === JSON.stringify(first?.measure));
  return alike.length === 1 ? first : undefined;
}
