import type { Answer, AnswerTable, Citation } from '../../types.ts';

/** What the page needs of an answer besides its text: no scores, no signals, nothing of the index. */
export type AnswerData = Omit<Answer, 'text' | 'tokens'>;

/** Named field by field: what a later version adds to an answer does not leave by accident. */
export function publicAnswer(answer: Answer): AnswerData {
  const { outcome, language, composedBy, notice, suggestions } = answer;
  const table = answer.table && publicTable(answer.table);
  return {
    outcome,
    language,
    composedBy,
    notice,
    suggestions,
    citations: answer.citations.map(publicCitation),
    table,
  };
}

function publicTable({ title, columns, rows, total, chart, export: token }: AnswerTable): AnswerTable {
  return {
    title,
    columns: columns.map(({ name, kind }) => ({ name, kind })),
    rows: rows.map((cells) => cells.map(({ text, value, from, to }) => ({ text, value, from, to }))),
    total,
    chart: chart && { kind: chart.kind, label: chart.label, value: chart.value, until: chart.until },
    export: token,
  };
}

function publicCitation(citation: Citation): Citation {
  const { n, document, title, locator, quote, highlights, passage, sourceUrl } = citation;
  return {
    n,
    document,
    title,
    locator,
    quote,
    highlights: highlights.map(({ start, end }) => ({ start, end })),
    passage,
    sourceUrl,
  };
}
