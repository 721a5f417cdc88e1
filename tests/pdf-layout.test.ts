import { describe, expect, it } from 'vitest';
import { takeAligned } from '../src/documents/pdf/aligned.ts';
import { ordinaryCharacters, strangeShare } from '../src/documents/pdf/characters.ts';
import { withoutFurniture } from '../src/documents/pdf/furniture.ts';
import { gridsOf } from '../src/documents/pdf/grid.ts';
import { linesOf } from '../src/documents/pdf/lines.ts';
import type { Page, Run } from '../src/documents/pdf/page.ts';
import { regionsOf } from '../src/documents/pdf/regions.ts';
import type { Rule } from '../src/documents/pdf/shapes.ts';
import { closeSpread, spaceBetween } from '../src/documents/pdf/spaces.ts';

/** Ten points to a character, as Chinese is set in that size. */
function run(text: string, x0: number, y: number, set: Partial<Run> = {}): Run {
  return { text, x0, x1: x0 + 10 * text.length, y, size: 10, isBold: false, tone: 0, ...set };
}

/** Lines below each other, 16 points apart. */
function column(texts: readonly string[], x0: number, y: number): Run[] {
  return texts.map((text, at) => run(text, x0, y + 16 * at));
}

const across = (y: number, x0: number, x1: number): Rule => ({ x0, x1, y0: y, y1: y, isVertical: false });
const down = (x: number, y0: number, y1: number): Rule => ({ x0: x, x1: x, y0, y1, isVertical: true });

const LEFT = [
  '左栏第一行，写满二十个字，',
  '左栏第二行，接着写下去，',
  '左栏第三行，还没有写完，',
  '左栏第四行，到此为止。',
];
const RIGHT = [
  '右栏第一行，写满二十个字，',
  '右栏第二行，接着写下去，',
  '右栏第三行，还没有写完，',
  '右栏第四行，到此为止。',
];

/** The texts of a page in the order of reading. */
function order(runs: readonly Run[]): string[] {
  const regions = regionsOf(runs, [], { page: 1, rules: [], right: 540, gutters: [] });
  return regions.flatMap((region) => linesOf(region.runs).map(({ text }) => text));
}

describe('the space between two texts', () => {
  it.each([
    ['投资', '奖励', 0.4, false, ''],
    ['投资', '奖励', 1.5, false, ' '],
    ['投资', '奖励', 0.5, true, ' '],
    ['投资额', '12.5', 0.25, false, ''],
    ['12.5', '亿元', 0.25, false, ''],
    ['附件', '1', 0.8, false, ' '],
    ['New', 'projects', 0.25, false, ' '],
    ['pro', 'jects', 0.02, false, ''],
    ['zone,', '“Load”', 0.25, false, ' '],
    ['工业项目', '“拿地”', 0.25, false, ''],
  ])('of %s and %s, %d ems apart, written: %s, is "%s"', (before, after, gap, isWritten, space) => {
    expect(spaceBetween(before, after, gap, isWritten)).toBe(space);
  });

  it.each([
    ['招 商 引 资', '招商引资'],
    ['通　知', '通知'],
    ['投 资 政 策（2026年版）', '投资政策（2026年版）'],
    ['江川 经开区', '江川 经开区'],
    ['甲 乙方', '甲 乙方'],
  ])('is closed where %s is set wide', (line, closed) => {
    expect(closeSpread(line)).toBe(closed);
  });
});

describe('characters', () => {
  it('are ordinary ones in place of those that only fonts have', () => {
    expect(ordinaryCharacters('⾦融⻔户：ﬁnance︵甲︶\uf0b7')).toBe('金融门户：finance（甲）•');
  });

  it('of no language are counted, those of any are not', () => {
    expect(strangeShare('園區 Zone №3：１２.５％，㎡ ① “μ” Кабинет')).toBe(0);
    expect(strangeShare('投资\u0e2f\ue001')).toBe(0.5);
  });
});

describe('the order of reading', () => {
  it('goes down the left column first, below the title and above what spans both', () => {
    const page = [
      run('横跨两栏的标题比两栏都更宽，所以单独成行，不属于任何一栏', 130, 50),
      ...column(LEFT, 60, 90),
      ...column(RIGHT, 320, 90),
      run('横跨两栏的末段从左边的边缘一直写到右边的边缘，中间没有空白，也不分栏。', 60, 190),
    ];
    expect(order(page.toReversed())).toEqual([page[0]!.text, ...LEFT, ...RIGHT, page.at(-1)!.text]);
  });

  it('is the same where the columns do not share their base lines', () => {
    expect(order([...column(RIGHT, 320, 95), ...column(LEFT, 60, 90)])).toEqual([...LEFT, ...RIGHT]);
  });

  it('goes along the rows where labels stand before values', () => {
    const labels = column(['电话', '地址', '邮编', '传真'], 60, 90);
    const values = column(['55501234', '江川大道88号', '410300', '55501235'], 200, 90);
    expect(order([...values, ...labels])).toEqual([
      '电话 55501234',
      '地址 江川大道88号',
      '邮编 410300',
      '传真 55501235',
    ]);
  });

  it('begins anew below a headline from which on the columns are others', () => {
    const headline = run('下一部分', 60, 180, { size: 14 });
    const page = [
      ...column(LEFT, 60, 90),
      ...column(RIGHT, 300, 90),
      headline,
      ...column(LEFT, 60, 220),
      ...column(RIGHT, 320, 220),
    ];
    expect(order(page)).toEqual([...LEFT, ...RIGHT, headline.text, ...LEFT, ...RIGHT]);
  });
});

describe('tables', () => {
  it('are found where rules meet, with the cells that span', () => {
    const rules = [
      ...[0, 20, 40, 60].map((y) => across(y, 0, 300)),
      ...[0, 100, 300].map((x) => down(x, 0, 60)),
      down(200, 20, 60),
    ];
    const [grid, ...others] = gridsOf(rules);
    expect(others).toEqual([]);
    expect([grid!.xs, grid!.ys]).toEqual([
      [0, 100, 200, 300],
      [0, 20, 40, 60],
    ]);
    const [header] = grid!.cells;
    expect(header![1]).toBe(header![2]);
    expect(new Set(grid!.cells.flat()).size).toBe(8);
  });

  it('may be open at their sides and have double or broken lines', () => {
    const rules = [
      ...[0, 20, 40].flatMap((y) => [across(y, 0, 140), across(y, 141, 300), across(y + 2, 0, 300)]),
      down(150, 0, 42),
    ];
    expect(gridsOf(rules).map(({ xs, ys }) => [xs, ys])).toEqual([
      [
        [0, 150, 300],
        [0, 20, 40],
      ],
    ]);
  });

  it('are no frames and no lines under words', () => {
    const frame = [across(0, 0, 300), across(80, 0, 300), down(0, 0, 80), down(300, 0, 80)];
    expect(gridsOf([...frame, across(120, 50, 90), across(140, 50, 90)])).toEqual([]);
  });

  const rows = [
    ['厂房', '面积', '租金'],
    ['A1', '5600', '14'],
    ['A2', '4800', '15'],
    ['B1', '7200', '13'],
  ].flatMap((cells, at) => cells.map((cell, x) => run(cell, 60 + 150 * x, 100 + 18 * at)));

  it('are found without rules where three columns align under their names', () => {
    const { tables, lines } = takeAligned([...rows, run('租金不含物业费。', 60, 200)], {
      page: 1,
      rules: [],
    });
    expect(tables.map((table) => table.rows.map((row) => row.map(({ text }) => text)))).toEqual([
      [
        ['厂房', '面积', '租金'],
        ['A1', '5600', '14'],
        ['A2', '4800', '15'],
        ['B1', '7200', '13'],
      ],
    ]);
    expect(lines.map(({ text }) => text)).toEqual(['租金不含物业费。']);
  });

  it('are not made of figures that no row names', () => {
    expect(takeAligned(rows.slice(3), { page: 1, rules: [] }).tables).toEqual([]);
  });

  it('are not made of three columns of text', () => {
    const texts = ['每一栏都写满一整行，', '一行接着一行往下写，', '直到这一段写完为止。'];
    const page = [60, 220, 380].flatMap((x) => column(texts, x, 100));
    expect(takeAligned(page, { page: 1, rules: [] }).tables).toEqual([]);
  });
});

describe('running lines', () => {
  const page = (number: number, ...runs: Run[]): Page => ({
    number,
    width: 595,
    height: 842,
    runs: [...runs, run(`第${number}页的正文。`, 60, 400)],
    grids: [],
    rules: [],
    painted: 0,
    leftOut: { angled: '', unseen: 0, overflow: false },
  });
  const kept = (pages: readonly Page[]) =>
    withoutFurniture(pages, 10)
      .pages.flatMap(({ runs }) => runs.map(({ text }) => text))
      .filter((text) => !text.endsWith('正文。'));

  it.each(['- 3 -', '— 3 —', '第3页 共10页', '3/10', 'Page 3 of 10', '页码：3'])(
    'are a page number by themselves: %s',
    (text) => expect(kept([page(1, run(text, 280, 800))])).toEqual([]),
  );

  it('are those that stand on most pages and differ by what counts the pages', () => {
    const pages = [1, 2, 3, 4].map((n) => page(n, run('江川招商手册', 60, 40), run(`${n + 6}`, 500, 800)));
    expect(kept(pages)).toEqual([]);
    expect(withoutFurniture(pages, 10).repeated).toEqual([{ text: '江川招商手册', page: 1 }]);
  });

  it('are not the figures of the matter, however alike the lines are', () => {
    const pages = [3.1, 12, 7].map((amount, at) => page(at + 1, run(`全年到位资金${amount}亿元`, 60, 800)));
    expect(kept(pages)).toEqual(['全年到位资金3.1亿元', '全年到位资金12亿元', '全年到位资金7亿元']);
  });

  it('are no month: 2026/12', () => expect(kept([page(1, run('2026/12', 280, 40))])).toEqual(['2026/12']));

  it('are not what stands on two pages of many', () => {
    const pages = [1, 2, 3, 4, 5].map((n) => page(n, ...(n > 3 ? [run('附件', 60, 40)] : [])));
    expect(kept(pages)).toEqual(['附件', '附件']);
  });
});
