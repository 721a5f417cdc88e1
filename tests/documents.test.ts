import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReader } from '../src/documents/html.ts';
import { markdownReader } from '../src/documents/markdown.ts';
import { readDocument } from '../src/documents/read.ts';
import type { Reader } from '../src/documents/reader.ts';
import { textReader } from '../src/documents/text.ts';
import type { CleanText, DocumentSource } from '../src/types.ts';

const READERS: readonly Reader[] = [markdownReader, htmlReader, textReader];

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`./fixtures/documents/${name}`, import.meta.url));
}

/** Blocks as [kind, text], after proof that they are in order, apart by one line feed, and cover the text. */
function blocksOf({ text, blocks }: CleanText): [string, string][] {
  let expected = 0;
  for (const { start, end } of blocks) {
    expect(start).toBe(expected);
    expect(end).toBeGreaterThan(start);
    expect(text.slice(end, end + 1)).toBe(end === text.length ? '' : '\n');
    expected = end + 1;
  }
  expect(text.length).toBe(Math.max(0, expected - 1));
  return blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

async function read(reader: Reader, content: string | Uint8Array): Promise<CleanText> {
  return reader.read(typeof content === 'string' ? new TextEncoder().encode(content) : content, 'file');
}

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
    ['report.docx', 'PK', 'no reader for .docx'],
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
    const faulty: Reader = {
      name: 'faulty',
      accepts: () => true,
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

describe('reading Markdown', () => {
  it('reads a policy into blocks without mark-up', async () => {
    const clean = await read(markdownReader, fixture('policy.md'));
    expect(clean.title).toBe('江川经开区招商引资若干政策');
    expect(blocksOf(clean)).toEqual([
      ['heading', '招商引资若干政策（2026版）'],
      ['paragraph', '为加快建设现代化产业体系，制定本政策。详见办事指南。'],
      ['heading', '一、固定资产投资奖励'],
      [
        'paragraph',
        '对固定资产投资2亿元(含)以上的项目，按“一事一议”给予奖励，比例为3~5%，最高不超过5000万元；5~10亿元的另行商定。',
      ],
      ['paragraph', '各档标准如下：'],
      ['table-row', '固定资产投资：1亿元(含)至2亿元；奖励比例：2%；上限（万元）：500'],
      ['table-row', '固定资产投资：2亿元(含)以上；奖励比例：3%；上限（万元）：5000'],
      ['heading', '（一）申请材料'],
      ['list-item', '1. 营业执照复印件；'],
      ['list-item', '2. 项目备案证明：'],
      ['list-item', '备案表；'],
      ['list-item', '环评批复；'],
      ['list-item', '3. 集装箱规格为100*50*20厘米。'],
      ['list-item', '联系电话：0700-1234567'],
      ['list-item', '地址：江川市新城大道8号'],
      ['paragraph', '联系人：招商服务中心'],
      ['paragraph', '电话：0700-1234567'],
      ['paragraph', '邮箱：desk@park.example'],
      ['paragraph', '本政策自2026年1月1日起施行，有效期三年。'],
      ['paragraph', '每亩投资强度 ≥ 300万元\n每亩税收 ≥ 20万元'],
      ['paragraph', '现行标准为2%。'],
      ['boilerplate', '责任编辑：李某'],
    ]);
    expect(clean.blocks.filter(({ kind }) => kind === 'table-row').map(({ row }) => row)).toEqual([1, 2]);
    expect(clean.warnings).toHaveLength(2);
  });

  it('takes the first heading for the title where there is no front matter', async () => {
    expect((await read(markdownReader, '引言。\n\n# 园区 *概况*\n')).title).toBe('园区 概况');
    expect((await read(markdownReader, '只有一段。')).title).toBeUndefined();
  });

  it('does not take a rule at the top for front matter', async () => {
    expect((await read(markdownReader, '---\n\n园区面积：12平方公里。\n\n---\n')).text).toBe(
      '园区面积：12平方公里。',
    );
  });

  it('does not lose a paragraph that dashes have underlined', async () => {
    const prose =
      '全市新引进招商引资项目309个，总投资额1638.77亿元。实际使用外资4478万美元，同比增长166.5%，超额完成目标。';
    expect(blocksOf(await read(markdownReader, `${prose}\n---\n下文。`))).toEqual([
      ['paragraph', prose],
      ['paragraph', '下文。'],
    ]);
  });

  it('removes garbling from every block and joins wrapped lines', async () => {
    const clean = await read(
      markdownReader,
      '# 園區(qū)概況\n\n全市上下同心协力推动招商引资工作取得新的更大成效并在产业(ye)链\n上下游形成\u200b合力\n',
    );
    expect(blocksOf(clean)).toEqual([
      ['heading', '園區概況'],
      ['paragraph', '全市上下同心协力推动招商引资工作取得新的更大成效并在产业链上下游形成合力'],
    ]);
  });
});

describe('reading a saved web page', () => {
  it('reads a notice without what stands around it', async () => {
    const clean = await read(htmlReader, fixture('notice.html'));
    expect(clean.title).toBe('关于兑现2026年招商奖励的通知');
    expect(blocksOf(clean)).toEqual([
      ['heading', '关于兑现2026年招商奖励的通知'],
      ['boilerplate', '来源：江川经开区   浏览次数：128'],
      ['paragraph', '各有关企业：'],
      [
        'paragraph',
        '根据《招商引资若干政策》，现将2026年奖励兑现事项通知如下。符合条件的企业应于2026年9月30日前提交申请，逾期不予受理。',
      ],
      ['heading', '一、奖励标准'],
      ['paragraph', '按固定资产投资额分档给予奖励，具体如下表：'],
      ['table-row', '投资额：1亿元(含)以上；奖励比例：2%；上限：500万元'],
      ['table-row', '投资额：5亿元(含)以上；奖励比例：3%；上限：2000万元'],
      ['heading', '二、申请材料'],
      ['list-item', '营业执照复印件；'],
      ['list-item', '项目备案文件：'],
      ['list-item', '1. 备案证明；'],
      ['list-item', '2. 环评批复。'],
      ['list-item', '上一年度审计报告。'],
      ['caption', '图为园区奖励兑现大会现场。'],
      ['paragraph', '咨询电话：0700-1234567'],
      ['paragraph', '联系人：招商服务中心'],
      ['boilerplate', '责任编辑：李某'],
    ]);
    expect(clean.blocks[0]!.level).toBe(1);
  });

  it('takes the encoding from the page, and UTF-8 where the page is wrong about itself', async () => {
    const head = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>';
    const gb = new Uint8Array([...new TextEncoder().encode(head), 0xd5, 0xd0, 0xc9, 0xcc]);
    expect((await read(htmlReader, gb)).text).toBe('招商');
    expect((await read(htmlReader, `${head}招商`)).text).toBe('招商');
  });

  it('keeps every value under its own header where cells span rows and columns', async () => {
    const table = `<table><tr><th>园区</th><th>地块</th><th>面积</th></tr>
      <tr><td rowspan="2">新材料园</td><td>甲</td><td>50亩</td></tr><tr><td>乙</td><td>80亩</td></tr>
      <tr><td>智造园</td><td colspan="2">无</td></tr><tr><td colspan="3">以上为2026年数据</td></tr></table>`;
    expect(blocksOf(await read(htmlReader, table)).map(([, text]) => text)).toEqual([
      '园区：新材料园；地块：甲；面积：50亩',
      '园区：新材料园；地块：乙；面积：80亩',
      '园区：智造园；地块、面积：无',
      '以上为2026年数据',
    ]);
  });

  it('reads a table whose headers stand at the left, and one without any', async () => {
    const left =
      '<table><tr><th>电话：</th><td>0700-1</td></tr><tr><th>地址</th><td>大道8号</td></tr></table>';
    expect((await read(htmlReader, left)).text).toBe('电话：0700-1\n地址：大道8号');
    const plain =
      '<table><tr><td>园区</td><td>面积</td></tr><tr><td>甲园</td><td>5平方公里</td></tr></table>';
    expect((await read(htmlReader, plain)).text).toBe('园区：甲园；面积：5平方公里');
  });

  it('keeps the whole of a page that has no parts to tell apart', async () => {
    const short = Array.from(
      { length: 12 },
      (_, i) => `<div class="sidebar">地块${i}号，面积${i + 10}亩</div>`,
    ).join('');
    const page = `<body>${short}<div><p>园区简介，位于市区东部，交通便利，配套齐全。</p></div></body>`;
    expect(blocksOf(await read(htmlReader, page))).toHaveLength(13);
  });

  it('runs nothing and shows no script, hidden text or control', async () => {
    const page = `<body><p>甲<script>document.title='x'</script><img src=x onerror=alert(1)><span style="display: none">密</span></p>
      <p hidden>隐</p><button>提交</button><p>乙&lt;b&gt;</p></body>`;
    expect((await read(htmlReader, page)).text).toBe('甲\n乙<b>');
  });

  it.each(['', '<html></html>', '<body><nav><a href="/">首页</a></nav></body>'])(
    'gives no blocks for the empty page %j',
    async (page) => {
      expect(await read(htmlReader, page)).toMatchObject({ text: '', blocks: [] });
    },
  );
});

const HOSTILE = new URL('../../shared/hostile/text/', import.meta.url);

describe.skipIf(!existsSync(HOSTILE))(
  'strings made to break pages (skipped where the shared corpus is absent)',
  () => {
    const names = existsSync(HOSTILE) ? readdirSync(HOSTILE) : [];

    it.each(names)('reads %s as text, Markdown and HTML into blocks that fit', async (name) => {
      for (const reader of READERS) blocksOf(await read(reader, readFileSync(new URL(name, HOSTILE))));
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
