import { describe, expect, test } from 'vitest';
import { fitWeights, type Parameter, type Ranks } from '../bench/fit-ranking-grid.ts';
import { halvesOf, rankOfRight } from '../bench/fit-ranking-sets.ts';
import { type Judged, rankUnder, type SignalsFound } from '../bench/fit-ranking-signals.ts';

function found(paragraph: number, signals: Partial<SignalsFound>): SignalsFound {
  return { paragraph, sparse: 0, dense: 0, single: 0, double: 0, whole: 0, sentence: 0, rest: 0, ...signals };
}

/** A question whose paragraph 1 comes first exactly where `single` weighs more than `from` and less than `to`. */
function between(from: number, to: number): Judged {
  return {
    relevant: new Set([1]),
    candidates: [
      found(1, { sparse: 1, single: 0.5 }),
      found(2, { sparse: 1 + from / 2, single: 0 }),
      found(3, { sparse: 1 - to / 2, single: 1 }),
    ],
  };
}

const SINGLE = { name: 'single', shipped: 0.2, from: 0, to: 2, step: 0.4, finest: 0.05 } as const;

function ranksOf(sets: readonly (readonly Judged[])[]) {
  return async ({ single }: { single: number }): Promise<Ranks> =>
    sets.map((questions) =>
      questions.map((question) =>
        rankUnder(question, { single, double: 0, dense: 0, whole: 0, sentence: 0 }),
      ),
    );
}

describe('weights are fitted', () => {
  test('to the only values that put every right paragraph first, though the first grid steps over them', async () => {
    const atLeast = [0.2, 0.5, 0.7, 0.82].map((from) => between(from, 2));
    const atMost = [0.98, 1.1, 1.3, 1.5].map((to) => between(0, to));
    const halves = [atLeast, atMost].map((questions) => questions.map((_, at) => at % 2));
    const { best, shipped } = await fitWeights([SINGLE], halves, ranksOf([atLeast, atMost]));
    expect(best.weights.single).toBeGreaterThan(0.82);
    expect(best.weights.single).toBeLessThan(0.98);
    expect(best.mrr10).toBe(1);
    expect(shipped.weights.single).toBe(0.2);
    expect(shipped.sets).toEqual([
      { recall1: 0, mrr10: 1 / 2 },
      { recall1: 1, mrr10: 1 },
    ]);
  });

  test('together where one alone gains nothing', async () => {
    const parameters = [
      { name: 'one', shipped: 0, from: 0, to: 1, step: 0.5, finest: 0.25 },
      { name: 'other', shipped: 0, from: 0, to: 1, step: 0.5, finest: 0.25 },
    ] as const satisfies readonly Parameter[];
    const ranksAt = async ({ one, other }: { one: number; other: number }) => [
      [one > 0.4 && other > 0.8 ? 1 : 2],
    ];
    const { best } = await fitWeights(parameters, [[0]], ranksAt);
    expect(best.weights).toEqual({ one: 0.5, other: 1 });
  });

  test('and stay as they are where another value is no better', async () => {
    const { best } = await fitWeights([SINGLE], [[0, 1]], ranksOf([[between(0, 2), between(0.1, 2)]]));
    expect(best.weights.single).toBe(0.2);
  });

  test('for sets of the same weight, whatever their size', async () => {
    const many = Array.from({ length: 30 }, () => between(0, 0.5));
    const few = [between(0.9, 2)];
    const sets = [many, few, few];
    const halves = sets.map((questions) => questions.map((_, at) => at % 2));
    const { best } = await fitWeights([SINGLE], halves, ranksOf(sets));
    expect(best.weights.single).toBeGreaterThan(0.9);
  });

  test('on one half and measured on the other', async () => {
    const sets = [[between(0, 0.5), between(0.9, 2)]];
    const { halves } = await fitWeights([SINGLE], [[0, 1]], ranksOf(sets));
    expect(halves.map(({ fitted }) => fitted.mrr10)).toEqual([1 / 2, 1 / 2]);
    expect(halves.map(({ shipped }) => shipped.mrr10)).toEqual([1 / 2, 1]);
  });

  test('with a curve through the first grid, what is shipped and the best', async () => {
    const { curves } = await fitWeights([SINGLE], [[0]], ranksOf([[between(0.82, 1.3)]]));
    const values = curves[0]!.points.map(({ weights }) => weights.single);
    expect(values).toEqual(expect.arrayContaining([0, 0.2, 0.4, 0.8, 0.85, 1.2, 1.6, 2]));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });
});

describe('the rank of a right paragraph', () => {
  test('is that of its best passage, and wrong paragraphs of equal score come before it', () => {
    const passages = [
      { paragraph: 1, score: 0.1 },
      { paragraph: 1, score: 0.5 },
      { paragraph: 2, score: 0.5 },
      { paragraph: 2, score: 0.9 },
      { paragraph: 3, score: 0.4 },
    ];
    expect(rankOfRight(passages, new Set([1]))).toBe(2);
    expect(rankOfRight(passages, new Set([1, 2]))).toBe(1);
    expect(rankOfRight(passages, new Set([4]))).toBe(Number.POSITIVE_INFINITY);
  });

  test('questions on one paragraph are in the same half', () => {
    const on = (...paragraphs: number[]) => ({ relevant: new Set(paragraphs) });
    expect(halvesOf([on(7), on(7), on(3), on(8, 9), on(3), on(8)])).toEqual([0, 0, 1, 0, 1, 0]);
  });
});
