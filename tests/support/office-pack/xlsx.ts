/** Workbooks of an invented park, written as flat OpenDocument for LibreOffice to save. */
import { flatOffice } from '../flat-office.ts';

const dateStyle = (name: string, parts: string) =>
  `<number:date-style style:name="N${name}">${parts}</number:date-style><style:style style:name="${name}" style:family="table-cell" style:data-style-name="N${name}"/>`;
const numberStyle = (name: string, kind: 'number' | 'percentage', decimals: number, text: string) =>
  `<number:${kind}-style style:name="N${name}"><number:number number:decimal-places="${decimals}" number:min-decimal-places="${decimals}" number:min-integer-digits="1"/><number:text>${text}</number:text></number:${kind}-style><style:style style:name="${name}" style:family="table-cell" style:data-style-name="N${name}"/>`;
const YEAR = '<number:year number:style="long"/>';
const STYLES = `<office:automatic-styles>
${dateStyle('Day', `${YEAR}<number:text>年</number:text><number:month/><number:text>月</number:text><number:day/><number:text>日</number:text>`)}
${dateStyle('Month', `${YEAR}<number:text>年</number:text><number:month/><number:text>月</number:text>`)}
${dateStyle('Slashes', `${YEAR}<number:text>/</number:text><number:month/><number:text>/</number:text><number:day/>`)}
${numberStyle('Percent', 'percentage', 1, '%')}
${numberStyle('Rounded', 'number', 2, '')}
${numberStyle('Billions', 'number', 2, '亿元')}
<style:style style:name="HiddenSheet" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles>`;

/** A cell; `span` is how many columns and rows it covers. */
type Content = string | { xml: string };
const cell = (attributes: string, text: string) => ({
  xml: `<table:table-cell ${attributes}>${text === '' ? '' : `<text:p>${text}</text:p>`}</table:table-cell>`,
});
const styled = (style: string | undefined) => (style ? `table:style-name="${style}" ` : '');
export const number = (value: number, style?: string) =>
  cell(`${styled(style)}office:value-type="float" office:value="${value}"`, String(value));
export const percent = (value: number) =>
  cell(`${styled('Percent')}office:value-type="percentage" office:value="${value}"`, `${value * 100}%`);
export const date = (day: string, style: 'Day' | 'Month' | 'Slashes') =>
  cell(`${styled(style)}office:value-type="date" office:date-value="${day}"`, day);
export const truth = (value: boolean) =>
  cell(`office:value-type="boolean" office:boolean-value="${value}"`, String(value));
export const formula = (of: string, style?: string) =>
  cell(`${styled(style)}table:formula="of:=${of}" office:value-type="float"`, '');
export const span = (text: string, columns: number, rows = 1) =>
  cell(
    `table:number-columns-spanned="${columns}" table:number-rows-spanned="${rows}" office:value-type="string"`,
    text,
  );
/** The place below or beside a cell that covers it. */
export const COVERED = { xml: '<table:covered-table-cell/>' };
export const commented = (text: string, comment: string) => ({
  xml: `<table:table-cell office:value-type="string"><office:annotation><text:p>${comment}</text:p></office:annotation><text:p>${text}</text:p></table:table-cell>`,
});
export const linked = (text: string, target: string) =>
  cell('office:value-type="string"', `<text:a xlink:href="${target}">${text}</text:a>`);
export const bold = (text: string) => `<text:span text:style-name="Bold">${text}</text:span>`;

export const row = (cells: readonly Content[], attributes = '') =>
  `<table:table-row ${attributes}>${cells
    .map(
      (content) => (typeof content === 'string' ? cell('office:value-type="string"', content) : content).xml,
    )
    .join('')}</table:table-row>`;
export const hiddenRow = (cells: readonly Content[]) => row(cells, 'table:visibility="collapse"');
export const BLANK = row([{ xml: '<table:table-cell/>' }]);
/** `hiddenColumn` counts from 1. */
export const sheet = (
  name: string,
  rows: readonly string[],
  { hiddenColumn, isHidden }: { hiddenColumn?: number; isHidden?: boolean } = {},
) => {
  const columns = Array.from(
    { length: 12 },
    (_, index) => `<table:table-column${index + 1 === hiddenColumn ? ' table:visibility="collapse"' : ''}/>`,
  );
  const style = isHidden ? ' table:style-name="HiddenSheet"' : '';
  return `<table:table table:name="${name}"${style}>${columns.join('')}${rows.join('')}</table:table>`;
};
export const workbook = (...sheets: string[]) =>
  flatOffice('spreadsheet', { before: STYLES, body: sheets.join('') });

const signed = sheet('签约项目', [
  row([span('江川经开区2026年签约项目一览表', 9)]),
  row(['填报单位：招商合作局', '', '', '', '', '', '', '单位：亿元']),
  row([
    span('序号', 1, 2),
    span('项目名称', 1, 2),
    span('园区', 1, 2),
    span('投资额', 2),
    COVERED,
    span('用地（亩）', 1, 2),
    span('签约日期', 1, 2),
    span('预计投产', 1, 2),
    span('设备投资占比', 1, 2),
  ]),
  row([COVERED, COVERED, COVERED, '总投资', '2026年计划', COVERED, COVERED, COVERED, COVERED]),
  row([
    number(1),
    '高纯石英材料项目',
    span('新材料园', 1, 2),
    number(12.5),
    number(3.2),
    number(86),
    date('2026-03-01', 'Day'),
    date('2027-06-01', 'Month'),
    percent(0.125),
  ]),
  row([
    number(2),
    '碳纤维预制体项目',
    COVERED,
    number(6.8),
    number(2),
    number(45),
    date('2026-04-18', 'Slashes'),
    date('2027-10-01', 'Month'),
    percent(0.4),
  ]),
  row([
    number(3),
    commented('智能减速机项目', '投资方内部代号：青松'),
    '智造园',
    number(4.06),
    number(1.5),
    number(30),
    date('2026-05-09', 'Day'),
    '待定',
    percent(0.3),
  ]),
  row([
    span('合计', 3),
    COVERED,
    COVERED,
    formula('SUM([.D5:.D7])', 'Rounded'),
    formula('SUM([.E5:.E7])'),
    formula('SUM([.F5:.F7])'),
  ]),
  BLANK,
  row(['注：不含在谈项目；总投资含流动资金。']),
  row(['数据来源：江川经开区招商合作局，截至2026年6月30日。']),
]);

const land = sheet(
  '要素保障',
  [
    row(['可供工业用地']),
    row(['地块编号', '所在园区', '面积/亩', '内部底价', '出让起始价（万元/亩）', '已通燃气']),
    row(['JC-01', '新材料园', number(120), '22', number(28), truth(true)]),
    hiddenRow(['JC-02', '新材料园', number(66), '21', number(26), truth(false)]),
    row(['JC-03', '智造园', number(93.5), '25', number(30), truth(false)]),
    BLANK,
    row(['用能价格']),
    row(['类别', '电压等级', '电价（元/千瓦时）', '', '高峰上浮']),
    row(['大工业用电', '35千伏', number(0.62), '', percent(0.6)]),
    row(['一般工商业用电', '不满1千伏', formula('0.1+0.2+0.48'), '', formula('1/0')]),
    BLANK,
    row(['注：执行时以供电公司公布的价格为准。']),
  ],
  { hiddenColumn: 4 },
);

const results = sheet('年度成效', [
  row([{ xml: '<table:table-cell/>' }, '主要招商指标']),
  row([{ xml: '<table:table-cell/>' }, '指标', '计量单位', number(2024), number(2025), '同比增长(%)']),
  row([
    { xml: '<table:table-cell/>' },
    `${bold('签约')}总投资`,
    '亿元',
    number(164.3),
    number(188.95),
    number(15),
  ]),
  row([
    { xml: '<table:table-cell/>' },
    linked('新签项目', 'https://park.example/signed'),
    '个',
    number(52),
    number(61),
    number(17.3),
  ]),
  row([
    { xml: '<table:table-cell/>' },
    '固定资产贷款余额',
    '',
    number(41.2, 'Billions'),
    number(45.75, 'Billions'),
    number(11),
  ]),
]);

const limits = sheet('谈判底线', [row(['项目', '最低地价']), row(['高纯石英材料项目', '19'])], {
  isHidden: true,
});

/** What LibreOffice saves as workbooks. */
export const sources = { 'ledger.fods': workbook(signed, land, results, limits) };

export const questions = [
  {
    trait: 'a row under a header of two tiers, with the unit above the table',
    question: '高纯石英材料项目总投资多少？',
    document: 'ledger.xlsx',
    fact: '12.5亿元',
    locator: '签约项目',
  },
  {
    trait: 'the number of the row in its sheet',
    question: '碳纤维预制体项目用地多少亩？',
    document: 'ledger.xlsx',
    fact: '45亩',
    locator: '第6行',
  },
  {
    trait: 'a date cell',
    question: '碳纤维预制体项目什么时候签约？',
    document: 'ledger.xlsx',
    fact: '2026年4月18日',
    locator: '第6行',
  },
  {
    trait: 'a date cell that shows its month only',
    question: '高纯石英材料项目预计什么时候投产？',
    document: 'ledger.xlsx',
    fact: '2027年6月',
    locator: '第5行',
  },
  {
    trait: 'a cell merged over two rows',
    question: '碳纤维预制体项目在哪个园区？',
    document: 'ledger.xlsx',
    fact: '新材料园',
    locator: '第6行',
  },
  {
    trait: 'a formula',
    question: '2026年签约项目总投资合计多少亿元？',
    document: 'ledger.xlsx',
    fact: '23.36亿元',
    locator: '第5–7行',
  },
  {
    trait: 'a percentage',
    question: '智能减速机项目的设备投资占比是多少？',
    document: 'ledger.xlsx',
    fact: '30%',
    locator: '第7行',
  },
  {
    trait: 'a note below the table',
    question: '签约项目的总投资包含流动资金吗？',
    document: 'ledger.xlsx',
    fact: '总投资含流动资金',
    locator: '签约项目',
  },
  {
    trait: 'a unit behind a slash',
    question: 'JC-01地块面积多大？',
    document: 'ledger.xlsx',
    fact: '120亩',
    locator: '要素保障',
  },
  {
    trait: 'the second table of a sheet',
    question: '大工业用电电价每千瓦时多少元？',
    document: 'ledger.xlsx',
    fact: '0.62元/千瓦时',
    locator: '第9行',
  },
  {
    trait: 'a unit in a column of its own',
    question: '2025年签约总投资是多少？',
    document: 'ledger.xlsx',
    fact: '188.95亿元',
    locator: '年度成效',
  },
];
