import { assembleCleanText } from '../../src/documents/blocks.ts';
import { sheetBlocks } from '../../src/documents/sheets/blocks.ts';
import { readSheet } from '../../src/documents/sheets/tables.ts';
import { splitPassages } from '../../src/passages/split.ts';
import type { FieldValue, RegisterRow } from '../../src/register-types.ts';
import { readRegisters } from '../../src/registers/read/read.ts';
import type { DocumentSource } from '../../src/types.ts';
import { gridOf } from './grids.ts';

/** What is read of a sheet, written down as `gridOf` takes it, with what pack.yaml says of it. */
export async function readTable(sheet: string, described: Partial<DocumentSource> = {}) {
  const blocks = sheetBlocks(readSheet(gridOf(sheet)), { level: 1 });
  const clean = await assembleCleanText({ blocks });
  const source: DocumentSource = { path: 'a.xlsx', file: 'a.xlsx', audience: 'public', ...described };
  const passages = splitPassages({ id: 'a.xlsx', version: '1' }, clean);
  return { ...readRegisters({ source, clean, passages }), passages };
}

/** A value in one line: `360000000 CNY`, `~3 USD`, `420 CNY/m2`, `2021-04-01..2021-04-30`, or the text. */
export function written(value: FieldValue | undefined): string | undefined {
  if (!value) return undefined;
  if (value.type === 'text') return value.raw;
  if (value.type === 'quantity') return String(value.value);
  if (value.type === 'period') return value.from === value.to ? value.from : `${value.from}..${value.to}`;
  const per = value.per === undefined ? '' : `/${value.per}`;
  return `${value.isAbout ? '~' : ''}${value.value} ${value.currency}${per}`;
}

/** The values of a row, each in one line. */
export function plain({ register, values }: RegisterRow): Record<string, string> {
  const fields = Object.entries(values).map(([field, value]) => [field, written(value)!]);
  return { register, ...Object.fromEntries(fields) };
}
