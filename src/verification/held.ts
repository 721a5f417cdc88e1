import type { Evidence } from '../types.ts';
import { codesOf, documentNumbersOf } from './numbers.ts';
import { type Reading, read, type Segment } from './reading.ts';

/** What one piece of evidence says: its text as clauses, and what stands over it. */
export interface Held {
  reading: Reading;
  /** Title, headings, the lead of a list and the days of validity, as clauses. */
  head: Reading;
  /** Folded text of both without white space, for finding words. */
  words: string;
}

const MOST_KEPT = 500;
const kept = new Map<string, Held>();

/** The reading of a piece of evidence; those of the last ones are kept, being asked for again and again. */
export function heldBy({ passage, document, lead }: Evidence): Held {
  const { validity, source } = document;
  const head = [
    document.title,
    ...passage.locator.headingPath,
    passage.locator.table,
    passage.locator.article,
    lead?.text,
    source?.documentNumber,
    validity?.from && `自${validity.from}起施行`,
    validity?.to && `有效期至${validity.to}`,
  ]
    .filter((line) => line !== undefined && line !== '')
    .join('\n');
  const key = `${head}\n\n${passage.text}`;
  const known = kept.get(key);
  if (known) return known;
  const made = { reading: read(passage.text), head: read(head), words: '' };
  made.words = `${made.head.folded.text}\n${made.reading.folded.text}`.replace(/[^\S\n]+/g, ' ');
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(key, made);
  return made;
}

export const numbersHeld = (held: readonly Held[]) =>
  held.flatMap(({ words }) => [...documentNumbersOf(words)]);
export const codesHeld = (held: readonly Held[]) => held.flatMap(({ words }) => codesOf(words));

/** The clauses whose words hold for a clause: itself, and those before it in its sentence up to one that names a subject. */
export function carriedInto(segment: Segment, { segments, isRow }: Reading): Segment[] {
  if (isRow)
    return segments.filter(
      (other) => other === segment || other.quantities.every(({ unit }) => unit === 'number'),
    );
  const carried = [segment];
  for (let at = segments.indexOf(segment); at > 0 && !segments[at]!.hasSubject; at--) {
    const before = segments[at - 1]!;
    if (before.sentence < segment.sentence - 1) break;
    carried.push(before);
  }
  // 其中日资19家: of what the sentence before is about.
  const first = segments.find(({ sentence }) => sentence === segment.sentence);
  if (first && /^\s*(?:其中|of (?:these|them|which))/.test(first.text))
    carried.push(...segments.filter(({ sentence }) => sentence === segment.sentence - 1));
  return carried;
}
