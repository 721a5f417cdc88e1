import { fold, HAN } from '../../language/fold.ts';
import type { FieldName, FieldValue, RegisterRow } from '../../register-types.ts';
import { isBlank } from './blank.ts';
import { withoutRemark } from './headings.ts';
import type { SourceColumn, SourceRow, SourceTable } from './tables.ts';

/** What a column of names is: the fields of the register, and `called`, a name of which it is not said what it is. */
type Naming = 'name' | 'fullName' | 'alias' | 'former' | 'english' | 'called';

const OF_ZONES = '(?:(?:产业|工业|化工|各|本)?(?:园区|片区|功能区|开发区|板块|园))?(?:的)?';
const ENGLISH_OF = "(?:(?:industrial )?(?:zone|park)(?: |'s ))?";
/** What headings call names, on folded headings. */
const HEADINGS: readonly (readonly [Naming, RegExp])[] = [
  [
    'name',
    new RegExp(
      `^${OF_ZONES}(?:中文)?(?:简称|短名|规范简称)$|^${ENGLISH_OF}(?:short (?:name|form)|abbreviated name)$`,
    ),
  ],
  [
    'fullName',
    new RegExp(
      `^${OF_ZONES}(?:中文)?(?:全称|全名|正式名称|法定名称|规范名称|官方名称|批复名称|中文名称?)$|^${ENGLISH_OF}(?:full|official|formal|legal|registered|chinese) name$|^name in chinese$`,
    ),
  ],
  [
    'alias',
    new RegExp(
      `^${OF_ZONES}(?:又称|又名|也称|亦称|别称|别名|俗称|(?:其他|其它|习惯|常用)(?:名称?|称呼|叫法))$|^${ENGLISH_OF}(?:also (?:known as|called)|aka|a\\.k\\.a\\.?|alias(?:es)?|(?:other|alternative|common) names?)$`,
    ),
  ],
  [
    'former',
    new RegExp(
      `^${OF_ZONES}(?:旧称|旧名|曾用名|曾用名称|曾称|原名|原称|原名称)$|^${ENGLISH_OF}(?:former(?:ly)?|previous|old) ?(?:names?|known as|called)?$`,
    ),
  ],
  [
    'english',
    new RegExp(
      `^${OF_ZONES}(?:英文|英语|外文)(?:名称?|全称|简称|译名)?$|^${ENGLISH_OF}english(?: name| title)?$|^name in english$`,
    ),
  ],
  [
    'called',
    /^(?:(?:产业|工业)?(?:园区|片区|功能区|开发区|板块|园))?(?:名称?)$|^(?:产业|工业)?(?:园区|片区|功能区|开发区|板块)$|^(?:industrial )?(?:zone|park)(?: name)?$|^name$/,
  ],
];
/** A table of these has names that are theirs. */
const OF_OTHERS =
  /^(?:入驻|落户|重点|龙头|代表)?(?:企业|公司|项目|机构|部门|单位|学校|产品|银行|地块|厂房|楼栋)(?:名称?|全称|简称)$|^(?:company|enterprise|firm|project|product|department|institution|plot|building) name$/;
const LOOKS_LIKE_ZONE =
  /(?:园|区|城|基地|板块|港|岛|湾|谷|镇)$|\b(?:park|zone|area|district|city|base|estate|hub|cluster|port|harbou?r|valley|island|town)$/;
/** A cell with more characters is no name. */
const LONGEST_NAME = 60;

/**
 * What zones are called in a table that says it in two columns or more: 简称, 全称, 又称, 英文名. A row for each zone with
 * two names or more; what does not look like the name of a zone, or as one of its names in short, is left out.
 * `undefined` where the table is none of zones.
 */
export function readZones(table: SourceTable): RegisterRow[] | undefined {
  const columns = namingColumns(table);
  const isSaid = columns.some(({ naming }) => naming !== 'called');
  const isOfOthers = table.columns.some(({ key }) => OF_OTHERS.test(withoutRemark(key)));
  if (columns.length < 2 || !isSaid || isOfOthers) return undefined;
  const rows = table.rows.flatMap((row) => {
    const values = valuesOf(namesIn(row, columns));
    return values ? [{ register: 'zones' as const, passage: row.passage, values }] : [];
  });
  return rows.length > 0 ? rows : undefined;
}

interface NamingColumn {
  column: SourceColumn;
  naming: Naming;
}

function namingColumns({ columns }: SourceTable): NamingColumn[] {
  return columns.flatMap((column) => {
    const key = inChinese(withoutRemark(column.key));
    const naming = HEADINGS.find(([, words]) => words.test(key))?.[0];
    return naming ? [{ column, naming }] : [];
  });
}

/** A heading without its English behind the Chinese: 简称 Short name. */
function inChinese(key: string): string {
  return key.replace(/(?<=\p{Script=Han})[ /]*[a-z' ]+$/u, '');
}

interface Name {
  naming: Naming;
  raw: string;
}

/** The names of a row that are of a zone: one of them says so, and what does not is that one in short. */
function namesIn({ cells }: SourceRow, columns: readonly NamingColumn[]): Name[] {
  const names = columns.flatMap(({ column, naming }) =>
    itemsIn(cells.get(column.key)?.text ?? '').map((raw) => ({ naming, raw })),
  );
  const zones = names.filter(({ raw }) => LOOKS_LIKE_ZONE.test(fold(raw)));
  return names.filter((name) => zones.some((zone) => zone === name || isShortOf(name.raw, zone.raw)));
}

/** The names in a cell, one or several, without a remark in brackets behind them. */
function itemsIn(cell: string): string[] {
  return cell
    .split(/[、，,;；/\n]/)
    .map((item) =>
      item
        .replace(/[（(][^（）()]*[）)]\s*$/, '')
        .trim()
        .replace(/\s+/g, ' '),
    )
    .filter((item) => !isBlank(fold(item)) && item.length >= 2 && item.length <= LONGEST_NAME);
}

/** Whether all characters of a Chinese name stand in another one, in that order: 东湾 in 港城东湾经济技术开发区. */
function isShortOf(short: string, long: string): boolean {
  if (!HAN.test(short)) return false;
  let at = -1;
  return [...fold(short)].every((character) => {
    at = fold(long).indexOf(character, at + 1);
    return at >= 0;
  });
}

/** The names as the fields of a row; what is not in Chinese is its English name, whatever the column. */
function valuesOf(names: readonly Name[]): Partial<Record<FieldName, FieldValue>> | undefined {
  if (new Set(names.map(({ raw }) => fold(raw))).size < 2) return undefined;
  const chinese = names.filter(({ raw }) => HAN.test(raw));
  const english = names.filter(({ raw }) => !HAN.test(raw));
  const short = chinese.find(({ naming }) => naming === 'name') ?? shortest(chinese) ?? names[0]!;
  const full = chinese.find((one) => one !== short && (one.naming === 'fullName' || one.naming === 'called'));
  const others = chinese.filter((one) => one !== short && one !== full);
  return {
    name: textOf([short]),
    ...(full && { fullName: textOf([full]) }),
    ...(others.length > 0 && { alias: textOf(others) }),
    ...(english.length > 0 && { english: textOf(english) }),
  };
}

/** Of the names that are in use still. */
function shortest(names: readonly Name[]): Name | undefined {
  const present = names.filter(({ naming }) => naming !== 'former');
  return present.toSorted((a, b) => a.raw.length - b.raw.length)[0];
}

function textOf(names: readonly Name[]): FieldValue {
  return { type: 'text', raw: names.map(({ raw }) => raw).join('、') };
}
