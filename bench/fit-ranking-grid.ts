import { mean } from './ranking-measures.ts';

/** A weight that is fitted, and where it is looked for. */
export interface Parameter<Name extends string = string> {
  name: Name;
  /** What the source has today. */
  shipped: number;
  from: number;
  to: number;
  /** Of the first grid, which the curve shows too. */
  step: number;
  /** Of the last grid around the best. */
  finest: number;
}

export type Weights<Name extends string = string> = Readonly<Record<Name, number>>;

/** Rank of the right paragraph of each question of each set, from 1; infinite where it was not found. */
export type Ranks = readonly (readonly number[])[];

/** Which half, 0 or 1, each question of each set belongs to. */
export type Halves = readonly (readonly number[])[];

/** What weights come to: for each set the share of questions with the right paragraph first, and MRR@10. */
export interface Measured<Name extends string = string> {
  weights: Weights<Name>;
  sets: { recall1: number; mrr10: number }[];
  /** Mean of the sets, each of the same weight. */
  mrr10: number;
}

/** Weights found on one half of the questions, and what they and the shipped ones come to on the other. */
export interface Validated<Name extends string = string> {
  fitted: Measured<Name>;
  shipped: Measured<Name>;
}

export interface Fit<Name extends string = string> {
  best: Measured<Name>;
  shipped: Measured<Name>;
  halves: Validated<Name>[];
  /** Each weight varied, the others as in `best`. */
  curves: { name: Name; points: Measured<Name>[] }[];
}

/** Beyond this rank a question counts as not found. */
const DEPTH = 10;
/** Means that differ by less are equal; of equals, weights nearest to the shipped are taken. */
const EQUAL = 1e-9;

/**
 * Finds the weights of the best mean reciprocal rank: on a coarse grid of all combinations, then on ever finer ones
 * around the best. Fitted on all questions, and on each half of them to be measured on the other.
 */
export async function fitWeights<Name extends string>(
  parameters: readonly Parameter<Name>[],
  halves: Halves,
  ranksAt: (weights: Weights<Name>) => Promise<Ranks>,
): Promise<Fit<Name>> {
  const ranksOf = once(ranksAt);
  const measure = async (weights: Weights<Name>, half?: number) =>
    measureRanks(
      weights,
      await ranksOf(weights),
      (set, at) => half === undefined || halves[set]![at] === half,
    );
  const shipped = weightsOf(parameters, ({ shipped }) => shipped);
  const best = await search(parameters, measure);
  const validated: Validated<Name>[] = [];
  for (const half of [0, 1]) {
    const { weights } = await search(parameters, (weights) => measure(weights, half));
    const other = 1 - half;
    validated.push({ fitted: await measure(weights, other), shipped: await measure(shipped, other) });
  }
  const curves: Fit<Name>['curves'] = [];
  for (const parameter of parameters) {
    const points: Measured<Name>[] = [];
    const values = [...gridOf(parameter), parameter.shipped, best.weights[parameter.name]];
    for (const value of [...new Set(values)].sort((a, b) => a - b))
      points.push(await measure({ ...best.weights, [parameter.name]: value }));
    curves.push({ name: parameter.name, points });
  }
  return { best, shipped: await measure(shipped), halves: validated, curves };
}

async function search<Name extends string>(
  parameters: readonly Parameter<Name>[],
  measure: (weights: Weights<Name>) => Promise<Measured<Name>>,
): Promise<Measured<Name>> {
  let best = await measure(weightsOf(parameters, ({ shipped }) => shipped));
  const distance = ({ weights }: Measured<Name>) =>
    parameters.reduce((sum, { name, shipped, step }) => sum + Math.abs(weights[name] - shipped) / step, 0);
  const consider = async (grids: readonly (readonly number[])[]) => {
    for (const values of combinations(grids)) {
      const found = await measure(weightsOf(parameters, (_, at) => values[at]!));
      const gained = found.mrr10 - best.mrr10;
      if (gained > EQUAL || (gained > -EQUAL && distance(found) < distance(best))) best = found;
    }
  };
  await consider(parameters.map(gridOf));
  for (
    let divisor = 2;
    parameters.some(({ step, finest }) => isAtLeast(step / divisor, finest));
    divisor *= 2
  ) {
    const around = best.weights;
    await consider(
      parameters.map((parameter) => {
        const step = parameter.step / divisor;
        const value = around[parameter.name];
        if (!isAtLeast(step, parameter.finest)) return [value];
        return [value - step, value, value + step].map(rounded).filter((near) => isWithin(near, parameter));
      }),
    );
  }
  return best;
}

function measureRanks<Name extends string>(
  weights: Weights<Name>,
  ranks: Ranks,
  counts: (set: number, at: number) => boolean,
): Measured<Name> {
  const sets = ranks.map((all, set) => {
    const some = all.filter((_, at) => counts(set, at));
    return {
      recall1: mean(some.map((rank) => Number(rank === 1))),
      mrr10: mean(some.map((rank) => (rank <= DEPTH ? 1 / rank : 0))),
    };
  });
  return { weights, sets, mrr10: mean(sets.map(({ mrr10 }) => mrr10)) };
}

function weightsOf<Name extends string>(
  parameters: readonly Parameter<Name>[],
  valueFor: (parameter: Parameter<Name>, at: number) => number,
): Weights<Name> {
  const entries = parameters.map((parameter, at) => [parameter.name, valueFor(parameter, at)]);
  return Object.fromEntries(entries);
}

function gridOf({ from, to, step }: Parameter): number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => rounded(from + at * step));
}

function combinations(grids: readonly (readonly number[])[]): number[][] {
  return grids.reduce<number[][]>(
    (found, values) => found.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
}

function isWithin(value: number, { from, to }: Parameter): boolean {
  return value >= from && value <= to;
}

function isAtLeast(step: number, finest: number): boolean {
  return step > finest - EQUAL;
}

/** Without what adding up steps leaves behind the fourth decimal. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** The function, asked once for each combination of weights. */
function once<Name extends string>(ranksAt: (weights: Weights<Name>) => Promise<Ranks>): typeof ranksAt {
  const known = new Map<string, Promise<Ranks>>();
  return (weights) => {
    const key = JSON.stringify(weights);
    const ranks = known.get(key) ?? ranksAt(weights);
    known.set(key, ranks);
    return ranks;
  };
}
