import type {
  Filter,
  Measure,
  RegisterName,
  RegisterQuery,
  RegisterScope,
  StoredRow,
  Vocabulary,
} from '../../src/register-types.ts';
import {
  type KnownRegisters,
  type Reading,
  readRegisterQuery,
} from '../../src/registers/understand/understand.ts';

/** What the tables of an invented park hold. */
const HELD: Partial<Record<RegisterName, Record<string, string[]>>> = {
  projects: {
    zone: ['高新区', '青山高新技术产业园区', '松木经开区', '白鹭工业园', '西渡高新区', '云溪科学城'],
    industry: ['电子信息', '新能源', '新材料', '生物医药', '装备制造', '食品加工'],
    chainLink: ['电芯', '正极材料', '显示模组', '光模块'],
    investor: ['深圳远航电子科技有限公司', '上海申达新材料有限公司', '宁波海纳生物医药有限公司'],
    introducedBy: ['上海推介会', '深圳推介会', '以商招商', '驻点招商', '湖南商会'],
  },
  plots: {
    zone: ['高新区', '松木经开区', '白鹭工业园'],
    industry: ['电子信息、新能源', '新材料', '食品加工'],
    landUse: ['工业用地', '科研用地', '物流仓储用地'],
    status: ['可供', '已出让', '预留'],
  },
  factories: {
    zone: ['高新区', '松木经开区'],
    industry: ['电子信息', '食品加工', '新材料'],
    status: ['可租', '已租', '空置'],
  },
  tariffs: {
    name: [
      '工业蒸汽',
      '管道天然气',
      '工业用水',
      '1-10千伏 高峰',
      '1-10千伏 低谷',
      '35千伏 高峰',
      '35千伏 低谷',
      '污水处理',
    ],
    category: ['电', '蒸汽', '气', '水'],
    zone: ['松木经开区', '全区'],
  },
};

const SCOPE: RegisterScope = { audiences: ['public'], asOf: '2026-11-20' };

/** Registers of which only the values of their text fields are known. */
export const REGISTERS_HELD: KnownRegisters = {
  registers: async () => new Map(Object.keys(HELD).map((register) => [register as RegisterName, 10])),
  vocabulary: async (register, field): Promise<Vocabulary> =>
    new Map((HELD[register]?.[field] ?? []).map((value, at) => [value, 20 - at])),
  named: async (register, text) =>
    (NAMES[register] ?? [])
      .filter((name) => text.includes(name.replace(/项目$/, '')))
      .map((name) => rowNamed(register, name)),
  run: async () => {
    throw new Error('Only values are known here.');
  },
};

const NAMES: Partial<Record<RegisterName, string[]>> = {
  projects: ['远航车载显示模组项目', '申达高镍三元正极材料项目'],
  plots: ['QS-2026-01', 'QS-2026-02'],
};

function rowNamed(register: RegisterName, name: string): StoredRow {
  const values = { name: { type: 'text' as const, raw: name } };
  return { register, passage: name, values, document: 'ledger', version: '1', ordinal: 0 };
}

/** Reads a question of 2026-11-20 about the registers of the park; earlier ones stand before it. */
export async function readAsked(...turns: string[]): Promise<Reading | undefined> {
  const history = turns.slice(0, -1);
  return readRegisterQuery({ text: turns.at(-1)!, history }, REGISTERS_HELD, SCOPE, {
    park: '青山经济技术开发区',
  });
}

/**
 * A query in one line, to be written by hand: what is asked, then of which rows. `projects: count, sum amount |
 * zone=高新区 | signed 2025 | amount>=2亿`.
 */
export function inOneLine(query: RegisterQuery | undefined): string {
  if (!query) return 'unread';
  const { register, filters, measures, list, order, group, sides } = query;
  const asked = [
    ...measures.map(measureLine),
    ...(list ? [`list ${list.fields.join('+')}`] : []),
    ...(order ? [`${order.direction} ${order.limit} by ${byLine(order.by)}`] : []),
    ...(group ? [`per ${group.unit ? `${group.unit} of ${group.by}` : group.by}`] : []),
    ...(sides ? [`sides ${sides.map(filterLine).join(' / ')}`] : []),
  ];
  return [`${register}: ${asked.join(', ')}`, ...filters.map(filterLine).sort()].join(' | ');
}

const byLine = (by: NonNullable<RegisterQuery['order']>['by']) =>
  typeof by === 'string' ? by : `${by.from}..${by.to}`;

function measureLine(measure: Measure): string {
  if (measure.kind === 'count') return 'count';
  if (measure.kind === 'elapsed') return `elapsed ${measure.from}..${measure.to}`;
  return `${measure.kind} ${measure.field}`;
}

const SIGNS = { 'at-least': '>=', 'more-than': '>', 'at-most': '<=', 'less-than': '<' };

function filterLine(filter: Filter): string {
  switch (filter.op) {
    case 'in':
    case 'holds':
      return `${filter.field}=${filter.values.join('+')}`;
    case 'within':
      return `${filter.field} ${periodLine(filter.from, filter.to)}`;
    case 'known':
    case 'unknown':
      return `${filter.field} ${filter.op}`;
    default:
      return `${filter.field}${SIGNS[filter.op]}${valueLine(filter.value)}${filter.currency === undefined || filter.currency === 'CNY' ? '' : ` ${filter.currency}`}`;
  }
}

const valueLine = (value: number) =>
  value >= 1e8 ? `${value / 1e8}亿` : value >= 1e4 ? `${value / 1e4}万` : String(value);

function periodLine(from: string, to: string): string {
  const [year, end] = [from.slice(0, 4), to.slice(0, 4)];
  const isWhole = from.endsWith('-01-01') && to.endsWith('-12-31');
  if (isWhole) return year === end ? year : `${year}..${end}`;
  return `${from}..${to}`;
}
