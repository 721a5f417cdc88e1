import { z } from 'zod';
import type { Answer } from '../../types.ts';
import { DOCUMENT_TYPES } from '../../types.ts';
import { AI_LABEL } from '../ai-label.ts';
import type { DocumentCard, PassageFound, SourceBlock, SourceView } from '../desk-port.ts';
import type { Links } from '../links.ts';
import { answerText, sourcesOf } from '../programs/answer-text.ts';

type SourceLinks = Pick<Links, 'source'>;

const url = z.string().optional();
const source = z.object({
  n: z.number().describe('The number of the [n] mark in the answer'),
  title: z.string(),
  locator: z.string().describe('Where in the document, as a person reads it'),
  quote: z.string().describe('Exact text relied on'),
  document: z.string(),
  passage: z.string().describe('For read_source'),
  url,
});
const day = z.string().optional();
const validity = z.object({ from: day, to: day, successor: z.string().optional() });
const head = {
  document: z.string(),
  title: z.string(),
  type: z.enum(DOCUMENT_TYPES).optional(),
  zone: z.string().optional(),
  documentNumber: z.string().optional(),
  validity: validity.describe('First and last day on which it is the rule; open where absent'),
  url,
};

/** What each tool gives, named field by field: no scores, nothing for staff, nothing new by accident. */
export const RESULTS = {
  ask: {
    outcome: z.enum(['answered', 'declined', 'handoff', 'smalltalk']),
    answer: z.string().describe('Sources are marked [1]'),
    language: z.enum(['zh-Hans', 'zh-Hant', 'en']),
    sources: z.array(source),
    notice: z.string().optional(),
    suggestions: z.array(z.string()),
    label: z.string().optional().describe('To be shown with the answer, as AI made it'),
  },
  search: {
    passages: z.array(
      z.object({
        passage: z.string(),
        title: z.string(),
        locator: z.string(),
        text: z.string(),
        document: z.string(),
        url,
      }),
    ),
  },
  documents: {
    documents: z.array(z.object({ ...head, passage: z.string().optional() })),
    total: z.number(),
  },
  source: {
    ...head,
    locator: z.string(),
    passage: z.string().describe('Exact text of the passage'),
    text: z.string().describe('The stretch of the document that it stands in'),
    from: z.number().describe('Place of the first block of the stretch, from 0'),
    blocks: z.number(),
    total: z.number().describe('Blocks of the whole document'),
  },
};

type Result<Name extends keyof typeof RESULTS> = z.infer<z.ZodObject<(typeof RESULTS)[Name]>>;

/** An answer, which must not be a failed one. */
export function askResult(answer: Answer, links: SourceLinks): { text: string; result: Result<'ask'> } {
  const { outcome, language, notice, suggestions = [], composedBy } = answer;
  if (outcome === 'failed') throw new Error('A failed answer is no result.');
  const label = composedBy === 'fixed' ? {} : { label: AI_LABEL[language] };
  const sources = sourcesOf(answer, links);
  const words = { outcome, answer: answer.text, language, sources, suggestions };
  return { text: answerText(answer, links), result: { ...words, ...(notice && { notice }), ...label } };
}

export function searchResult(
  found: readonly PassageFound[],
  links: SourceLinks,
): { text: string; result: Result<'search'> } {
  const passages = found.map(({ passage, title, locator, text, document, sourceUrl }) => ({
    ...{ passage, title, locator, text, document },
    ...urlOf(links.source(passage) ?? sourceUrl),
  }));
  const text = passages.map(
    ({ passage, title, locator, text }) => `${title} · ${locator} (${passage})\n${text}`,
  );
  return { text: text.join('\n\n') || 'Nothing found.', result: { passages } };
}

export function documentsResult(
  cards: readonly DocumentCard[],
  total: number,
  links: SourceLinks,
): { text: string; result: Result<'documents'> } {
  const documents = cards.map((card) => {
    const { passage, sourceUrl } = card;
    return { ...headOf(card), passage, ...urlOf((passage && links.source(passage)) ?? sourceUrl) };
  });
  const lines = documents.map(
    ({ title, document, type }) => `- ${title} (${document}${type ? `, ${type}` : ''})`,
  );
  return { text: [`${total} documents`, ...lines].join('\n'), result: { documents, total } };
}

export function sourceResult(
  passageId: string,
  view: SourceView,
  links: SourceLinks,
): { text: string; result: Result<'source'> } {
  const { locator, passage, window, sourceUrl } = view;
  const text = textOf(window.blocks);
  const place = { from: window.from, blocks: window.blocks.length, total: window.total };
  const result = {
    ...headOf(view),
    ...urlOf(links.source(passageId) ?? sourceUrl),
    locator,
    passage,
    text,
    ...place,
  };
  return { text: `${view.title} · ${locator}\n\n${text}`, result };
}

function headOf({ document, title, type, zone, documentNumber, validity }: DocumentCard | SourceView) {
  const { from, to, successor } = validity;
  return { document, title, type, zone, documentNumber, validity: { from, to, successor } };
}

function urlOf(address: string | undefined): { url?: string } {
  return address === undefined ? {} : { url: address };
}

/** Blocks of a document as Markdown. */
export function textOf(blocks: readonly SourceBlock[]): string {
  return blocks
    .map(({ kind, level = 1, text }) => {
      if (kind === 'heading') return `\n${'#'.repeat(level)} ${text}\n`;
      return kind === 'list-item' || kind === 'table-row' ? `- ${text}` : `\n${text}\n`;
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
