import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { exportRows } from '../src/answer/registers/export.ts';
import { toToken } from '../src/answer/registers/export-token.ts';
import type { ExportCell, TableExport } from '../src/channels/desk-port.ts';
import { type ExportFormat, writeTable } from '../src/exports/write.ts';
import type { RegisterQuery } from '../src/register-types.ts';
import type { Audience, Language } from '../src/types.ts';
import { ask, type MemoryLibrary, openLibrary } from './support/library.ts';

async function* each(rows: readonly (readonly ExportCell[])[]) {
  yield* rows;
}

const tableOf = (rows: ExportCell[][], columns = ['项目', '投资额']): TableExport => ({
  name: '项目',
  columns,
  rows: each(rows),
});

async function bytesOf(table: TableExport, format: ExportFormat): Promise<Buffer> {
  return Buffer.from(await new Response(writeTable(table, format)).arrayBuffer());
}

async function openCsv(table: TableExport): Promise<string[][]> {
  return parse(await bytesOf(table, 'csv'), { bom: true, record_delimiter: '\r\n' });
}

async function openXlsx(table: TableExport): Promise<exceljs.Worksheet> {
  const workbook = new exceljs.Workbook();
  // The types know no newer Buffer than their own.
  await workbook.xlsx.load((await bytesOf(table, 'xlsx')) as unknown as exceljs.Buffer);
  return workbook.worksheets[0]!;
}

describe('a table as CSV', () => {
  it('begins with a byte order mark, by which Excel knows Chinese', async () => {
    const bytes = await bytesOf(tableOf([['显示模组项目', 3.6]]), 'csv');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).toString()).toBe('项目,投资额\r\n显示模组项目,3.6\r\n');
  });

  it('reads back as it was, whatever stands in a cell', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('"', ',', '\n', '\r\n', ' ', '甲', 'a', ';', '\u{20000}'),
    });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const read = await openCsv(tableOf(cells));
        // A line break before everything else is what a formula may hide behind.
        const plain = read.slice(1).map((row) => row.map((text) => text.replace(/^'(?=[\r\n])/, '')));
        expect(plain).toEqual(cells);
      }),
    );
  });

  it('may be long', async () => {
    const rows = Array.from({ length: 1234 }, (_, at): ExportCell[] => [`项目${at}`, at]);
    expect(await openCsv(tableOf(rows))).toHaveLength(1235);
  });
});

const FORMULAS = [
  '=1+1',
  '=HYPERLINK("http://x.example";"点击")',
  '+86 734 8888666',
  '-2+3+cmd|" /C calc"!A0',
  '@SUM(1+1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '  =1+1',
  '＝1+1',
  '＠SUM(A1)',
];

describe.each(['csv', 'xlsx'] as const)('a text that a spreadsheet takes for a formula, as %s', (format) => {
  const cellsOf = async (table: TableExport): Promise<unknown[]> => {
    if (format === 'csv') return (await openCsv(table)).slice(1).map(([first]) => first);
    const sheet = await openXlsx(table);
    return FORMULAS.map((_, at) => sheet.getCell(at + 2, 1).value);
  };

  it('gets an apostrophe before it', async () => {
    const cells = await cellsOf(tableOf(FORMULAS.map((text): ExportCell[] => [text, 1])));
    expect(cells).toHaveLength(FORMULAS.length);
    for (const cell of cells) expect(cell).toMatch(/^'/);
  });

  it('gets one as a heading, too', async () => {
    const table = tableOf([['甲']], ['=1+1']);
    const heading =
      format === 'csv' ? (await openCsv(table))[0]![0] : (await openXlsx(table)).getCell('A1').value;
    expect(heading).toBe("'=1+1");
  });
});

describe('a table as XLSX', () => {
  it('has numbers as numbers, also below zero, and a row of headings', async () => {
    const sheet = await openXlsx(
      tableOf([
        ['显示模组项目', 360_000_000],
        ['亏损', -2.5],
        ['未知', null],
      ]),
    );
    expect(sheet.name).toBe('项目');
    expect(sheet.getRow(1).values).toEqual([undefined, '项目', '投资额']);
    expect(sheet.getCell('B2').value).toBe(360_000_000);
    expect(sheet.getCell('B2').type).toBe(exceljs.ValueType.Number);
    expect(sheet.getCell('B3').value).toBe(-2.5);
    expect(sheet.getCell('B4').value).toBeNull();
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  });

  it('may be long', async () => {
    const rows = Array.from({ length: 5000 }, (_, at): ExportCell[] => [`项目${at}`, at]);
    const sheet = await openXlsx(tableOf(rows));
    expect(sheet.rowCount).toBe(5001);
    expect(sheet.getCell('B5001').value).toBe(4999);
  });
});

it.each(['csv', 'xlsx'] as const)(
  'rows that fail end a %s with that error, and not as a whole file',
  async (format) => {
    const rows = (async function* () {
      yield ['甲', 1];
      throw new Error('the database is locked');
    })();
    const reading = new Response(writeTable({ ...tableOf([]), rows }, format)).arrayBuffer();
    await expect(reading).rejects.toThrow();
  },
);

const LEDGER = {
  path: 'ledger.md',
  type: 'projects' as const,
  text: `# 江川经开区签约项目台账

| 项目名称 | 园区 | 投资额（亿元） | 签约时间 |
|---|---|---|---|
| 显示模组项目 | 高新区 | 3.6 | 2023-01-03 |
| 连接器项目 | 高新区 | 2 | 2023年4月 |
| 食品包装项目 | 松河园 | 4000万美元 | 2023-09-18 |
`,
};
const STAFF = {
  path: 'talks.md',
  type: 'projects' as const,
  audience: 'staff' as const,
  text: `# 洽谈中的项目

| 项目名称 | 园区 | 投资额（亿元） | 签约时间 |
|---|---|---|---|
| 秘密项目 | 高新区 | 50 | 2023-03-01 |
`,
};
const ALL: RegisterQuery = { register: 'projects', filters: [], measures: [] };

describe('the rows of a computed table', () => {
  let library: MemoryLibrary;
  beforeEach(async () => {
    library = await openLibrary([LEDGER, STAFF]);
    await library.registers.settle();
  });

  const exported = (token: string, audiences: Audience[] = ['public']) =>
    exportRows(token, { ...library, scope: { audiences, asOf: '2024-03-01' } });
  const rowsOf = async (query: RegisterQuery, language: Language = 'zh-Hans') => {
    const table = (await exported(toToken({ query, language })!))!;
    const rows = await all(table.rows);
    return rows.map((row) => Object.fromEntries(table.columns.map((name, at) => [name, row[at]])));
  };

  it('come with their figures, their words and their place', async () => {
    const rows = await rowsOf(ALL);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      项目: '显示模组项目',
      园区: '高新区',
      投资额: 360_000_000,
      '投资额（币种/计价单位）': 'CNY',
      签约: '2023-01-03',
      来源文件: '江川经开区签约项目台账',
    });
    expect(rows[0]?.位置).toMatch(/第\d+行/);
    expect(rows[1]).toMatchObject({ 签约: '2023年4月' });
    expect(rows[2]).toMatchObject({ 投资额: 40_000_000, '投资额（币种/计价单位）': 'USD' });
    expect((await rowsOf(ALL, 'en'))[0]).toMatchObject({ 'source document': '江川经开区签约项目台账' });
  });

  it('are those of the query, and never those of staff', async () => {
    const filters = [{ field: 'zone', op: 'in', values: ['高新区'], label: '' }] as const;
    const names = (await rowsOf({ ...ALL, filters })).map((row) => row.项目);
    expect(names).toEqual(['显示模组项目', '连接器项目']);
  });

  it('are asked for by the token that an answer has', async () => {
    const { answer } = await ask('高新区2023年签约的项目有哪些？列出来', library);
    const table = await exported(answer.table!.export!);
    const rows = await all(table!.rows);
    expect(rows.map(([name]) => name)).toEqual(answer.table!.rows.map(([name]) => name!.text));
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'abc'],
    ['another thing', Buffer.from('[1]').toString('base64url')],
    ['a register that there is not', token({ ...ALL, register: 'passages' })],
    ['a field of another register', token({ ...ALL, filters: [{ field: 'rent', op: 'known', label: '' }] })],
    [
      'a field of another type',
      token({ ...ALL, filters: [{ field: 'zone', op: 'at-least', value: 1, label: '' }] }),
    ],
    ['a field that is no name', token({ ...ALL, filters: [{ field: 'x"; --', op: 'known', label: '' }] })],
    [
      'no day',
      token({ ...ALL, filters: [{ field: 'signed', op: 'within', from: '2023-13-45', to: 'x', label: '' }] }),
    ],
    [
      'all but no figure',
      token({ ...ALL, filters: [{ field: 'amount', op: 'at-least', value: 1e300, label: '' }] }),
    ],
    [
      'too much',
      token({
        ...ALL,
        filters: Array.from({ length: 400 }, () => ({ field: 'zone', op: 'known', label: '' })),
      }),
    ],
  ])('are not there for a token of %s', async (_name, text) => {
    expect(await exported(text)).toBeUndefined();
  });

  it('are not there for a token of noise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), async (noise) => {
        expect(await exported(Buffer.from(noise).toString('base64url'))).toBeUndefined();
      }),
    );
  });
});

async function all(rows: TableExport['rows']): Promise<(readonly ExportCell[])[]> {
  const read: (readonly ExportCell[])[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

/** A token that the desk itself would not make. */
function token(query: unknown): string {
  return Buffer.from(JSON.stringify({ query, language: 'zh-Hans' })).toString('base64url');
}
