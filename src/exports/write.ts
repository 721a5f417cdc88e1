import type { ExportCell, TableExport } from '../channels/desk-port.ts';
import { writeCsv } from './csv.ts';
import { writeXlsx } from './xlsx.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const MEDIA_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * A table as the bytes of a file, made while it is read. No cell of it is a formula, whatever a document says.
 * What the rows throw ends the stream with that error.
 */
export function writeTable(table: TableExport, format: ExportFormat): ReadableStream<Uint8Array> {
  const safe = { ...table, columns: table.columns.map(quoted), rows: quotedRows(table.rows) };
  return format === 'csv' ? writeCsv(safe) : writeXlsx(safe);
}

async function* quotedRows(rows: TableExport['rows']): AsyncIterable<readonly ExportCell[]> {
  for await (const row of rows) yield row.map((cell) => (typeof cell === 'string' ? quoted(cell) : cell));
}

/**
 * A text that a spreadsheet would take for a formula, with an apostrophe before it. After OWASP, "CSV Injection": signs
 * that begin a formula, also in full width, and what is skipped before them. A number is no text, and keeps its sign.
 */
function quoted(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
