import type { Fact } from './facts.ts';
import { INDUSTRIES, PRODUCTS, ZONES } from './vocabulary.ts';
import type { Writer } from './writer.ts';

/** A cell with what it spans; `null` is a place that another cell covers. */
export type GridCell = { text: string; across: number; down: number } | null;

/** A table in no format yet: each maker of files writes it in its own. */
export interface DraftTable {
  /** 2026年签约项目一览. */
  title: string;
  /** The unit of all numbers, where it stands above the table only. */
  unit?: string;
  header: GridCell[][];
  body: GridCell[][];
  facts: Fact[];
}

interface Column {
  name: string;
  unit: string;
  value: (writer: Writer) => string;
}

interface Subject {
  title: (writer: Writer) => string;
  keyName: string;
  key: (writer: Writer, row: number) => string;
  columns: Column[];
  /** Name of a column before the keys whose cells span several rows, and what stands in it. */
  group?: { name: string; values: readonly string[] };
  /** A name above all columns of values; their unit then stands above the table. */
  above?: string;
}

const number = (name: string, unit: string, from: number, to: number, decimals = 2): Column => ({
  name,
  unit,
  value: (writer) => writer.figure(from, to, decimals),
});

/** A row's number in its table as letters and digits: JC-07. */
const code = (prefix: string) => (writer: Writer, row: number) =>
  `${prefix}${writer.whole(1, 9)}-${String(row + 1).padStart(2, '0')}`;

const SUBJECTS: readonly Subject[] = [
  {
    title: (writer) => `${writer.pick(ZONES)}签约项目一览`,
    keyName: '项目名称',
    key: (writer) => `${writer.company().replace(/有限公司$|股份有限公司$/, '')}${writer.pick(PRODUCTS)}项目`,
    columns: [
      number('总投资', '亿元', 0.5, 60),
      number('年度计划', '亿元', 0.2, 20),
      number('用地面积', '亩', 10, 400, 1),
      { name: '签约日期', unit: '', value: (writer) => writer.day() },
    ],
  },
  {
    title: (writer) => `${writer.pick(ZONES)}可供地块一览`,
    keyName: '地块编号',
    key: code('JC'),
    columns: [
      number('面积', '亩', 20, 600, 1),
      number('出让起始价', '万元/亩', 15, 60, 1),
      number('建筑限高', '米', 20, 80, 1),
    ],
    group: { name: '所在片区', values: ['东片区', '南片区', '西片区', '北片区', '滨江片区', '空港片区'] },
  },
  {
    title: (writer) => `${writer.pick(ZONES)}标准厂房出租情况`,
    keyName: '厂房编号',
    key: code('B'),
    columns: [
      number('建筑面积', '平方米', 900, 30000, 0),
      number('月租金', '元/平方米', 8, 30),
      number('楼面荷载', '吨/平方米', 0.5, 4),
      number('层高', '米', 4, 13),
    ],
  },
  {
    title: (writer) => `${writer.pick(INDUSTRIES)}企业奖励标准`,
    keyName: '认定等级',
    key: (_, row) => ['国家级', '省级', '市级'][row % 3]!,
    columns: [number('首次达标', '万元', 50, 2000, 0), number('再次达标', '万元', 20, 900, 0)],
    group: {
      name: '类别',
      values: [
        '智能工厂',
        '绿色工厂',
        '专精特新企业',
        '单项冠军企业',
        '技术中心',
        '工业设计中心',
        '数据中心',
      ],
    },
    above: '奖励上限',
  },
  {
    title: (writer) => `${writer.pick(ZONES)}用能价格`,
    keyName: '类别',
    key: (writer, row) =>
      `${writer.pick(INDUSTRIES)}${writer.pick(['用电', '用水', '用气', '用热'])}第${row + 1}档`,
    columns: [
      number('基准价', '元', 0.3, 9, 3),
      number('上浮价', '元', 0.5, 12, 3),
      number('年用量上限', '万吨', 1, 90),
    ],
  },
];

/** Rows that one cell of the group column spans. */
const ROWS_A_GROUP = 3;

/** A table of about so many rows on one of the subjects of a park's papers. */
export function draftTable(writer: Writer, rows: number): DraftTable {
  const subject = writer.pick(SUBJECTS);
  const { columns, group, above } = subject;
  const table: DraftTable = {
    title: subject.title(writer),
    ...(above !== undefined && { unit: columns[0]!.unit }),
    header: headerOf(subject),
    body: [],
    facts: [],
  };
  const groups = group && writer.take(group.values, Math.max(1, Math.ceil(rows / ROWS_A_GROUP)));
  const count = groups ? groups.length * ROWS_A_GROUP : rows;
  for (let row = 0; row < count; row += 1) {
    const opensGroup = row % ROWS_A_GROUP === 0;
    const of = groups?.[Math.floor(row / ROWS_A_GROUP)];
    const key = subject.key(writer, row);
    const values = columns.map(({ value }) => value(writer));
    const first = of === undefined ? [] : [opensGroup ? cell(of, 1, ROWS_A_GROUP) : null];
    table.body.push([...first, cell(key), ...values.map((value) => cell(value))]);
    const at = writer.whole(0, columns.length - 1);
    const { name, unit } = columns[at]!;
    table.facts.push({
      kind: 'row',
      key: of === undefined ? [key] : [of, key],
      column: name,
      value: values[at]!,
      unit,
    });
  }
  return table;
}

/** The same table without merged cells: one row of names, and in each row all that spans it. */
export function flatRows({ header, body }: DraftTable): string[][] {
  const [top, below] = header as [GridCell[], GridCell[] | undefined];
  const names = top.map((cell, column) => below?.[column]?.text ?? cell?.text ?? '');
  const rows: string[][] = [names];
  for (const row of body) rows.push(row.map((cell, column) => cell?.text ?? rows.at(-1)![column]!));
  return rows;
}

/** What the table says where nothing stands above it: without the unit that would stand there. */
export function bareFacts({ unit, facts }: DraftTable): Fact[] {
  return unit === undefined ? facts : facts.map((fact) => ({ ...fact, unit: '' }));
}

function headerOf({ keyName, columns, group, above }: Subject): GridCell[][] {
  const names = columns.map(({ name, unit }) =>
    cell(unit === '' || above !== undefined ? name : `${name}（${unit}）`),
  );
  const before = [...(group ? [group.name] : []), keyName];
  if (above === undefined) return [[...before.map((name) => cell(name)), ...names]];
  const covered = Array.from({ length: columns.length - 1 }, () => null);
  return [
    [...before.map((name) => cell(name, 1, 2)), cell(above, columns.length), ...covered],
    [...before.map(() => null), ...names],
  ];
}

function cell(text: string, across = 1, down = 1): GridCell {
  return { text, across, down };
}
