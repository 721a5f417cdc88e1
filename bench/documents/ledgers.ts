import { BLANK, COVERED, number, row, sheet, span, workbook } from '../../tests/support/office-pack/xlsx.ts';
import type { Fact } from './facts.ts';
import type { Draft } from './policies.ts';
import { bareFacts, type DraftTable, draftTable, flatRows } from './tables.ts';
import { DEPARTMENTS } from './vocabulary.ts';
import type { Writer } from './writer.ts';

/** A workbook of several sheets: title rows above the header, merged cells, units in headers, notes below. */
export function ledgerBook(writer: Writer, pages: number): Draft {
  const facts: Fact[] = [];
  const sheets = Array.from({ length: Math.max(2, Math.ceil(pages / 2)) }, (_, at) => {
    const table = draftTable(writer, writer.whole(12, 60));
    const note = writer.sentence('note');
    facts.push(...table.facts, { kind: 'note', text: note });
    const width = table.header[0]!.length;
    return sheet(`${at + 1}${table.title}`.slice(0, 28), [
      row([span(`江川经开区${table.title}`, width)]),
      row([
        `填报单位：${writer.pick(DEPARTMENTS)}`,
        ...(table.unit === undefined ? [] : ['', `单位：${table.unit}`]),
      ]),
      ...sheetRows(table),
      BLANK,
      row([`注：${note}`]),
    ]);
  });
  return { source: workbook(...sheets), facts };
}

function sheetRows({ header, body }: DraftTable): string[] {
  return [...header, ...body].map((cells) =>
    row(
      cells.map((cell) => {
        if (!cell) return COVERED;
        if (cell.across > 1 || cell.down > 1) return span(cell.text, cell.across, cell.down);
        return /^\d+(?:\.\d+)?$/.test(cell.text) ? number(Number(cell.text)) : cell.text;
      }),
    ),
  );
}

/**
 * A table as another program exports it. With `titled`, a line with its title stands above the header and a
 * note below the rows, as people add them; without, the header comes first.
 */
export function ledgerCsv(writer: Writer, pages: number, titled: boolean): Draft {
  const table = draftTable(writer, pages * 20);
  const note = writer.sentence('note');
  const lines = flatRows(table).map((cells) => cells.join(','));
  const title = `江川经开区${table.title}${table.unit === undefined ? '' : `（单位：${table.unit}）`}`;
  const whole = titled ? [title, ...lines, '', `注：${note}`] : lines;
  return {
    source: `${whole.join('\r\n')}\r\n`,
    facts: titled ? [...table.facts, { kind: 'note', text: note }] : bareFacts(table),
  };
}
