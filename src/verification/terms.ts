import { stem } from '../language/tokens.ts';
import { glossary } from '../retrieval/glossary/glossary.ts';
import { conceptsIn } from './concepts.ts';
import { designatorsOf } from './designators.ts';
import { nameWords } from './names.ts';
import { codesOf } from './numbers.ts';
import { plainness, plainPlaces } from './plain-words.ts';
import type { Reading, Segment } from './reading.ts';
import { blankQuantities } from './reading.ts';

/** A word of a clause that tells one subject from another: any of the wordings in which a document may have it. */
export interface Term extends Array<string> {}

const HAN_WORDS = /^[\p{Script=Han}a-z\d]{2}$/u;
const FUNCTION = /[第的了在是为与和及或也都就把被对从自到至于以按由其该此这那每各有将等之]/;

/** The terms of a clause, by which it is told whose figure it speaks of. */
export function termsOf(segment: Segment, { folded }: Reading, evidence: string): Term[] {
  const words = blankQuantities(
    segment.text,
    segment.start,
    segment.quantities.filter(({ unit }) => unit !== 'number'),
  );
  const terms = [...hanTerms(words), ...englishTerms(words, evidence)];
  for (const code of codesOf(folded.text.slice(segment.start, segment.end))) terms.push([code.raw]);
  for (const { raw } of designatorsOf(segment.text)) terms.push([raw]);
  return terms;
}

function hanTerms(words: string): Term[] {
  const plain = plainPlaces(words);
  const grades = plainness(words);
  const terms: Term[] = [];
  for (let at = 1; at < words.length; at++) {
    const pair = words.slice(at - 1, at + 1);
    if (plain[at - 1] && plain[at]) continue;
    // 箱吞 of 集装箱吞吐量 and 阳市 of 耒阳市 are of two words, of which the one before has a term already.
    const isJoint =
      !plain[at - 1] && (grades[at] === 2 || /[市县区省镇]/.test(words[at]!)) && at > 1 && !plain[at - 2];
    if (plain[at] && isJoint && /\p{Script=Han}/u.test(words[at - 2]!)) continue;
    if (HAN_WORDS.test(pair) && !FUNCTION.test(pair) && /\p{Script=Han}/u.test(pair)) terms.push([pair]);
  }
  return terms;
}

/** Whether a wording tells no subject: plain words, or what a figure is of, which is looked at by itself. */
const told = new Map<string, boolean>();
function tellsSubject(wording: string): boolean {
  let known = told.get(wording);
  if (known === undefined) {
    const rest = conceptsIn(wording).reduce((left, { words }) => left.replace(words, ''), wording);
    known = plainPlaces(rest).includes(false);
    told.set(wording, known);
  }
  return known;
}

/** Phrases of the glossary with their Chinese wordings, and names by how they are spelt. */
function englishTerms(words: string, evidence: string): Term[] {
  const { byEnglish, longestPhrase } = glossary();
  const tokens = words.match(/[a-z][a-z'’]*(?:-[a-z]+)*/g) ?? [];
  const parts = tokens.flatMap((token) => token.split('-'));
  const stems = parts.map((part) => stem(part.replace(/['’]s?$/, '')));
  const terms: Term[] = [];
  for (let at = 0; at < stems.length; ) {
    let length = Math.min(longestPhrase, stems.length - at);
    let wordings: string[] | undefined;
    for (; length > 0; length--) {
      wordings = byEnglish.get(stems.slice(at, at + length).join(' '));
      if (wordings) break;
    }
    const own = parts.slice(at, at + Math.max(length, 1)).join(' ');
    if (wordings?.every(tellsSubject)) terms.push([...wordings, own]);
    if (!wordings && own.length > 3) {
      const spelt = nameWords(own, evidence);
      if (spelt.length > 0) terms.push([...spelt, own]);
      else if (evidence.includes(own)) terms.push([own]);
    }
    at += Math.max(length, 1);
  }
  for (const [, zone] of words.matchAll(/\b(?:zone|area|building|block) ([a-z])\b/g))
    terms.push([`${zone}区`, `${zone}栋`, `${zone}座`, `zone ${zone}`]);
  return terms;
}
