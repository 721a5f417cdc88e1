import { inScriptOf } from '../../language/detect.ts';
import type { FieldName, Measure, RegisterName } from '../../register-types.ts';
import type { Language } from '../../types.ts';

/** The desk's own words about registers; figures come to them as text. */
const CHINESE = {
  all: (register: RegisterName) => `已登记的全部${CHINESE_ROWS[register]}`,
  /** The name of a column of counts. */
  rows: (register: RegisterName) => `${CHINESE_ROWS[register]}数`,
  colon: '：',
  comma: '，',
  semicolon: '；',
  stop: '。',
  count: (n: string, register: RegisterName) => `共${n}${COUNTERS[register]}`,
  shown: (n: string, register: RegisterName) => `${n}${COUNTERS[register]}`,
  total: (name: string, value: string) => `${name}合计${value}`,
  average: (name: string, value: string) => `平均${name}${value}`,
  elapsed: (from: string, to: string, days: string) => `从${from}到${to}平均${days}天`,
  days: (days: string) => `${days}天`,
  restsOn: (rows: string, register: RegisterName) => `（按载明的${rows}${COUNTERS[register]}计）`,
  about: () => '（含约数）',
  apart: () => '币种或计价单位不同的分别列出，未相加',
  undecided: (n: string, register: RegisterName) =>
    `另有${n}${COUNTERS[register]}的日期、数值或园区没有载明到可以判断的程度，未计入`,
  duplicates: (n: string) => `同一项目重复登记的${n}行只计一次`,
  none: (register: RegisterName) => `没有符合条件的${CHINESE_ROWS[register]}`,
  unsure: (register: RegisterName) => `登记的${CHINESE_ROWS[register]}没有载明到可以判断的程度`,
  first: (n: string) => `以下为前${n}个`,
  /** What was counted over rows, where the documents state a total of their own. */
  listed: (told: string) => `表格中逐项登记的：${told}`,
  /** Opens the projects whose link of a chain is one that is missing. */
  bearing: () => '与缺口有关的项目',
  unnamed: () => '未载明',
  more: (name: string, by: string) => `${name}更多，多${by}`,
  larger: (name: string, by: string) => `${name}更高，高${by}`,
  same: () => '两者相同',
  computed: (rows: string) => `以上${rows}行计算：`,
  range: (rows: string) => `第${rows}行`,
  covers: (field: string, from: string, to: string) => `资料中登记的${field}时间为${from}至${to}`,
  /** What rows of a register are, as the name of a file of them. */
  register: (register: RegisterName) => CHINESE_ROWS[register],
  field: (field: FieldName, register: RegisterName) => chineseField(field, register),
};

type RegisterWording = typeof CHINESE;

const ENGLISH: RegisterWording = {
  all: (register) => `All ${ENGLISH_ROWS[register][1]} on record`,
  rows: (register) => ENGLISH_ROWS[register][1],
  colon: ': ',
  comma: ', ',
  semicolon: '; ',
  stop: '.',
  count: (n, register) => `${n} ${englishRows(n, register)}`,
  shown: (n, register) => `${n} ${englishRows(n, register)}`,
  total: (name, value) => `total ${name} ${value}`,
  average: (name, value) => `average ${name} ${value}`,
  elapsed: (from, to, days) => `on average ${days} days from ${from} to ${to}`,
  days: (days) => `${days} days`,
  restsOn: (rows, register) => ` (${rows} ${englishRows(rows, register)})`,
  about: () => ' (about)',
  apart: () => 'Different currencies are not added',
  undecided: (n, register) =>
    `${n} more ${englishRows(n, register)} not counted: date, figure or zone not precise enough`,
  duplicates: (n) => `${n} repeated ${n === '1' ? 'row' : 'rows'} left out`,
  none: (register) => `no ${ENGLISH_ROWS[register][1]} meet the conditions`,
  unsure: (register) => `the ${ENGLISH_ROWS[register][1]} on record do not say enough to tell`,
  first: (n) => `the first ${n} are`,
  listed: (told) => `Listed one by one in the tables: ${told}`,
  bearing: () => 'Projects that bear on these gaps',
  unnamed: () => 'not stated',
  more: (name, by) => `${name} has more, by ${by}`,
  larger: (name, by) => `${name} is higher, by ${by}`,
  same: () => 'Both are the same',
  computed: (rows) => `Computed over these ${rows} rows: `,
  range: (rows) => `rows ${rows}`,
  covers: (field, from, to) => `The documents record projects ${field} from ${from} to ${to}`,
  register: (register) => ENGLISH_ROWS[register][1],
  field: (field, register) => ENGLISH_FIELDS[`${register}.${field}`] ?? ENGLISH_FIELDS[field] ?? field,
};

const TRADITIONAL = inScript(CHINESE);

/** The words about registers in a language. */
export function registerWording(language: Language): RegisterWording {
  if (language === 'en') return ENGLISH;
  return language === 'zh-Hant' ? TRADITIONAL : CHINESE;
}

/** The name of what a measure gives: 投资额, `investment`. */
export function nameOfMeasure(measure: Measure, register: RegisterName, language: Language): string {
  const { field } = registerWording(language);
  return measure.kind === 'sum' || measure.kind === 'average' ? field(measure.field, register) : '';
}

function inScript(wording: RegisterWording): RegisterWording {
  const written = Object.entries(wording).map(([key, value]) => [
    key,
    typeof value === 'string'
      ? value
      : (...given: never[]) => inScriptOf('zh-Hant', (value as (...words: never[]) => string)(...given)),
  ]);
  return Object.fromEntries(written) as RegisterWording;
}

const CHINESE_ROWS: Record<RegisterName, string> = {
  projects: '项目',
  plots: '地块',
  factories: '厂房',
  tariffs: '价格',
  chains: '产业链环节',
  zones: '园区',
};

const COUNTERS: Record<RegisterName, string> = {
  projects: '个项目',
  plots: '宗地块',
  factories: '处厂房',
  tariffs: '项价格',
  chains: '个环节',
  zones: '个园区',
};

const ENGLISH_ROWS: Record<RegisterName, [string, string]> = {
  projects: ['project', 'projects'],
  plots: ['plot', 'plots'],
  factories: ['factory building', 'factory buildings'],
  tariffs: ['price', 'prices'],
  chains: ['chain link', 'chain links'],
  zones: ['zone', 'zones'],
};

function englishRows(n: string, register: RegisterName): string {
  return ENGLISH_ROWS[register][n === '1' ? 0 : 1];
}

function chineseField(field: FieldName, register: RegisterName): string {
  return CHINESE_FIELDS[`${register}.${field}`] ?? CHINESE_FIELDS[field] ?? field;
}

/** Of a field that means another thing in one register, that register's name stands before it. */
const CHINESE_FIELDS: Record<string, string> = {
  'projects.name': '项目',
  'plots.name': '地块',
  'factories.name': '厂房',
  'tariffs.name': '项目',
  'chains.name': '环节',
  'zones.name': '园区',
  investor: '投资方',
  zone: '园区',
  industry: '产业',
  chainLink: '产业链环节',
  amount: '投资额',
  foreignCapital: '外资',
  signed: '签约',
  started: '开工',
  operating: '投产',
  introducedBy: '引荐来源',
  progress: '进展',
  funding: '资金性质',
  area: '面积',
  landUse: '用地性质',
  plotRatio: '容积率',
  'plots.price': '出让价',
  'tariffs.price': '价格',
  status: '状态',
  utilities: '配套',
  floorHeight: '层高',
  floorLoad: '楼面荷载',
  rent: '租金',
  category: '类别',
  from: '起始日期',
  to: '截止日期',
  chain: '产业链',
  position: '上下游',
  have: '已有企业',
  missing: '缺失',
  wanted: '拟引进',
  fullName: '全称',
  alias: '又称',
  english: '英文名',
};

const ENGLISH_FIELDS: Record<string, string> = {
  'projects.name': 'project',
  'plots.name': 'plot',
  'factories.name': 'building',
  'tariffs.name': 'item',
  'chains.name': 'link',
  'zones.name': 'zone',
  investor: 'investor',
  zone: 'zone',
  industry: 'industry',
  chainLink: 'chain link',
  amount: 'investment',
  foreignCapital: 'foreign capital',
  signed: 'signed',
  started: 'started',
  operating: 'in operation',
  introducedBy: 'introduced by',
  progress: 'progress',
  funding: 'capital',
  area: 'area',
  landUse: 'land use',
  plotRatio: 'plot ratio',
  'plots.price': 'price',
  'tariffs.price': 'price',
  status: 'status',
  utilities: 'utilities',
  floorHeight: 'floor height',
  floorLoad: 'floor load',
  rent: 'rent',
  category: 'category',
  from: 'from',
  to: 'to',
  chain: 'chain',
  position: 'position',
  have: 'companies here',
  missing: 'missing',
  wanted: 'wanted',
  fullName: 'full name',
  alias: 'also called',
  english: 'English name',
};
