import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layTable } from '../src/channels/web/table-layout.ts';

const cells = (row: Map<string, string> | string | undefined) =>
  row instanceof Map ? Object.fromEntries(row) : row;

describe('rows laid out as a table', () => {
  it('have the names that they share as columns, in their order', () => {
    const layout = layTable([
      '名称：甲；投资额：5亿元；备注：二期',
      '名称：乙；备注：在建',
      '名称：丙；投资额：7亿元',
    ])!;
    expect(layout.columns).toEqual(['名称', '投资额', '备注']);
    expect(layout.rows.map(cells)).toEqual([
      { 名称: '甲', 投资额: '5亿元', 备注: '二期' },
      { 名称: '乙', 备注: '在建' },
      { 名称: '丙', 投资额: '7亿元' },
    ]);
  });

  it('put a column that the first row lacks into its place', () => {
    const layout = layTable(['名称：甲；备注：一', '名称：乙；投资额：5；备注：二', '名称：丙；投资额：6'])!;
    expect(layout.columns).toEqual(['名称', '投资额', '备注']);
  });

  it('keep marks of punctuation inside a value', () => {
    const layout = layTable(['条件：甲；乙；奖励：比例为4:3:3', '条件：投资：五千万元；奖励：5%'])!;
    expect(layout.rows.map(cells)).toEqual([
      { 条件: '甲；乙', 奖励: '比例为4:3:3' },
      { 条件: '投资：五千万元', 奖励: '5%' },
    ]);
  });

  it('keep what stands under a name of its own with the cell before it', () => {
    const [first] = layTable(['名称：甲；说明：一是：快；二是：好', '名称：乙；说明：无'])!.rows;
    expect(cells(first)).toEqual({ 名称: '甲', 说明: '一是：快；二是：好' });
  });

  it('show a row that is one text across all columns', () => {
    const rows = ['一、新材料', '名称：甲；投资额：5', '二、装备制造', '名称：乙；投资额：6', '合计：11'];
    const layout = layTable(rows)!;
    expect(layout.columns).toEqual(['名称', '投资额']);
    expect([layout.rows[0], layout.rows[2], layout.rows[4]]).toEqual([
      '一、新材料',
      '二、装备制造',
      '合计：11',
    ]);
  });

  it('may have a first column without a name', () => {
    const layout = layTable(['2024年；产值：5', '2025年；产值：6'])!;
    expect(layout.columns).toEqual(['', '产值']);
    expect(cells(layout.rows[1])).toEqual({ '': '2025年', 产值: '6' });
  });

  it('may be English', () => {
    const layout = layTable(['Project: A; Investment: RMB 5bn', 'Project: B; Investment: RMB 6bn'])!;
    expect(layout.rows.map(cells)).toEqual([
      { Project: 'A', Investment: 'RMB 5bn' },
      { Project: 'B', Investment: 'RMB 6bn' },
    ]);
  });

  it('are no table where no two share a name', () => {
    expect(layTable(['单位名称：招商服务中心', '地址：江川大道1号'])).toBeUndefined();
    expect(layTable(['名称：甲；投资额：5'])).toBeUndefined();
    expect(layTable([])).toBeUndefined();
  });

  it('lose no word', () => {
    const part = fc.constantFrom(
      '甲',
      '乙：丙',
      '投资额：5',
      '名称：丁',
      '名称：',
      '：',
      '',
      'a: b',
      '备注：x',
    );
    const lines = fc.array(
      fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('；')),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(lines, (rows) => {
        const layout = layTable(rows);
        for (const [at, row] of (layout?.rows ?? []).entries()) {
          const shown = typeof row === 'string' ? row : [...row].flat().join('');
          const letters = (text: string) => [...text.replace(/[：；:;\s]/g, '')].sort().join('');
          expect(letters(shown)).toBe(letters(rows[at]!));
        }
      }),
    );
  });
});
