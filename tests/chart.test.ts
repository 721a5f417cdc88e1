import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { DOMParser } from '@xmldom/xmldom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChineseFont } from '../src/charts/chinese-font.ts';
import { drawChart } from '../src/charts/draw.ts';
import { drawPicture } from '../src/charts/picture.ts';
import { AppError } from '../src/errors.ts';
import type { AnswerTable } from '../src/types.ts';
import { BY_ZONE, FROM_SIGNING, MANY_PROJECTS } from './support/answer-tables.ts';

const font = await findChineseFont().catch(() => undefined);

/** The texts of an SVG as it shows them. */
function textsOf(svg: string): string[] {
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml');
  return [...document.getElementsByTagName('text')].map((element) => element.textContent ?? '');
}

/** Widths of the bars, in order: paths are drawn from left to right in the colour of bars. */
function barWidths(svg: string): number[] {
  return [...svg.matchAll(/<path d="([^"]+)" fill="#17595b"/g)].map(([, path]) => {
    const xs = [...path!.matchAll(/[ML](-?[\d.]+) /g)].map(([, x]) => Number(x));
    return Math.max(...xs) - Math.min(...xs);
  });
}

describe('a bar chart', () => {
  it('has a bar for each row, as long as its figure, with name and figure beside it', async () => {
    const { wide } = (await drawChart(BY_ZONE, 'zh-Hans'))!;
    const texts = textsOf(wide);
    for (const words of ['高新区', '222.8亿元', '水口山经开区', '2.6亿元']) expect(texts).toContain(words);
    const widths = barWidths(wide);
    expect(widths).toHaveLength(5);
    expect(widths[1]! / widths[0]!).toBeCloseTo(140.5 / 222.8, 1);
  });

  it('says in words what it shows, in the language of the table', async () => {
    expect((await drawChart(BY_ZONE, 'zh-Hans'))?.alt).toContain('2023年签约，2亿元及以上 · 投资额');
    expect((await drawChart(BY_ZONE, 'zh-Hant'))?.alt).toContain('柱狀圖');
    expect((await drawChart(BY_ZONE, 'en'))?.alt).toContain('Bar chart');
  });

  it('says how many of the rows it shows where there are more', async () => {
    const chart = { kind: 'bar', label: 0, value: 2 } as const;
    const drawn = (await drawChart({ ...MANY_PROJECTS, chart }, 'zh-Hans'))!;
    expect(drawn.alt).toContain('20项');
    expect(barWidths(drawn.wide)).toHaveLength(20);
  });

  it('leaves out rows without a figure, and is none with fewer than two', async () => {
    const rows = [...BY_ZONE.rows.slice(0, 2), [{ text: '未知' }, { text: '' }, { text: '' }]];
    expect(barWidths((await drawChart({ ...BY_ZONE, rows }, 'zh-Hans'))!.wide)).toHaveLength(2);
    expect(await drawChart({ ...BY_ZONE, rows: rows.slice(1) }, 'zh-Hans')).toBeUndefined();
    expect(await drawChart({ ...BY_ZONE, chart: undefined }, 'zh-Hans')).toBeUndefined();
  });

  it('shows what a document says letter by letter', async () => {
    const hostile = [
      '<script>alert(1)</script>',
      '{a|b} {value} &amp; ]]>',
      '"><image href="http://x.example"/>',
    ];
    const rows = hostile.map((text, at) => [{ text }, { text: '1' }, { text: text, value: at + 1 }]);
    const { wide } = (await drawChart({ ...BY_ZONE, rows, title: hostile[0]! }, 'zh-Hans'))!;
    const document = new DOMParser().parseFromString(wide, 'image/svg+xml');
    const names = new Set([...document.getElementsByTagName('*')].map((element) => element.tagName));
    expect([...names].sort()).toEqual(['path', 'rect', 'style', 'svg', 'text']);
    expect(textsOf(wide).some((text) => text.startsWith('{a|b}'))).toBe(true);
  });
});

describe('a timeline', () => {
  it('has a stretch for each row, as long as it took, with its dates', async () => {
    const { wide, alt } = (await drawChart(FROM_SIGNING, 'zh-Hans'))!;
    expect(alt).toContain('时间轴');
    expect(textsOf(wide)).toContain('2023-01-03 — 2023-05-22');
    const widths = barWidths(wide);
    expect(widths).toHaveLength(3);
    expect(widths[1]! / widths[0]!).toBeCloseTo(245 / 140, 1);
  });
});

describe.skipIf(!font)('a picture for a chat (skipped where no font has Chinese)', () => {
  it.each([
    ['bars', BY_ZONE, 5],
    ['a timeline', FROM_SIGNING, 3],
  ] as const)(
    'of %s is a PNG of two dots to a px, with ink on it',
    async (_name, table: AnswerTable, bars) => {
      const { width, height, colours } = decode((await drawPicture(table, 'zh-Hans'))!);
      expect(width).toBe(1520);
      expect(height).toBeGreaterThan(bars * 32 * 2);
      // Paper, bars, and text, whose edges blend into the paper in many shades.
      expect(colours.get('17595b')! / (width * height)).toBeGreaterThan(0.01);
      expect(colours.get('fffdf8')! / (width * height)).toBeGreaterThan(0.5);
      expect(colours.size).toBeGreaterThan(20);
    },
  );

  it('draws another character as another shape, and not each as the same box', async () => {
    const named = (zone: string) => ({
      ...BY_ZONE,
      rows: BY_ZONE.rows.map((cells) => [{ text: zone }, ...cells.slice(1)]),
    });
    const pictures = await Promise.all(['高', '灣'].map((zone) => drawPicture(named(zone), 'zh-Hant')));
    expect(Buffer.compare(pictures[0]!, pictures[1]!)).not.toBe(0);
  });
});

describe('a system without Chinese', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'luodi-fonts-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is told which package to install', async () => {
    await writeFile(join(folder, 'DejaVuSans.ttf'), '');
    const error = await findChineseFont([folder, join(folder, 'missing')]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'misconfigured', next: expect.stringContaining('fonts-noto-cjk') });
  });

  it('is one no more once a font is in a folder of a folder', async () => {
    await mkdir(join(folder, 'opentype', 'noto'), { recursive: true });
    const file = join(folder, 'opentype', 'noto', 'NotoSansCJK-Regular.ttc');
    await writeFile(file, '');
    expect(await findChineseFont([folder])).toBe(file);
  });

  const LATIN = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf';
  it.skipIf(!existsSync(LATIN))('gets no picture of boxes', async () => {
    await expect(drawPicture(BY_ZONE, 'zh-Hans', LATIN)).rejects.toMatchObject({ code: 'misconfigured' });
  });
});

/** Size and colours of a PNG of 8-bit RGBA, decoded here by the format's own rules. */
function decode(png: Uint8Array) {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect([bytes[24], bytes[25], bytes[28]]).toEqual([8, 6, 0]);
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const lines = inflateSync(Buffer.concat(parts));
  const colours = new Map<string, number>();
  let above: Uint8Array = new Uint8Array(width * 4);
  for (let row = 0; row < height; row++) {
    const start = row * (width * 4 + 1);
    const line = Uint8Array.from(lines.subarray(start + 1, start + 1 + width * 4));
    unfilter(lines[start]!, line, above);
    for (let at = 0; at < line.length; at += 4) {
      const colour = Buffer.from(line.subarray(at, at + 3)).toString('hex');
      colours.set(colour, (colours.get(colour) ?? 0) + 1);
    }
    above = line;
  }
  return { width, height, colours };
}

function unfilter(kind: number, line: Uint8Array, above: Uint8Array): void {
  for (let at = 0; at < line.length; at++) {
    const [left, up, corner] = [line[at - 4] ?? 0, above[at]!, above[at - 4] ?? 0];
    const guess = left + up - corner;
    const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
    const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
    line[at] = line[at]! + [0, left, up, (left + up) >> 1, paeth][kind]!;
  }
}
