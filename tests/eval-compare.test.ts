import { describe, expect, it } from 'vitest';
import { compareRuns } from '../src/evaluation/compare.ts';
import { goldSchema } from '../src/evaluation/gold.ts';
import { type GivenAnswer, judge } from '../src/evaluation/judge.ts';
import { runOf, runSchema } from '../src/evaluation/run.ts';
import { cited } from './support/evaluated.ts';

const HEAD = {
  at: '2026-03-02T08:00:00.000Z',
  gold: 'gold.jsonl',
  packs: ['园区'],
  audience: 'public' as const,
  asOf: '2026-03-02',
};
const GOLD = {
  lang: 'zh-Hans',
  question: '租金多少？',
  outcome: 'answered',
  must: [['12']],
  evidence: '12元',
};

/** A run of one question each, all by the same gold. */
function run(answers: readonly Partial<GivenAnswer>[], gold: object = {}) {
  const verdicts = answers.map((answer, at) =>
    judge(goldSchema.parse({ id: `g${at}`, ...GOLD, ...gold }), {
      outcome: 'answered',
      text: '',
      citations: [],
      ms: 10,
      ...answer,
    }),
  );
  return runSchema.parse(JSON.parse(JSON.stringify(runOf(HEAD, verdicts))));
}

const RIGHT = { text: '12元[1]', citations: [cited('租金12元')] };
const UNCITED = { text: '12元[1]', citations: [cited('租金为12')] };
const LOOSE = { text: '12元，押金24元[1]', citations: [cited('租金12元')] };
const DECLINED = { outcome: 'declined' as const, text: '资料中没有。' };
const ids = (changes: { to: { id: unknown } }[]) => changes.map(({ to }) => to.id);

describe('two runs of the same questions', () => {
  it('differ in those that became right or wrong, cited or not, and with or without a loose figure', () => {
    const comparison = compareRuns(
      run([RIGHT, DECLINED, UNCITED, RIGHT, RIGHT, LOOSE]),
      run([RIGHT, RIGHT, RIGHT, UNCITED, LOOSE, DECLINED]),
    );
    expect(ids(comparison.better)).toEqual(['g1', 'g2', 'g5']);
    expect(ids(comparison.worse)).toEqual(['g3', 'g4']);
    expect(comparison.languages).toEqual({ 'zh-Hans': { better: 1, worse: 1 } });
  });

  it('are compared by each measure over the questions it applies to in both', () => {
    const { measures } = compareRuns(run([RIGHT, DECLINED, UNCITED]), run([RIGHT, RIGHT, RIGHT]));
    const of = (name: string) => measures.find(({ measure }) => measure === name);
    expect(of('right')).toMatchObject({ from: 2, to: 3, total: 3, better: 1, worse: 0, p: 1 });
    expect(of('cited')).toMatchObject({ from: 1, to: 2, total: 2, better: 1 });
    expect(of('answeredRightly')).toMatchObject({ from: 2, to: 3, total: 3 });
    expect(of('declinedRightly')).toBeUndefined();
  });

  it('differ by more than chance where six of six turned the same way, and not where five did', () => {
    const right = ({ measures }: ReturnType<typeof compareRuns>) =>
      measures.find(({ measure }) => measure === 'right')!.beyondChance;
    const turned = (count: number) =>
      compareRuns(
        run(Array(20).fill(RIGHT)),
        run([...Array(count).fill(DECLINED), ...Array(20 - count).fill(RIGHT)]),
      );
    expect(right(turned(5))).toBe(false);
    expect(right(turned(6))).toBe(true);
  });

  it('take time and tokens of the shared questions only', () => {
    const earlier = run([
      { ...RIGHT, ms: 10, tokens: { prompt: 90, completion: 10 } },
      { ...RIGHT, ms: 900 },
    ]);
    const later = run([{ ...RIGHT, ms: 20, tokens: { prompt: 40, completion: 10 } }]);
    const { ms, tokens, removed, shared } = compareRuns(earlier, later);
    expect({ ms, tokens, removed, shared }).toEqual({
      ms: { from: 10, to: 20 },
      tokens: { from: 100, to: 50 },
      removed: 1,
      shared: 1,
    });
  });

  it('share no question whose gold changed', () => {
    const comparison = compareRuns(run([RIGHT]), run([RIGHT], { must: [['13']] }));
    expect(comparison).toMatchObject({ shared: 0, altered: 1, better: [], worse: [], measures: [] });
  });
});
