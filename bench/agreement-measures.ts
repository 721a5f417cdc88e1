import { type Library, retrieve } from '../src/retrieval/retrieve.ts';
import type { Hit, IndexHits, PassageIndex } from '../src/vectors/passage-index.ts';
import type { CorpusQuestion } from './corpora.ts';
import { asQuestion } from './library.ts';

/** What is compared: the lists that an index gives, and what retrieval makes of them. */
export const LISTS = ['sparse', 'dense', 'retrieved'] as const;
export type ListName = (typeof LISTS)[number];

/** A question for which two indexes rank otherwise among the first ten. */
export interface Difference {
  question: CorpusQuestion['id'];
  list: ListName;
  /** The first place that differs, from 1. */
  place: number;
  /**
   * By how much the one index tells the two entries of that place apart, as a share of the score; infinite where it
   * does not have the other's among its candidates.
   */
  gap: number;
}

export interface Agreement {
  questions: number;
  /** How many questions have the same ten in the same order. */
  same: Record<ListName, number>;
  /** How many of the first ten places hold the same, whatever their order, as a share of all. */
  shared: Record<ListName, number>;
  differences: Difference[];
}

/** What the two ways of computing, in 64 and in 32 bits, may tell apart, as a share of a score. */
export const ROUNDING = 2e-6;

const PLACES = 10;

/** Asks both libraries every question. They must hold the same passages. */
export async function compareLibraries(
  questions: readonly CorpusQuestion[],
  [one, other]: readonly [Library, Library],
): Promise<Agreement> {
  const differences: Difference[] = [];
  const overlaps = { sparse: [], dense: [], retrieved: [] } as Record<ListName, number[]>;
  for (const { id, text } of questions) {
    const [ours, theirs] = await Promise.all([rank(text, one), rank(text, other)]);
    for (const list of LISTS) {
      const difference = firstDifference(ours[list], theirs[list]);
      if (difference) differences.push({ question: id, list, ...difference });
      overlaps[list].push(overlap(ours[list], theirs[list]));
    }
  }
  const perList = (of: (list: ListName) => number) =>
    Object.fromEntries(LISTS.map((list) => [list, of(list)])) as Record<ListName, number>;
  return {
    questions: questions.length,
    same: perList((list) => questions.length - differences.filter((each) => each.list === list).length),
    shared: perList((list) => overlaps[list].reduce((sum, share) => sum + share, 0) / questions.length),
    differences,
  };
}

type Ranked = Pick<Hit, 'id' | 'score'>;

async function rank(text: string, library: Library): Promise<Record<ListName, Ranked[]>> {
  const heard: IndexHits = { sparse: [], dense: [] };
  const { evidence } = await retrieve(asQuestion(text), {
    ...library,
    index: overheard(library.index, heard),
  });
  return { ...heard, retrieved: evidence.map(({ passage, score }) => ({ id: passage.id, score })) };
}

/** The index, whose last hits are written down. */
function overheard(index: PassageIndex, heard: IndexHits): PassageIndex {
  return new Proxy(index, {
    get(target, name) {
      if (name === 'search') {
        return async (query: Parameters<PassageIndex['search']>[0]) =>
          Object.assign(heard, await target.search(query));
      }
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function firstDifference(
  ours: readonly Ranked[],
  theirs: readonly Ranked[],
): Pick<Difference, 'place' | 'gap'> | undefined {
  for (let at = 0; at < PLACES; at += 1) {
    const [mine, other] = [ours[at], theirs[at]];
    if (mine?.id === other?.id) continue;
    const asScored = ours.find(({ id }) => id === other?.id);
    const gap = mine && asScored ? Math.abs(mine.score - asScored.score) / Math.abs(mine.score) : Infinity;
    return { place: at + 1, gap };
  }
  return undefined;
}

function overlap(ours: readonly Ranked[], theirs: readonly Ranked[]): number {
  const first = new Set(ours.slice(0, PLACES).map(({ id }) => id));
  if (first.size === 0) return 1;
  return theirs.slice(0, PLACES).filter(({ id }) => first.has(id)).length / first.size;
}
