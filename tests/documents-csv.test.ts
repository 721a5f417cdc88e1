import { describe, expect, it } from 'vitest';
import { csvReader } from '../src/documents/sheets/csv.ts';
import { questions, sources } from './support/office-pack/csv.ts';

async function read(content: string | Uint8Array, path = 'projects.csv') {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const clean = await csvReader.read(bytes, path);
  const lines = clean.blocks.map(({ row, start, end }) => [row, clean.text.slice(start, end)]);
  return { ...clean, lines };
}

describe('reading CSV', () => {
  it('has title, header with units, values in quotes and notes, each by its line', async () => {
    const clean = await read(sources['plants.csv']);
    expect(clean.title).toBe('江川经开区标准厂房出租情况');
    expect(clean.lines).toEqual([
      [1, '江川经开区标准厂房出租情况'],
      [4, '厂房：A1；园区：智造园；面积：5,600平方米；月租金：12元/平方米；入驻企业：江川精工科技有限公司'],
      [
        5,
        '厂房：A2；园区：智造园；面积：4800平方米；月租金：11.5元/平方米；入驻企业：江川仪表有限公司,江川传感有限公司',
      ],
      [6, '厂房：B1；园区：新材料园；面积：7200平方米；月租金：10.5元/平方米'],
      [8, '注：租金不含物业费，物业费每月每平方米1.5元。'],
    ]);
    expect(clean.blocks[1]).toMatchObject({ kind: 'table-row', table: '江川经开区标准厂房出租情况' });
  });

  it('has the unit of a line above the table', async () => {
    const { lines } = await read('2026年签约项目,,\n,,单位：亿元\n项目,投资额,用地面积\n甲,3,60\n');
    expect(lines.at(-1)).toEqual([4, '项目：甲；投资额：3亿元；用地面积：60']);
  });

  it.each([
    ['commas', ',', 'projects.csv'],
    ['semicolons', ';', 'projects.csv'],
    ['tabs', '\t', 'projects.csv'],
    ['tabs', '\t', 'PROJECTS.TSV'],
  ])('finds out that %s stand between the values', async (_, mark, path) => {
    const table = [
      ['项目', '说明，要点'],
      ['甲', '一、二'],
      ['乙', '"含, 或; 号"'],
    ];
    const { lines } = await read(table.map((row) => row.join(mark)).join('\r\n'), path);
    expect(lines).toEqual([
      [2, '项目：甲；说明，要点：一、二'],
      [3, '项目：乙；说明，要点：含, 或; 号'],
    ]);
  });

  it('takes the hint that Excel writes in the first line, and is no table of it', async () => {
    expect((await read('sep=;\r\n园区;面积\r\n甲,乙;5')).lines).toEqual([[3, '园区：甲,乙；面积：5']]);
  });

  it('reads UTF-8 with its mark and GB18030', async () => {
    const gb = Uint8Array.from([
      0xd4, 0xb0, 0xc7, 0xf8, 0x2c, 0xc3, 0xe6, 0xbb, 0xfd, 0x0a, 0xbc, 0xd7, 0x2c, 0x35,
    ]);
    expect((await read(gb)).lines).toEqual([[2, '园区：甲；面积：5']]);
    expect((await read('\ufeff园区,面积\n甲,5')).lines).toEqual([[2, '园区：甲；面积：5']]);
  });

  it('reads rows that are too short or too long, and keeps lines right after a value of several lines', async () => {
    const { lines } = await read('园区,地址\r\n甲园,"新城\r\n大道"\r\n乙园\r\n\r\n丙园,东路,备用\r\n');
    expect(lines).toEqual([
      [2, '园区：甲园；地址：新城大道'],
      [4, '园区：乙园'],
      [6, '园区：丙园；地址：东路；备用'],
    ]);
  });

  it('takes what looks like a formula for the text it is', async () => {
    expect((await read('项目,备注\n甲,=1+1\n乙,@SUM(A1)')).lines).toEqual([
      [2, '项目：甲；备注：=1+1'],
      [3, '项目：乙；备注：@SUM(A1)'],
    ]);
  });

  it.each([
    ['nothing in it', ',,\n,,\n', 'has no text'],
    ['a quote that is never closed', '园区,面积\n"甲,5\n', 'is no table'],
    ['bytes that are no text', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'is not text'],
  ])('says so of a file with %s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(`projects.csv ${message}`);
  });

  it('holds the facts that the questions of the pack ask for', async () => {
    const texts = await Promise.all(
      Object.entries(sources).map(async ([path, content]) => (await read(content, path)).text),
    );
    for (const { fact, trait } of questions) expect(texts.join('\n'), trait).toContain(fact);
  });
});
