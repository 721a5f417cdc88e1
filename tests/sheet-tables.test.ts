import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetBlocks } from '../src/documents/sheets/blocks.ts';
import { readSheet } from '../src/documents/sheets/tables.ts';
import { readHeader } from '../src/documents/tables/units.ts';
import { gridOf } from './support/grids.ts';

/** What is found on a sheet: kind, number of the row, text, and what the table is called. */
function found(sheet: string): unknown[][] {
  return sheetBlocks(readSheet(gridOf(sheet)), { level: 1 }).map(({ kind, row, text, table }) =>
    table === undefined ? [kind, row, text] : [kind, row, text, table],
  );
}

describe('the header of a sheet', () => {
  it('stands below titles, what was filled in by whom, and the unit', () => {
    const sheet = `附件1|<|<
江川经开区2026年签约项目一览表|<|<
（一季度）|<|<
填报单位：招商合作局||单位：亿元
项目名称|投资额|签约日期
高纯石英材料项目|12.5|2026年3月1日`;
    const title = '附件1 江川经开区2026年签约项目一览表（一季度）';
    expect(found(sheet)).toEqual([
      ['heading', 1, title],
      ['paragraph', 4, '填报单位：招商合作局'],
      [
        'table-row',
        6,
        '项目名称：高纯石英材料项目；投资额：12.5亿元；签约日期：2026年3月1日',
        `${title}（单位：亿元）`,
      ],
    ]);
  });

  it('may have two tiers, merged or with the places beside a name left empty', () => {
    const row = ['table-row', 3, '项目：甲；投资 计划：3；投资 完成：2亿元；用地：60亩'];
    expect(found('项目|投资|<|用地（亩）\n^|计划|完成（亿元）|^\n甲|3|2|60')).toEqual([row]);
    expect(found('项目|投资||用地（亩）\n|计划|完成（亿元）|\n甲|3|2|60')).toEqual([row]);
  });

  it('may be years or months, over something else than years and months', () => {
    expect(found('指标|2024|2025\n产值（亿元）|164.3|188.95')).toEqual([
      ['table-row', 2, '指标：产值（亿元）；2024年：164.3亿元；2025年：188.95亿元'],
    ]);
    expect(found('甲公司|2024\n乙公司|2025')).toEqual([
      ['table-row', 1, '甲公司；2024'],
      ['table-row', 2, '乙公司；2025'],
    ]);
  });

  it('is not looked for in rows of figures alone', () => {
    expect(found('JC-01|120\nJC-02|93.5')).toEqual([
      ['table-row', 1, 'JC-01；120'],
      ['table-row', 2, 'JC-02；93.5'],
    ]);
  });

  it('may be parted from its rows by a blank one, and is not lost without rows', () => {
    expect(found('地块|面积/亩\n\nJC-01|120')).toEqual([['table-row', 3, '地块：JC-01；面积：120亩']]);
    expect(found('地块|面积/亩')).toEqual([['table-row', 1, '地块；面积/亩']]);
  });

  it('is known again where it is repeated, and so is the row that numbers the columns', () => {
    expect(found('指标|2025年|排名\n甲|乙|1\n产值|12.5|3\n指标|2025年|排名\n税收|2|4')).toEqual([
      ['table-row', 2, '甲；乙；1'],
      ['table-row', 3, '指标：产值；2025年：12.5；排名：3'],
      ['table-row', 5, '指标：税收；2025年：2；排名：4'],
    ]);
  });
});

describe('the rows of a sheet', () => {
  it('carry the label above them, totals of the whole do not', () => {
    const sheet = `序号|项目|投资额（亿元）
一、新材料产业|<|<
1|甲项目|3
小计||3
二、装备制造业
1|乙项目|待定
合计|<|3`;
    expect(found(sheet)).toEqual([
      ['table-row', 2, '一、新材料产业'],
      ['table-row', 3, '序号：1；项目：甲项目；投资额：3亿元', '一、新材料产业'],
      ['table-row', 4, '小计；投资额：3亿元', '一、新材料产业'],
      ['table-row', 5, '二、装备制造业'],
      ['table-row', 6, '序号：1；项目：乙项目；投资额：待定', '二、装备制造业'],
      ['table-row', 7, '合计；投资额：3亿元'],
    ]);
  });

  it('carry the value of a cell merged over them, and one merged over two rows is one row', () => {
    expect(found('环节|企业|产能（吨）\n上游|甲公司|500\n^|乙公司|800\n^|^|^\n下游|丙公司|20')).toEqual([
      ['table-row', 2, '环节：上游；企业：甲公司；产能：500吨'],
      ['table-row', 3, '环节：上游；企业：乙公司；产能：800吨'],
      ['table-row', 5, '环节：下游；企业：丙公司；产能：20吨'],
    ]);
  });

  it('go on after a blank row under the same header', () => {
    expect(found('城市|距离（公里）|车程\n省会|120|1.5小时\n\n机场|45|40分钟')).toEqual([
      ['table-row', 2, '城市：省会；距离：120公里；车程：1.5小时'],
      ['table-row', 4, '城市：机场；距离：45公里；车程：40分钟'],
    ]);
  });

  it('may be a form, with the names at the left', () => {
    expect(
      found('企业信息登记表|<\n企业名称|江川精工科技有限公司\n注册资本（万元）|5000\n成立日期|2020年3月1日'),
    ).toEqual([
      ['heading', 1, '企业信息登记表'],
      ['table-row', 2, '企业名称：江川精工科技有限公司', '企业信息登记表'],
      ['table-row', 3, '注册资本：5000万元', '企业信息登记表'],
      ['table-row', 4, '成立日期：2020年3月1日', '企业信息登记表'],
    ]);
    expect(found('企业名称|甲公司|联系人|张三\n用地面积|60亩|联系电话|0700-1')).toEqual([
      ['table-row', 1, '企业名称：甲公司'],
      ['table-row', 1, '联系人：张三'],
      ['table-row', 2, '用地面积：60亩'],
      ['table-row', 2, '联系电话：0700-1'],
    ]);
    expect(found('产业|企业数\n石英产业|12\n装备产业|8').map(([, , line]) => line)).toEqual([
      '产业：石英产业；企业数：12',
      '产业：装备产业；企业数：8',
    ]);
    expect(found('指标|数值\n企业数|61')).toEqual([['table-row', 2, '指标：企业数；数值：61']]);
  });
});

describe('several tables of a sheet', () => {
  it('are parted by a blank row, with a title or without', () => {
    expect(
      found(
        '园区|产业\n新材料园|石英\n\n企业名称|联系电话\n甲公司|0700-1\n\n用能价格\n类别|电价（元/千瓦时）\n大工业|0.62',
      ),
    ).toEqual([
      ['table-row', 2, '园区：新材料园；产业：石英'],
      ['table-row', 5, '企业名称：甲公司；联系电话：0700-1'],
      ['heading', 7, '用能价格'],
      ['table-row', 9, '类别：大工业；电价：0.62元/千瓦时', '用能价格'],
    ]);
  });

  it('may follow without a blank row, under a title of their own', () => {
    const sheet = '一季度签约项目|<\n项目|投资额（亿元）\n甲|3\n二季度签约项目|<\n项目|投资额（亿元）\n乙|4';
    expect(found(sheet)).toEqual([
      ['heading', 1, '一季度签约项目'],
      ['table-row', 3, '项目：甲；投资额：3亿元', '一季度签约项目'],
      ['heading', 4, '二季度签约项目'],
      ['table-row', 6, '项目：乙；投资额：4亿元', '二季度签约项目'],
    ]);
  });
});

describe('text on a sheet', () => {
  it('stands below a table as notes', () => {
    const sheet = `项目|投资额
甲|3
乙|4
注：总投资含流动资金。
1.不含在谈项目
备注|以合同为准
制表人：张三|审核：李四

数据来源：招商合作局`;
    expect(found(sheet).slice(2)).toEqual([
      ['paragraph', 4, '注：总投资含流动资金。'],
      ['list-item', 5, '1.不含在谈项目'],
      ['paragraph', 6, '备注：以合同为准'],
      ['paragraph', 7, '制表人：张三'],
      ['paragraph', 7, '审核：李四'],
      ['paragraph', 9, '数据来源：招商合作局'],
    ]);
  });

  it('is no caption where a blank row parts it from the table', () => {
    expect(found('填报说明\n1. 每季度报送。\n\n园区|企业数\nA|2')).toEqual([
      ['paragraph', 1, '填报说明'],
      ['list-item', 2, '1. 每季度报送。'],
      ['table-row', 5, '园区：A；企业数：2'],
    ]);
  });

  it('may be all there is', () => {
    expect(found('招商热线\n工作日9:00至17:30有人接听。')).toEqual([
      ['heading', 1, '招商热线'],
      ['paragraph', 2, '工作日9:00至17:30有人接听。'],
    ]);
    expect(found('')).toEqual([]);
  });
});

/** Whether a line has a text, be it as a name here and its unit there, or with its colon in the other width. */
function says(line: string, text: string): boolean {
  const { name, unit } = readHeader(text);
  return (
    line.includes(text.replace(/[：:]$/, '')) ||
    (unit !== undefined && line.includes(name) && line.includes(unit.after))
  );
}

describe('any sheet', () => {
  const words =
    '项目 园区 投资额（亿元） 面积/亩 甲项目 待定 Alpha 注：含税 单位：万元 合计 一、新材料 电话：0700-1 备注'.split(
      ' ',
    );
  const figures = ['1', '12.5', '1,200', '2025', '2026-03-01', '12%', '=1+1', '3亿元'];
  const text = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...words) },
    { weight: 3, arbitrary: fc.constantFrom(...figures) },
    { weight: 2, arbitrary: fc.constantFrom('', '<', '^') },
    { weight: 1, arbitrary: fc.stringMatching(/^[a-z一二三（）：/]{1,70}$/) },
  );
  const sheets = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { maxLength: 12 });

  it('keeps every text it has, and gets no row that it has not', () => {
    fc.assert(
      fc.property(sheets, (written) => {
        const rows = gridOf(written.map((row) => row.join('|')).join('\n'));
        const parts = readSheet(rows);
        const headers = parts.flatMap((part) => (part.kind === 'table' ? part.table.columns : []));
        const blocks = sheetBlocks(parts, { level: 1 });
        const kept = [
          ...headers.map(({ header }) => header),
          ...blocks.flatMap(({ text: block, table = '' }) => [block, table]),
        ];
        for (const cell of rows.flatMap(({ cells }) => cells))
          expect(kept.some((line) => says(line, cell.text))).toBe(true);
        const lines = blocks.filter(({ kind }) => kind === 'table-row');
        // A row of a form may hold two lines.
        for (const [number, ofRow] of Map.groupBy(lines, ({ row }) => row)) {
          const row = rows.find((candidate) => candidate.number === number);
          const line = ofRow.map(({ text: part }) => part).join('\n');
          expect(row!.cells.every((cell) => says(line, cell.text))).toBe(true);
          expect(ofRow.length * 2).toBeLessThanOrEqual(Math.max(2, row!.cells.length));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
