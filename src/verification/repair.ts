import { splitClauses } from '../language/clauses.ts';
import { detectLanguage, inScriptOf } from '../language/detect.ts';
import { fold, HAN } from '../language/fold.ts';
import { splitSentences } from '../language/sentences.ts';
import type { Evidence } from '../types.ts';
import type { Finding } from './finding.ts';
import { verify } from './verify.ts';

/**
 * The statement with what fails put right from its evidence, or `undefined` where only leaving it out is honest:
 * the figure that the evidence has, else what is left without the clauses that fail, else the sentence of the
 * evidence that says the most of it, in the script of the statement. What is returned has no finding.
 */
export function repair(statement: string, cited: readonly Evidence[]): string | undefined {
  const findings = verify(statement, cited);
  if (findings.length === 0) return statement;
  for (const way of [withHeldFigures, withoutFailing, inOwnWords]) {
    const repaired = way(statement, findings, cited);
    if (repaired !== undefined && verify(repaired, cited).length === 0) return repaired;
  }
  return undefined;
}

const FIGURES: ReadonlySet<Finding['kind']> = new Set(['figure', 'unit', 'date', 'document-number']);

/** Figures that fail in the wording of the evidence; only where each has one there, and in a text of one language. */
function withHeldFigures(statement: string, findings: readonly Finding[]): string | undefined {
  if (!HAN.test(statement)) return undefined;
  let repaired = statement;
  for (const { kind, start, end, held } of [...findings].reverse()) {
    if (!FIGURES.has(kind) || held === undefined) return undefined;
    repaired = repaired.slice(0, start) + inScriptOf(detectLanguage(statement), held) + repaired.slice(end);
  }
  return repaired;
}

/** The clauses before the first that fails: those behind it may hang on it. */
function withoutFailing(statement: string, findings: readonly Finding[]): string | undefined {
  const first = Math.min(...findings.map(({ start }) => start));
  let kept = '';
  for (const clause of splitClauses(statement)) {
    if (kept.length + clause.length > first) break;
    kept += clause;
  }
  const stem = kept.replace(/[，,；;、\s]+$/, '');
  if (!/[\p{L}\p{N}]{4}/u.test(stem)) return undefined;
  return HAN.test(stem) ? `${stem}。` : `${stem}.`;
}

/** How much of a statement's pairs of characters a sentence must have to be what was meant. */
const MEANT = 0.5;

function inOwnWords(
  statement: string,
  _: readonly Finding[],
  cited: readonly Evidence[],
): string | undefined {
  if (!HAN.test(statement)) return undefined;
  const pairs = pairsOf(statement);
  let best: string | undefined;
  let most = MEANT;
  for (const { passage } of cited)
    for (const { start, end } of splitSentences(passage.text)) {
      const sentence = passage.text.slice(start, end);
      const held = pairsOf(sentence);
      const share = [...pairs].filter((pair) => held.has(pair)).length / Math.max(pairs.size, 1);
      if (share > most) [best, most] = [sentence, share];
    }
  return best && inScriptOf(detectLanguage(statement), best);
}

function pairsOf(text: string): Set<string> {
  const folded = fold(text).replace(/[^\p{L}\p{N}]/gu, '');
  return new Set(Array.from({ length: Math.max(folded.length - 1, 0) }, (_, at) => folded.slice(at, at + 2)));
}
