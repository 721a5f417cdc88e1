import { fold } from '../../language/fold.ts';
import { countTerms } from '../../language/terms.ts';
import type { Passage } from '../../types.ts';
import { coverage, held, type WeighedUnit } from '../candidates/coverage.ts';
import { type Expectation, FIGURES } from '../question/expectation.ts';
import type { Query } from '../question/query.ts';
import { blankQuestionWords } from '../question/question-words.ts';
import { fitness, type Wanted } from './fitness.ts';
import { isOfOtherOffice } from './offices.ts';
import { type AnalysedSentence, termsOf } from './passage-analysis.ts';
import { hasOtherFigure, isFigureElsewhere, isInPassing, isOfOtherCode, tierOf, timeOf } from './standing.ts';

/** What is known of a sentence as a possible answer, each about 0 to 1. */
export interface SentenceFeatures {
  /** Share of the question held by the sentence itself: what it asks about, and what it asks for. */
  subject: number;
  focus: number;
  /** What more of the subject stands around the sentence. */
  subjectAround: number;
  /** A figure or date, a list, a reason, a place, who does it where that is asked for; no figure where one is. */
  figure: number;
  figureless: number;
  list: number;
  reason: number;
  place: number;
  agent: number;
  /** How nearly the heading above it asks or names the same, no more and no less. */
  heading: number;
  /** Gives a figure of a part, a zone or the top-500 companies, where the question asks for no part. */
  narrower: number;
  /** Names the year or phase asked for; names only others. */
  sameTime: number;
  otherTime: number;
  /** Row of a table whose figure of a kind the question gives is another one: 7200平方米 where 5600平方米 is asked about. */
  otherFigure: number;
  /** Is said of other codes only: B1 where A1 is asked for. */
  otherCode: number;
  /** Names the office whose holder is asked for as that of another place only. */
  otherOffice: number;
  /** Gives the tier that the amount asked about falls into; gives only others. */
  tier: number;
  otherTier: number;
  /** Names what is asked about only among others. */
  inPassing: number;
  /** Gives figures with other members of a list than the one asked about. */
  figureElsewhere: number;
  /** Asks itself, as headlines and questions that readers are led on with do. */
  asks: number;
  /** Breaks off in an ellipsis: what is asked for may stand behind it. */
  brokenOff: number;
  /** Captions and table rows repeat what the text says with less around it. */
  caption: number;
  row: number;
  /** Is a row of one cell that only names what is asked about: 项目名称：… where the investor is asked for. */
  nameOnly: number;
  /** Share of the question that the name of a row holds. */
  rowName: number;
  /** Is the row of sums where those are asked for. */
  sum: number;
}

/**
 * Set by hand and held against the development sets (CMRC, DRCD, XQuAD, RGB): a softmax regression over the
 * same features, with five more, chose the right sentence no more often on questions it was not fitted on.
 * What is asked for must stand in the sentence itself; its subject may stand around it.
 */
export const SENTENCE_WEIGHTS: Record<keyof SentenceFeatures, number> = {
  subject: 1,
  focus: 1,
  subjectAround: 0.85,
  figure: 0.12,
  figureless: -0.15,
  list: 0.16,
  reason: 0.25,
  place: 0.06,
  agent: 0.12,
  heading: 0.2,
  narrower: -0.15,
  sameTime: 0.08,
  otherTime: -0.2,
  otherFigure: -0.5,
  otherCode: -0.5,
  otherOffice: -0.5,
  tier: 0.25,
  otherTier: -0.25,
  inPassing: -0.15,
  figureElsewhere: -0.3,
  asks: -0.4,
  brokenOff: -0.2,
  caption: -0.03,
  row: -0.06,
  nameOnly: -0.5,
  rowName: 0.1,
  sum: 0.6,
};

/** A sentence's place in what it is judged by. */
export interface SentenceContext {
  query: Query;
  subject: readonly WeighedUnit[];
  focus: readonly WeighedUnit[];
  wanted: Wanted;
  sentence: AnalysedSentence;
  around: ReadonlySet<number>;
  heading: string;
  kind: Passage['kind'];
}

export function sentenceFeatures(context: SentenceContext): SentenceFeatures {
  const { query, subject, focus, wanted, sentence, around } = context;
  const own = { subject: coverage(subject, sentence.terms), focus: coverage(focus, sentence.terms) };
  const suits = (kinds: readonly Expectation[]) => meanFitness(query.expectations, kinds, sentence, wanted);
  const time = timeOf(query, sentence);
  const tier = tierOf(query, sentence);
  return {
    subject: own.subject,
    focus: own.focus,
    subjectAround: coverage(subject, sentence.terms, around) - own.subject,
    figure: suits(FIGURES),
    figureless: shareWithoutFigure(query.expectations, sentence, wanted),
    list: suits(['list']),
    reason: isUnderReason(context) ? shareOf('reason', query) : suits(['reason']),
    place: suits(['place']),
    agent: suits(['person']),
    heading: likeness([...subject, ...focus], context.heading),
    narrower: isNarrower(query, sentence) ? 1 : 0,
    sameTime: time === 'same' ? 1 : 0,
    otherTime: time === 'other' ? 1 : 0,
    otherFigure: context.kind === 'table-row' && hasOtherFigure(query, sentence) ? 1 : 0,
    otherCode: isOfOtherCode(query, sentence) ? 1 : 0,
    otherOffice: isOfOtherOffice(query, sentence) ? 1 : 0,
    tier: tier ?? 0,
    otherTier: tier === 0 ? 1 : 0,
    figureElsewhere: isFigureElsewhere(query, [...subject, ...focus], sentence) ? 1 : 0,
    inPassing: query.expectations[0] === 'thing' && isInPassing([...subject, ...focus], sentence) ? 1 : 0,
    asks: ASKS.test(sentence.folded) ? 1 : 0,
    brokenOff: BROKEN_OFF.test(sentence.folded) ? 1 : 0,
    caption: context.kind === 'caption' ? 1 : 0,
    row: context.kind === 'table-row' ? 1 : 0,
    nameOnly: isNameOnly(context) ? 1 : 0,
    rowName: heldByName(context),
    sum: isSumAsked(context) ? 1 : 0,
  };
}

const ROW_NAME = /^(?:(?:序号?|编号|no\.?):[^;]*;)?[^:;]{1,40}:([^;]*);/;

function heldByName({ subject, focus, sentence, kind }: SentenceContext): number {
  const name = kind === 'table-row' ? ROW_NAME.exec(sentence.folded)?.[1] : undefined;
  return name === undefined ? 0 : coverage([...subject, ...focus], termsOf(name));
}

/** A row of one cell that gives a name. */
const NAME_ONLY = /^[^:;]{0,12}(?:名称|名字|标题|\bname|\btitle):[^;]*$/;
const ASKS_NAME = /名称|名字|叫什么|叫啥|\bname|\btitle|\bcalled\b/;

function isNameOnly({ query, sentence, kind }: SentenceContext): boolean {
  return kind === 'table-row' && NAME_ONLY.test(sentence.folded) && !ASKS_NAME.test(fold(query.text));
}

/** What a heading says that its section gives reasons. */
const GIVES_REASONS = /为什么|为何|原因|缘由|奥秘|秘诀|做法|经验|背后|\bwhy\b|\breasons?\b/;

function isUnderReason({ heading, sentence }: SentenceContext): boolean {
  return GIVES_REASONS.test(fold(heading)) && !ASKS.test(sentence.folded);
}

function shareOf(expectation: Expectation, { expectations }: Query): number {
  return expectations.includes(expectation) ? 1 / expectations.length : 0;
}

const SUM = /^(?:[^:;]{1,12}:\s?)?(?:合计|总计|共计|total|sum)(?=[:;]|$)/;
const ASKS_SUM = /合计|总计|一共|总共|共计|加起来|\bin total\b|\btotal\b|\baltogether\b/;

function isSumAsked({ query, sentence, kind }: SentenceContext): boolean {
  return kind === 'table-row' && SUM.test(sentence.folded) && ASKS_SUM.test(fold(query.text));
}

export function sentenceScore(features: SentenceFeatures): number {
  let score = 0;
  for (const name of Object.keys(SENTENCE_WEIGHTS) as (keyof SentenceFeatures)[]) {
    score += SENTENCE_WEIGHTS[name] * features[name];
  }
  return score;
}

/**
 * Harmonic mean of the share of the question that a heading holds and of the share of the heading that the
 * question holds, by pairs of characters and words; 0 for no heading. Questions have no words of asking left.
 */
function likeness(units: readonly WeighedUnit[], heading: string): number {
  const pairs = units.filter(({ field }) => field === 'bigram');
  const named = pairTerms(blankQuestionWords(fold(heading)));
  if (pairs.length === 0 || named.size === 0) return 0;
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  const asked = pairs.reduce((sum, unit) => sum + unit.weight * held(unit, named), 0) / (total || 1);
  const wordings = new Set(pairs.flatMap(({ alternatives }) => alternatives.flatMap(({ terms }) => terms)));
  const said = [...named].filter((term) => wordings.has(term)).length / named.size;
  return asked + said > 0 ? (2 * asked * said) / (asked + said) : 0;
}

/** Pairs of Han characters and whole words of folded text. */
function pairTerms(folded: string): Set<number> {
  return new Set(countTerms(folded).bigrams.keys());
}

/** Words of a part, and how a question that asks for such a part names it. */
const PARTS: { said: RegExp; asked: RegExp }[] = [
  {
    said: /高新区|经开区|开发区|高新技术|经济技术|工业园|\b(?:high-tech|development|industrial) (?:zone|park|area)/,
    asked: /[区园]|\b(?:zone|park|area)\b/,
  },
  { said: /\d强|\btop[- ]\d+|\bfortune\b/, asked: /强|\btop\b|\bfortune\b/ },
];

/** The figure of the whole is asked for by its name alone; those of its parts stand in sentences much alike. */
function isNarrower({ text, expectations }: Query, { folded }: AnalysedSentence): boolean {
  if (!expectations.some((expectation) => FIGURES.includes(expectation))) return false;
  const question = fold(text);
  return PARTS.some(({ said, asked }) => said.test(folded) && !asked.test(question));
}

/** Fitness for the expectations of some kinds, as a share of all expectations of the question. */
function meanFitness(
  expectations: readonly Expectation[],
  kinds: readonly Expectation[],
  sentence: AnalysedSentence,
  wanted: Wanted,
): number {
  const asked = expectations.filter((expectation) => kinds.includes(expectation));
  return (
    asked.reduce((sum, expectation) => sum + fitness(expectation, sentence, wanted), 0) / expectations.length
  );
}

const ASKS = /[?？][”"』」）)\s]*$/;
const BROKEN_OFF = /(?<!\.)\.{3}\s*$/;

/** Share of all expectations of the question that a figure answers and of which the sentence holds none. */
function shareWithoutFigure(
  expectations: readonly Expectation[],
  sentence: AnalysedSentence,
  wanted: Wanted,
): number {
  if (expectations.includes('yes-no')) return 0;
  const open = expectations.filter(
    (expectation) => FIGURES.includes(expectation) && fitness(expectation, sentence, wanted) === 0,
  );
  return open.length / expectations.length;
}
