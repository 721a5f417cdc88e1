/**
 * Weight of the dense signal, scaled to 0 to 1 between its least and best candidate, beside the sparse one,
 * whose best candidate has 1.
 */
export interface FusionWeights {
  /** Where question and passage are of the same language. */
  same: number;
  /** Where they are not, and hardly share a word. */
  cross: number;
}

/** Weights fitted on development data, by a pattern of the model's name; the first that matches counts. */
const FITTED: readonly { model: RegExp; weights: FusionWeights }[] = [
  // Beside likeness, which says much the same, flat from 0.05 to 0.3; across languages from 1.4 to 2.
  { model: /^luodi-static-/, weights: { same: 0.15, cross: 1.5 } },
  // xquad-dev within a language: flat from 0.6 to 1; across languages: flat from 2.4 to 4 (bench/README.md).
  { model: /multilingual-e5-small/, weights: { same: 0.7, cross: 3 } },
];

/** Weights of a model that is known; `undefined` for one that has to be calibrated. */
export function fittedWeights(model: string): FusionWeights | undefined {
  return FITTED.find((known) => known.model.test(model))?.weights;
}
