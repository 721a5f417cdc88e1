import type { DocumentRecord, KnowledgeStore } from '../store/knowledge-store.ts';
import type { Evidence, Passage, ScoredSpan } from '../types.ts';
import { coverage, type WeighedUnit } from './coverage.ts';
import { fitness, type Wanted, wantedBy } from './fitness.ts';
import type { Candidate } from './fuse.ts';
import { type AnalysedPassage, type AnalysedSentence, analysePassage, termsOf } from './passage-analysis.ts';
import type { Query } from './query.ts';

/** Weight of the best sentence and of the best two in a row beside the index's score (reference, 2.5; flat between 0.4 and 1.5). */
const WINDOW_WEIGHT = 0.6;
/** A sentence with a figure, date or list of the kind asked for is that much more likely the answer. */
const EXPECTED_BONUS = 0.12;
/** A sentence that names the year asked for is about it. */
const YEAR_BONUS = 0.08;
/** A sentence that speaks of other years than the question, and only of others, is about something else. */
const OTHER_YEAR_PENALTY = 0.2;
/** A caption repeats its text with less around it. */
const CAPTION_PENALTY = 0.03;
/** Passages before and after one that are read with it. */
const BEFORE = 2;
const AFTER = 1;
/** Passages whose neighbours may be the better answer: the subject is named in one, the fact in the next. */
const NEIGHBOURS_OF = 8;
const NEIGHBOUR_SHARE = 0.5;

interface Found {
  passage: Passage;
  document: DocumentRecord;
  candidate: Candidate;
}

/** Orders candidates by what their sentences hold of the question; returns evidence best first. */
export async function rerank(options: {
  query: Query;
  units: readonly WeighedUnit[];
  candidates: readonly Candidate[];
  store: KnowledgeStore;
}): Promise<Evidence[]> {
  const { query, units, candidates, store } = options;
  const known = await store.passages(candidates.map(({ id }) => id));
  const found: Found[] = [];
  for (const candidate of candidates) {
    const entry = known.get(candidate.id);
    if (entry) found.push({ ...entry, candidate });
  }
  const surroundings = await readSurroundings(found, store);
  const all = [...found, ...neighbours(found, surroundings)];
  const evidence = all.map((entry) =>
    weigh({ query, units, entry, beside: surroundings.get(entry.passage.document) ?? [] }),
  );
  return evidence.sort((a, b) => b.score - a.score || a.passage.ordinal - b.passage.ordinal);
}

/** For each document found, its passages in the stretches around those found. */
async function readSurroundings(
  found: readonly Found[],
  store: KnowledgeStore,
): Promise<Map<string, Passage[]>> {
  const surroundings = new Map<string, Map<number, Passage>>();
  for (const { passage } of found) {
    const known = surroundings.get(passage.document) ?? new Map<number, Passage>();
    surroundings.set(passage.document, known);
    const from = Math.max(0, passage.ordinal - BEFORE - AFTER);
    const to = passage.ordinal + BEFORE + AFTER;
    if (known.has(from) && known.has(to)) continue;
    for (const beside of await store.passagesOf(passage.document, from, to))
      known.set(beside.ordinal, beside);
  }
  return new Map(
    [...surroundings].map(([document, byOrdinal]) => [
      document,
      [...byOrdinal.values()].sort((a, b) => a.ordinal - b.ordinal),
    ]),
  );
}

/** Passages beside the best candidates that were not found themselves, at a share of their neighbour's score. */
function neighbours(found: readonly Found[], surroundings: ReadonlyMap<string, Passage[]>): Found[] {
  const present = new Set(found.map(({ passage }) => passage.id));
  const added: Found[] = [];
  for (const { passage, document, candidate } of found.slice(0, NEIGHBOURS_OF)) {
    for (const beside of surroundings.get(passage.document) ?? []) {
      const distance = beside.ordinal - passage.ordinal;
      if (present.has(beside.id) || distance < -1 || distance > BEFORE) continue;
      present.add(beside.id);
      const share = { ...candidate, id: beside.id, score: NEIGHBOUR_SHARE * candidate.score, sparse: 0 };
      added.push({ passage: beside, document, candidate: share });
    }
  }
  return added;
}

function weigh(options: {
  query: Query;
  units: readonly WeighedUnit[];
  entry: Found;
  beside: readonly Passage[];
}): Evidence {
  const { query, units, entry, beside } = options;
  const { passage, document, candidate } = entry;
  const analysed = analysePassage(passage);
  const wanted = wantedBy(query, units);
  const titles = titlesOf(passage, document);
  const near = besidesOf(passage, beside);
  const around = termsAround(analysed, titles, near);
  const sentences = analysed.sentences
    .map((sentence): ScoredSpan => {
      const held = coverage(units, { terms: sentence.terms, around });
      return {
        start: sentence.start,
        end: sentence.end,
        score: held + adjustment({ query, wanted, sentence, passage }),
      };
    })
    .sort((a, b) => b.score - a.score || a.start - b.start);
  const single = bestCoverage(units, analysed.sentences, 1);
  const double = bestCoverage(units, analysed.sentences, 2);
  const best = sentences[0]?.score ?? 0;
  const signals = {
    index: candidate.score,
    sparse: candidate.sparse,
    dense: candidate.dense ?? 0,
    single,
    double,
    best,
  };
  const score = candidate.score + WINDOW_WEIGHT * (single + double) + best;
  return {
    passage,
    document,
    score,
    sentences,
    around: [...titles, ...near.map(({ text }) => text)].join('\n'),
    signals,
  };
}

function adjustment(options: {
  query: Query;
  wanted: Wanted;
  sentence: AnalysedSentence;
  passage: Passage;
}): number {
  const { query, wanted, sentence, passage } = options;
  const fit = query.expectations.map((expectation) => fitness(expectation, sentence, wanted));
  const expected = fit.reduce((sum, value) => sum + value, 0) / fit.length;
  const years = sentence.figures.flatMap(({ date }) => (date?.year ? [date.year] : []));
  const sameYear = years.some((year) => query.years.includes(year));
  const otherYear = query.years.length > 0 && years.length > 0 && !sameYear;
  return (
    EXPECTED_BONUS * expected +
    (sameYear ? YEAR_BONUS : 0) -
    (otherYear ? OTHER_YEAR_PENALTY : 0) -
    (passage.kind === 'caption' ? CAPTION_PENALTY : 0)
  );
}

/** Titles and headings that a passage stands under. */
function titlesOf(passage: Passage, { title, source }: DocumentRecord): string[] {
  return [title, source.zone, source.documentNumber, ...passage.locator.headingPath].filter(
    (text) => text !== undefined,
  );
}

function besidesOf(passage: Passage, beside: readonly Passage[]): Passage[] {
  const { ordinal } = passage;
  return beside.filter(
    (other) =>
      other.ordinal !== ordinal && other.ordinal >= ordinal - BEFORE && other.ordinal <= ordinal + AFTER,
  );
}

function termsAround(
  analysed: AnalysedPassage,
  titles: readonly string[],
  beside: readonly Passage[],
): Set<number> {
  const around = new Set(analysed.terms);
  for (const other of beside) for (const term of analysePassage(other).terms) around.add(term);
  for (const term of termsOf(titles.join('\n'))) around.add(term);
  return around;
}

function bestCoverage(
  units: readonly WeighedUnit[],
  sentences: readonly AnalysedSentence[],
  width: number,
): number {
  let best = 0;
  for (let i = 0; i + width <= Math.max(sentences.length, width); i++) {
    const window = sentences.slice(i, i + width);
    if (window.length === 0) break;
    const terms = width === 1 ? window[0]!.terms : new Set(window.flatMap((sentence) => [...sentence.terms]));
    best = Math.max(best, coverage(units, { terms }));
  }
  return best;
}
