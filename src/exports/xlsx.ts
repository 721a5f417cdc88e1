import { PassThrough, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { TableExport } from '../channels/desk-port.ts';

/** Letters that a column has room for: as many as its heading, within these. */
const NARROWEST = 12;
const WIDEST = 40;
/** Rows after which what was written is let go on its way, and others get their turn. */
const BATCH = 200;

/** A table as a workbook of one sheet: numbers as numbers, texts as texts, the headings frozen above them. */
export function writeXlsx(table: TableExport): ReadableStream<Uint8Array> {
  const stream = new PassThrough();
  writeSheet(table, stream).catch((error: unknown) =>
    stream.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}

async function writeSheet({ name, columns, rows }: TableExport, stream: PassThrough): Promise<void> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const sheet = workbook.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((heading) => ({ width: widthFor(heading) }));
  const header = sheet.addRow(columns);
  header.font = { bold: true };
  header.commit();
  let count = 0;
  for await (const row of rows) {
    if (stream.destroyed) return;
    sheet.addRow(row).commit();
    count += 1;
    if (count % BATCH !== 0) continue;
    await setImmediate();
    if (stream.writableNeedDrain) await drained(stream);
  }
  sheet.commit();
  await workbook.commit();
}

/** When there is room again, or nobody reads on. */
function drained(stream: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      stream.off('drain', settle);
      stream.off('close', settle);
      resolve();
    };
    stream.once('drain', settle);
    stream.once('close', settle);
  });
}

function widthFor(heading: string): number {
  // A Chinese character is as wide as two letters.
  return Math.min(WIDEST, Math.max(NARROWEST, heading.length * 2 + 4));
}

/** Excel refuses these characters in a sheet's name, and more than 31. */
function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:']/g, ' ').slice(0, 31) || 'Luodi';
}
