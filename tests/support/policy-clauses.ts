import { readIncentives } from '../../src/incentives/read/read.ts';
import type { Passage } from '../../src/types.ts';

/** A passage of a policy, in its third article unless given. */
export interface Part {
  text: string;
  kind?: Passage['kind'];
  article?: string;
  heading?: string;
  table?: string;
}

/** Passages of a policy in their order. */
export const passagesOf = (parts: readonly Part[]): Passage[] =>
  parts.map(({ text, kind = 'paragraph', article = '第三条', heading, table }, ordinal) => ({
    ...{ id: `p${ordinal}`, document: 'd', version: 'v', ordinal, kind, start: 0, end: text.length, text },
    locator: { headingPath: ['若干政策', ...(heading ? [heading] : [])], article, ...(table && { table }) },
  }));
/** What is read of a policy of these passages, or of paragraphs of its third article. */
export const readPolicy = (...parts: (Part | string)[]) =>
  readIncentives({
    id: 'd',
    title: '若干政策',
    passages: passagesOf(parts.map((part) => (typeof part === 'string' ? { text: part } : part))),
  });
