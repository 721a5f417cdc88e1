import { HAN } from '../../language/fold.ts';
import { sidesOf } from './comparison.ts';
import type { CompletedQuestion } from './follow-up.ts';
import { slotsIn } from './slots.ts';

const ONE_OF_TWO = /前者|后者|\bthe (?:former|latter)\b/;

/** A question after the former or the latter of two, with its name in the place of the word. */
export function oneOfTwo(folded: string, earlier: string): CompletedQuestion | undefined {
  const word = ONE_OF_TWO.exec(folded)?.[0];
  const [first, second] = word === undefined ? [] : sidesOf(earlier);
  if (!word || !first || !second) return undefined;
  const subject = /前|former/.test(word) ? first : second;
  const times = slotsIn(earlier).filter(({ kind }) => kind === 'time');
  const own = [...times.map(({ text }) => text), folded.replace(word, subject)];
  return { own: own.join(HAN.test(folded) ? '' : ' '), elliptical: false, subject };
}

/** One thing, where it might be either of two. */
const SINGULAR = /[它她他](?!们|处|乡|国)|(?:这|那|该)(?:个|家|项)(?:项目|企业|公司|园区)?|\b(?:it|its)\b/;

/** Readings of a question whose pronoun may mean either of two things of one kind. */
export function readingsOf(folded: string, earlier: string): Pick<CompletedQuestion, 'readings'> {
  if (!SINGULAR.test(folded)) return {};
  const slots = slotsIn(earlier);
  for (const kind of ['place', 'name'] as const) {
    const of = slots.filter((slot) => slot.kind === kind);
    const subjects = [...new Set(of.map(({ text }) => text.replace(/^the /, '')))];
    if (subjects.length !== 2) continue;
    const times = slots.filter((slot) => slot.kind === 'time').map(({ text }) => text);
    return {
      readings: subjects.map((subject) => ({
        subject,
        text: [...times, folded.replace(SINGULAR, subject)].join(HAN.test(folded) ? '' : ' '),
      })),
    };
  }
  return {};
}
