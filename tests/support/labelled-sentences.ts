import type { Evidence } from '../../src/types.ts';

/** A sentence with the evidence it cites and whether that bears it out; wrong ones say how. */
export interface LabelledSentence {
  id: string;
  lang: string;
  statement: string;
  verdict: 'right' | 'wrong';
  vice?: string;
  evidence: Evidence[];
}

interface Line extends Omit<LabelledSentence, 'evidence'> {
  evidence: { title: string; heading?: string; text: string }[];
}

/** Reads a set of labelled sentences, a JSON object a line. */
export function labelledSentences(jsonl: string): LabelledSentence[] {
  return jsonl
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const { evidence, ...sentence } = JSON.parse(line) as Line;
      return { ...sentence, evidence: evidence.map(asEvidence) };
    });
}

function asEvidence({ title, heading, text }: Line['evidence'][number], at: number): Evidence {
  const id = `document-${at + 1}.md`;
  const locator = { headingPath: heading ? [heading] : [] };
  const source = { path: id, file: id, audience: 'public' as const };
  const described = { version: 'v1', contentHash: id, title, source, packName: 'test' };
  const document = { id, ...described, ownWords: { repeals: [], spans: [] }, validity: { fromText: false } };
  const place = { document: id, version: 'v1', ordinal: 0, start: 0, end: text.length };
  const passage = { id, ...place, kind: 'paragraph' as const, text, locator };
  return { passage, document, score: 1, sentences: [], around: '', signals: {} };
}
