import { readFileSync } from 'node:fs';
import type { ChatMessage } from '../models/model.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';
import type { Evidence, Language } from '../types.ts';
import { describeLocator, withoutTitle } from './citations.ts';

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
  const system = template()
    .replaceAll('{{park}}', parkName)
    .replaceAll('{{language}}', LANGUAGE_NAMES[query.language])
    .replaceAll('{{not_in_documents}}', NOT_IN_DOCUMENTS);
  const fenced = evidence.map(({ passage, document }, i) => {
    const place = [document.title, describeLocator(withoutTitle(passage.locator, document.title))]
      .filter(Boolean)
      .join(' · ');
    const { from = asOf, to = asOf } = document.validity;
    const force = from <= asOf && asOf <= to ? '' : ' in-force="no"';
    return `<evidence n="${i + 1}" source="${neutral(place)}"${force}>\n${neutral(passage.text)}\n</evidence>`;
  });
  return [
    { role: 'system', content: system },
    { role: 'user', content: `${fenced.join('\n')}\n\n<question>\n${neutral(query.text)}\n</question>` },
  ];
}

// A document or a visitor cannot close the fence that holds their words.
function neutral(text: string): string {
  return text.replace(/[<>]/g, (bracket) => (bracket === '<' ? '‹' : '›')).replaceAll('"', '”');
}

let loaded: string | undefined;

function template(): string {
  loaded ??= readFileSync(new URL('../../prompts/answer.md', import.meta.url), 'utf8').trim();
  return loaded;
}
