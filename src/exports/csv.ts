import type { ExportCell, TableExport } from '../channels/desk-port.ts';

/** Without it Excel reads Chinese in the code page of its own system. */
const BYTE_ORDER_MARK = '\uFEFF';
/** Rows that are sent on together. */
const BATCH = 200;

/** A table as CSV after RFC 4180 in UTF-8, its headings in the first line. */
export function writeCsv({ columns, rows }: Omit<TableExport, 'name'>): ReadableStream<Uint8Array> {
  return ReadableStream.from(linesOf(columns, rows)).pipeThrough(new TextEncoderStream());
}

async function* linesOf(columns: TableExport['columns'], rows: TableExport['rows']): AsyncIterable<string> {
  let lines = BYTE_ORDER_MARK + lineOf(columns);
  let count = 0;
  for await (const row of rows) {
    lines += lineOf(row);
    count += 1;
    if (count % BATCH === 0) {
      yield lines;
      lines = '';
    }
  }
  if (lines !== '') yield lines;
}

function lineOf(cells: readonly ExportCell[]): string {
  return `${cells.map(fieldOf).join(',')}\r\n`;
}

function fieldOf(cell: ExportCell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
