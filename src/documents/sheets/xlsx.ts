import type { Workbook } from 'exceljs';
import { AppError } from '../../errors.ts';
import type { CleanText } from '../../types.ts';
import { assembleCleanText, type DraftBlock } from '../blocks.ts';
import { openPackage } from '../office/package.ts';
import type { Reader } from '../reader.ts';
import { sheetBlocks, titleOfSheet } from './blocks.ts';
import { SheetBudget } from './budget.ts';
import { gridOf } from './grid.ts';
import { readWorkbookPackage, type WorkbookSource } from './package.ts';
import { readSheet, type SheetPart } from './tables.ts';

/** Excel workbooks: every shown sheet, its tables as rows that keep their header. */
export const xlsxReader: Reader = {
  name: 'xlsx',
  read: readXlsx,
};

/** Names that programs give sheets by themselves. */
const DEFAULT_NAME = /^(?:sheet|工作表|表)\s*\d*$/i;

interface FilledSheet {
  name: string;
  parts: SheetPart[];
}

async function readXlsx(bytes: Uint8Array, path: string): Promise<CleanText> {
  const source = await readWorkbookPackage(await openPackage(bytes, path), path);
  const { sheets, warnings } = await readSheets(source, path);
  if (sheets.length === 0) throw withoutText(path, source);
  const isNamed = sheets.length > 1 || !DEFAULT_NAME.test(sheets[0]!.name);
  const blocks = sheets.flatMap(({ name, parts }): DraftBlock[] => {
    const heading: DraftBlock = { kind: 'heading', text: name, level: 2, sheet: name };
    return [...(isNamed ? [heading] : []), ...sheetBlocks(parts, { sheet: name, level: isNamed ? 3 : 1 })];
  });
  const title = sheets.map(({ parts }) => titleOfSheet(parts)).find((found) => found !== undefined);
  const clean = await assembleCleanText({ blocks, title, warnings });
  // The name of the first of several sheets does not name the workbook.
  const isUntitled = title === undefined && sheets.length > 1;
  return { ...clean, title: isUntitled ? undefined : clean.title, pages: sheets.length };
}

/** The sheets that hold something, and what was left out. */
async function readSheets(
  source: WorkbookSource,
  path: string,
): Promise<{ sheets: FilledSheet[]; warnings: string[] }> {
  const hidden = source.sheets.filter(({ isHidden }) => isHidden).map(({ name }) => name);
  const warnings = [
    ...(hidden.length > 0 ? [`Hidden sheets were left out: ${hidden.join(', ')}.`] : []),
    ...(source.otherSheets.length > 0
      ? [`Sheets without cells were left out: ${source.otherSheets.join(', ')}.`]
      : []),
  ];
  const workbook = await load(source.repacked);
  const budget = new SheetBudget(path);
  const sheets: FilledSheet[] = [];
  for (const [index, sheet] of source.sheets.entries()) {
    const stored = workbook.getWorksheet(index + 1);
    if (!stored) continue;
    const grid = gridOf(stored, sheet, { isChinese: source.isChinese, budget });
    // Stored cells take many times the memory of their texts.
    workbook.removeWorksheet(index + 1);
    warnings.push(...grid.warnings);
    const parts = readSheet(grid.rows);
    if (parts.length > 0) sheets.push({ name: sheet.name, parts });
  }
  return { sheets, warnings };
}

/** The package is loaded here, because most runs find no document changed and never come this far. */
async function load(repacked: Buffer): Promise<Workbook> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  // The library's own type of a buffer is that of an ArrayBuffer.
  return workbook.xlsx.load(new Uint8Array(repacked).buffer, { ignoreNodes: UNREAD });
}

/** Parts of a sheet that hold no values; validations alone make a million objects of one line. */
const UNREAD = [
  'autoFilter',
  'cols',
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'hyperlinks',
  'mergeCells',
  'picture',
  'rowBreaks',
  'sheetProtection',
  'tableParts',
];

function withoutText(path: string, { sheets }: WorkbookSource): AppError {
  const isHidden = sheets.length > 0 && sheets.every((sheet) => sheet.isHidden);
  return new AppError('unreadable', `${path} has no text${isHidden ? ': all its sheets are hidden' : ''}.`, {
    next: 'Put its content in, or take the file out of the pack.',
  });
}
