import { canonicalNumber, documentNumbersIn } from '../../language/document-numbers.ts';
import { readFigures } from '../../language/figures.ts';
import { fold, HAN } from '../../language/fold.ts';
import { coverage, held } from '../../retrieval/coverage.ts';
import { FIGURES } from '../../retrieval/expectation.ts';
import { termsOf } from '../../retrieval/passage-analysis.ts';
import { phasesIn } from '../../retrieval/phases.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Evidence, Language } from '../../types.ts';
import type { Chosen } from '../compose/select.ts';
import { missingMeasures } from './missing-measures.ts';
import { placesIn, zonesIn } from './places.ts';

/** What a question asks for by name and the evidence does not speak of. */
export interface Missing {
  years: number[];
  /** Places, phases and terms, in the question's own words. */
  words: string[];
}

/**
 * What closes the gate whatever else matches. The right figure of another year, place or phase is the wrong
 * answer, and a term of the trade that no document knows by any wording is answered by none of them.
 */
export function missingIn(retrieval: Retrieval, best: Chosen): Missing {
  const names = [
    ...missingNumbers(retrieval, best),
    ...missingCodes(retrieval, best),
    ...missingPlaces(retrieval, best),
    ...missingPhases(retrieval, best),
  ];
  const unnamed = () => {
    const terms = unknownTerms(retrieval);
    return terms.length > 0 ? terms : missingMeasures(retrieval, best);
  };
  return { years: missingYears(retrieval, best), words: names.length > 0 ? names : unnamed() };
}

/**
 * Years of the question where the passage and what stands around it speak of others only; where they speak
 * of none, those written in the question that no passage at all speaks of.
 */
function missingYears(retrieval: Retrieval, { evidence }: Chosen): number[] {
  const { query } = retrieval;
  const asked = query.years.length > 0 ? query.years : query.impliedYears;
  if (asked.length === 0) return [];
  const spoken = yearsSpokenOf(evidence);
  if (spoken.size === 0) return asked.filter((year) => isUnheardOf(year, retrieval));
  return asked.some((year) => spoken.has(year)) ? [] : asked;
}

function isUnheardOf(year: number, { units, rarity }: Retrieval): boolean {
  const written = units.filter(({ label }) => label === String(year));
  const isKnown = (terms: readonly number[]) => terms.every(rarity.knows);
  return (
    written.length > 0 &&
    !written.some(({ alternatives }) => alternatives.some(({ terms }) => isKnown(terms)))
  );
}

function yearsSpokenOf({ passage, around }: Evidence): Set<number> {
  const text = `${passage.text}\n${around}`;
  const years = readFigures(text).flatMap(({ date }) => (date?.year ? [date.year] : []));
  const bare = [...fold(text).matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)].map(([year]) => Number(year));
  return new Set([...years, ...bare]);
}

/** Document numbers of the question that neither the evidence nor what stands around it bears. */
function missingNumbers({ query }: Retrieval, { evidence }: Chosen): string[] {
  const spoken = canonicalNumber(`${evidence.passage.text}\n${evidence.around}`);
  return documentNumbersIn(query.text).filter((number) => !spoken.includes(number));
}

/** A plant or plot by its letter and number: A1, JC-05. Not a quarter, nor a part of a longer word. */
const CODE = /(?<![a-z\d])(?!q[1-4]\b)[a-z]{1,3}-?\d{1,4}(?![\d.,%a-z])/g;

/** Codes of the question that the evidence does not bear: the rent of B1 is not that of B2. */
function missingCodes({ query }: Retrieval, { evidence }: Chosen): string[] {
  const { passage, document } = evidence;
  const text = fold([passage.text, ...passage.locator.headingPath, document.title].join('\n'));
  return [...fold(query.text).matchAll(CODE)].map(([code]) => code).filter((code) => !text.includes(code));
}

/** A place that so many passages name goes without saying in the others. */
const HOME_SHARE = 0.25;

/** Cities, provinces and zones of the question that the evidence does not name. */
function missingPlaces({ query, units, rarity }: Retrieval, { evidence }: Chosen): string[] {
  const text = fold(`${evidence.passage.text}\n${evidence.around}`);
  const isHome = (name: string) => [...termsOf(name)].every((term) => rarity.share(term) >= HOME_SHARE);
  const places = [...placesIn(query.text), ...zonesIn(query.text)]
    .filter(({ names }) => !names.some((name) => text.includes(name) || isHome(name)))
    .map(({ asked }) => asked);
  const terms = termsOf(text);
  const english = units.filter(
    ({ label, alternatives }) => ENGLISH_ZONE.test(label) && alternatives.length > 1,
  );
  const zones = english.filter((unit) => held(unit, terms) < 1).map(({ label }) => label);
  return [...new Set([...places, ...zones])];
}

// A name stands before it: "the zone" alone is the one that the documents speak of.
const ENGLISH_ZONE = /\S (?:zone|county|city|district|province|park)$/;

/**
 * Phases of the question that are not those of the evidence: the phase spoken of in the part of the sentence
 * that holds the subject counts, or else what stands around.
 */
function missingPhases({ query, units }: Retrieval, { sentence, evidence }: Chosen): string[] {
  if (query.phases.length === 0) return [];
  const subject = units.filter(({ focus }) => !focus);
  const parts = sentence.folded.split(/[,，、;；]/);
  const shares = parts.map((part) => coverage(subject, termsOf(part)));
  const spoken = phasesIn(parts[shares.indexOf(Math.max(...shares))] ?? '');
  const nearby = fold(`${sentence.folded}\n${evidence.passage.text}\n${evidence.around}`);
  const near = spoken.length > 0 ? spoken : phasesIn(nearby);
  if (near.some((phase) => query.phases.includes(phase))) return [];
  return query.phases.map((phase) => phaseIn(query.language, phase));
}

/** A phase as it is written: 二期, phase 2. */
export function phaseIn(language: Language, phase: number): string {
  return language === 'en' ? `phase ${phase}` : `${CHINESE_PHASES[phase] ?? phase}期`;
}

const CHINESE_PHASES = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

// A longer term may be put together from words that documents use apart.
const LONGEST_ATOMIC_TERM = 3;

/** What a figure is called: documents give 8% without the word for a share. */
const MEASURES =
  /比例|比率|金额|总额|数额|额度|数量|数目|个数|上限|下限|标准|时间|日期|面积|价格|单价|规模|[增涨]|幅|率$|合计|共计|总计|总共|加起来|开始|结束|截止|起止|以上|以下|^(?:total amount|amount|rate|ratio|share|percentage|number|total|limit|price|area|date|size|growth rate)$/;

/** Terms of what is asked for, where that is a figure: documents that never speak of rent hold no rent. */
function unknownTerms({ query, rarity }: Retrieval): string[] {
  const isKnown = (wording: readonly number[]) => wording.length > 0 && wording.every(rarity.knows);
  if (!query.expectations.some((expectation) => FIGURES.includes(expectation))) return [];
  const asked = query.terms.filter(({ focus }) => focus);
  const atomic = asked
    .filter(({ text }) => !MEASURES.test(text))
    .filter(({ text }) => !HAN.test(text) || text.length <= LONGEST_ATOMIC_TERM);
  return atomic.filter(({ wordings }) => !wordings.some(isKnown)).map(({ text }) => text);
}
