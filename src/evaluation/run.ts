import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Verdict } from './judge.ts';
import { languageOf } from './score.ts';
import { englishOf, objectionsTo } from './words.ts';

const OUTCOME = z.enum(['answered', 'declined', 'handoff', 'smalltalk', 'failed']);

const runQuestionSchema = z.object({
  id: z.union([z.string(), z.number()]),
  /** Of the gold question: verdicts by another gold are not compared. */
  fingerprint: z.string(),
  type: z.string(),
  language: z.string(),
  question: z.string(),
  wanted: OUTCOME,
  outcome: OUTCOME,
  text: z.string(),
  right: z.boolean(),
  cited: z.boolean().optional(),
  untraced: z.number(),
  /** In English words. */
  objections: z.array(z.string()),
  ms: z.number(),
  tokens: z.object({ prompt: z.number(), completion: z.number() }).optional(),
});

/** One evaluation as it is kept, to compare later ones with. */
export const runSchema = z.object({
  format: z.literal(1),
  /** When it ended, an ISO 8601 instant. */
  at: z.iso.datetime(),
  /** Name of the file of gold questions. */
  gold: z.string(),
  /** Names of the packs that were asked. */
  packs: z.array(z.string()),
  /** The chat model that worded answers; absent where none was configured. */
  model: z.string().optional(),
  audience: z.enum(['public', 'staff']),
  /** The day the answers are for, where a question names none. */
  asOf: z.iso.date(),
  questions: z.array(runQuestionSchema),
});
export type EvaluationRun = z.infer<typeof runSchema>;
export type RunQuestion = EvaluationRun['questions'][number];

/** What of a run does not come from its verdicts. */
export type RunHead = Omit<EvaluationRun, 'format' | 'questions'>;

/** Verdicts in the form in which they are kept. */
export function runOf(head: RunHead, verdicts: readonly Verdict[]): EvaluationRun {
  return { format: 1, ...head, questions: verdicts.map(questionOf) };
}

function questionOf(verdict: Verdict): RunQuestion {
  const { gold, given } = verdict;
  return {
    id: gold.id,
    fingerprint: createHash('sha256').update(JSON.stringify(gold)).digest('hex').slice(0, 12),
    type: gold.type,
    language: languageOf(verdict),
    question: gold.question,
    wanted: gold.outcome,
    outcome: given.outcome,
    text: given.text,
    right: verdict.right,
    cited: verdict.evidenceCited,
    untraced: verdict.untraced.length,
    objections: objectionsTo(verdict).map(englishOf),
    ms: Math.round(given.ms),
    tokens: given.tokens,
  };
}
