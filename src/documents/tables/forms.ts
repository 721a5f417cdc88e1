import type { Cell } from './tables.ts';

/** What a form asks for, by the last word of the label. */
const FIELD =
  /(?:名[称稱]|[单單]位|地[址点點]|所在地|[电電][话話]|手[机機]|[邮郵]箱|[联聯][系繫]人|[负負][责責]人|法人|代表(?:人)?|[类類](?:型|[别別])|性[质質]|[规規]模|[内內]容|面[积積]|投[资資](?:[额額]|方)?|[资資]本|金[额額]|[产產]值|[税稅]收|期限|[时時][间間]|日期|用途|[来來]源|方式|[条條]件|[对對]象|[标標]准|[依根][据據]|流程|材料|效益|[产產][业業]|行[业業]|[编編][号號]|代[码碼]|年限|人[数數])$|[：:]$/;
/** Of the labels, so many must be fields. */
const LEAST_FIELDS = 0.6;
/** Labels are short; what is longer is text. */
const LONGEST_LABEL = 14;

/** Whether a text asks for a value rather than being one: 投资额, 联系人. */
export function asksForValue(text: string): boolean {
  return text.length <= LONGEST_LABEL && FIELD.test(text);
}

/**
 * The rows of a form, where labels stand before their values (`投资额 | 12.5亿元`, or two such pairs in a row)
 * and no row is a header: one row for each pair, its label marked as the header. `undefined` for a table.
 *
 * @param isLabel whether a cell looks like a label, as by bold type beside a value that is not
 */
export function formRows(
  grid: readonly (readonly Cell[])[],
  isLabel: (cell: Cell) => boolean = () => false,
): Cell[][] | undefined {
  const rows = grid.map((row) => [...new Set(row)]);
  if (rows.some((row) => row.length % 2 === 1 || row.length > 4 || row.some(({ isHeader }) => isHeader)))
    return undefined;
  const pairs = rows.flatMap((row) => (row.length === 4 ? [row.slice(0, 2), row.slice(2)] : [row]));
  const isField = ([label, value]: Cell[]) =>
    label!.text.length <= LONGEST_LABEL &&
    !/\d/.test(label!.text) &&
    (FIELD.test(label!.text) || (isLabel(label!) && !isLabel(value!)));
  const fields = pairs.filter(isField).length;
  if (!isField(pairs[0]!) || fields < 2 || fields < pairs.length * LEAST_FIELDS) return undefined;
  // A row in which every cell names a field is a header.
  if (rows[0]!.every(({ text }) => asksForValue(text))) return undefined;
  return pairs.map(([label, value]) => [{ ...label!, isHeader: true }, value!]);
}
