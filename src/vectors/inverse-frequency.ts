/** The contract's inverse document frequency of a term that `holding` of `entries` entries hold. */
export function inverseFrequency(entries: number, holding: number): number {
  return Math.log(1 + (entries - holding + 0.5) / (holding + 0.5));
}
