import { describe, expect, it } from 'vitest';
import type { DraftBlock } from '../src/documents/blocks.ts';
import { tableRows, takeCaption } from '../src/documents/tables/tables.ts';
import { readHeader } from '../src/documents/tables/units.ts';
import { gridOf } from './support/grids.ts';

/** The lines of a table that is written with `|` between cells, as a reader without merged cells gives it. */
function linesOf(table: string, caption?: string): string[] {
  return tableRows(
    gridOf(table).map(({ cells }) => cells),
    { caption },
  ).map(({ text }) => text);
}

describe('a unit in the header of a column', () => {
  it.each([
    ['投资额(亿元)', '12.5', '投资额：12.5亿元'],
    ['投资额（亿元）', '1,638.77', '投资额：1,638.77亿元'],
    ['投資額（億元）', '12.5', '投資額：12.5億元'],
    ['外资（单位：万美元）', '200', '外资：200万美元'],
    ['面积/亩', '60', '面积：60亩'],
    ['用地面积:亩', '60-80', '用地面积：60-80亩'],
    ['电价（元/千瓦时）', '0.62', '电价：0.62元/千瓦时'],
    ['租金（元/平方米·月）', '12', '租金：12元/平方米·月'],
    ['增速(%)', '-1.2', '增速：-1.2%'],
    ['建设工期（月）', '18', '建设工期：18个月'],
    ['人均产值（万元/人）', '85', '人均产值：85万元/人'],
  ])('%s goes to %s', (header, value, line) => {
    expect(linesOf(`项目|${header}\n甲|${value}`)).toEqual([`项目：甲；${line}`]);
  });

  it.each([
    ['Investment (RMB billion)', '1.2', 'Investment: RMB 1.2 billion'],
    ['Investment (US$ million)', '30', 'Investment: US$30 million'],
    ['Investment (million yuan)', '1,200', 'Investment: 1,200 million yuan'],
    ['Area (mu)', '60', 'Area: 60 mu'],
    ['Rent (RMB/sq m/month)', '12', 'Rent: RMB 12/sq m/month'],
    ['Capacity (kW)', '500', 'Capacity: 500 kW'],
    ['Growth (%)', '12.5', 'Growth: 12.5%'],
  ])('%s goes to %s in English', (header, value, line) => {
    expect(linesOf(`Project|${header}\nAlpha|${value}`)).toEqual([`Project: Alpha; ${line}`]);
  });

  it.each(['企业名称（全称）', '金额（含税）', '规模（亩、万元）', '签约年/月', '方案（T）', '等级（A）'])(
    'is not what stands in %s',
    (header) => {
      expect(readHeader(header).unit).toBeUndefined();
      expect(linesOf(`序号|${header}\n甲|5`)).toEqual([`序号：甲；${header}：5`]);
    },
  );

  it.each(['约12', '0734-1234567', '007', '2026-03', '2026-03-01', '12.5+3'])(
    'stays there where %s is no number, so that nothing is lost',
    (value) => {
      expect(linesOf(`项目|投资额（亿元）\n甲|${value}`)).toEqual([`项目：甲；投资额（亿元）：${value}`]);
    },
  );

  it('is not said twice where the value says it, nor where there is no number', () => {
    expect(linesOf('项目|投资额（亿元）\n甲|12.5亿元\n乙|待定')).toEqual([
      '项目：甲；投资额：12.5亿元',
      '项目：乙；投资额：待定',
    ]);
  });

  it('may stand in a column of its own, or in the label of the row', () => {
    expect(linesOf('指标|单位|2025年|增长\n产值|亿元|12.5|3')).toEqual([
      '指标：产值；单位：亿元；2025年：12.5亿元；增长：3',
    ]);
    expect(linesOf('指标|2025年|排名\n产值（亿元）|12.5|3')).toEqual([
      '指标：产值（亿元）；2025年：12.5亿元；排名：3',
    ]);
  });
});

describe('the unit of a caption', () => {
  const table =
    '项目|投资额|用地面积|企业数|奖励比例|投产年份|开工|联系电话\n甲|3|12|7|2|2027|2026|13800000000';

  it('goes to the numbers it can be the unit of', () => {
    expect(linesOf(table, '表1 签约项目（单位：万元）')).toEqual([
      '项目：甲；投资额：3万元；用地面积：12；企业数：7；奖励比例：2；投产年份：2027；开工：2026；联系电话：13800000000',
    ]);
  });

  it('goes to none where the caption names several', () => {
    expect(linesOf(table, '单位：万元、亩')).toEqual(linesOf(table));
  });

  it('gives way to the unit of a column and to what the label of a row says', () => {
    const rows = '指标|2025年|增速（%）\n产值|12.5|3\n企业数|61|4';
    expect(linesOf(rows, '单位：亿元')).toEqual([
      '指标：产值；2025年：12.5亿元；增速：3%',
      '指标：企业数；2025年：61；增速：4%',
    ]);
  });

  it('stands with the caption on each row, and a caption without a table does not vanish', () => {
    expect(tableRows([], { caption: '表1 签约项目' })).toEqual([{ kind: 'paragraph', text: '表1 签约项目' }]);
    const cells = gridOf('a|b\n1|2').map((row) => row.cells);
    expect(tableRows(cells, { caption: '表1' })).toEqual([
      {
        kind: 'table-row',
        text: 'a: 1; b: 2',
        row: 1,
        table: '表1',
        cells: [
          { name: 'a', value: '1' },
          { name: 'b', value: '2' },
        ],
      },
    ]);
  });
});

describe('the lines before a table', () => {
  const paragraphs = (...lines: string[]): DraftBlock[] => lines.map((text) => ({ kind: 'paragraph', text }));

  it.each([
    [['表1 2023年签约项目'], '表1 2023年签约项目'],
    [['表 2-1'], '表 2-1'],
    [['附表'], '附表'],
    [['续表'], '续表'],
    [['附件2：招商项目清单'], '附件2：招商项目清单'],
    [['Table 3: Signed projects'], 'Table 3: Signed projects'],
    [['單位：萬元'], '單位：萬元'],
    [['（计量单位：平方米）'], '计量单位：平方米'],
    [['2023年签约项目', '（单位：亿元）'], '2023年签约项目（单位：亿元）'],
    [['表3 奖励标准', '单位：万元、亩'], '表3 奖励标准（单位：万元、亩）'],
  ])('%j caption it', (lines, caption) => {
    const blocks = paragraphs('正文。', ...lines);
    expect(takeCaption(blocks)).toBe(caption);
    expect(blocks).toEqual(paragraphs('正文。'));
  });

  it.each([
    '各档标准如下：',
    '表1显示签约项目逐年增加',
    '表格由各园区填写',
    '单位：江川经开区招商合作局',
    '园区简介',
    '附件2：江川经开区招商引资若干政策',
  ])('%j do not', (line) => {
    const blocks = paragraphs(line);
    expect(takeCaption(blocks)).toBeUndefined();
    expect(blocks).toEqual(paragraphs(line));
  });

  it('stay where they are headings or items of a list', () => {
    const blocks: DraftBlock[] = [{ kind: 'heading', level: 2, text: '表1 签约项目' }];
    expect(takeCaption(blocks)).toBeUndefined();
    expect(blocks).toHaveLength(1);
  });
});

describe('a header of which only the first row is marked', () => {
  const cell = (text: string, isHeader = false) => ({ text, isHeader });
  const zone = cell('园区', true);
  const limit = cell('奖励上限（万元）', true);

  it('takes in the tier below a name that spans columns', () => {
    const grid = [
      [zone, limit, limit],
      [zone, cell('首次达标'), cell('再次达标')],
      [cell('装备园'), cell('655'), cell('208')],
    ];
    const [row] = tableRows(grid).map(({ text }) => text);
    expect(row).toMatch(/首次达标.*655万元.*再次达标.*208万元/);
  });

  it('leaves a row of values its row', () => {
    const grid = [
      [zone, limit, limit],
      [cell('装备园'), cell('655'), cell('208')],
      [cell('新材料园'), cell('500'), cell('100')],
    ];
    expect(tableRows(grid)).toHaveLength(2);
  });
});

describe('the line above a table', () => {
  const above = (text: string) => takeCaption([{ kind: 'paragraph', text }]);

  it('is its caption where it ends in the unit', () => {
    expect(above('光电显示企业奖励标准（单位：万元）')).toBe('光电显示企业奖励标准（单位：万元）');
  });

  it.each(['园区企业奖励标准（试行）', '本园区给予奖励（单位：万元）。', '奖励标准，另行公布（单位：万元）'])(
    '%s is none',
    (text) => {
      expect(above(text)).toBeUndefined();
    },
  );
});
