import { describe, expect, it } from 'vitest';
import type { FieldName } from '../src/register-types.ts';
import { readTable, written } from './support/register-tables.ts';

/** Heading, cell, and the value in one line; `-` for no value, `!` for a misfit. */
type Case = [heading: string, cell: string, value: string];

/** A row of a register with the column in question last. */
const AROUND = {
  projects: ['项目名称|投资方', '甲项目|乙公司'],
  plots: ['地块编号|用地性质|占地面积（亩）', 'A-1|工业用地|10'],
  areas: ['地块编号|用地性质', 'A-1|工业用地'],
  factories: ['厂房|状态|层高（m）', '1号|可租|8'],
  heights: ['厂房|状态|租金（元/㎡·月）', '1号|可租|8'],
};

async function cellAs(around: keyof typeof AROUND, field: FieldName, heading: string, cell: string) {
  const [headings, cells] = AROUND[around];
  const { rows, misfits } = await readTable(`${headings}|${heading}\n${cells}|${cell}`);
  if (misfits.length > 0) return '!';
  return written(rows[0]?.values[field]) ?? '-';
}

describe('an amount', () => {
  it.each<Case>([
    ['投资额（亿元）', '12.5', '1250000000 CNY'],
    ['投资额（亿元）', '1638.77', '163877000000 CNY'],
    ['总投资(万元)', '4500', '45000000 CNY'],
    ['总投资(万元)', '45,000', '450000000 CNY'],
    ['總投資（億元）', '3.6', '360000000 CNY'],
    ['总投资(万元)', '1.2亿元', '120000000 CNY'],
    ['总投资(万元)', '1.2亿', '120000000 CNY'],
    ['投资额（亿元）', '4500万元', '45000000 CNY'],
    ['投资额（亿元）', '3000万美元', '30000000 USD'],
    ['投资额（万美元）', '3000', '30000000 USD'],
    ['投资额', '5亿港元', '500000000 HKD'],
    ['投资额', '1亿2000万元', '120000000 CNY'],
    ['投资额', '三亿五千万元', '350000000 CNY'],
    ['投资额', '叁亿元', '300000000 CNY'],
    ['投资额', '人民币3亿元', '300000000 CNY'],
    ['投资额', '3亿元人民币', '300000000 CNY'],
    ['投资额', '约3亿元', '~300000000 CNY'],
    ['投资额（亿元）', '约3', '~300000000 CNY'],
    ['投资额', '近3亿元', '~300000000 CNY'],
    ['投资额', '逾3亿元', '~300000000 CNY'],
    ['投资额', '3亿元左右', '~300000000 CNY'],
    ['投资额', '3亿多元', '~300000000 CNY'],
    ['投资额', '5亿', '500000000 CNY'],
    ['投资额/亿元', '5', '500000000 CNY'],
    ['Investment (RMB million)', '120', '120000000 CNY'],
    ['Investment (RMB million)', 'about 120', '~120000000 CNY'],
    ['Investment (RMB million)', 'USD 30 million', '30000000 USD'],
    ['Total investment', 'RMB 1.2 billion', '1200000000 CNY'],
    ['Total investment (USD)', '30 million', '30000000 USD'],
    ['Investment', '$30 million', '30000000 USD'],
    ['投资额（亿元）', '待定', '-'],
    ['投资额（亿元）', '面议', '-'],
    ['投资额（亿元）', '—', '-'],
    ['投资额（亿元）', '', '-'],
    ['投资额', '12.5', '!'],
    ['投资额（亿元）', '3-5', '!'],
    ['投资额（亿元）', '-3', '!'],
    ['投资额（亿元）', '较大', '!'],
    ['投资额（亿元）', '不超过5亿元', '!'],
    ['投资额（亿元）', '一期3亿元，二期5亿元', '!'],
  ])('%s of %s', async (heading, cell, value) => {
    expect(await cellAs('projects', 'amount', heading, cell)).toBe(value);
  });
});

describe('foreign capital', () => {
  it.each<Case>([
    ['其中：外资（万美元）', '1000', '10000000 USD'],
    ['到资外资(万美元)', '300', '3000000 USD'],
    ['Foreign capital (USD million)', '12.5', '12500000 USD'],
    ['外资', '300', '!'],
    ['外资（万美元）', '无', '-'],
  ])('%s of %s', async (heading, cell, value) => {
    expect(await cellAs('projects', 'foreignCapital', heading, cell)).toBe(value);
  });
});

describe('a period', () => {
  it.each<Case>([
    ['签约时间', '2023', '2023-01-01..2023-12-31'],
    ['签约时间', '2023年', '2023-01-01..2023-12-31'],
    ['签约日期', '2023年上半年', '2023-01-01..2023-06-30'],
    ['簽約時間', '2023年下半年', '2023-07-01..2023-12-31'],
    ['签约时间', '2023上半年', '2023-01-01..2023-06-30'],
    ['签约时间', '2023年Q3', '2023-07-01..2023-09-30'],
    ['签约时间', '2023年第三季度', '2023-07-01..2023-09-30'],
    ['签约时间', '2023年三季度', '2023-07-01..2023-09-30'],
    ['签约时间', '2023年4季度', '2023-10-01..2023-12-31'],
    ['签约时间', '2023-06', '2023-06-01..2023-06-30'],
    ['签约时间', '2023.6', '2023-06-01..2023-06-30'],
    ['签约时间', '2024年2月', '2024-02-01..2024-02-29'],
    ['签约时间', '2023年6月30日', '2023-06-30'],
    ['签约时间', '2023/6/30', '2023-06-30'],
    ['签约时间', '2023.06.30', '2023-06-30'],
    ['签约时间', '20230630', '2023-06-30'],
    ['签约时间', '2023-06-30 09:30', '2023-06-30'],
    ['签约时间', '二〇二三年', '2023-01-01..2023-12-31'],
    ['签约时间', '二〇二三年六月三十日', '2023-06-30'],
    ['签约时间', '2023年6月下旬', '2023-06-21..2023-06-30'],
    ['签约时间', '2023年底', '2023-01-01..2023-12-31'],
    ['簽約日期', '民國112年6月', '2023-06-01..2023-06-30'],
    ['Signed on', '30 June 2023', '2023-06-30'],
    ['Date signed', 'June 2023', '2023-06-01..2023-06-30'],
    ['Signed', 'Q3 2023', '2023-07-01..2023-09-30'],
    ['Signed', 'H1 2023', '2023-01-01..2023-06-30'],
    ['Signing date', 'second half of 2023', '2023-07-01..2023-12-31'],
    ['签约时间', '待定', '-'],
    ['签约时间', '预计2027年6月', '-'],
    ['签约时间', '尚未签约', '-'],
    ['签约时间', '2023-13-01', '!'],
    ['签约时间', '2023-02-29', '!'],
    ['签约时间', '2023年13月', '!'],
    ['签约时间', '6月30日', '!'],
    ['签约时间', '已签', '!'],
  ])('%s of %s', async (heading, cell, value) => {
    expect(await cellAs('projects', 'signed', heading, cell)).toBe(value);
  });
});

describe('an area, a height, a load', () => {
  it.each<Case>([
    ['面积（亩）', '52', '34666.6667'],
    ['面积/亩', '52', '34666.6667'],
    ['用地面积（公顷）', '4.2', '42000'],
    ['面積（平方米）', '8,000', '8000'],
    ['面积', '3.2万平方米', '32000'],
    ['Area (mu)', '150', '100000'],
    ['Area', '3 hectares', '30000'],
    ['面积（亩）', '-5', '!'],
    ['面积', '52', '!'],
    ['面积（亩）', '较大', '!'],
  ])('%s of %s', async (heading, cell, value) => {
    expect(await cellAs('areas', 'area', heading, cell)).toBe(value);
  });

  it.each<Case>([
    ['层高(m)', '7.9', '7.9'],
    ['层高', '8米', '8'],
    ['Ceiling height (m)', '9', '9'],
    ['层高', '8', '!'],
  ])('%s of %s', async (heading, cell, value) => {
    expect(await cellAs('heights', 'floorHeight', heading, cell)).toBe(value);
  });

  it.each<Case>([
    ['荷载 (t/㎡)', '2', '2000'],
    ['楼面荷载', '750 kg/㎡', '750'],
    ['承重（吨/平方米）', '0.8', '800'],
    ['Floor load (t/m2)', '1.5', '1500'],
    ['荷载', '2吨', '!'],
  ])('%s of %s', async (heading, cell, value) => {
    expect(await cellAs('factories', 'floorLoad', heading, cell)).toBe(value);
  });
});

describe('a price', () => {
  it.each<Case>([
    ['出让底价（万元/亩）', '28', '420 CNY/m2'],
    ['出让起始价 万元/亩', '28', '420 CNY/m2'],
    ['起拍价', '28万元/亩', '420 CNY/m2'],
    ['地价（元/㎡）', '420', '420 CNY/m2'],
    ['Price (RMB/sqm)', '420', '420 CNY/m2'],
    ['出让底价（万元）', '2800', '!'],
    ['出让底价（万元/亩）', '面议', '-'],
  ])('%s of %s', async (heading, cell, value) => {
    expect(await cellAs('plots', 'price', heading, cell)).toBe(value);
  });

  it.each<Case>([
    ['租金（元/㎡·月）', '15', '15 CNY/m2·month'],
    ['租金（元/㎡/月）', '16.5', '16.5 CNY/m2·month'],
    ['租金', '15元/平方米·月', '15 CNY/m2·month'],
    ['月租金（元/平方米）', '12', '12 CNY/m2·month'],
    ['租金（元/㎡·年）', '180', '15 CNY/m2·month'],
    ['Rent (RMB/sqm/month)', '15', '15 CNY/m2·month'],
    ['租金（元/㎡·天）', '0.5', '!'],
  ])('%s of %s', async (heading, cell, value) => {
    expect(await cellAs('factories', 'rent', heading, cell)).toBe(value);
  });
});
