import { readFigures } from '../../language/figures.ts';
import { HAN } from '../../language/fold.ts';
import { likenessTo } from '../../retrieval/candidates/likeness.ts';
import type { Evidence, Language } from '../../types.ts';
import { attribute } from '../../verification/attribute.ts';
import { marksOf, withoutMarks } from '../../verification/marks.ts';
import { repair } from '../../verification/repair.ts';
import { verify } from '../../verification/verify.ts';
import { overclaim, textOf } from './claims.ts';
import { leaksPrompt } from './leaks.ts';
import { LINK, withoutMarkup } from './markup.ts';
import { isForeign } from './tongue.ts';

/** What becomes of a model's statement. */
export type Checked =
  /** It may be shown, without marks, with the evidence that bears it out. */
  | { body: string; cited: Evidence[] }
  /** It may not, and why. */
  | { body: string; fault: string }
  /** It says nothing: mark-up alone. */
  | undefined;

export interface CheckContext {
  evidence: readonly Evidence[];
  language: Language;
  /** What was shown before it. */
  shown: string;
}

/**
 * Decides whether a statement of a model may be shown: in the asker's tongue, of the evidence that it names,
 * borne out by it in every figure and in what it speaks of. One that is not is put right where the evidence
 * allows.
 */
export function checkStatement(raw: string, context: CheckContext): Checked {
  const plain = withoutMarkup(raw);
  const body = withoutMarks(plain).trim();
  if (!/[\p{L}\p{N}]/u.test(body)) return undefined;
  const unfit = unfitness(raw, body, context);
  if (unfit !== undefined) return { body, fault: unfit };
  const cited = sourcesOf(plain, context.evidence);
  if (cited.length === 0) return { body, fault: 'It names no <e> that bears it out.' };
  if (speaksAsModel(body, cited)) return { body, fault: 'It speaks of the writer.' };
  const beyond = overclaim(body, cited);
  if (beyond !== undefined) return { body, fault: beyond };
  const findings = verify(body, cited);
  const right = findings.length === 0 ? body : repair(body, cited);
  if (right === undefined || (right !== body && verify(right, cited).length > 0))
    return { body, fault: findings.map(({ reason }) => reason).join(' ') };
  if (!isBorneOut(right, cited)) return { body, fault: 'The <e> it names speaks of something else.' };
  return { body: right, cited };
}

/** No sentence of a short answer is longer; a Latin character carries less than a Han character. */
const LONGEST = { han: 240, latin: 480 };

/** Why a statement may not be shown whatever it rests on. */
function unfitness(raw: string, body: string, { language, shown }: CheckContext): string | undefined {
  if (!COMPLETE.test(raw.trim())) return 'It breaks off.';
  if (body.length > (language === 'en' ? LONGEST.latin : LONGEST.han)) return 'It is too long.';
  if (LINK.test(body) || /\S{40}/.test(body.replace(/\P{ASCII}/gu, ' '))) return 'It holds a link or code.';
  if (isForeign(body, language)) return 'It is in another language.';
  if (leaksPrompt(`${shown}${body}`) || leaksPrompt(body)) return 'It is not about the question.';
  return undefined;
}

/** A sentence ends in its mark, or in the marks of its evidence. */
const COMPLETE = /(?:[。！？.!?…;；:：]|[[【]\d+[\]】])[”"’」』）)*_`\s]*$/u;

/** The evidence that a statement names; where it names none, that whose words it repeats. */
function sourcesOf(statement: string, evidence: readonly Evidence[]): Evidence[] {
  const marks = marksOf(statement);
  if (marks.length > 0) return [...new Set(marks.flatMap((n) => evidence[n - 1] ?? []))];
  return [attribute(statement, evidence)].filter((item) => item !== undefined);
}

const OF_THE_MODEL =
  /(?<!\b(?:[Pp]hase|[Ss]tage|[Cc]lass|[Tt]ype|[Pp]art|[Gg]rade|[Tt]ier|[Cc]ategory|[Zz]one) )\bI\b|\b[Mm](?:y|e|yself)\b|\bas an? (?:AI|assistant|language model)\b|\bsystem (?:prompt|message)|\binstructions\b|我(?![国國省市县縣区區州院校司局委园園厂廠])|提示词|提示詞|系统提示|系統提示|语言模型|語言模型|作[为為](?:一[个個名位])?(?:AI|人工智能|助手)/u;

/** Whether a statement speaks of whoever writes it, which no document's words do unless it quotes them. */
function speaksAsModel(body: string, cited: readonly Evidence[]): boolean {
  const said = OF_THE_MODEL.exec(body)?.[0];
  return said !== undefined && !cited.some(({ passage }) => passage.text.includes(said));
}

/**
 * How much of a statement its evidence says, by the meanings of its words, at the least: within Chinese, within
 * English, and across the two. Of the true sentences in tests/fixtures/verifier-sentences.jsonl none says less
 * within a language, and one in fifty across; sentences about other things hardly ever reach it. Of a statement
 * with figures, which are verified by themselves, less is asked: "It was up 166.5 percent" has no word of its own.
 */
const LEAST_LIKENESS = { chinese: 0.55, english: 0.38, across: 0.3 };
const LEAST_WITH_FIGURES = { chinese: 0.4, english: 0.2, across: 0 };
const NUMBER_WORD =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|hundred)\b/i;

function isBorneOut(statement: string, cited: readonly Evidence[]): boolean {
  const hasFigures = readFigures(statement).length > 0 || NUMBER_WORD.test(statement);
  const least = hasFigures ? LEAST_WITH_FIGURES : LEAST_LIKENESS;
  const text = textOf(cited);
  const isSame = HAN.test(statement) === HAN.test(text);
  const within = HAN.test(statement) ? least.chinese : least.english;
  return likenessTo(statement)({ ...cited[0]!.passage, text }).whole >= (isSame ? within : least.across);
}
