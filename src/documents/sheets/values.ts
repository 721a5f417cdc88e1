import type { Cell as StoredCell } from 'exceljs';
import type { Unit } from '../tables/units.ts';
import { formatDate } from './dates.ts';
import { formatNumber } from './formats.ts';

/** What a cell shows, or why it shows nothing that could be read. */
export type ShownValue = { text: string; unit?: Unit } | { problem: 'errors' | 'emptyFormulas' | 'dates' };

/** What the cell of a workbook shows; of a formula the value that was stored when the workbook was saved. */
export function shownValue({ value, numFmt }: StoredCell, isChinese: boolean): ShownValue {
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return simpleValue(value, numFmt, isChinese);
  if ('richText' in value) return { text: unescaped(value.richText.map(({ text }) => text).join('')) };
  if ('error' in value) return { problem: 'errors' };
  if ('formula' in value || 'sharedFormula' in value) {
    const { result } = value;
    if (result === undefined) return { problem: 'emptyFormulas' };
    if (typeof result === 'object' && !(result instanceof Date)) return { problem: 'errors' };
    return simpleValue(result, numFmt, isChinese);
  }
  return { text: '' };
}

function simpleValue(
  value: string | number | boolean | Date | null | undefined,
  code: string | undefined,
  isChinese: boolean,
): ShownValue {
  if (typeof value === 'string') return { text: unescaped(value) };
  if (typeof value === 'number')
    return Number.isFinite(value) ? formatNumber(value, code) : { problem: 'errors' };
  if (typeof value === 'boolean') return { text: yesOrNo(value, isChinese) };
  if (!(value instanceof Date)) return { text: '' };
  const text = formatDate(value, code ?? '', isChinese);
  return text === undefined ? { problem: 'dates' } : { text };
}

function yesOrNo(value: boolean, isChinese: boolean): string {
  if (isChinese) return value ? '是' : '否';
  return value ? 'yes' : 'no';
}

/** Characters that XML cannot hold are written `_x000D_` in workbooks. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
