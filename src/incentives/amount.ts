import type {
  Basis,
  IncentiveRule,
  Line,
  Part,
  Situation,
  Step,
  Unmet,
  Working,
} from '../incentive-types.ts';
import { figureOf } from './given.ts';

type Amount = Omit<Part, 'rule' | 'provided'>;
type Counted =
  | { kind: 'amount'; amount: Amount }
  | { kind: 'unmet'; why: Unmet }
  | { kind: 'unknown'; needs: Basis };

/**
 * What the steps of a rule come to: each line before and after its own cap, then all years together under the rule's
 * caps. What is no whole cent is left out, as offices pay no part of one.
 */
export function amountOf(rule: IncentiveRule, steps: readonly Step[], situation: Situation): Counted {
  const lines: Line[] = [];
  const waiting: Basis[] = [];
  for (const step of steps) {
    if (!isOfYear(step, situation.year)) continue;
    const working = workingOf(step, rule, situation);
    if ('kind' in working) lines.push(lineOf(step, working, situation.year));
    else if ('given' in working) {
      const why = { because: 'currency' as const, counts: rule.currency, ...working };
      return { kind: 'unmet', why };
    } else waiting.push(working.needs);
  }
  // Of what is granted side by side (doctors, masters), what is not named is not brought.
  const [first] = waiting;
  if (lines.length === 0 && first) return { kind: 'unknown', needs: first };
  return { kind: 'amount', amount: capped(lines, rule) };
}

function isOfYear({ years }: Step, year: number | undefined): boolean {
  if (year === undefined || !years) return true;
  return years.from <= year && (years.to === undefined || year <= years.to);
}

type NoWorking = { needs: Basis } | { basis: Basis; given: Extract<Unmet, { because: 'currency' }>['given'] };

function workingOf(step: Step, rule: IncentiveRule, situation: Situation): Working | NoWorking {
  const { reward } = step;
  if (reward.kind === 'fixed') return { kind: 'fixed' };
  const found = figureOf(reward.of, situation, rule.currency, rule.most);
  if (found.kind === 'unknown') return { needs: needsFor(reward.of, situation) };
  if (found.kind === 'currency') return { basis: reward.of, given: found.given };
  const over = rule.isMarginal ? step.from?.value : undefined;
  const within = rule.isMarginal && step.to ? Math.min(found.value, step.to.value) : found.value;
  const counted = { ...(over && { over }), of: reward.of };
  if (reward.kind === 'each') {
    const given = found.given !== undefined && { given: found.given };
    return { ...reward, units: within, ...counted, ...given };
  }
  const rent = found.rent && { rent: found.rent };
  return { kind: 'share', base: within, millionths: reward.millionths, ...counted, ...rent };
}

/** Rent is known by its area and its price: what is missing of them. */
function needsFor(basis: Basis, { figures }: Situation): Basis {
  return basis === 'rentPaid' && !figures.rentArea ? 'rentArea' : basis;
}

function lineOf(step: Step, working: Working, year: number | undefined): Line {
  const before = step.reward.kind === 'fixed' ? step.reward.cents : centsOf(working);
  const years = step.years && (year === undefined ? step.years : { from: year, to: year });
  const { passage } = step;
  const cents = Math.min(before, step.cap?.cents ?? before);
  return { ...(passage && { passage }), ...(years && { years }), working, before, cents };
}

function centsOf(working: Working): number {
  if (working.kind === 'fixed') return 0;
  if (working.kind === 'share') {
    const base = BigInt(working.base - (working.over ?? 0));
    return Number((base * BigInt(working.millionths)) / 1_000_000n);
  }
  // Thousandths of a unit times ten-thousandths of a yuan are ten-millionths, of which 100,000 are a cent.
  const units = BigInt(working.units - (working.over ?? 0));
  return Number((units * BigInt(working.price) * BigInt(working.times)) / 100_000n);
}

function capped(lines: readonly Line[], { cap, yearlyCap, steps, currency }: IncentiveRule): Amount {
  const isYearly = lines.some(({ years }) => years && years.to === undefined);
  const sum = (of: (line: Line) => number, limit = Number.POSITIVE_INFINITY) =>
    periodsOf(lines).reduce(
      (total, { own, count }) =>
        total +
        count *
          Math.min(
            limit,
            own.reduce((all, line) => all + of(line), 0),
          ),
      0,
    );
  const before = sum((line) => line.before);
  const bySteps = sum((line) => line.cents);
  const yearly = sum((line) => line.cents, yearlyCap?.cents);
  const cents = Math.min(yearly, cap?.cents ?? yearly);
  const bites =
    cents < yearly
      ? { ...cap!, yearly: false }
      : yearly < bySteps
        ? { ...yearlyCap!, yearly: true }
        : bySteps < before
          ? { cents: stepCap(lines, steps), currency, yearly: lines.some(({ years }) => years) }
          : undefined;
  return { lines, before, cents, isYearly, ...(bites && { cap: bites }) };
}

/** The cap of the step that one bites in. */
function stepCap(lines: readonly Line[], steps: readonly Step[]): number {
  const bitten = lines.find(({ before, cents }) => cents < before)!;
  return steps.find(({ cap }) => cap?.cents === bitten.cents)!.cap!.cents;
}

/** Lines by the years in which they are granted together; what has no years is a period of its own. */
function periodsOf(lines: readonly Line[]): { own: Line[]; count: number }[] {
  const single = lines.filter(({ years }) => !years);
  const byYears = Map.groupBy(
    lines.filter(({ years }) => years),
    ({ years }) => `${years!.from}-${years!.to}`,
  );
  const groups = [...byYears.values()].map((own) => {
    const { from, to } = own[0]!.years!;
    return { own, count: to === undefined ? 1 : to - from + 1 };
  });
  return single.length > 0 ? [{ own: single, count: 1 }, ...groups] : groups;
}
