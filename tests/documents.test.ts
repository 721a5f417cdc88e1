import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReader } from '../src/documents/html/html.ts';
import { markdownReader } from '../src/documents/markdown.ts';
import { readDocument } from '../src/documents/read.ts';
import type { Format } from '../src/documents/reader.ts';
import { READERS } from '../src/documents/readers.ts';
import { textReader } from '../src/documents/text.ts';
import type { DocumentSource } from '../src/types.ts';
import { blocksOf, read } from './support/blocks.ts';

describe('opening a document of a pack', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'luodi-documents-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function source(path: string, content: string | Uint8Array): Promise<DocumentSource> {
    await writeFile(join(folder, path), content);
    return { path, file: join(folder, path), audience: 'public' };
  }

  it.each(['a.md', 'a.MARKDOWN', 'a.txt', 'a.HTML', 'a.htm'])('reads %s by its name', async (path) => {
    expect((await readDocument(await source(path, '园区面积12平方公里。'), READERS)).text).toBe(
      '园区面积12平方公里。',
    );
  });

  it.each<[string, string | Uint8Array, string]>([
    ['empty.txt', '', 'empty.txt is empty'],
    ['picture.md', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3), 'picture.md is not text'],
    [
      'noise.txt',
      Uint8Array.from({ length: 600 }, (_, i) => 1 + ((i * 7919) % 255)),
      'noise.txt is not text',
    ],
    ['noise.html', Uint8Array.of(60, 112, 62, 0, 0, 0), 'noise.html is not text'],
    ['paper.txt', '%PDF-1.4\n1 0 obj', 'paper.txt is not text'],
    ['report.docx', 'PK', 'report.docx is cut off'],
    ['report.zip', 'PK', 'no reader for .zip'],
  ])('refuses %s and says why and what to do', async (path, content, reason) => {
    await expect(readDocument(await source(path, content), READERS)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining(reason),
      next: expect.stringMatching(/\.$/),
    });
  });

  it('refuses a file above the limit and names both sizes, without reading it', async () => {
    const large = await source('large.txt', 'x');
    await truncate(large.file, 50 * 1024 * 1024 + 600 * 1024);
    await expect(readDocument(large, READERS)).rejects.toMatchObject({
      code: 'unreadable',
      message: 'large.txt has 50.6 MB; the limit is 50 MB a file.',
    });
  });

  it('refuses a folder and a file that is gone', async () => {
    const gone: DocumentSource = { path: 'gone.txt', file: join(folder, 'gone.txt'), audience: 'public' };
    await expect(readDocument(gone, READERS)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('gone.txt'),
    });
    await expect(readDocument({ ...gone, file: folder }, READERS)).rejects.toMatchObject({
      message: 'gone.txt is not a file.',
    });
  });

  it.skipIf(process.getuid?.() === 0)(
    'refuses a file it may not read (skipped for root, who may read all)',
    async () => {
      const locked = await source('locked.txt', '甲');
      await chmod(locked.file, 0);
      await expect(readDocument(locked, READERS)).rejects.toMatchObject({
        code: 'unreadable',
        message: 'locked.txt cannot be read: permission denied.',
      });
    },
  );

  it('turns a fault inside a reader into an error that names the file', async () => {
    const faulty: Format = {
      name: 'faulty',
      extensions: ['.md'],
      read: () => Promise.reject(new RangeError('too deep')),
    };
    await expect(readDocument(await source('deep.md', '甲'), [faulty])).rejects.toMatchObject({
      code: 'unreadable',
      message: 'deep.md cannot be read as faulty: too deep.',
    });
  });
});

describe('reading plain text', () => {
  const text = '园区招商政策\n对固定资产投资2亿元以上的项目给予奖励，最高不超过5000万元，分三年兑现。';
  // 招商 in GB18030 is D5 D0 C9 CC.
  const gb18030 = Uint8Array.of(0xd5, 0xd0, 0xc9, 0xcc, 0x31, 0x32, 0x0a);

  it.each([
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with a byte order mark', new TextEncoder().encode(`\ufeff${text}`)],
    ['UTF-16 little-endian', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))],
    ['UTF-16 big-endian', new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())],
  ])('reads %s', async (_, bytes) => {
    expect((await read(textReader, bytes)).text).toBe(text);
  });

  it('reads GB18030 where the bytes are no UTF-8', async () => {
    expect((await read(textReader, gb18030)).text).toBe('招商12');
  });

  it('reads UTF-8 with one broken byte as UTF-8, and warns', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('园区'.repeat(40)), 0xe5, 0x2e]);
    const clean = await read(textReader, bytes);
    expect(clean.text).toBe(`${'园区'.repeat(40)}□.`);
    expect(clean.warnings).toEqual(['1 characters could not be decoded as utf-8; they read as □.']);
  });

  it('knows a heading by the longer prose after it, and its level by its number', async () => {
    const clean = await read(
      textReader,
      [
        '江川经开区招商引资若干政策',
        '第一章 总则',
        '一、奖励标准',
        '对固定资产投资2亿元(含)以上的项目给予奖励，最高不超过5000万元。',
        '（二）申请',
        '电话：0700-1234567',
        '请于9月30日前提交申请。',
        '',
        'Land and factories',
        'The park has 12 square kilometres of land that is ready for building.',
        '苹果',
        '香蕉',
      ].join('\r\n'),
    );
    expect(clean.title).toBe('江川经开区招商引资若干政策');
    expect(
      blocksOf(clean)
        .filter(([kind]) => kind === 'heading')
        .map(([, heading]) => heading),
    ).toEqual([
      '江川经开区招商引资若干政策',
      '第一章 总则',
      '一、奖励标准',
      '（二）申请',
      'Land and factories',
    ]);
    expect(clean.blocks.flatMap(({ level }) => level ?? [])).toEqual([1, 2, 3, 4, 2]);
  });

  it('tells captions, list items and page furniture from prose', async () => {
    const clean = await read(
      textReader,
      [
        '来源：江川日报',
        '园区二期项目于2023年6月30日签约，总投资100亿元。',
        '2023年6月30日，项目签约。张三 摄',
        '企业供图',
        '记者在现场拍摄到了二期项目的建设情况。',
        '1. 营业执照',
        '（2）备案证明',
        '●审计报告',
        '来源：外资占比达到12%，比上年提高3个百分点。',
        '责任编辑：李四',
        '上一篇：无',
        '【打印】【关闭】',
        '版权声明：本网所有内容均归本网所有。',
        '相关阅读',
        '某园区签约项目',
        '另一条新闻',
      ].join('\n'),
    );
    expect(blocksOf(clean).map(([kind]) => kind)).toEqual([
      'boilerplate',
      'paragraph',
      'caption',
      'caption',
      'paragraph',
      'list-item',
      'list-item',
      'list-item',
      'paragraph',
      'boilerplate',
      'boilerplate',
      'boilerplate',
      'boilerplate',
      'boilerplate',
      'boilerplate',
      'boilerplate',
    ]);
  });

  it('gives no blocks for a file of blank lines', async () => {
    expect(await read(textReader, ' \n\n　\n')).toMatchObject({ text: '', blocks: [] });
  });
});

const HOSTILE = new URL('../../shared/hostile/text/', import.meta.url);

describe.skipIf(!existsSync(HOSTILE))(
  'strings made to break pages (skipped where the shared corpus is absent)',
  () => {
    const names = existsSync(HOSTILE) ? readdirSync(HOSTILE) : [];

    it.each(names)('reads %s as text, Markdown and HTML into blocks that fit', async (name) => {
      for (const reader of [textReader, markdownReader, htmlReader])
        blocksOf(await read(reader, readFileSync(new URL(name, HOSTILE))));
    });
  },
);

const ARTICLE = new URL('../../shared/corpus/hengyang-parks-2023.txt', import.meta.url);

describe.skipIf(!existsSync(ARTICLE))(
  'the scraped article (skipped where the shared corpus is absent)',
  () => {
    it('has its four sub-headings, its captions and its tail told apart', async () => {
      const blocks = blocksOf(await read(textReader, readFileSync(ARTICLE)));
      const of = (wanted: string) => blocks.filter(([kind]) => kind === wanted).map(([, text]) => text);
      expect(of('heading')).toEqual([
        '從險些撤資到再投百億',
        '大項目提前開工的背后',
        '“新模式”招商增添“新引擎”',
        '補充式填空式招商建功',
      ]);
      expect(of('caption')).toHaveLength(6);
      expect(of('caption')[0]).toBe(
        '2023年6月30日,先導科技集團簽約在耒陽再投資100億元建設二期項目。羅茂盟 攝',
      );
      expect(of('boilerplate')).toEqual(['相關熱詞搜索:']);
    });
  },
);
