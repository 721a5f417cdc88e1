import type { Answer, Language } from '../../types.ts';
import { AI_LABEL } from '../ai-label.ts';
import type { Links } from '../links.ts';

/** A source of an answer, for a program: named field by field, so that nothing new leaves by accident. */
export interface ProgramSource {
  /** The number of the `[n]` mark in the answer. */
  n: number;
  title: string;
  locator: string;
  /** Exact text of the passage relied on. */
  quote: string;
  document: string;
  /** With which the passage is read in its document. */
  passage: string;
  /** The page of the passage at this desk, or else where the document was published. */
  url?: string;
}

type SourceLinks = Pick<Links, 'source'>;

/** The sources of an answer, in the order of their marks. */
export function sourcesOf(answer: Answer, links: SourceLinks): ProgramSource[] {
  return answer.citations.map(({ n, title, locator, quote, document, passage, sourceUrl }) => {
    const url = links.source(passage) ?? sourceUrl;
    return { n, title, locator, quote, document, passage, ...(url !== undefined && { url }) };
  });
}

/**
 * An answer as one text, for programs that show only text, as it is or as Markdown: the words with their marks, what
 * was made without something that failed, the sources by number, and the label of what AI made.
 */
export function answerText(answer: Answer, links: SourceLinks): string {
  const sources = sourcesOf(answer, links).map(lineOf);
  const parts = [
    paragraphs(answer.text),
    answer.notice && paragraphs(answer.notice),
    sources.length > 0 && [SOURCES[answer.language], ...sources].join('\n'),
    answer.composedBy !== 'fixed' && AI_LABEL[answer.language],
  ];
  return parts.filter(Boolean).join('\n\n');
}

const SOURCES: Record<Language, string> = { 'zh-Hans': '来源：', 'zh-Hant': '來源：', en: 'Sources:' };

function lineOf({ n, title, locator, url }: ProgramSource): string {
  return `- [${n}] ${[title, locator].filter(Boolean).join(' · ')}${url ? ` ${url}` : ''}`;
}

/** Lines as Markdown understands them: it runs together two lines that no empty one parts. */
function paragraphs(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.reduce((before, line) => `${before}${line.startsWith('- ') ? '\n' : '\n\n'}${line}`);
}
