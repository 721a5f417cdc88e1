import { compareRuns } from '../../src/evaluation/compare.ts';
import { type Gold, goldSchema } from '../../src/evaluation/gold.ts';
import { type GivenAnswer, judge } from '../../src/evaluation/judge.ts';
import { reportPage } from '../../src/evaluation/report/page.ts';
import { runOf } from '../../src/evaluation/run.ts';
import { summarize } from '../../src/evaluation/score.ts';

/** A gold question and the answer it got. */
export type Asked = readonly [gold: Partial<Gold>, given: Partial<GivenAnswer>];

const HEAD = {
  at: '2026-03-02T08:00:00.000Z',
  gold: 'gold.jsonl',
  packs: ['江川经济技术开发区'],
  audience: 'public' as const,
  asOf: '2026-03-02',
};

/** The report of questions asked, and of an earlier run of the same questions where its answers are given. */
export function reportOf(asked: readonly Asked[], before?: readonly Partial<GivenAnswer>[]): string {
  const verdictsOf = (answers: readonly Partial<GivenAnswer>[]) =>
    asked.map(([gold], at) =>
      judge(goldSchema.parse({ id: `g${at + 1}`, question: '?', outcome: 'answered', ...gold }), {
        outcome: 'answered',
        text: '',
        citations: [],
        ms: 5,
        ...answers[at],
      }),
    );
  const verdicts = verdictsOf(asked.map(([, given]) => given));
  const earlier = before && runOf({ ...HEAD, at: '2026-03-01T08:00:00.000Z' }, verdictsOf(before));
  const comparison = earlier && compareRuns(earlier, runOf(HEAD, verdicts));
  return reportPage({ head: HEAD, score: summarize(verdicts), verdicts, comparison });
}

/** A citation of one passage, with the words marked that carry the answer. */
export function cited(quote: string, marked = ''): GivenAnswer['citations'][number] {
  const start = quote.indexOf(marked);
  return {
    n: 1,
    document: 'zone.md',
    title: '园区概况',
    locator: '厂房 · 第3段',
    quote,
    highlights: marked === '' ? [] : [{ start, end: start + marked.length }],
  };
}
