import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pdfReader } from '../src/documents/pdf/pdf.ts';
import { AppError } from '../src/errors.ts';
import {
  chineseFont,
  gbk,
  type HandPage,
  HELVETICA,
  handPdf,
  lines,
  NAMELESS,
  SCAN,
  ucs2,
} from './support/chinese-pdf.ts';
import { HAS_SHARED, SHARED_FILES, sharedFiles } from './support/hostile-files.ts';

const FONTS = {
  F1: chineseFont('UniGB-UCS2-H'),
  F2: chineseFont('GBK-EUC-H'),
  F3: HELVETICA,
  F4: NAMELESS,
  V: chineseFont('UniGB-UCS2-V'),
};
const SCANNED: HandPage = { content: SCAN, hasPicture: true };
const text = lines('/F1', 12);

function read(...pages: readonly (string | HandPage)[]) {
  const set = pages.map((page) => (typeof page === 'string' ? { content: page } : page));
  return pdfReader.read(handPdf(set.map((page) => ({ fonts: FONTS, ...page }))), 'hand.pdf');
}

describe('a PDF whose Chinese fonts are not in the file', () => {
  it('is read exactly through the predefined CMaps', async () => {
    const clean = await read(
      text(ucs2('江川经济技术开发区2025年签约额为1638.77亿元。')) +
        lines('/F2', 12, { y: 700 })(gbk('第二条　奖励比例为8%，最高2000万元；镕、喆等字照录。')),
    );
    expect(clean.text).toBe(
      '江川经济技术开发区2025年签约额为1638.77亿元。\n第二条 奖励比例为8%，最高2000万元；镕、喆等字照录。',
    );
    expect(clean.warnings).toEqual([]);
  });

  it('is read in a process that may do nothing but read files, which prints nothing', () => {
    const script = `
      const { readFileSync } = await import('node:fs');
      const { pdfReader } = await import('${new URL('../src/documents/pdf/pdf.ts', import.meta.url)}');
      const { text } = await pdfReader.read(new Uint8Array(readFileSync(0)), 'hand.pdf');
      if (text !== '园区电话见封底。') throw new Error(text);`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--permission', '--allow-fs-read=*', '--input-type=module', '--eval', script],
      { input: handPdf([{ fonts: FONTS, content: text(ucs2('园区电话见封底。')) }]), encoding: 'utf8' },
    );
    expect([status, stdout, stderr]).toEqual([0, '', '']);
  });

  it('has ordinary characters in place of radicals and ligatures', async () => {
    const clean = await read(
      text(ucs2('⼯业⽤地与⻓期租赁，⻋间⾯积三千平⽅⽶。'), ucs2('The ﬁrst ofﬁce opens at nine.')),
    );
    expect(clean.text).toBe('工业用地与长期租赁，车间面积三千平方米。\nThe first office opens at nine.');
  });

  it('is read from top to bottom and right to left where it is written so', async () => {
    const columns = [
      '江川经济技术开发区招商引',
      '资办法自二〇二六年起施行',
      '，原办法同时废止，尚未兑',
      '现的仍按原办法执行完毕。',
    ];
    const painted = columns.map((column, at) => `BT /V 14 Tf ${500 - 22 * at} 780 Td ${ucs2(column)} Tj ET`);
    expect((await read(painted.join('\n'))).text).toBe(columns.join(''));
  });

  it('has its page put upright where its text is not', async () => {
    const turned = ['横放的一页，文字自下而上读。', '第二行在它的右边，接着读。'].map(
      (line, at) => `BT /F1 12 Tf 0 1 -1 0 ${100 + 20 * at} 100 Tm ${ucs2(line)} Tj ET`,
    );
    const flagged = { content: text(ucs2('这一页自己注明了方向。')), entries: '/Rotate 90' };
    expect((await read(turned.join('\n'), flagged)).text).toBe(
      '横放的一页，文字自下而上读。\n第二行在它的右边，接着读。\n这一页自己注明了方向。',
    );
  });
});

describe('what is set for its looks', () => {
  it('is read as words: widely set titles, exponents, the marks of notes', async () => {
    const figures = `BT /F1 12 Tf 72 560 Td ${ucs2('总投资')} Tj /F3 12 Tf (1638.77) Tj /F3 7 Tf 4 Ts (1) Tj 0 Ts /F1 12 Tf ${ucs2('亿元，厂房')} Tj /F3 12 Tf (5000m) Tj /F3 7 Tf 4 Ts (2) Tj ET`;
    const clean = await read(
      lines('/F1', 24)(ucs2('招 商 引 资 政 策')) +
        `BT /F1 24 Tf 20 Tc 72 700 Td ${ucs2('投资指南')} Tj 0 Tc ET ${figures}`,
    );
    expect(clean.text).toBe('招商引资政策\n投资指南\n总投资1638.77亿元，厂房5000m²');
  });

  it('is left out where it is a watermark, at an angle or on every page', async () => {
    const slanted = `0.8 g BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm ${ucs2('内部资料')} Tj ET 0 g`;
    const pale = `0.85 g BT /F1 40 Tf 150 400 Td ${ucs2('江川招商')} Tj ET 0 g`;
    const pages = ['第一页的正文在这里。', '第二页的正文在这里。', '第三页的正文在这里。'];
    const clean = await read(...pages.map((page) => text(ucs2(page)) + slanted + pale));
    expect(clean.warnings).toEqual([
      'Pages 1-3 are read without what is set at an angle, as watermarks are: 内部资料.',
    ]);
    expect(
      clean.blocks
        .filter(({ kind }) => kind !== 'boilerplate')
        .map(({ start, end }) => clean.text.slice(start, end)),
    ).toEqual(pages);
  });

  it('is left out where nobody can see it, with a warning, but read on a coloured ground', async () => {
    const clean = await read(
      text(ucs2('看得见的一句话，租金12元。')) +
        `1 1 1 rg ${lines('/F1', 12, { y: 600 })(ucs2('白纸上的白字，租金1元。'))}` +
        `0 g ${lines('/F1', 12, { x: 900, y: 500 })(ucs2('页面之外的字，租金2元。'))}` +
        `0.2 0.3 0.8 rg 60 400 400 60 re f 1 1 1 rg ${lines('/F1', 12, { y: 420 })(ucs2('色块上的白字，租金3元。'))}`,
    );
    expect(clean.text).toBe('看得见的一句话，租金12元。\n色块上的白字，租金3元。');
    expect(clean.warnings).toEqual([
      'Page 1 is read without the text that nobody sees, outside the page or in the colour of the paper.',
    ]);
  });
});

describe('lines of text', () => {
  const row = (y: number, ...cells: readonly string[]) =>
    cells.map((cell, at) => lines('/F1', 10.5, { x: 72 + at * 120, y })(ucs2(cell))).join('');

  it('are a table where they align under names, with the caption and unit above', async () => {
    const clean = await read(
      lines('/F1', 16, { x: 180 })(ucs2('标准厂房租金表')) +
        lines('/F1', 10.5, { x: 420, y: 735 })(ucs2('单位：元/平方米·月')) +
        row(710, '厂房', '面积（平方米）', '首层租金', '二层租金') +
        row(690, 'A1', '5600', '14', '12') +
        row(670, 'A2', '4800', '15', '13') +
        row(650, 'B1', '7200', '13', '11') +
        lines('/F1', 10.5, { y: 610 })(ucs2('租金不含物业费，物业费每月每平方米1.5元。')),
    );
    expect(clean.text.split('\n')).toEqual([
      '厂房：A1；面积：5600平方米；首层租金：14元/平方米·月；二层租金：12元/平方米·月',
      '厂房：A2；面积：4800平方米；首层租金：15元/平方米·月；二层租金：13元/平方米·月',
      '厂房：B1；面积：7200平方米；首层租金：13元/平方米·月；二层租金：11元/平方米·月',
      '租金不含物业费，物业费每月每平方米1.5元。',
    ]);
    expect(clean.blocks[0]!.table).toBe('标准厂房租金表（单位：元/平方米·月）');
  });

  it('are put together where a hyphen parts a word at their end', async () => {
    const clean = await read(
      lines('/F3', 11)(
        '(New projects with a fixed-asset investment of more than RMB 100 million receive a reim-)',
        '(bursement of 3% of the amount that was invested.)',
      ),
    );
    expect(clean.text).toMatch(/^New projects with a fixed-asset .* receive a reimbursement of 3% of/);
  });
});

describe('pages that are pictures of text', () => {
  it('are named, also where they have a page number, and blank ones are not', async () => {
    const numbered = { ...SCANNED, content: SCAN + lines('/F1', 9, { x: 290, y: 30 })(ucs2('— 3 —')) };
    const clean = await read(text(ucs2('第一页有文字，第四页空白。')), SCANNED, numbered, '');
    expect(clean.text).toBe('第一页有文字，第四页空白。');
    expect(clean.warnings).toEqual(['Pages 2-3 are without text: a scan, perhaps, or pictures.']);
    expect(clean.pages).toBe(4);
  });

  it('are an error where there are no others', async () => {
    await expect(read(SCANNED, SCANNED)).rejects.toMatchObject({
      code: 'unreadable',
      message: 'hand.pdf has no text: it is a scan, its 2 pages are pictures.',
      next: expect.stringContaining('OCR'),
    });
  });

  it('are told from blank ones', async () => {
    await expect(read('')).rejects.toThrow('hand.pdf has no text: its pages are blank.');
  });

  it('are told from pages whose fonts do not say which characters they draw', async () => {
    const nameless = lines('/F4', 12)(
      '<01230456078909ab0cde0f1002340567>',
      '<0345078109230a1106540cc10d010222>',
    );
    const clean = await read(nameless, text(ucs2('第二页正常。')));
    expect([clean.text, clean.warnings]).toEqual([
      '第二页正常。',
      ['Page 1 is left out: the fonts do not say which characters they draw.'],
    ]);
    await expect(read(nameless)).rejects.toThrow('hand.pdf has no readable text: its fonts do not say');
  });
});

describe('a file that is broken', () => {
  it.each([
    ['cut in the middle', (bytes: Uint8Array) => bytes.subarray(0, 300)],
    ['empty', () => new Uint8Array()],
    ['something else', () => new TextEncoder().encode('<html>not a PDF</html>')],
  ])('ends with its name and the reason where it is %s', async (_, breakIt) => {
    const broken = breakIt(handPdf([{ fonts: FONTS, content: text(ucs2('一句话。')) }]));
    await expect(pdfReader.read(broken, 'broken.pdf')).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/^broken\.pdf (?:cannot be read as PDF|has no text): .+[^.]\.$/),
    });
  });

  it('never runs a script, and does not read notes, forms, attachments and bookmarks', async () => {
    const note =
      '/Annots [<< /Type /Annot /Subtype /FreeText /Rect [100 100 300 200] /Contents (SECRET) /DA (/F3 12 Tf) >>]';
    const clean = await read({
      content: text(ucs2('只有这一句。')),
      entries: `${note} /AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>`,
    });
    expect(clean.text).toBe('只有这一句。');
  });
});

describe.skipIf(!HAS_SHARED)(
  'files made to break readers (skipped where the shared corpus is absent)',
  () => {
    const files = sharedFiles();

    it.each(SHARED_FILES.filter((path) => path.endsWith('.pdf')))(
      '%s is read, or ends with its name and the reason',
      async (path) => {
        const outcome = await pdfReader.read(files[path]!, path).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(AppError);
          expect(outcome.message).toMatch(
            /^\S+\.pdf (?:is encrypted|has no text|cannot be read as PDF): .+[^.]\.$/,
          );
        } else expect(outcome).toMatchObject({ text: expect.stringMatching(/\S/) });
      },
    );
  },
);
