import { fold, HAN } from '../../language/fold.ts';
import { held } from '../../retrieval/candidates/coverage.ts';
import { FIGURES } from '../../retrieval/question/expectation.ts';
import type { QueryUnit } from '../../retrieval/question/query.ts';
import { type AnalysedSentence, analysePassage } from '../../retrieval/reading/passage-analysis.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Chosen } from '../compose/select.ts';

/** The name of its own with which one of several sentences set side by side opens: 美宜佳项目,5年对赌税收2个亿;. */
const OPENS_WITH_NAME = /^(\p{Script=Han}{2,12}?)(?:项目|产业园|科技园|公司|集团|基地|论坛|大会)[,:]/u;

/**
 * What a question asks a figure of, where the sentence that would answer opens with another name and one beside it
 * in the passage speaks of what was asked about: the tax of one project is not that of the next.
 *
 * @returns what is wanting, in the asker's language
 */
export function missingSiblings({ query, units }: Retrieval, { sentence, evidence }: Chosen): string[] {
  const name = OPENS_WITH_NAME.exec(sentence.folded)?.[1];
  const asksFigure = query.expectations.some((expectation) => FIGURES.includes(expectation));
  if (name === undefined || !asksFigure || fold(query.text).includes(name)) return [];
  const subject = units.filter(({ word, focus, label }) => word !== undefined && !focus && HAN.test(label));
  const speaks = ({ terms }: AnalysedSentence) => subject.filter((unit) => held(unit, terms) === 1);
  if (subject.length === 0 || speaks(sentence).length > 0) return [];
  const spoken = analysePassage(evidence.passage).sentences.map(speaks);
  const most = spoken.sort((a, b) => b.length - a.length)[0] ?? [];
  return most.length > 0 ? [wanting(most, query.language === 'en')] : [];
}

function wanting(units: readonly QueryUnit[], isEnglish: boolean): string {
  const name = [...new Set(units.map(({ word, label }) => word ?? label))].join('');
  return isEnglish ? `this figure for ${name}` : `${name}的这项数据`;
}
