import { isDeclining } from './judge.ts';
import type { EvaluationRun, RunHead, RunQuestion } from './run.ts';
import { quantile } from './score.ts';
import { isBeyondChance, signTest } from './sign-test.ts';

/** One question as it was answered in two runs. */
export interface Change {
  from: RunQuestion;
  to: RunQuestion;
}

export type Measure = 'right' | 'cited' | 'declinedRightly' | 'answeredRightly' | 'traced';

/** How one measure moved over the questions that both runs share and that it applies to in both. */
export interface Movement {
  measure: Measure;
  from: number;
  to: number;
  total: number;
  better: number;
  worse: number;
  /** Probability that chance alone did it, by the sign test. */
  p: number;
  beyondChance: boolean;
}

export interface Comparison {
  /** The run compared with. */
  earlier: RunHead;
  /** Questions that both runs asked by the same gold. */
  shared: number;
  /** Questions of this run that the earlier one did not ask, or asked by another gold. */
  added: number;
  altered: number;
  /** Questions of the earlier run that this one did not ask. */
  removed: number;
  better: Change[];
  worse: Change[];
  measures: Movement[];
  /** Questions that became right and wrong, by type and by language. */
  types: Record<string, { better: number; worse: number }>;
  languages: Record<string, { better: number; worse: number }>;
  /** Median milliseconds and mean tokens of an answer over the shared questions. */
  ms: { from: number; to: number };
  tokens: { from?: number; to?: number };
}

/** Compares two runs question by question. */
export function compareRuns(earlier: EvaluationRun, later: EvaluationRun): Comparison {
  const before = new Map(earlier.questions.map((question) => [String(question.id), question]));
  const found = later.questions.map((to) => ({ from: before.get(String(to.id)), to }));
  const known = found.filter((pair): pair is Change => pair.from !== undefined);
  const pairs = known.filter(({ from, to }) => from.fingerprint === to.fingerprint);
  const { format: _format, questions: _questions, ...head } = earlier;
  return {
    earlier: head,
    shared: pairs.length,
    added: found.length - known.length,
    altered: known.length - pairs.length,
    removed: earlier.questions.length - known.length,
    better: pairs.filter(({ from, to }) => standing(to) > standing(from)),
    worse: pairs.filter(({ from, to }) => standing(to) < standing(from)),
    measures: MEASURES.map((measure) => movement(measure, pairs)).filter(({ total }) => total > 0),
    types: turns(pairs, ({ type }) => type),
    languages: turns(pairs, ({ language }) => language),
    ms: bySide(pairs, (questions) =>
      quantile(
        questions.map(({ ms }) => ms),
        0.5,
      ),
    ),
    tokens: bySide(pairs, meanTokens),
  };
}

/** How well a question is answered: a loose figure is worst, then a wrong answer, then evidence not cited. */
function standing({ untraced, right, cited }: RunQuestion): number {
  return (untraced === 0 ? 4 : 0) + (right ? 2 : 0) + (cited === false ? 0 : 1);
}

/** Whether a question does well in a measure; `undefined` where the measure does not apply to it. */
const DOES_WELL: Record<Measure, (question: RunQuestion) => boolean | undefined> = {
  right: ({ right }) => right,
  cited: ({ cited }) => cited,
  declinedRightly: ({ wanted, outcome }) => (wanted === 'declined' ? isDeclining(outcome) : undefined),
  answeredRightly: ({ wanted, outcome }) => (wanted === 'answered' ? !isDeclining(outcome) : undefined),
  traced: ({ outcome, untraced }) => (outcome === 'answered' ? untraced === 0 : undefined),
};
const MEASURES = Object.keys(DOES_WELL) as Measure[];

function movement(measure: Measure, pairs: readonly Change[]): Movement {
  const doesWell = DOES_WELL[measure];
  const judged = pairs
    .map(({ from, to }) => ({ from: doesWell(from), to: doesWell(to) }))
    .filter(({ from, to }) => from !== undefined && to !== undefined);
  const count = (holds: (pair: (typeof judged)[number]) => boolean | undefined) =>
    judged.filter(holds).length;
  const better = count(({ from, to }) => !from && to);
  const worse = count(({ from, to }) => from && !to);
  const p = signTest(better, worse);
  return {
    measure,
    from: count(({ from }) => from),
    to: count(({ to }) => to),
    total: judged.length,
    better,
    worse,
    p,
    beyondChance: isBeyondChance(p),
  };
}

function turns(pairs: readonly Change[], nameOf: (question: RunQuestion) => string): Comparison['types'] {
  const grouped = Map.groupBy(pairs, ({ to }) => nameOf(to));
  return Object.fromEntries(
    [...grouped].map(([name, members]) => [
      name,
      {
        better: members.filter(({ from, to }) => !from.right && to.right).length,
        worse: members.filter(({ from, to }) => from.right && !to.right).length,
      },
    ]),
  );
}

function bySide<Value>(pairs: readonly Change[], measure: (questions: RunQuestion[]) => Value) {
  return { from: measure(pairs.map(({ from }) => from)), to: measure(pairs.map(({ to }) => to)) };
}

function meanTokens(questions: readonly RunQuestion[]): number | undefined {
  const counts = questions.flatMap(({ tokens }) => (tokens ? [tokens.prompt + tokens.completion] : []));
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0) / counts.length;
}
