/** Chance below which a change counts as more than chance: the usual 5%. */
const CHANCE = 0.05;

/**
 * Two-sided sign test on pairs of which `better` changed one way and `worse` the other; pairs that did not
 * change say nothing. Gives the probability that chance alone divides them at least as unevenly, by the exact
 * binomial distribution (Dixon and Mood 1946; on paired yes and no it is McNemar's exact test). 1 where
 * nothing changed.
 */
export function signTest(better: number, worse: number): number {
  const changed = better + worse;
  // By logarithms: one half to the power of a thousand is 0 to a computer.
  let logTerm = -changed * Math.LN2;
  let tail = 0;
  for (let k = 0; k <= Math.min(better, worse); k++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log((changed - k) / (k + 1));
  }
  return Math.min(1, 2 * tail);
}

/** Whether a probability of the sign test is too small for chance. */
export function isBeyondChance(p: number): boolean {
  return p < CHANCE;
}
