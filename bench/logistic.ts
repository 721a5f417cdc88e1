/** What a logistic regression learns from: numbers, always in the same order, and whether it was so. */
export interface Sample {
  values: readonly number[];
  positive: boolean;
  weight: number;
}

/** Weights of the values as they are, and the bias. */
export interface Regression {
  bias: number;
  weights: number[];
}

/** Penalty on half the square of a weight of a standardised value, beside samples of weight 1. */
const RIDGE = 5;
/** Newton's method needs no more. */
const STEPS = 12;

/** A ridge regression on standardised values, by Newton's method. */
export function regress(samples: readonly Sample[]): Regression {
  const scales = scalesOf(samples);
  const rows = samples.map(({ values }) => [
    1,
    ...values.map((value, i) => (value - scales[i]!.mean) / scales[i]!.deviation),
  ]);
  const size = scales.length + 1;
  let weights = new Array<number>(size).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : -RIDGE * weight));
    const curvature = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) => (i === j && i > 0 ? RIDGE : 1e-9)),
    );
    for (const [at, row] of rows.entries()) {
      const { positive, weight } = samples[at]!;
      const guess = logistic(dot(weights, row));
      const error = weight * ((positive ? 1 : 0) - guess);
      const bend = weight * guess * (1 - guess);
      for (let i = 0; i < size; i++) {
        gradient[i]! += error * row[i]!;
        for (let j = 0; j < size; j++) curvature[i]![j]! += bend * row[i]! * row[j]!;
      }
    }
    const change = solve(curvature, gradient);
    weights = weights.map((weight, i) => weight + change[i]!);
  }
  const plain = scales.map(({ deviation }, i) => weights[i + 1]! / deviation);
  const bias = weights[0]! - plain.reduce((sum, weight, i) => sum + weight * scales[i]!.mean, 0);
  return { weights: plain, bias };
}

/** Solves a system of linear equations with a symmetric positive matrix, by Gauss; both arguments are used up. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = matrix[row]![pivot]! / matrix[pivot]![pivot]!;
      for (let column = pivot; column < size; column++)
        matrix[row]![column]! -= factor * matrix[pivot]![column]!;
      right[row]! -= factor * right[pivot]!;
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let column = row + 1; column < size; column++) right[row]! -= matrix[row]![column]! * right[column]!;
    right[row]! /= matrix[row]![row]!;
  }
  return right;
}

/** The logarithm of the odds that a regression gives values. */
export function logOdds({ bias, weights }: Regression, values: readonly number[]): number {
  return bias + dot(weights, values);
}

export function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

function scalesOf(samples: readonly Sample[]): { mean: number; deviation: number }[] {
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  return (samples[0]?.values ?? []).map((_, i) => {
    const mean = samples.reduce((sum, { values, weight }) => sum + weight * values[i]!, 0) / total;
    const square = samples.reduce((sum, { values, weight }) => sum + weight * (values[i]! - mean) ** 2, 0);
    return { mean, deviation: Math.sqrt(square / total) || 1 };
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
