import { HAN } from '../../language/fold.ts';
import type { DraftBlock } from '../blocks.ts';
import type { Cell } from './tables.ts';

const LONGEST_LABEL = 20;

/**
 * The rows of a table that has no header but a label before every value, as forms have and the index of an
 * official document: `索引号：｜JC2026-00312｜文号：｜江经开〔2026〕12号`. `undefined` where it is another table.
 */
export function fieldRows(grid: readonly (readonly Cell[])[]): DraftBlock[] | undefined {
  const rows = grid.map((row) => [...new Set(row)]).filter((row) => row.some(({ text }) => text !== ''));
  if (rows.length === 0 || !rows.every(isFieldRow)) return undefined;
  return rows.map((row, index) => ({ kind: 'table-row', text: fieldsOf(row), row: index + 1 }));
}

/** Label, value, label, value: the labels end with a colon, or are marked as headers and the values are not. */
function isFieldRow(row: readonly Cell[]): boolean {
  if (row.length % 2 !== 0) return false;
  return row.every(({ text, isHeader }, at) => {
    if (at % 2 === 1) return !isHeader;
    return (
      text.length <= LONGEST_LABEL && (/[：:]$/.test(text) || (isHeader && row.length > 2 && text !== ''))
    );
  });
}

function fieldsOf(row: readonly Cell[]): string {
  const fields: string[] = [];
  for (let at = 0; at < row.length; at += 2) {
    const label = row[at]!.text.replace(/\s*[：:]$/, '');
    const value = row[at + 1]!.text;
    if (value !== '') fields.push(label + (HAN.test(label) ? '：' : ': ') + value);
  }
  return fields.join(HAN.test(fields.join('')) ? '；' : '; ');
}
