import { fold, HAN } from '../../language/fold.ts';
import type { QueryTerm } from '../../retrieval/question/query.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import { isRow } from '../compose/row.ts';
import type { Chosen } from '../compose/select.ts';

/** What is asked to be there, and the industry that something is of: 有没有人才公寓, in the aerospace industry. */
const THINGS = [
  /有(?:没有|无)(\p{Script=Han}{2,10}?)(?=[?？,，。;；、吗呢\s]|租|价|多少|几|怎|$)/gu,
  /(\p{Script=Han}{2,6})(?:产业|行业)(?!链|园|政策|扶持)/gu,
  /\b(?:is|are) there (?:an? |any )?((?:[a-z-]+ ){0,2}[a-z-]+)/g,
  /\b(?:in|of|from|for) (?:the )?((?:[a-z-]+ )?[a-z-]+) (?:industry|sector)\b/g,
];

/**
 * What a question asks for by the name of a thing or an industry, where a row of a table would answer and no document
 * knows a word of that name: the rent of a factory is none of a flat for talents.
 *
 * @returns the names, in the question's own words, folded
 */
export function missingThings(retrieval: Retrieval, { sentence, evidence }: Chosen): string[] {
  return isRow(evidence.passage.text.slice(sentence.start, sentence.end)) ? thingsUnknown(retrieval) : [];
}

/** The things and industries that a question names and no document has a word of, in its own words, folded. */
export function thingsUnknown({ query, rarity }: Pick<Retrieval, 'query' | 'rarity'>): string[] {
  const asked = fold(query.text);
  const isKnown = ({ wordings }: QueryTerm) =>
    wordings.some((wording) => wording.length > 0 && wording.every(rarity.knows));
  return THINGS.flatMap((pattern) => [...asked.matchAll(pattern)].map((match) => match[1]!)).filter(
    (name) => {
      const own = query.terms.filter(
        ({ text }) => name.includes(text) && (!HAN.test(text) || text.length > 1),
      );
      const isSpoken = [...termsOf(name)].every(rarity.knows);
      return own.length > 0 && !isSpoken && !own.some(isKnown);
    },
  );
}
