import type { Basis, IncentiveRule, Step } from '../../incentive-types.ts';

/**
 * Steps with their bounds closed: where one begins, the one below it ends. `undefined` where tiers overlap all the
 * same, or two grants without bounds are of the same basis, since then it is not certain which one counts.
 */
export function closeTiers({
  steps,
  isMarginal,
}: Pick<IncentiveRule, 'steps' | 'isMarginal'>): Step[] | undefined {
  const groups = Map.groupBy(steps, groupOf);
  const closed = new Map<Step, Step>();
  for (const group of groups.values()) {
    const ordered = [...group].sort((a, b) => start(a) - start(b));
    for (const [at, step] of ordered.entries()) {
      const next = ordered[at + 1];
      if (next && !next.from) return undefined;
      const fitted = next?.from ? endedBy(step, next.from, isMarginal) : step;
      if (!fitted) return undefined;
      closed.set(step, fitted);
    }
  }
  return steps.map((step) => closed.get(step)!);
}

function start({ from }: Step): number {
  return from?.value ?? -1;
}

/** Steps that are alternatives of each other: of one basis, in the same years. */
function groupOf({ reward, years }: Step): string {
  const of: Basis | 'fixed' = reward.kind === 'fixed' ? 'fixed' : reward.of;
  return JSON.stringify([of, years]);
}

function endedBy(step: Step, next: NonNullable<Step['from']>, isMarginal: boolean): Step | undefined {
  const { to } = step;
  const end = { value: next.value, includes: !next.includes };
  if (!to) return { ...step, to: end };
  if (to.value > next.value) return undefined;
  return to.value === next.value && to.includes && next.includes && !isMarginal ? { ...step, to: end } : step;
}
