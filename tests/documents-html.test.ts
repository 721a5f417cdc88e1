import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { htmlReader } from '../src/documents/html/html.ts';
import { blocksOf, fixture, read } from './support/blocks.ts';

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

describe('pages as offices publish them', () => {
  const gb2312 = (page: string) => {
    // 招商 in GB18030 is D5 D0 C9 CC; the rest of the page is ASCII.
    const bytes = Buffer.from(page.replaceAll('招商', '\xd5\xd0\xc9\xcc'), 'latin1');
    return new Uint8Array(bytes);
  };

  it('reads a page that declares gb2312 and fetches nothing that it names', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => response.end(requests.push(request.url ?? '')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const clean = await read(
      htmlReader,
      gb2312(`<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><base href="${address}/">
        <meta http-equiv="refresh" content="0;url=${address}/r"><link rel="stylesheet" href="s.css"><script src="s.js"></script>
        <img src="i.png"><iframe src="f.html"></iframe><object data="o"></object><video src="v"></video><p>招商</p>`),
    );
    server.close();
    expect(clean.text).toBe('招商');
    expect(requests).toEqual([]);
  });

  it('makes headings of numbered and of bold lines, and the title of the line that repeats it', async () => {
    const page = `<title>关于支持光电产业发展的若干措施_政策文件_江川经开区</title><div class="menu"><a href="/">首页</a></div>
      <div class="bt">关于支持光电产业发展的若干措施</div><div>发布时间：2026-03-20 来源：经济发展局 【字体：大 中 小】</div>
      <p><strong>一、支持项目落户</strong></p><p>（一）按设备投资额的8%给予补助，单个企业最高2000万元。</p>
      <p>二、支持企业上规</p><p>一次性奖励20万元。</p><p><b>咨询方式</b></p><p>请到招商服务中心窗口咨询，工作日受理。</p>`;
    const clean = await read(htmlReader, page);
    expect(clean.title).toBe('关于支持光电产业发展的若干措施');
    expect(blocksOf(clean).filter(([kind]) => kind === 'heading')).toEqual([
      ['heading', '关于支持光电产业发展的若干措施'],
      ['heading', '一、支持项目落户'],
      ['heading', '二、支持企业上规'],
      ['heading', '咨询方式'],
    ]);
    expect(clean.blocks.flatMap(({ level }) => level ?? [])).toEqual([1, 3, 3, 2]);
    expect(blocksOf(clean)[1]![0]).toBe('boilerplate');
  });

  it('makes paragraphs of articles that only line ends part, and headings of their chapters', async () => {
    const page = `<div>第一章　总则<br>　　第一条　为规范项目准入，制定本办法<br>　　第二条　每亩投资强度不低于320万元。<br><br>
      第二章　程序<br>　　第三条　按以下程序办理：<br>（一）项目单位提交申请；<br>（二）管委会审定。</div>`;
    expect(blocksOf(await read(htmlReader, page))).toEqual([
      ['heading', '第一章　总则'],
      ['paragraph', '第一条　为规范项目准入，制定本办法'],
      ['paragraph', '第二条　每亩投资强度不低于320万元。'],
      ['heading', '第二章　程序'],
      ['paragraph', '第三条　按以下程序办理：'],
      ['paragraph', '（一）项目单位提交申请；'],
      ['paragraph', '（二）管委会审定。'],
    ]);
  });

  it('keeps a label with its value in definition lists and in the index of a document', async () => {
    const page = `<table><tr><td>索引号：</td><td>JC2026-00312</td><td>文号：</td><td>江经开〔2026〕12号</td></tr>
      <tr><td>发文机关：</td><td>管委会</td><td>成文日期：</td><td>2026年3月18日</td></tr></table>
      <dl><dt>咨询电话</dt><dd>0700-1234567</dd><dt>受理：</dt><dd><ul><li>备案</li><li>预审</li></ul></dd></dl>`;
    expect(blocksOf(await read(htmlReader, page))).toEqual([
      ['table-row', '索引号：JC2026-00312；文号：江经开〔2026〕12号'],
      ['table-row', '发文机关：管委会；成文日期：2026年3月18日'],
      ['list-item', '咨询电话：0700-1234567'],
      ['list-item', '受理：备案'],
      ['list-item', '预审'],
    ]);
  });

  it('reads questions that unfold, readings beside characters, and lists in lists', async () => {
    const page = `<details><summary>厂房最短租期是多久？</summary><p>三年。</p></details><p><ruby>園區<rp>(</rp><rt>qū</rt><rp>)</rp></ruby>概況</p>
      <ol start="3"><li>备案<ol><li>甲</li><li value="5">乙</li></ol></li><li>公示</li></ol>`;
    expect(blocksOf(await read(htmlReader, page))).toEqual([
      ['heading', '厂房最短租期是多久？'],
      ['paragraph', '三年。'],
      ['paragraph', '園區概況'],
      ['list-item', '3. 备案'],
      ['list-item', '1. 甲'],
      ['list-item', '5. 乙'],
      ['list-item', '4. 公示'],
    ]);
  });

  it('reads the text that a saved WeChat article would show by a script, and says so', async () => {
    const clean = await read(
      htmlReader,
      '<h1>园区动态</h1><div style="visibility: hidden; opacity: 0;"><p>集聚光电企业86家，2025年产值412.6亿元。</p></div>',
    );
    expect(clean.text).toContain('412.6亿元');
    expect(clean.warnings).toEqual(['Most of the text is shown by a script only; it was read.']);
  });
});

describe('text that a reader of the page does not see', () => {
  const page = (hidden: string) =>
    `<p>工业用地起始价每亩26.8万元，出让年限为50年，配套设施费另计。</p>${hidden}<p>咨询电话0700-1234567。</p>`;

  it.each([
    '<p style="display:none">每亩1元</p>',
    '<p hidden>每亩1元</p>',
    '<div aria-hidden="true"><p>每亩1元</p></div>',
    '<p style="visibility : hidden">每亩1元</p>',
    '<p style="opacity:0.0">每亩1元</p>',
    '<p style="color:#fff;background:#ffffff">每亩1元</p>',
    '<div style="background-color: rgb(0, 0, 0)"><span style="color:black">每亩1元</span></div>',
    '<table bgcolor="red"><tr><td><font color="#fe0101">每亩1元</font></td></tr></table>',
    '<font color="white">每亩1元</font>',
    '<p style="color:transparent">每亩1元</p>',
    '<p style="color:rgba(0,0,0,0)">每亩1元</p>',
    '<p style="font-size:0">每亩1元</p>',
    '<p style="FONT-SIZE: .1em">每亩1元</p>',
    '<p style="position:absolute; left:-9999px">每亩1元</p>',
    '<p style="text-indent:-99em">每亩1元</p>',
    '<div style="height:0;overflow:hidden"><p>每亩1元</p></div>',
    '<div style="position:absolute;clip:rect(0,0,0,0)">每亩1元</div>',
  ])('leaves out %s', async (hidden) => {
    const clean = await read(htmlReader, page(hidden));
    expect(clean.text).not.toContain('每亩1元');
    expect(clean.text).toContain('26.8万元');
    expect(clean.warnings).toEqual(['1 pieces of hidden text were left out.']);
  });

  it.each([
    '<table><tr style="background:#048"><td style="color:#fff">每亩1元</td></tr></table>',
    '<link rel="stylesheet" href="s.css"><p class="blue"><b style="color:white">每亩1元</b></p>',
    '<div style="background:url(blue.png)"><p style="color:white">每亩1元</p></div>',
    '<div style="font-size:0"><span style="font-size:14px">每亩1元</span></div>',
    '<p style="color:#fff;background:#fff"><b style="color:#c00">每亩1元</b></p>',
    '<p style="text-indent:2em;opacity:0.9">每亩1元</p>',
  ])('keeps %s', async (shown) => {
    const clean = await read(htmlReader, page(shown));
    expect(clean.text).toContain('每亩1元');
    expect(clean.warnings).toEqual([]);
  });

  it('counts the pieces, and passes over comments and icons without words', async () => {
    const clean = await read(
      htmlReader,
      page(
        '<!-- 每亩1元 --><i aria-hidden="true"></i><p hidden>每亩1元<b hidden>每亩2元</b></p><p hidden>每亩3元</p>',
      ),
    );
    expect(clean.text).not.toMatch(/每亩\d元/);
    expect(clean.warnings).toEqual(['2 pieces of hidden text were left out.']);
  });
});

describe('pages that are made to break a reader', () => {
  it.each([
    ['<div>', '</div>'],
    ['<span>', ''],
    ['<ul><li>', ''],
    ['<table><tr><td>', ''],
    ['<div style="display:block;color:red">', '</div>'],
  ])('reads what stands within 20,000 %s', async (open, close) => {
    const clean = await read(htmlReader, `${open.repeat(20_000)}地块80亩${close.repeat(20_000)}`);
    expect(clean.text).toBe('地块80亩');
  });

  it('refuses a page that nests without end', async () => {
    await expect(read(htmlReader, '<p><b><i>'.repeat(60_000))).rejects.toMatchObject({
      code: 'unreadable',
      message: 'file nests its elements more than 100000 deep.',
    });
  });

  it('reads a page of 5 MB, and one of 100,000 loose tags', async () => {
    const paragraph = '<p>固定资产投资2亿元以上的项目给予奖励，最高不超过5000万元，分三年兑现。</p>\n';
    const times = Math.ceil((5 * 1024 * 1024) / Buffer.byteLength(paragraph));
    expect((await read(htmlReader, paragraph.repeat(times))).blocks).toHaveLength(times);
    expect((await read(htmlReader, '<'.repeat(100_000))).text).toHaveLength(100_000);
  });
});
