import { beforeAll, describe, expect, it } from 'vitest';
import { packStored } from '../src/documents/office/repack.ts';
import { xlsxReader } from '../src/documents/sheets/xlsx.ts';
import type { Block, CleanText } from '../src/types.ts';
import { HAS_LIBREOFFICE, officeSuite, saveAs } from './support/office.ts';
import { date, number, questions, row, sheet, sources, span, workbook } from './support/office-pack/xlsx.ts';

/** The text of the block in that row of that sheet. */
function rowOf(clean: CleanText, sheetName: string, at: number): string | undefined {
  const block = clean.blocks.find((candidate) => candidate.sheet === sheetName && candidate.row === at);
  return block && clean.text.slice(block.start, block.end);
}

function textsOf(clean: CleanText, kind: Block['kind']): string[] {
  return clean.blocks
    .filter((block) => block.kind === kind)
    .map(({ start, end }) => clean.text.slice(start, end));
}

const PRICES = workbook(
  sheet('Sheet1', [
    row([span('Industrial land and power', 4)]),
    row(['Zone', 'Investment (RMB billion)', 'Area (mu)', 'Opened']),
    row(['Materials Park', number(1.2), number(60), date('2026-03-01', 'Month')]),
    row(['Robotics Park', number(0.35), number(1200), date('2025-11-20', 'Slashes')]),
  ]),
);
const HIDDEN = workbook(
  sheet('空表', []),
  sheet('底价', [row(['园区', '底价']), row(['新材料园', '19'])], { isHidden: true }),
);

describe.skipIf(!HAS_LIBREOFFICE)(officeSuite('a workbook saved by LibreOffice'), () => {
  let ledger: CleanText;
  let prices: CleanText;
  let files: Record<string, Buffer>;
  beforeAll(async () => {
    const empty = workbook(sheet('Sheet1', []));
    files = await saveAs('xlsx', {
      ...sources,
      'prices.fods': PRICES,
      'hidden.fods': HIDDEN,
      'empty.fods': empty,
    });
    ledger = await xlsxReader.read(files['ledger.xlsx']!, 'ledger.xlsx');
    prices = await xlsxReader.read(files['prices.xlsx']!, 'prices.xlsx');
  }, 60_000);

  it('has every shown sheet under its name, its title and its pages', () => {
    expect(ledger.title).toBe('江川经开区2026年签约项目一览表');
    expect(ledger.pages).toBe(3);
    expect(textsOf(ledger, 'heading')).toEqual([
      '签约项目',
      '江川经开区2026年签约项目一览表',
      '要素保障',
      '可供工业用地',
      '用能价格',
      '年度成效',
      '主要招商指标',
    ]);
    expect(ledger.blocks.filter(({ kind }) => kind === 'heading').map(({ level }) => level)).toEqual([
      2, 3, 2, 3, 3, 2, 3,
    ]);
  });

  it('has rows under a merged header of two tiers, with units, merged values, dates and percentages', () => {
    expect(rowOf(ledger, '签约项目', 6)).toBe(
      '序号：2；项目名称：碳纤维预制体项目；园区：新材料园；投资额 总投资：6.8亿元；投资额 2026年计划：2亿元；用地：45亩；签约日期：2026年4月18日；预计投产：2027年10月；设备投资占比：40%',
    );
    expect(ledger.blocks.find((block) => block.row === 6)?.table).toBe(
      '江川经开区2026年签约项目一览表（单位：亿元）',
    );
  });

  it('has the values of formulas without binary noise, and the total as a row', () => {
    expect(rowOf(ledger, '签约项目', 8)).toBe(
      '合计；投资额 总投资：23.36亿元；投资额 2026年计划：6.7亿元；用地：161亩',
    );
    expect(rowOf(ledger, '要素保障', 10)).toContain('电价：0.78元/千瓦时');
  });

  it('has the notes below a table, and each table of a sheet with its own header', () => {
    expect(rowOf(ledger, '签约项目', 10)).toBe('注：不含在谈项目；总投资含流动资金。');
    expect(rowOf(ledger, '要素保障', 3)).toBe(
      '地块编号：JC-01；所在园区：新材料园；面积：120亩；出让起始价：28万元/亩；已通燃气：是',
    );
    expect(rowOf(ledger, '要素保障', 9)).toBe(
      '类别：大工业用电；电压等级：35千伏；电价：0.62元/千瓦时；高峰上浮：60%',
    );
  });

  it('has rich text and links as text, and the unit that a format shows or a column names', () => {
    expect(rowOf(ledger, '年度成效', 3)).toBe(
      '指标：签约总投资；计量单位：亿元；2024年：164.3亿元；2025年：188.95亿元；同比增长：15%',
    );
    expect(rowOf(ledger, '年度成效', 4)).toContain('指标：新签项目；');
    expect(rowOf(ledger, '年度成效', 5)).toContain('2025年：45.75亿元');
    expect(ledger.text).not.toContain('park.example');
  });

  it('leaves comments and what is hidden out, and says what it left out', () => {
    for (const hidden of ['青松', '谈判底线', '19', 'JC-02', '内部底价', '21', '22'])
      expect(ledger.text).not.toContain(hidden);
    expect(ledger.warnings).toEqual([
      'Hidden sheets were left out: 谈判底线.',
      'Sheet 要素保障: hidden rows (1) were left out.',
      'Sheet 要素保障: hidden columns (1) were left out.',
      'Sheet 要素保障: cells with an error value (1) were left out.',
    ]);
  });

  it('of one sheet without a name of its own is titled by what stands above its table, and may be English', () => {
    expect(prices.title).toBe('Industrial land and power');
    expect(textsOf(prices, 'heading')).toEqual(['Industrial land and power']);
    expect(textsOf(prices, 'table-row')).toEqual([
      'Zone: Materials Park; Investment: RMB 1.2 billion; Area: 60 mu; Opened: March 2026',
      'Zone: Robotics Park; Investment: RMB 0.35 billion; Area: 1200 mu; Opened: 2025-11-20',
    ]);
  });

  it('without anything shown in it is reported', async () => {
    await expect(xlsxReader.read(files['empty.xlsx']!, 'empty.xlsx')).rejects.toThrow(
      'empty.xlsx has no text',
    );
    await expect(xlsxReader.read(files['hidden.xlsx']!, 'hidden.xlsx')).rejects.toThrow(
      'hidden.xlsx has no text',
    );
  });

  it('cut off is reported', async () => {
    const half = files['ledger.xlsx']!.subarray(0, 4000);
    await expect(xlsxReader.read(half, 'ledger.xlsx')).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('holds the facts that the questions of the pack ask for', () => {
    for (const { fact, trait } of questions) expect(ledger.text, trait).toContain(fact);
  });
});

/** A workbook as other programs write it. */
async function book(sheetXml: string, { strings = '', formats = '', styles = '' } = {}): Promise<Buffer> {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const related = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${related}/${type}" Target="${target}"/>`;
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships>${relation('a', 'officeDocument', '/xl/book.xml')}</Relationships>`,
    'xl/book.xml': `<workbook ${main} xmlns:r="${related}"><sheets><sheet name="项目" sheetId="7" r:id="b"/><sheet name="图" sheetId="8" r:id="c"/></sheets></workbook>`,
    'xl/_rels/book.xml.rels': `<Relationships>${relation('b', 'worksheet', 'sheets/First.xml')}${relation('c', 'chartsheet', 'charts/1.xml')}${relation('d', 'sharedStrings', '/xl/texts.xml')}${relation('e', 'styles', 'looks.xml')}</Relationships>`,
    'xl/sheets/First.xml': sheetXml.includes('<x:') ? sheetXml : `<worksheet ${main}>${sheetXml}</worksheet>`,
    'xl/charts/1.xml': `<chartsheet ${main}/>`,
    'xl/texts.xml': `<sst ${main}>${strings}</sst>`,
    'xl/looks.xml': `<styleSheet ${main}>${formats}<cellXfs>${styles}</cellXfs></styleSheet>`,
  };
  return packStored(Object.keys(parts), async (name) => Buffer.from(parts[name]!));
}

const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const rows = async (xml: string, options = {}) =>
  textsOf(await xlsxReader.read(await book(xml, options), 'x.xlsx'), 'table-row');

describe('a workbook of another program', () => {
  it('is found through its relationships, and says which sheets have no cells', async () => {
    const clean = await xlsxReader.read(
      await book(`<sheetData><row r="3">${text('B3', '园区')}</row></sheetData>`),
      'x.xlsm',
    );
    expect(clean.text).toBe('项目\n园区');
    expect(clean.blocks.at(-1)).toMatchObject({ sheet: '项目', row: 3 });
    expect(clean.warnings).toEqual(['Sheets without cells were left out: 图.']);
  });

  it('may put a prefix before every name', async () => {
    const xml =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>地块</x:t></x:is></x:c><x:c r="B1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await rows(xml)).toEqual(['地块；5']);
  });

  it('may leave the places of rows and cells to their order', async () => {
    const value = (number: number) => `<c><v>${number}</v></c>`;
    const xml = `<sheetData><row>${value(1)}<c/>${value(3)}</row><row r="4"><c r="B4"><v>5</v></c>${value(6)}</row></sheetData>`;
    const clean = await xlsxReader.read(await book(xml), 'x.xlsx');
    expect([rowOf(clean, '项目', 1), rowOf(clean, '项目', 4)]).toEqual(['1；3', '5；6']);
  });

  it('shows dates and numbers as Excel in Chinese does', async () => {
    const styles = ['0', '57', '31', '58', '200', '201', '202', '203', '204', '14', '20']
      .map((id) => `<xf numFmtId="${id}" applyNumberFormat="1"/>`)
      .join('');
    const codes = [
      '0!.0,&quot;万元&quot;',
      '#,##0.00;[Red]-#,##0.00',
      '00000',
      '[$¥-804]#,##0',
      '[&gt;=10000]0!.0,;0',
    ];
    const formats = `<numFmts count="5">${codes.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`).join('')}</numFmts>`;
    const value = (at: string, style: number, number: number) =>
      `<c r="${at}" s="${style}"><v>${number}</v></c>`;
    const shown: [number, number, string][] = [
      [1, 46082, '2026年3月'],
      [2, 46082, '2026年3月1日'],
      [3, 46082, '2026年3月1日'],
      [4, 125000, '12.5万元'],
      [5, -1234.5678, '-1234.57'],
      [6, 42, '00042'],
      [7, 1200, '¥1200'],
      [8, 25000, '25000'],
      [9, 46082, '2026年3月1日'],
      [10, 0.395833333333333, '9:30'],
      [0, 0.1 + 0.2, '0.3'],
      [0, 1e21, '1000000000000000000000'],
    ];
    const data = shown.map(
      ([style, number], index) =>
        `<row r="${index + 2}">${text(`A${index + 2}`, `第${index}项`)}${value(`B${index + 2}`, style, number)}</row>`,
    );
    const header = `<row r="1">${text('A1', '名称')}${text('B1', '值')}</row>`;
    expect(await rows(`<sheetData>${header}${data.join('')}</sheetData>`, { styles, formats })).toEqual(
      shown.map(([, , as], index) => `名称：第${index}项；值：${as}`),
    );
  });

  it('gives escaped characters and readings back as its readers see them', async () => {
    const strings =
      '<si><t>甲_x000D_\n乙</t></si><si><r><t>江</t></r><r><t>川</t></r><rPh sb="0" eb="1"><t>jiang</t></rPh></si>';
    const cells =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#N/A</v></c>';
    expect(await rows(`<sheetData><row r="1">${cells}</row></sheetData>`, { strings })).toEqual([
      '甲乙；江川；是',
    ]);
  });

  it('says so when none of its formulas was ever calculated', async () => {
    const xml = `<sheetData><row r="1">${text('A1', '合计')}<c r="B1"><f>SUM(B2:B9)</f></c></row></sheetData>`;
    const clean = await xlsxReader.read(await book(xml), 'x.xlsx');
    expect(clean.text).toBe('项目\n合计');
    expect(clean.warnings).toContain('Sheet 项目: formulas without a stored value (1) were left out.');
  });

  it('costs nothing for bordered cells without content and for merges to the end of the sheet', async () => {
    const empty = Array.from(
      { length: 20_000 },
      (_, index) => `<row r="${index + 3}"><c r="A${index + 3}" s="1"/></row>`,
    );
    const xml = `<sheetData><row r="1">${text('A1', '园区')}${text('B1', '面积（亩）')}</row><row r="2">${text('A2', '智造园')}<c r="B2"><v>5</v></c></row>${empty.join('')}</sheetData><mergeCells><mergeCell ref="A2:A1048576"/><mergeCell ref="B2:XFD1048576"/></mergeCells><dataValidations><dataValidation type="whole" sqref="A1:XFD1048576"/></dataValidations>`;
    expect(await rows(xml)).toEqual(['园区：智造园；面积：5亩']);
  });

  it.each([
    ['a row that no sheet has', '<sheetData><row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>'],
    [
      'one long text in every cell',
      `<sheetData>${Array.from({ length: 1000 }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}" t="s"><v>0</v></c></row>`).join('')}</sheetData>`,
    ],
    [
      'cells too far apart',
      `<sheetData>${Array.from({ length: 4500 }, (_, index) => `<row r="${index + 1}"><c r="${column(index)}${index + 1}"><v>1</v></c></row>`).join('')}</sheetData>`,
    ],
  ])('with %s is refused', async (_, xml) => {
    const file = await book(xml, { strings: `<si><t>${'长'.repeat(40_000)}</t></si>` });
    await expect(xlsxReader.read(file, 'x.xlsx')).rejects.toMatchObject({ code: 'unreadable' });
  });
});

function column(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : column(Math.floor(index / 26) - 1) + letter;
}

describe('a file with the name of a workbook', () => {
  it('that is encrypted or of the old format says so', async () => {
    const old = Buffer.from('d0cf11e0a1b11ae1000000000000000000', 'hex');
    await expect(xlsxReader.read(old, 'old.xlsx')).rejects.toThrow('encrypted or an old binary');
  });

  it('that is none says so', async () => {
    await expect(xlsxReader.read(Buffer.from('园区,面积'), 'x.xlsx')).rejects.toMatchObject({
      code: 'unreadable',
    });
  });
});
