import { readFileSync } from 'node:fs';
import type { ChatMessage } from '../../models/model.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Evidence, Language } from '../../types.ts';
import { excerptOf, placeOf } from './evidence.ts';

/** What a model writes when the evidence does not answer. */
export const NOT_IN_DOCUMENTS = 'NOT_IN_DOCUMENTS';

const LANGUAGE_NAMES: Record<Language, string> = {
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
};

/**
 * The messages that ask a chat model to word an answer: the rules from `prompts/answer.md`, then the
 * evidence numbered and fenced as data, then the question.
 */
export function answerPrompt(
  { query, question: { asOf } }: Pick<Retrieval, 'query' | 'question'>,
  evidence: readonly Evidence[],
  parkName: string,
): ChatMessage[] {
  const system = template('answer')
    .replaceAll('{{park}}', parkName)
    .replaceAll('{{language}}', LANGUAGE_NAMES[query.language])
    .replaceAll('{{not_in_documents}}', NOT_IN_DOCUMENTS);
  const fenced = evidence.map((item, i) => {
    const { from = asOf, to = asOf } = item.document.validity;
    const force = from <= asOf && asOf <= to ? '' : ' in-force="no"';
    return `<e n="${i + 1}"${force}>${neutral(placeOf(item, evidence.slice(0, i)))}\n${neutral(excerptOf(item, i))}</e>`;
  });
  return [
    { role: 'system', content: system },
    { role: 'user', content: `${fenced.join('\n')}\n<question>${neutral(query.text)}</question>` },
  ];
}

/** The messages that ask once more, told what was left out of the first reply and why. */
export function secondPrompt(
  messages: readonly ChatMessage[],
  reply: string,
  findings: readonly string[],
): ChatMessage[] {
  const content = template('second-try').replace('{{findings}}', () =>
    findings.map((line) => `- ${line}`).join('\n'),
  );
  return [...messages, { role: 'assistant', content: reply }, { role: 'user', content }];
}

/** All that a model is told besides documents and question, as the pieces that may never be repeated to anybody. */
export function promptPieces(): string[] {
  return [
    template('answer'),
    template('second-try'),
    '<e n="1" in-force="no">\n</e>\n<question>\n</question>',
  ]
    .flatMap((text) => text.split(/\{\{\w+\}\}/))
    .filter((text) => text.trim() !== '');
}

/** A text in which a document or a visitor cannot close the fence that holds their words. */
export function neutral(text: string): string {
  return text.replace(/[<>]/g, (bracket) => (bracket === '<' ? '‹' : '›'));
}

const loaded = new Map<string, string>();

/** The words of a prompt, as its file in `prompts` has them. */
export function template(name: 'answer' | 'second-try' | 'register-query'): string {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`../../../prompts/${name}.md`, import.meta.url), 'utf8').trim();
  loaded.set(name, text);
  return text;
}
