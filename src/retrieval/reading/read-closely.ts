import { termSequence } from '../../language/tokens.ts';
import type { DocumentRecord, KnowledgeStore } from '../../store/knowledge-store.ts';
import type { Day, Evidence, Passage, ScoredSpan } from '../../types.ts';
import type { WeighedUnit } from '../candidates/coverage.ts';
import { withLikeness } from '../candidates/likeness.ts';
import { Matcher } from '../candidates/matcher.ts';
import { type Ranked, type RankOptions, weigh } from '../candidates/rank.ts';
import type { Search } from '../candidates/search.ts';
import { placed } from '../question/preference.ts';
import type { Query } from '../question/query.ts';
import { withAgreement } from './agreement.ts';
import { wantedBy } from './fitness.ts';
import { keeping } from './keeping.ts';
import { analysePassage } from './passage-analysis.ts';
import { sentenceFeatures, sentenceScore } from './sentence-score.ts';
import { sentencesOf } from './sentences.ts';
import { besides, neighboursOf, readSurroundings, type Surroundings, titlesOf } from './surroundings.ts';

/** Passages whose sentences are judged: an answer is taken from no others. */
const READ = 10;
/** Passages whose neighbours may be the better answer: the subject is named in one, the fact in the next. */
const NEIGHBOURS_OF = 8;
const NEIGHBOUR_SHARE = 0.5;
/** What a pair of characters across two words counts among the sentences of a passage. */
const ACROSS_WORDS = 0.5;

/**
 * Evidence, best first: the best of the passages and those beside them, each with its sentences judged as an
 * answer and in the light of what stands around it; then the others as they were ranked.
 */
export async function readClosely(search: Search, store: KnowledgeStore): Promise<Evidence[]> {
  const { ranked, question } = search;
  const options = { ...search, asOf: question.asOf };
  const best = ranked.slice(0, READ);
  const surroundings = await readSurroundings(
    best.map(({ passage }) => passage),
    store,
  );
  const matcher = new Matcher(options.units);
  const near = beside(ranked, surroundings, matcher, options);
  const judgeAll = (entries: readonly Ranked[]) =>
    entries.map((entry) => judge(withLikeness(entry, search.likeness), surroundings, matcher, options));
  const first = judgeAll([...best, ...near]);
  const rows = judgeAll(await rowsBeside(first, { matcher, options, store }));
  const read = withAgreement([...first, ...rows], options.query.expectations);
  const rest = ranked.slice(READ).map((entry) => withoutReading(entry, options));
  return [...read.sort((a, b) => b.score - a.score || a.passage.ordinal - b.passage.ordinal), ...rest];
}

/** Passages beside the best that were not found themselves, at a share of their neighbour's index score. */
function beside(
  ranked: readonly Ranked[],
  surroundings: Surroundings,
  matcher: Matcher,
  options: RankOptions,
): Ranked[] {
  const present = new Set(ranked.map(({ passage }) => passage.id));
  const added: Ranked[] = [];
  for (const { passage, document, signals } of ranked.slice(0, NEIGHBOURS_OF)) {
    for (const neighbour of neighboursOf(passage, surroundings)) {
      if (present.has(neighbour.id)) continue;
      present.add(neighbour.id);
      added.push(besideOf(neighbour, { document, index: signals.index }, matcher, options));
    }
  }
  return added;
}

/** A passage that was not found itself, at a share of the index score of the one that it stands beside. */
function besideOf(
  passage: Passage,
  { document, index }: { document: DocumentRecord; index: number },
  matcher: Matcher,
  options: RankOptions,
): Ranked {
  const candidate = { ...passage, sparse: NEIGHBOUR_SHARE * index, dense: 0 };
  const entry = weigh(candidate, { passage, document }, matcher, options);
  return { ...entry, signals: { ...entry.signals, sparse: 0 } };
}

/** Rows of a table on either side of the best one that are read with it, where a list is asked for. */
const ROWS_AROUND = 15;

/** The other rows of the best passage's table, for a list of them: what a list leaves out makes it wrong. */
async function rowsBeside(
  known: readonly Evidence[],
  { matcher, options, store }: { matcher: Matcher; options: RankOptions; store: KnowledgeStore },
): Promise<Ranked[]> {
  const [best] = [...known].sort((a, b) => bestSentence(b) - bestSentence(a));
  if (best?.passage.kind !== 'table-row' || !options.query.expectations.includes('list')) return [];
  const { passage, signals } = best;
  const document = (await store.passages([passage.id])).get(passage.id)!.document;
  const from = Math.max(0, passage.ordinal - ROWS_AROUND);
  const around = await store.passagesOf(document.id, from, passage.ordinal + ROWS_AROUND);
  const present = new Set(known.map((entry) => entry.passage.id));
  return around
    .filter((row) => row.kind === 'table-row' && sameTable(row, passage) && !present.has(row.id))
    .map((row) => besideOf(row, { document, index: signals.index! }, matcher, options));
}

function bestSentence({ sentences }: Evidence): number {
  return sentences[0]?.score ?? Number.NEGATIVE_INFINITY;
}

function sameTable({ locator: one }: Passage, { locator: other }: Passage): boolean {
  const place = ({ headingPath, table, sheet }: Passage['locator']) =>
    JSON.stringify([headingPath, table, sheet]);
  return place(one) === place(other);
}

function judge(
  { passage, document, score, preferred, signals }: Ranked,
  surroundings: Surroundings,
  matcher: Matcher,
  { query, units, preference, asOf }: RankOptions & { asOf: Day },
): Evidence {
  const near = besides(passage, surroundings);
  const titles = titlesOf(passage, document, asOf);
  const around = termsAround([passage, ...near], titles, matcher);
  const sentences = scoreSentences({ query, units, around, passage, preferred });
  return {
    passage,
    document,
    score: score - preferred + (sentences[0]?.score ?? preferred),
    sentences,
    around: [...titles, ...near.map(({ text }) => text)].join('\n'),
    signals: { ...signals, preferred, placed: placed(passage, preference) },
  };
}

function withoutReading(
  { passage, document, score, preferred, signals }: Ranked,
  { preference, asOf }: RankOptions & { asOf: Day },
): Evidence {
  const around = titlesOf(passage, document, asOf).join('\n');
  const placement = placed(passage, preference);
  return {
    passage,
    document,
    score,
    sentences: [],
    around,
    signals: { ...signals, preferred, placed: placement },
  };
}

function scoreSentences(options: {
  query: Query;
  units: readonly WeighedUnit[];
  around: ReadonlySet<number>;
  passage: Passage;
  preferred: number;
}): ScoredSpan[] {
  const { query, units, around, passage, preferred } = options;
  const { kind } = passage;
  const heading = passage.locator.headingPath.at(-1) ?? '';
  const meaningful = byWords(units);
  const wanted = wantedBy(query, meaningful);
  // What is to be explained stands before its reason.
  const isExplained = query.expectations[0] === 'reason';
  const subject = isExplained ? meaningful : meaningful.filter(({ focus }) => !focus);
  const scored = analysePassage(passage).sentences.map((sentence) => {
    const features = sentenceFeatures({
      query,
      subject,
      focus: isExplained ? [] : wanted.focus,
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

/** The terms of the question that stand in passages or titles. */
function termsAround(passages: readonly Passage[], titles: readonly string[], matcher: Matcher): Set<number> {
  const around = new Set<number>();
  const take = (sequence: Uint32Array) => matcher.termsIn(sequence, around);
  for (const title of titles) take(titleSequence({ text: title }));
  for (const passage of passages) for (const { sequence } of sentencesOf(passage)) take(sequence);
  return around;
}

const MOST_TITLES = 2000;
const titleSequence = keeping(MOST_TITLES, ({ text }: { text: string }) => termSequence(text));
