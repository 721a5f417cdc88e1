import { AppError } from '../errors.ts';
import type { DocumentRecord, KnowledgeStore } from '../store/knowledge-store.ts';
import type { Audience, Day, Evidence, Passage, ScoredSpan } from '../types.ts';
import { coverage, type WeighedUnit } from './coverage.ts';
import { wantedBy } from './fitness.ts';
import type { Candidate } from './fuse.ts';
import { type AnalysedSentence, analysePassage, passageTermSet, termsOf } from './passage-analysis.ts';
import { type Preference, placed, preferenceFor } from './preference.ts';
import type { Query } from './query.ts';
import { sentenceFeatures, sentenceScore } from './sentence-score.ts';
import { besides, neighboursOf, readSurroundings, type Surroundings, titlesOf } from './surroundings.ts';

/** Weight of the best sentence and of the best two in a row beside the index's score (reference, 2.5; flat between 0.4 and 1.5). */
const WINDOW_WEIGHT = 0.6;
/** Passages whose neighbours may be the better answer: the subject is named in one, the fact in the next. */
const NEIGHBOURS_OF = 8;
const NEIGHBOUR_SHARE = 0.5;
/** What a pair of characters across two words counts among the sentences of a passage. */
const ACROSS_WORDS = 0.5;

interface Found {
  passage: Passage;
  document: DocumentRecord;
  candidate: Candidate;
}

/**
 * Orders candidates by what their sentences hold of the question; returns evidence best first.
 *
 * @param options `asOf` is the day the question is asked for
 * @throws AppError `conflict` where the index gave a passage that none of `audiences` may see
 */
export async function rerank(options: {
  query: Query;
  units: readonly WeighedUnit[];
  candidates: readonly Candidate[];
  store: KnowledgeStore;
  audiences: readonly Audience[];
  asOf: Day;
  preference: Preference;
}): Promise<Evidence[]> {
  const { query, units, candidates, store, audiences, asOf, preference } = options;
  const known = await store.passages(candidates.map(({ id }) => id));
  const found = candidates.flatMap((candidate): Found[] => {
    const entry = known.get(candidate.id);
    if (entry && !audiences.includes(entry.document.source.audience)) throw misfiled(entry.document.id);
    return entry ? [{ ...entry, candidate }] : [];
  });
  const surroundings = await readSurroundings(
    found.map(({ passage }) => passage),
    store,
  );
  const all = [...found, ...beside(found, surroundings)];
  const evidence = all.map((entry) => weigh({ query, units, entry, surroundings, asOf, preference }));
  return evidence.sort((a, b) => b.score - a.score || a.passage.ordinal - b.passage.ordinal);
}

/** What the store holds and what the index let through are at odds: better no answer than a leak. */
function misfiled(document: string): AppError {
  return new AppError('conflict', `The index files a passage of ${document} under another audience.`, {
    next: 'Run `luodi ingest` again.',
  });
}

/** Passages beside the best candidates that were not found themselves, at a share of their neighbour's score. */
function beside(found: readonly Found[], surroundings: Surroundings): Found[] {
  const present = new Set(found.map(({ passage }) => passage.id));
  const added: Found[] = [];
  for (const { passage, document, candidate } of found.slice(0, NEIGHBOURS_OF)) {
    for (const neighbour of neighboursOf(passage, surroundings)) {
      if (present.has(neighbour.id)) continue;
      present.add(neighbour.id);
      const share = { ...candidate, id: neighbour.id, score: NEIGHBOUR_SHARE * candidate.score, sparse: 0 };
      added.push({ passage: neighbour, document, candidate: share });
    }
  }
  return added;
}

function weigh(options: {
  query: Query;
  units: readonly WeighedUnit[];
  entry: Found;
  surroundings: Surroundings;
  asOf: Day;
  preference: Preference;
}): Evidence {
  const { query, units, entry, surroundings, asOf } = options;
  const { passage, document, candidate } = entry;
  const { sentences } = analysePassage(passage);
  const near = besides(passage, surroundings);
  const titles = titlesOf(passage, document, asOf);
  const around = termsAround([passage, ...near], titles);
  const preferred = preferenceFor(passage, document, options.preference);
  const scored = scoreSentences({ query, units, sentences, around, passage, preferred });
  const single = bestWindow(units, sentences, 1);
  const double = bestWindow(units, sentences, 2);
  return {
    passage,
    document,
    score: candidate.score + WINDOW_WEIGHT * (single + double) + (scored[0]?.score ?? 0),
    sentences: scored,
    around: [...titles, ...near.map(({ text }) => text)].join('\n'),
    signals: {
      index: candidate.score,
      sparse: candidate.sparse,
      dense: candidate.dense ?? 0,
      single,
      double,
      placed: placed(passage, options.preference),
    },
  };
}

function scoreSentences(options: {
  query: Query;
  units: readonly WeighedUnit[];
  sentences: readonly AnalysedSentence[];
  around: ReadonlySet<number>;
  passage: Passage;
  preferred: number;
}): ScoredSpan[] {
  const { query, units, sentences, around, passage, preferred } = options;
  const { kind } = passage;
  const heading = passage.locator.headingPath.at(-1) ?? '';
  const meaningful = byWords(units);
  const wanted = wantedBy(query, meaningful);
  const subject = meaningful.filter(({ focus }) => !focus);
  const scored = sentences.map((sentence) => {
    const features = sentenceFeatures({
      query,
      subject,
      focus: wanted.focus,
      wanted,
      sentence,
      around,
      heading,
      kind,
    });
    return { start: sentence.start, end: sentence.end, score: preferred + sentenceScore(features), features };
  });
  return scored.sort((a, b) => b.score - a.score || a.start - b.start);
}

/**
 * Units for telling sentences of one passage apart. A pair across two words helps to find a passage, but
 * among sentences it prefers the one that happens to set two words side by side: 全市引进 to 全市新引进.
 */
function byWords(units: readonly WeighedUnit[]): WeighedUnit[] {
  const weights = units.map(({ field, word, weight }) =>
    field === 'bigram' && word === undefined ? ACROSS_WORDS * weight : weight,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  return units.map((unit, i) => ({ ...unit, weight: weights[i]! / total }));
}

function termsAround(passages: readonly Passage[], titles: readonly string[]): Set<number> {
  const around = termsOf(titles.join('\n'));
  for (const passage of passages) for (const term of passageTermSet(passage)) around.add(term);
  return around;
}

/** Most of the question that `width` sentences in a row hold. */
function bestWindow(
  units: readonly WeighedUnit[],
  sentences: readonly AnalysedSentence[],
  width: number,
): number {
  let best = 0;
  for (let i = 0; i < sentences.length; i++) {
    const terms = new Set(sentences.slice(i, i + width).flatMap((sentence) => [...sentence.terms]));
    best = Math.max(best, coverage(units, terms));
  }
  return best;
}
