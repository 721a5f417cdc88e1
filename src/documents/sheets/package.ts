import { posix } from 'node:path';
import { HAN } from '../../language/fold.ts';
import type { OfficePackage } from '../office/package.ts';
import { packStored } from '../office/repack.ts';
import { packageError, shown } from '../office/zip.ts';
import { CHINESE_FORMATS } from './formats.ts';
import {
  columnNumber,
  escaped,
  isTrue,
  sectionOf,
  tagsOf,
  withoutEmptyCells,
  withoutPrefix,
  withPlaces,
} from './xml.ts';

/** A sheet of a workbook as its package describes it. */
export interface SheetSource {
  name: string;
  isHidden: boolean;
  merges: Area[];
  /** The columns that are not shown. */
  hiddenColumns: { from: number; to: number }[];
}

/** Rows and columns of the corners, from 1. */
export interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface WorkbookSource {
  /** The sheets that have cells, in their order. */
  sheets: SheetSource[];
  /** Charts on sheets of their own and the like. */
  otherSheets: string[];
  /** A package of the shown sheets, named by their places in `sheets`, for the library that reads cells. */
  repacked: Buffer;
  /** Whether any text of it is Chinese, which decides how its dates are written. */
  isChinese: boolean;
}

/** Excel has no further row. */
const LAST_ROW = 1_048_576;

/**
 * Reads how a workbook is made up, and packs its shown sheets again with nothing but cells, texts and
 * formats: over comments, drawings and validations the library fails, and empty cells cost it memory.
 *
 * @throws AppError `unreadable` where parts are missing or impossible
 */
export async function readWorkbookPackage(file: OfficePackage, path: string): Promise<WorkbookSource> {
  const book = await readBook(file, path);
  const parts = new Map<string, string>();
  const sheets: SheetSource[] = [];
  for (const { name, isHidden, part } of book.sheets) {
    const xml = isHidden ? '' : await file.text(part);
    if (xml === undefined) throw packageError(path, `lacks the part of its sheet ${shown(name)}`);
    checkRows(xml, path);
    sheets.push({ name, isHidden, merges: mergesOf(xml), hiddenColumns: hiddenColumnsOf(xml) });
    if (!isHidden)
      parts.set(`xl/worksheets/sheet${sheets.length}.xml`, withoutEmptyCells(withPlaces(withoutPrefix(xml))));
  }
  parts.set('xl/sharedStrings.xml', withoutPrefix((await file.text(book.strings)) ?? '<sst/>'));
  const isChinese = [...sheets.map(({ name }) => name), ...parts.values()].some((text) => HAN.test(text));
  parts.set('xl/styles.xml', formatsOnly((await file.text(book.styles)) ?? ''));
  for (const [name, xml] of bookParts(sheets, book.is1904)) parts.set(name, xml);
  const names = [...parts.keys()].reverse();
  const repacked = await packStored(names, async (name) => Buffer.from(parts.get(name)!));
  return { sheets, otherSheets: book.otherSheets, repacked, isChinese };
}

interface Book {
  sheets: { name: string; isHidden: boolean; part: string }[];
  otherSheets: string[];
  strings: string;
  styles: string;
  is1904: boolean;
}

async function readBook(file: OfficePackage, path: string): Promise<Book> {
  const root = await relationshipsOf(file, '');
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  const xml = await file.text(main);
  if (xml === undefined) throw packageError(path, 'is no workbook: it has no list of sheets');
  const related = await relationshipsOf(file, main);
  const part = (type: string) => [...related.values()].find((target) => target.type === type)?.part ?? '';
  const sheets: Book['sheets'] = [];
  const otherSheets: string[] = [];
  for (const { name = '', state, ...attributes } of tagsOf(xml, 'sheet')) {
    const id = Object.entries(attributes).find(([key]) => /:id$/.test(key))?.[1];
    const target = related.get(id ?? '');
    if (target?.type === 'worksheet')
      sheets.push({ name, isHidden: /hidden/i.test(state ?? ''), part: target.part });
    else otherSheets.push(name);
  }
  const [properties] = tagsOf(xml, 'workbookPr');
  return {
    sheets,
    otherSheets,
    strings: part('sharedStrings'),
    styles: part('styles'),
    is1904: isTrue(properties?.date1904),
  };
}

/** What a part refers to, by id, with the last word of each relationship's type. */
async function relationshipsOf(file: OfficePackage, of: string) {
  const folder = posix.dirname(of);
  const xml = await file.text(posix.join(folder, '_rels', `${posix.basename(of)}.rels`));
  const related = new Map<string, { type: string; part: string }>();
  for (const { Id = '', Type = '', Target = '' } of tagsOf(xml ?? '', 'Relationship')) {
    const target = Target.trim();
    const part = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
    related.set(Id, { type: posix.basename(Type), part });
  }
  return related;
}

function checkRows(xml: string, path: string): void {
  for (const [, number] of xml.matchAll(/<(?:\w{1,20}:)?row\s[^<>]*?\br="(\d{7,})"/g)) {
    if (Number(number) > LAST_ROW) throw packageError(path, `has a row ${number}, which no sheet can have`);
  }
}

function mergesOf(xml: string): Area[] {
  return [...tagsOf(xml, 'mergeCell')].flatMap(({ ref = '' }) => {
    const [, left, top, right, bottom] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref) ?? [];
    if (left === undefined) return [];
    return [
      { top: Number(top), left: columnNumber(left), bottom: Number(bottom), right: columnNumber(right!) },
    ];
  });
}

function hiddenColumnsOf(xml: string): { from: number; to: number }[] {
  return [...tagsOf(xml, 'col')]
    .filter(({ hidden }) => isTrue(hidden))
    .map(({ min, max }) => ({ from: Number(min), to: Number(max) }));
}

/**
 * The number formats of the cells, without fonts and colours. Chinese Excel writes some formats by number
 * only, and the library does not know those numbers.
 */
function formatsOnly(styles: string): string {
  const codes = new Map(Object.entries(CHINESE_FORMATS));
  for (const { numFmtId = '', formatCode = '' } of tagsOf(sectionOf(styles, 'numFmts'), 'numFmt'))
    codes.set(numFmtId, formatCode);
  const formats = [...codes].map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${escaped(code)}"/>`);
  const cells = [...tagsOf(sectionOf(styles, 'cellXfs'), 'xf')].map(
    ({ numFmtId = '0' }) => `<xf numFmtId="${escaped(numFmtId)}"/>`,
  );
  return `<styleSheet><numFmts>${formats.join('')}</numFmts><cellXfs>${cells.join('')}</cellXfs></styleSheet>`;
}

function bookParts(sheets: readonly SheetSource[], is1904: boolean): [string, string][] {
  const numbers = [...sheets.keys()].filter((index) => !sheets[index]!.isHidden).map((index) => index + 1);
  const list = numbers.map((n) => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`).join('');
  const targets = numbers
    .map((n) => `<Relationship Id="rId${n}" Target="worksheets/sheet${n}.xml"/>`)
    .join('');
  return [
    [
      'xl/workbook.xml',
      `<workbook><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${list}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', `<Relationships>${targets}</Relationships>`],
  ];
}
