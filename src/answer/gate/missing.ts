import { canonicalNumber, documentNumbersIn } from '../../language/document-numbers.ts';
import { fold, HAN } from '../../language/fold.ts';
import { coverage, held } from '../../retrieval/candidates/coverage.ts';
import { FIGURES } from '../../retrieval/question/expectation.ts';
import { phasesIn } from '../../retrieval/question/phases.ts';
import type { Query, QueryTerm } from '../../retrieval/question/query.ts';
import { officeLacking } from '../../retrieval/reading/offices.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Language } from '../../types.ts';
import type { Chosen } from '../compose/select.ts';
import { missingCounted } from './missing-counted.ts';
import { missingMeasures } from './missing-measures.ts';
import { missingMembers } from './missing-members.ts';
import {
  MEASURES,
  missingAttribute,
  missingColumn,
  missingCompanies,
  missingZones,
} from './missing-names.ts';
import { missingSiblings } from './missing-siblings.ts';
import { missingThings } from './missing-things.ts';
import { missingYears } from './missing-times.ts';
import { HOME_SHARE, placesIn, regionsIn, zonesIn } from './places.ts';
import { missingScope } from './scope.ts';
import type { Statement } from './statements.ts';

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
export function missingIn(retrieval: Retrieval, best: Chosen, statements: readonly Statement[]): Missing {
  const names = [
    ...missingNumbers(retrieval, best),
    ...missingArticle(retrieval, best),
    ...missingCodes(retrieval, best),
    ...missingPlaces(retrieval, best),
    ...missingScope(retrieval, best),
    ...missingPhases(retrieval, best),
    ...missingMembers(retrieval, statements),
    ...missingCompanies(retrieval, best),
    ...missingZones(retrieval),
    ...missingSiblings(retrieval, best),
    ...officeLacking(retrieval.query, best.sentence),
    ...missingAttribute(retrieval),
    ...missingColumn(retrieval, best),
    ...missingThings(retrieval, best),
  ];
  const unnamed = () => {
    const terms = unknownTerms(retrieval);
    if (terms.length > 0) return terms;
    const measures = missingMeasures(retrieval, statements);
    return measures.length > 0 ? measures : missingCounted(retrieval, statements);
  };
  return {
    years: missingYears(retrieval, best, statements),
    words: names.length > 0 ? [...new Set(names)] : unnamed(),
  };
}

/** Document numbers of the question that neither the evidence nor what stands around it bears. */
function missingNumbers({ query }: Retrieval, { evidence }: Chosen): string[] {
  const spoken = canonicalNumber(`${evidence.passage.text}\n${evidence.around}`);
  return documentNumbersIn(query.text).filter((number) => !spoken.includes(number));
}

/** Not the first of several, as 第一条铁路. */
const ARTICLE =
  /第[^条條]{1,5}[条條](?!\p{Script=Han})|第[^条條]{1,5}[条條](?=[的是里中有写寫讲講说說规規内內怎第款项項对對])/u;

/** The article of a rule that is asked for by its number and that no rule holds. */
function missingArticle({ query }: Retrieval, { evidence }: Chosen): string[] {
  const written = ARTICLE.exec(query.text)?.[0];
  return query.article && written && !evidence.signals.placed ? [written] : [];
}

/** A plant or plot by its letter and number: A1, JC-05. Not a quarter, nor a part of a longer word. */
const CODE = /(?<![a-z\d])(?!q[1-4]\b)[a-z]{1,3}-?\d{1,4}(?!\d|[.,]\d|[%a-z])/g;

/** Codes of the question that the evidence does not bear: the rent of B1 is not that of B2. */
function missingCodes({ query }: Retrieval, { evidence }: Chosen): string[] {
  const { passage, document } = evidence;
  const text = fold([passage.text, ...passage.locator.headingPath, document.title].join('\n'));
  return [...fold(query.text).matchAll(CODE)].map(([code]) => code).filter((code) => !text.includes(code));
}

/** Cities, provinces and zones of the question that the evidence does not name. */
function missingPlaces({ query, units, rarity }: Retrieval, { evidence }: Chosen): string[] {
  const text = fold(`${evidence.passage.text}\n${evidence.around}`);
  const isHome = (name: string) => [...termsOf(name)].every((term) => rarity.share(term) >= HOME_SHARE);
  // Where the asker asserts a region, the right one corrects it.
  const regions = query.expectations[0] === 'yes-no' ? [] : regionsIn(query.text);
  const places = [...placesIn(query.text), ...zonesIn(query.text), ...regions]
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

/** Persons and bodies go by their names: 赵剑伟 answers which official it was. */
const GOES_BY_NAME =
  /人|员|者|领导|单位|部门|企业|公司|机构|official|leader|person|compan|firm|department|division|bod(?:y|ies)|agency|zone|park/;
const WHICH_ENGLISH = /\b(?:which|what) ((?:[a-z-]+ )?[a-z-]+)\b/;
const WHICH_CHINESE = /哪[一个家种类]*(\p{Script=Han}{2,3})/u;

/**
 * Terms of what is asked for that no document knows by any wording, where that is a figure or one of a kind:
 * documents that never speak of rent hold no rent, and those that speak of no bank name none.
 */
function unknownTerms({ query, rarity }: Retrieval): string[] {
  const isKnown = (wording: readonly number[]) => wording.length > 0 && wording.every(rarity.knows);
  const asked = isFigureAsked(query) ? query.terms.filter(({ focus }) => focus) : kindAsked(query);
  const atomic = asked
    .filter(({ text }) => !MEASURES.test(text) && !PLACE_ON_A_MAP.test(text))
    .filter(({ text }) => !HAN.test(text) || text.length <= LONGEST_ATOMIC_TERM);
  return atomic.filter(({ wordings }) => !wordings.some(isKnown)).map(({ text }) => text);
}

/** Stations go by their names: 高铁站 is 洛浔南站. */
const PLACE_ON_A_MAP = /[站港]$/;

function isFigureAsked({ expectations }: Query): boolean {
  return expectations.some((expectation) => FIGURES.includes(expectation));
}

/** The term for the kind of thing of which one is asked for: bank of `which bank`. */
function kindAsked({ text, terms }: Query): QueryTerm[] {
  const folded = fold(text);
  const kind = (WHICH_ENGLISH.exec(folded) ?? WHICH_CHINESE.exec(folded))?.[1];
  if (!kind || GOES_BY_NAME.test(kind)) return [];
  return terms.filter(
    (term) => kind === term.text || kind.endsWith(` ${term.text}`) || kind.startsWith(`${term.text} `),
  );
}
