import { z } from 'zod';
import { fold } from './language/fold.ts';
import type { Outcome } from './types.ts';

/** A question with what a right answer to it must hold. */
export const goldSchema = z.object({
  id: z.union([z.string(), z.number()]),
  lang: z.string().optional(),
  type: z.string().default('question'),
  question: z.string(),
  history: z.array(z.string()).default([]),
  audience: z.enum(['public', 'staff']).optional(),
  as_of: z.iso.date().optional(),
  outcome: z.enum(['answered', 'declined', 'handoff', 'smalltalk', 'failed']),
  /** Groups of acceptable strings; one of every group has to be in the answer. */
  must: z.array(z.array(z.string()).min(1)).default([]),
  forbid: z.array(z.string()).default([]),
  evidence: z.string().optional(),
});
export type Gold = z.infer<typeof goldSchema>;

/** What was answered, as far as it is judged. */
export interface GivenAnswer {
  outcome: Outcome;
  text: string;
  quotes: string[];
  ms: number;
}

export interface Verdict {
  gold: Gold;
  given: GivenAnswer;
  right: boolean;
  /** Why it is not right, one phrase each. */
  faults: string[];
  /** Whether gold's evidence stands in a quote; `undefined` where gold names none or nothing was answered. */
  evidenceCited?: boolean;
  /** Figures of the answer that no quote holds. */
  untraced: string[];
}

/** Longest answer to a question of fact, in characters without its `[n]` marks (the gold sets' own rule). */
const FACT_LENGTH = 300;
const OPEN_TYPES = new Set(['list', 'aggregate', 'comparison', 'summary']);
const MARK = /\[\d+\]/g;

/** Both sides of a comparison in one form: NFKC, Simplified, lower case, without white space and thousands separators. */
export function foldForScoring(text: string): string {
  return fold(text.normalize('NFKC'))
    .replace(/(?<=\d)[,，](?=\d{3}(?!\d))/g, '')
    .replace(/\s+/g, '');
}

/** Characters of an answer without its `[n]` marks, in code points. */
export function answerLength(text: string): number {
  return [...text.replace(MARK, '').trim()].length;
}

/** Judges one answer by its gold; where gold says `declined`, handing over and small talk are no faults. */
export function judge(gold: Gold, given: GivenAnswer): Verdict {
  const answer = foldForScoring(given.text.replace(MARK, ''));
  const holds = (wanted: string) => answer.includes(foldForScoring(wanted));
  const faults: string[] = [];
  if (!outcomeFits(gold.outcome, given.outcome)) faults.push(`outcome ${given.outcome}, not ${gold.outcome}`);
  for (const group of gold.must) if (!group.some(holds)) faults.push(`without ${group.join(' / ')}`);
  for (const string of gold.forbid) if (holds(string)) faults.push(`says ${string}`);
  const length = answerLength(given.text);
  if (gold.outcome === 'answered' && !OPEN_TYPES.has(gold.type) && length > FACT_LENGTH) {
    faults.push(`${length} characters long`);
  }
  const verdict: Verdict = { gold, given, right: faults.length === 0, faults, untraced: [] };
  if (given.outcome !== 'answered') return verdict;
  verdict.untraced = untracedFigures(given.text, given.quotes);
  if (gold.evidence !== undefined) {
    const evidence = foldForScoring(gold.evidence);
    verdict.evidenceCited = given.quotes.some((quote) => foldForScoring(quote).includes(evidence));
  }
  return verdict;
}

function outcomeFits(wanted: Outcome, given: Outcome): boolean {
  return wanted === given || (wanted === 'declined' && (given === 'handoff' || given === 'smalltalk'));
}

const MULTIPLIERS: Record<string, number> = {
  百: 1e2,
  千: 1e3,
  万: 1e4,
  亿: 1e8,
  万亿: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};
const FIGURE = /(\d+(?:\.\d+)?)(万亿|[百千万亿]|thousand|million|billion|trillion)?/g;
const MONTHS =
  /\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?=\s*\d)|(?<=\d\s*)(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b/gi;
const MONTH_ORDER = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Figures of an answer that stand in none of the quotes, neither as they are nor as the same amount in
 * another unit (1638.77亿 is 163.877 billion). Kept apart from the code that composes answers, and
 * simpler, so that the two cannot be wrong together. List numbers at the start of a line are no figures.
 */
export function untracedFigures(text: string, quotes: readonly string[]): string[] {
  const held = new Set(
    quotes.flatMap((quote) => figuresOf(quote)).flatMap(({ digits, value }) => [digits, value]),
  );
  return figuresOf(text.replace(MARK, ' ').replace(/^\s*\d+[.、)）](?!\d)\s*/gm, ''))
    .filter(({ digits, value }) => !held.has(value) && !held.has(digits))
    .map(({ written }) => written);
}

function figuresOf(text: string): { written: string; digits: string; value: string }[] {
  const plain = text.replace(
    MONTHS,
    (month) => `${MONTH_ORDER.indexOf(month.slice(0, 3).toLowerCase()) + 1} `,
  );
  const folded = fold(plain.normalize('NFKC'))
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/(?<=\d)\s+(?=[百千万亿]|thousand|million|billion|trillion)/g, '');
  return [...folded.matchAll(FIGURE)].map(([written, number, unit]) => ({
    written,
    digits: unit ? written : String(Number(number)),
    // Twelve significant digits: as many as any amount has, and fewer than binary rounding disturbs.
    value: `=${Number((Number(number) * (MULTIPLIERS[unit ?? ''] ?? 1)).toPrecision(12))}`,
  }));
}

export interface Score {
  total: number;
  right: number;
  /** By type of question, in the order of the file. */
  types: { type: string; right: number; total: number }[];
  /** Answered questions whose gold names evidence, and those of them that cite it. */
  evidence: { cited: number; total: number };
  /** Answered questions with a figure that no quote holds. */
  untraced: number;
  answered: number;
  failed: number;
  /** Median characters of answered questions of type fact or number. */
  factCharacters?: number;
  p50: number;
  p95: number;
}

/** Adds verdicts up. */
export function summarize(verdicts: readonly Verdict[]): Score {
  const types = new Map<string, { type: string; right: number; total: number }>();
  for (const { gold, right } of verdicts) {
    const row = types.get(gold.type) ?? { type: gold.type, right: 0, total: 0 };
    types.set(gold.type, { ...row, right: row.right + Number(right), total: row.total + 1 });
  }
  const answered = verdicts.filter(({ given }) => given.outcome === 'answered');
  const evidenced = verdicts.filter(({ evidenceCited }) => evidenceCited !== undefined);
  const facts = answered.filter(({ gold }) => gold.type === 'fact' || gold.type === 'number');
  const times = verdicts.map(({ given }) => given.ms);
  return {
    total: verdicts.length,
    right: verdicts.filter(({ right }) => right).length,
    types: [...types.values()],
    evidence: {
      cited: evidenced.filter(({ evidenceCited }) => evidenceCited).length,
      total: evidenced.length,
    },
    untraced: answered.filter(({ untraced }) => untraced.length > 0).length,
    answered: answered.length,
    failed: verdicts.filter(({ given }) => given.outcome === 'failed').length,
    factCharacters: facts.length
      ? quantile(
          facts.map(({ given }) => answerLength(given.text)),
          0.5,
        )
      : undefined,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
  };
}

/** Nearest-rank quantile; 0 of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
