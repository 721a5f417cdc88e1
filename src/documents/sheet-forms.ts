import { distanceOf, extentOf, filledCells, kindOf } from './sheet-cells.ts';
import { hasUnit, isFieldName } from './sheet-headers.ts';
import type { Table, TableRow } from './tables.ts';

const LONGEST_LABEL = 20;
/** 项目名称 over the values is a header; 江川新材料产业园项目 is a value. */
const LONGEST_HEADER = 6;
/** What stands over the values of a table with two columns. */
const VALUES =
  /^(?:内容|[数數][值据據量]|[值额額]|情[况況]|[说說]明|信息|[详詳]情|[备備][注註]|金[额額]|[标標][准準]|参[数數]|[结結]果|要求|[负負][责責]人|[单單]位|values?|details?|description|remarks?|amount|notes?)$/i;

/**
 * How many rows from `at` on are a form: a label and its value in each, and no header over them. 0 where
 * they are none.
 */
export function formHeight(rows: readonly TableRow[], at: number): number {
  const { left } = extentOf(rows[at]!);
  let height = 0;
  while (at + height < rows.length && isFormRow(rows[at + height]!, left)) {
    if (height > 0 && distanceOf(rows[at + height - 1]!, rows[at + height]!) > 1) break;
    height += 1;
  }
  return height > 1 && isForm(rows.slice(at, at + height)) ? height : 0;
}

function isFormRow(row: TableRow, left: number): boolean {
  const filled = filledCells(row);
  const [label] = filled;
  return (
    filled.length === 2 &&
    extentOf(row).left === left &&
    kindOf(label!) === 'label' &&
    label!.text.length <= LONGEST_LABEL
  );
}

function isForm(rows: readonly TableRow[]): boolean {
  const pairs = rows.map((row) => filledCells(row).map(({ text }) => text) as [string, string]);
  const labels = pairs.map(([label]) => label);
  if (new Set(labels).size < labels.length) return false;
  if (labels.every((label) => /[：:]$/.test(label))) return true;
  const value = filledCells(rows[0]!)[1]!;
  if (VALUES.test(value.text) || hasUnit(value.text) || kindOf(value) === 'period') return false;
  if (isFieldName(value.text) && value.text.length <= LONGEST_HEADER) return false;
  const [first, ...others] = labels;
  return isFieldName(first!) && others.filter(isFieldName).length * 2 >= others.length;
}

/** A form as a table whose header stands at the left. */
export function formTable(rows: readonly TableRow[]): Table {
  return {
    columns: [],
    rows: rows.map((row) => {
      const [label, value] = filledCells(row);
      return { number: row.number, cells: [{ ...label!, isHeader: true }, value!] };
    }),
  };
}
