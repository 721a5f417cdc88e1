import { fold } from '../../language/fold.ts';
import { coverage, held, type WeighedUnit } from '../../retrieval/candidates/coverage.ts';
import { fitness, wantedBy } from '../../retrieval/reading/fitness.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import { type RelatedEvidence, relateEvidence } from '../../retrieval/reading/related-evidence.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import { type Chosen, rankSentences } from '../compose/select.ts';
import { agreementOf, figuresIn, repetition, withoutRepeats } from './agreement.ts';
import { boundFeatures } from './bound.ts';
import { slotOf } from './slots.ts';
import { coverageOf, massesOf, saidBy, type Window, weightsOf, windowsOf } from './windows.ts';

/** What the gate looks at; shares are between 0 and 1, supports are logarithms of 1 + the number of passages. */
export interface GateFeatures {
  /** Share of the question that the best sentence holds, and that it holds with its surroundings. */
  sentence: number;
  surroundings: number;
  /** Share of the question's words, and of the words of what is asked for, that the sentence holds. */
  words: number;
  focusWords: number;
  /** Share of the words that neither the sentence nor its surroundings hold, and the heaviest of them. */
  missing: number;
  heaviestMissing: number;
  /** Whether the sentence holds a figure, date or list of the kind asked for. */
  expected: number;
  /** How far the best sentence is ahead of the best of another passage. */
  margin: number;
  /** What of the question the sentence most like it says, and that of the third passage. */
  alike: number;
  alikeThird: number;
  /** The question's words that one passage says literally; the heaviest that the best passage says in no way. */
  literal: number;
  unsaid: number;
  /** What of the question stands close together, in the best passage, the third and the fifth. */
  close: number;
  closeThird: number;
  closeFifth: number;
  /** How much of what is asked for stands there, in the best three. */
  asked: number;
  /** What the passages agree on there: see `Agreement`. */
  candidate: number;
  common: number;
  name: number;
  /** How much they repeat each other, all of them, and the two most alike. */
  repetition: number;
  overlap: number;
  /** How much of the question stands close to a figure of the kind asked for. */
  figure: number;
  /** How much of it the best sentence holds that gives what is asked for, and how far sentences agree on that. */
  bound: number;
  agreed: number;
  /** 1 for a question after a figure, or after a person. */
  asksFigure: number;
  asksPerson: number;
}

/** The features of a question and its best sentence. */
export function gateFeatures(retrieval: Retrieval, best: Chosen): GateFeatures {
  const related = relateEvidence(retrieval);
  return {
    ...sentenceFeatures(retrieval, best),
    ...passageFeatures(related, best),
    ...windowFeatures(related, retrieval),
    ...boundFeatures(related, retrieval),
  };
}

/**
 * How far a library is all about one question, 0 to 1: the share of its passages that hold the question's words, by
 * how many different documents there are among the best ten. Below 0.05 where documents are on many subjects or a park has
 * few of them, about a third where many texts were chosen for the question. There, several would say the same.
 */
export function crowding({ units, rarity, evidence }: Retrieval): number {
  const pairs = units.filter(({ field }) => field === 'bigram');
  const weighed = pairs.length > 0 ? pairs : units;
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const shareOf = ({ alternatives }: WeighedUnit) =>
    alternatives.reduce(
      (most, { terms, factor }) =>
        terms.length > 0 ? Math.max(most, factor * Math.min(...terms.map(rarity.share))) : most,
      0,
    );
  const everywhere = weighed.reduce((sum, unit) => sum + unit.weight * shareOf(unit), 0) / (total || 1);
  const documents = new Set(evidence.slice(0, SOURCES).map(({ document }) => document.id)).size;
  return everywhere * Math.max(0, (documents - FEW) / (SOURCES - FEW));
}

/** Passages whose documents are counted, and so few documents that their words stand everywhere by chance. */
const SOURCES = 10;
const FEW = 5;

function sentenceFeatures({ query, units, evidence }: Retrieval, best: Chosen) {
  const { sentence } = best;
  const wanted = wantedBy(query, units);
  const around = termsOf(`${best.evidence.passage.text}\n${best.evidence.around}`);
  const other = rankSentences(evidence).find((item) => item.evidence !== best.evidence)?.score ?? 0;
  const ofWords = units.filter(({ word }) => word !== undefined);
  const lacks = (unit: WeighedUnit) => 1 - Math.max(held(unit, sentence.terms), held(unit, around));
  return {
    sentence: coverage(units, sentence.terms),
    surroundings: coverage(units, sentence.terms, around),
    words: share(ofWords, (unit) => held(unit, sentence.terms)),
    focusWords: share(
      ofWords.filter(({ focus }) => focus),
      (unit) => held(unit, sentence.terms),
    ),
    missing: share(ofWords, lacks),
    heaviestMissing: heaviest(ofWords, lacks),
    expected: Math.max(...query.expectations.map((expectation) => fitness(expectation, sentence, wanted))),
    margin: best.score > 0 ? Math.min(1, Math.max(0, 1 - other / best.score)) : 0,
  };
}

/** Weighted mean of a property of units; a half where there are none to say. */
function share(units: readonly WeighedUnit[], property: (unit: WeighedUnit) => number): number {
  const total = units.reduce((sum, { weight }) => sum + weight, 0);
  return total > 0 ? units.reduce((sum, unit) => sum + unit.weight * property(unit), 0) / total : 0.5;
}

/** The word with the most of a property, as a share of all words. */
function heaviest(units: readonly WeighedUnit[], property: (unit: WeighedUnit) => number): number {
  const total = units.reduce((sum, { weight }) => sum + weight, 0);
  const byWord = Map.groupBy(units, ({ word }) => word);
  const masses = [...byWord.values()].map((of) =>
    of.reduce((sum, unit) => sum + unit.weight * property(unit), 0),
  );
  return total > 0 ? Math.max(0, ...masses) / total : 0;
}

/** A mass as a number about 1: that of a name. */
const NAME_MASS = 10;

function passageFeatures({ asked, passages }: RelatedEvidence, best: Chosen) {
  const weights = weightsOf(asked);
  const masses = massesOf(asked);
  const perPassage = passages.map(({ evidence, sentences }) => {
    const words = sentences.flatMap((sentence) => sentence.words);
    return {
      evidence,
      alike: Math.max(0, ...sentences.map((sentence) => coverageOf(sentence.words, weights))),
      said: saidBy(words, asked.length),
    };
  });
  const alike = perPassage.map((passage) => passage.alike).sort((a, b) => b - a);
  const literal = perPassage.map(({ said }) =>
    weights.reduce((sum, weight, i) => sum + (said[i] === 1 ? weight : 0), 0),
  );
  const said = perPassage.find(({ evidence }) => evidence === best.evidence)?.said;
  return {
    alike: alike[0] ?? 0,
    alikeThird: alike[2] ?? 0,
    literal: Math.max(0, ...literal),
    unsaid: Math.max(0, ...masses.map((mass, i) => (mass / NAME_MASS) * (1 - (said?.[i] ?? 0)))),
  };
}

/** Of windows that do not repeat each other, those whose overlap is looked at. */
const COMPARED = 5;

function windowFeatures(related: RelatedEvidence, { query }: Retrieval) {
  const windows = windowsOf(related);
  const distinct = withoutRepeats(windows);
  const folded = fold(query.text);
  const slot = slotOf(query);
  const agreement = agreementOf(windows, slot, folded);
  const holdsFigure = (window: Window) => slot.of === 'figure' && figuresIn(window, slot, folded).length > 0;
  return {
    close: windows[0]?.coverage ?? 0,
    closeThird: distinct[2]?.coverage ?? 0,
    closeFifth: windows[4]?.coverage ?? 0,
    asked: askedFor(related, distinct, folded),
    // Each further witness says less.
    candidate: Math.log1p(agreement.candidate),
    common: Math.log1p(agreement.words),
    name: Math.log1p(agreement.name),
    repetition: Math.log1p(repetition(windows)),
    overlap: overlap(distinct.slice(0, COMPARED), folded),
    figure: distinct.find(holdsFigure)?.coverage ?? 0,
    asksFigure: slot.of === 'figure' ? 1 : 0,
    asksPerson: slot.of === 'person' ? 1 : 0,
  };
}

const QUESTION_WORD = /谁|什么|多少|哪|几|何/;
const ASKED_IN = 3;

/** How much of the word nearest before the question word, or else of the last one, the best windows say. */
function askedFor({ asked }: RelatedEvidence, windows: readonly Window[], folded: string): number {
  const at = QUESTION_WORD.exec(folded)?.index;
  const before = at === undefined || at === 0 ? folded : folded.slice(0, at);
  const masses = massesOf(asked);
  const places = asked.map(({ text }, i) => (masses[i]! > 0 ? before.lastIndexOf(text) : -1));
  const last = Math.max(-1, ...places);
  const best = windows.slice(0, ASKED_IN);
  if (last < 0 || best.length === 0) return 0.5;
  const word = places.indexOf(last);
  return best.reduce((sum, { said }) => sum + said[word]!, 0) / best.length;
}

/** Rarity beyond which a word tells reports of the same thing from others. */
const TELLING = 6.5;
const GRAMMAR = 6;
/** Two windows with fewer rare words than this in common have hardly anything in common. */
const LITTLE = 20;

/** The most that two windows have in common beside the question, 0 to 1, each word by its rarity. */
function overlap(windows: readonly Window[], folded: string): number {
  const sets = windows.map(({ words }) => {
    const telling = words.filter(({ text, rarity }) => rarity > TELLING && !folded.includes(text));
    return new Map(telling.map(({ text, rarity }) => [text, rarity - GRAMMAR]));
  });
  const massOf = (set: ReadonlyMap<string, number>) => [...set.values()].reduce((sum, mass) => sum + mass, 0);
  let most = 0;
  for (const [i, one] of sets.entries()) {
    for (const other of sets.slice(0, i)) {
      const shared = new Map([...one].filter(([text]) => other.has(text)));
      most = Math.max(most, massOf(shared) / (Math.min(massOf(one), massOf(other)) + LITTLE));
    }
  }
  return most;
}
