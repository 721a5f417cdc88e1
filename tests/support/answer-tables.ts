import type { AnswerTable } from '../../src/types.ts';

/** Amounts by zone, as bars. */
export const BY_ZONE: AnswerTable = {
  title: '2023年签约，2亿元及以上',
  columns: [
    { name: '园区', kind: 'text' },
    { name: '项目数', kind: 'number' },
    { name: '投资额', kind: 'number' },
  ],
  rows: [
    ['高新区', 9, 222.8],
    ['松木经开区', 6, 140.5],
    ['白沙洲工业园区', 4, 61.2],
    ['西渡高新技术产业园区（台源片区）', 2, 18],
    ['水口山经开区', 1, 2.6],
  ].map(([zone, count, amount]) => [
    { text: String(zone) },
    { text: String(count), value: Number(count) },
    { text: `${amount}亿元`, value: Math.round(Number(amount) * 1e8) },
  ]),
  total: 5,
  chart: { kind: 'bar', label: 0, value: 2 },
};

/** From the signing of each project to the start of its works, as a timeline. */
export const FROM_SIGNING: AnswerTable = {
  title: '2023年签约',
  columns: [
    { name: '项目', kind: 'text' },
    { name: '签约至开工', kind: 'period' },
  ],
  rows: [
    ['显示模组项目', '2023-01-03', '2023-05-22'],
    ['连接器项目', '2023-04-01', '2023-12-01'],
    ['食品包装项目', '2023-09-18', '2023-12-27'],
  ].map(([name, from, to]) => [{ text: name! }, { text: `${from} — ${to}`, from, to }]),
  total: 3,
  chart: { kind: 'timeline', label: 0, value: 1 },
};

/** More projects than a page shows at first, and more than it was given. */
export const MANY_PROJECTS: AnswerTable = {
  title: '高新区',
  columns: [
    { name: '项目', kind: 'text' },
    { name: '园区', kind: 'text' },
    { name: '投资额', kind: 'number' },
    { name: '签约', kind: 'period' },
    { name: '投资方', kind: 'text' },
  ],
  rows: Array.from({ length: 24 }, (_, at) => [
    { text: `年产${at + 1}万套高精度显示模组生产线建设项目` },
    { text: '高新区' },
    { text: `${at + 1}.5亿元`, value: (at + 1.5) * 1e8 },
    { text: `2023-${String((at % 12) + 1).padStart(2, '0')}-08`, from: '2023-01-08', to: '2023-01-08' },
    { text: '盛衡电子（深圳）有限公司' },
  ]),
  total: 620,
  export: 'token-of-many',
};

/** One plot: what is shown as a card. */
export const ONE_PLOT: AnswerTable = {
  title: 'GX-2024-07',
  columns: [
    { name: '地块', kind: 'text' },
    { name: '园区', kind: 'text' },
    { name: '面积', kind: 'number' },
    { name: '用地性质', kind: 'text' },
    { name: '出让价', kind: 'number' },
    { name: '状态', kind: 'text' },
    { name: '配套', kind: 'text' },
  ],
  rows: [
    [
      { text: 'GX-2024-07' },
      { text: '高新区' },
      { text: '86.5亩', value: 57666.6667 },
      { text: '二类工业用地' },
      { text: '32万元/亩', value: 480 },
      { text: '可出让' },
      { text: '七通一平，110kV变电站1.2公里' },
    ],
  ],
  total: 1,
};
