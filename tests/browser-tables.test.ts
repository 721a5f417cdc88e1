import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { ExportCell, TableExport } from '../src/channels/desk-port.ts';
import type { AnswerTable } from '../src/types.ts';
import { BY_ZONE, FROM_SIGNING, MANY_PROJECTS, ONE_PLOT } from './support/answer-tables.ts';
import { HAS_CHROMIUM } from './support/chromium.ts';
import { answerOf, OUTPUT_CITATION, stream } from './support/fake-desk.ts';
import { browserSuite, LAPTOP, PHONE, send, tabTo, useVisitors, ZH } from './support/visitor.ts';

const ASKED = '各园区签约了多少？';
const answering = (table: AnswerTable, given: Parameters<typeof answerOf>[0] = {}) => ({
  [ASKED]: stream(answerOf({ text: '共22个项目[1]。', citations: [OUTPUT_CITATION], table, ...given })),
});

const SMALL_PHONE = { ...PHONE, viewport: { width: 360, height: 740 } };
const columnText = (page: Page, column: number) =>
  page.locator(`.computed tbody tr > :nth-child(${column})`).allInnerTexts();

/** Rows of which one is a formula, to be read once. */
function exported(): TableExport {
  const rows: ExportCell[][] = [
    ['显示模组项目', 360_000_000, '项目台账', '第2行'],
    ['=HYPERLINK("http://x.example")', 2.5, '项目台账', '第3行'],
  ];
  return {
    name: '项目',
    columns: ['项目', '投资额', '来源文件', '位置'],
    rows: (async function* () {
      yield* rows;
    })(),
  };
}

describe.skipIf(!HAS_CHROMIUM)(browserSuite('a computed table on the visitor page'), () => {
  const { visit } = useVisitors();

  async function visitTable(table: AnswerTable, settings: Parameters<typeof visit>[1] = {}) {
    const visited = await visit(answering(table), settings);
    await send(visited.page, ASKED);
    await visited.page.getByText(ZH.copy).waitFor();
    return visited;
  }

  it('is a table with a caption, headings of columns and of rows, and figures in a line', async () => {
    const { page, surprises } = await visitTable(BY_ZONE);
    const table = page.getByRole('table', { name: BY_ZONE.title });
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['园区', '项目数', '投资额']);
    expect(await table.getByRole('rowheader').allInnerTexts()).toEqual(
      BY_ZONE.rows.map(([zone]) => zone!.text),
    );
    expect(await columnText(page, 3)).toEqual(BY_ZONE.rows.map((cells) => cells[2]!.text));
    const style = await page.evaluate(
      `(({ textAlign, fontVariantNumeric }) => [textAlign, fontVariantNumeric])(
        getComputedStyle(document.querySelector('.computed td.number')))`,
    );
    expect(style).toEqual(['end', 'tabular-nums']);
    expect(surprises).toEqual([]);
  });

  it.each([
    ['bars', BY_ZONE, LAPTOP, 640],
    ['a timeline', FROM_SIGNING, LAPTOP, 640],
    ['bars on a phone', BY_ZONE, SMALL_PHONE, 300],
  ] as const)(
    'has a chart of %s above it, with words for who does not see it',
    async (_name, table, device, width) => {
      const { page, surprises, foreign } = await visitTable(table, { device });
      const chart = page.getByRole('img', { name: table.title });
      await chart.waitFor();
      const drawn = await page.evaluate(
        `(async (image) => (await image.decode(), image.naturalWidth))(document.querySelector('.chart img'))`,
      );
      expect(drawn).toBe(width);
      expect(surprises).toEqual([]);
      expect(foreign).toEqual([]);
    },
  );

  it('has no chart where none was said to show it better, and none on an answer without a table', async () => {
    const { page } = await visitTable(MANY_PROJECTS);
    expect(await page.locator('.computed img').count()).toBe(0);
    const plain = await visit({ [ASKED]: stream(answerOf({ text: '没有表格。' })) });
    await send(plain.page, ASKED);
    await plain.page.getByText(ZH.copy).waitFor();
    expect(await plain.page.locator('.computed').count()).toBe(0);
  });

  it('shows ten rows of many, then all there are, and says how many are only in the file', async () => {
    const { page } = await visitTable(MANY_PROJECTS);
    expect(await columnText(page, 1)).toHaveLength(10);
    await page.getByRole('button', { name: '显示全部 24 行' }).click();
    expect(await columnText(page, 1)).toHaveLength(24);
    expect(await page.getByText('另有 596 行未列出').isVisible()).toBe(true);
    // Only the conversation is scrolled.
    expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0);
  });

  it('can be moved sideways on a small phone by key, and says so, while the page stays as wide as it is', async () => {
    const { page } = await visitTable(MANY_PROJECTS, { device: SMALL_PHONE });
    expect(await page.getByText(ZH.swipe).isVisible()).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const region = page.getByRole('region', { name: MANY_PROJECTS.title });
    await tabTo(page, '.table-region');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((element) => element!.scrollLeft > 0, await region.elementHandle());
  });

  it('of one plot is a card', async () => {
    const { page } = await visitTable(ONE_PLOT);
    expect(await page.getByRole('table').count()).toBe(0);
    const card = page.locator('.row-card');
    expect(await card.locator('.row-card-name').textContent()).toBe('GX-2024-07');
    expect(await card.locator('dt').allInnerTexts()).toEqual([
      '园区',
      '面积',
      '用地性质',
      '出让价',
      '状态',
      '配套',
    ]);
    expect(await card.locator('dd').allInnerTexts()).toContain('32万元/亩');
  });

  it('is saved as a workbook and as CSV that open again', async () => {
    const exports: Record<string, TableExport> = {};
    const { page, desk } = await visitTable(MANY_PROJECTS, { exports });
    desk.exportTable = async (token, audience) => {
      desk.exportsAsked.push({ token, audience });
      return exported();
    };
    const save = async (name: string) => {
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name, exact: true }).click();
      const download = await coming;
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };

    const xlsx = await save('Excel');
    expect(xlsx.name).toBe('项目-2026-03-01.xlsx');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(xlsx.bytes as unknown as exceljs.Buffer);
    const sheet = workbook.worksheets[0]!;
    expect(sheet.getCell('B2').value).toBe(360_000_000);
    expect(sheet.getCell('A3').value).toBe('\'=HYPERLINK("http://x.example")');

    const csv = await save('CSV');
    expect(csv.name).toBe('项目-2026-03-01.csv');
    const lines: string[][] = parse(csv.bytes, { bom: true });
    expect(lines[1]).toEqual(['显示模组项目', '360000000', '项目台账', '第2行']);
    expect(desk.exportsAsked).toEqual(Array(2).fill({ token: MANY_PROJECTS.export, audience: 'public' }));
  });

  it('shows what a document says letter by letter', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const rows = BY_ZONE.rows.map((cells) => [{ text: hostile }, ...cells.slice(1)]);
    const { page, surprises, foreign } = await visitTable({ ...BY_ZONE, title: hostile, rows });
    await page.locator('.chart img').waitFor();
    expect((await columnText(page, 1))[0]).toBe(hostile);
    expect(surprises).toEqual([]);
    expect(foreign).toEqual([]);
  });
});
