import { AppError, describeError } from '../errors.ts';
import { type Gold, goldSchema } from '../evaluation/gold.ts';
import { describeIssues } from './batch.ts';

/**
 * The gold questions of a file, one JSON object a line; empty lines do not count.
 * @throws AppError `bad-input`, with the number of the line that is none or repeats an id.
 */
export function parseGold(content: string, file: string): Gold[] {
  const lines = content
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((text, at) => ({ text, place: `${file} line ${at + 1}` }))
    .filter(({ text }) => text.trim() !== '');
  if (lines.length === 0) throw new AppError('bad-input', `${file} holds no question.`);
  const places = new Map<string, string>();
  return lines.map(({ text, place }) => {
    const gold = goldOf(text, place);
    const earlier = places.get(String(gold.id));
    if (earlier !== undefined) {
      throw new AppError('bad-input', `${place} repeats the id ${gold.id} of ${earlier}.`, {
        next: 'Give each question an id of its own; runs are compared by it.',
      });
    }
    places.set(String(gold.id), place);
    return gold;
  });
}

function goldOf(line: string, place: string): Gold {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new AppError('bad-input', `${place} is not JSON: ${describeError(cause)}.`, { cause });
  }
  const checked = goldSchema.safeParse(value);
  if (checked.success) return checked.data;
  throw new AppError('bad-input', `${place} is not a gold question: ${describeIssues(checked.error)}.`);
}
