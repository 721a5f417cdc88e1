import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateFeatures } from './features.ts';

/**
 * What a library is to a question, which decides what speaks for an answer. `crowded`: all its texts were chosen
 * for the question, so that several say the same. `mixed`: the documents of a park, where one says it. `english`:
 * an English question, which shares few words with the documents.
 */
export const KINDS = ['crowded', 'mixed', 'english'] as const;
export type Kind = (typeof KINDS)[number];

/** Weights of the features and the bias of a logistic regression for each kind of library. */
export type GateWeights = Record<Kind, Record<keyof GateFeatures | 'bias', number>>;

/** Fitted by bench/fit-gate.ts, which says on what. */
const WEIGHTS: GateWeights = JSON.parse(readFileSync(join(import.meta.dirname, 'weights.json'), 'utf8'));

/** The gate opens from this confidence on; the biases are such that it answers as many as is wanted. */
export const THRESHOLD = 0.5;

/** Crowding from which on a library is the more crowded, and that at which it is nothing else. */
const CROWDED = { from: 0.04, at: 0.08 };

/** How far a library is of each kind; the shares add up to 1. */
export function kindShares(seen: { isEnglish: boolean; crowding: number }): Record<Kind, number> {
  if (seen.isEnglish) return { crowded: 0, mixed: 0, english: 1 };
  const share = (seen.crowding - CROWDED.from) / (CROWDED.at - CROWDED.from);
  const crowded = Math.min(1, Math.max(0, share));
  return { crowded, mixed: 1 - crowded, english: 0 };
}

export const GATE_FEATURES = Object.keys(WEIGHTS.mixed).filter(
  (name) => name !== 'bias',
) as (keyof GateFeatures)[];

/** One addend of the sum whose logistic function is the confidence: `value` times `weight`. */
export interface GatePart {
  feature: keyof GateFeatures | 'bias';
  value: number;
  weight: number;
  contribution: number;
}

/** What a confidence is made of, for a library of a kind or between two. */
export function partsOf(features: GateFeatures, shares: Readonly<Record<Kind, number>>): GatePart[] {
  const weigh = (feature: keyof GateFeatures | 'bias', value: number): GatePart => {
    const weight = KINDS.reduce((sum, kind) => sum + shares[kind] * WEIGHTS[kind][feature], 0);
    return { feature, value, weight, contribution: value * weight };
  };
  return [weigh('bias', 1), ...GATE_FEATURES.map((feature) => weigh(feature, features[feature]))];
}

/** How likely the documents hold an answer, 0 to 1. */
export function confidenceOf(parts: readonly GatePart[]): number {
  return 1 / (1 + Math.exp(-parts.reduce((sum, { contribution }) => sum + contribution, 0)));
}
