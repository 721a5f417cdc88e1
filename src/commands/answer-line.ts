import type { Answer } from '../types.ts';

/** An answer as batch output and `--json` give it; `ms` is how long it took, in milliseconds. */
export function answerLine(answer: Answer, ms: number) {
  return {
    outcome: answer.outcome,
    answer: answer.text,
    citations: answer.citations.map(({ n, document, title, locator, quote }) => ({
      n,
      document,
      title,
      locator,
      quote,
    })),
    ms: Math.round(ms),
    ...(answer.notice !== undefined && { notice: answer.notice }),
  };
}
