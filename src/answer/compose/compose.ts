import { inScriptOf } from '../../language/detect.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Evidence, Language } from '../../types.ts';
import { verify } from '../../verification/verify.ts';
import type { Citations } from '../citations.ts';
import { wordingFor } from '../wording.ts';
import { dissentFrom } from './dissent.ts';
import { amountsInEnglish } from './english.ts';
import { isContradicted } from './premise.ts';
import { type Chosen, selectSentences, spanOf } from './select.ts';
import { ownClauses } from './subject.ts';
import { stripEnd, trimSentence } from './trim.ts';
import { validityRemarks } from './validity.ts';

/**
 * Composes a short answer from the documents' own words, each statement with its mark.
 *
 * @returns the text, or `undefined` where no sentence was found at all
 */
export function composeExtract(retrieval: Retrieval, citations: Citations): string | undefined {
  const chosen = selectSentences(retrieval);
  if (chosen.length === 0) return undefined;
  const { language } = retrieval.query;
  const dissent = dissentFrom(chosen[0]!, retrieval);
  const quoted = [...chosen, ...dissent];
  // What opens a list is said before its first item, and not by itself.
  const spoken = quoted.filter(({ evidence }) => !quoted.some((item) => isLeadOf(evidence, item.evidence)));
  const statements = spoken.map((item, at, all) => {
    const isLed = all.slice(0, at).some(({ evidence }) => evidence.lead?.id === item.evidence.lead?.id);
    return `${isLed ? '' : lead(item, retrieval, citations)}${statement(item, retrieval, citations)}`;
  });
  if (dissent.length === 0 && isContradicted(retrieval.query, chosen))
    statements[0] = wordingFor(language).corrected(statements[0]!);
  if (dissent.length > 0) statements.push(wordingFor(language).disagree());
  const remarks = validityRemarks(statements.join(''), citations, retrieval.question);
  return joinStatements([...statements, ...remarks], language);
}

/** One chosen sentence as a statement of the answer: trimmed, in the asker's script, with its mark. */
export function statement(chosen: Chosen, { units, query }: Retrieval, citations: Citations): string {
  const { passage } = chosen.evidence;
  const sentence = passage.text.slice(chosen.sentence.start, chosen.sentence.end);
  const cut = trimSentence(ownClauses(sentence, query), units, query);
  // What is left out may leave a figure to another subject; the whole sentence cannot.
  const trimmed = verify(cut, [chosen.evidence]).length === 0 ? cut : stripEnd(sentence);
  const mark = `[${citations.cite(chosen.evidence, [spanOf(chosen)])}]`;
  if (query.language === 'en') return englishStatement(trimmed, mark);
  return `${chinesePunctuation(inScriptOf(query.language, trimmed))}${mark}`;
}

function isLeadOf({ passage }: Evidence, { lead }: Evidence): boolean {
  return passage.id === lead?.id;
}

/** What an item of a list goes on from, as the words before its statement. */
function lead({ evidence }: Chosen, { query }: Retrieval, citations: Citations): string {
  if (!evidence.lead) return '';
  const words = evidence.lead.text.trim().replace(/[：:]$/, '');
  const mark = `[${citations.cite({ passage: evidence.lead, document: evidence.document }, [])}]`;
  if (query.language === 'en') return `“${words}” ${mark}: `;
  return `${chinesePunctuation(inScriptOf(query.language, words))}${mark}：`;
}

function englishStatement(text: string, mark: string): string {
  if (!isChinese(text)) return `${text} ${mark}`;
  const quoted = chinesePunctuation(inScriptOf('zh-Hans', text));
  const amounts = amountsInEnglish(quoted);
  return `“${quoted}” ${mark}${amounts.length > 0 ? ` — ${amounts.join('; ')}` : ''}`;
}

/** English sentences name amounts and places in Chinese beside their own wording. */
function isChinese(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han > text.length / 4;
}

/** Statements as one answer. */
export function joinStatements(statements: readonly string[], language: Language): string {
  if (language === 'en') return statements.map((text) => `${text}.`).join('\n');
  return statements.map((text) => `${text}。`).join('\n');
}

/** Half-width commas and semicolons between Han characters as Chinese print has them. */
function chinesePunctuation(text: string): string {
  return text
    .replace(/(?<=[\p{Script=Han}”」）%\d]),(?=[\p{Script=Han}“「（])/gu, '，')
    .replace(/(?<=[\p{Script=Han}”」）%\d]);(?=[\p{Script=Han}“「（])/gu, '；');
}
