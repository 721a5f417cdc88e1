import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { docxReader } from '../src/documents/docx/docx.ts';
import { formatNumber } from '../src/documents/docx/number-formats.ts';
import { docxOf, type ZipMember } from './support/zip-bombs.ts';

const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

const r = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
const p = (runs: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${runs}</w:p>`;
const item = (text: string, id: number, level = 0) =>
  p(r(text), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`);
const field = (code: string, result: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const cell = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;

interface LevelMarkup {
  format: string;
  text: string;
  more?: string;
}

function part(name: string, root: string, content: string): ZipMember {
  return { name: `word/${name}.xml`, content: `<w:${root} xmlns:w="${NAMESPACE}">${content}</w:${root}>` };
}

/** Lists by number, each with its levels; `uses` are the instances: which list, and what they override. */
function numbering(lists: LevelMarkup[][], uses: { list: number; more?: string }[]): ZipMember {
  const level = ({ format, text, more = '' }: LevelMarkup, at: number) =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
  const definitions = lists.map(
    (levels, id) => `<w:abstractNum w:abstractNumId="${id}">${levels.map(level).join('')}</w:abstractNum>`,
  );
  const instances = uses.map(
    ({ list, more = '' }, at) =>
      `<w:num w:numId="${at + 1}"><w:abstractNumId w:val="${list}"/>${more}</w:num>`,
  );
  return part('numbering', 'numbering', definitions.join('') + instances.join(''));
}

const styles = (content: string) => part('styles', 'styles', content);
const style = (id: string, name: string, properties: string) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${properties}</w:style>`;

async function linesOf(body: string, parts: ZipMember[] = []): Promise<string[]> {
  return (await docxReader.read(docxOf(body, parts), 'a.docx')).text.split('\n');
}

const RULE: LevelMarkup[] = [
  { format: 'chineseCountingThousand', text: '第%1条' },
  { format: 'chineseCounting', text: '（%2）' },
  { format: 'decimal', text: '%3.' },
];

describe('the numbers of paragraphs', () => {
  it('count on each level and begin again below a higher one', async () => {
    const body = [0, 1, 1, 2, 0, 1].map((level, at) => item(`甲${at}`, 1, level)).join('');
    expect(await linesOf(body, [numbering([RULE], [{ list: 0 }])])).toEqual([
      '第一条 甲0',
      '（一）甲1',
      '（二）甲2',
      '1. 甲3',
      '第二条 甲4',
      '（一）甲5',
    ]);
  });

  it('go on across instances of one list, except where an instance starts anew', async () => {
    const restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride>';
    const lists = numbering([RULE], [{ list: 0 }, { list: 0 }, { list: 0, more: restart }]);
    const body = item('甲', 1) + item('乙', 2) + item('丙', 3) + item('丁', 3) + item('戊', 1);
    expect(await linesOf(body, [lists])).toEqual([
      '第一条 甲',
      '第二条 乙',
      '第八条 丙',
      '第九条 丁',
      '第十条 戊',
    ]);
  });

  it('write higher levels in digits where the level is legal, and can go on below a new heading', async () => {
    const levels: LevelMarkup[] = [
      { format: 'chineseCounting', text: '第%1章' },
      { format: 'decimal', text: '%1.%2', more: '<w:lvlRestart w:val="0"/><w:isLgl/>' },
    ];
    const body = item('甲', 1) + item('乙', 1, 1) + item('丙', 1) + item('15日内办结。', 1, 1);
    const lines = await linesOf(body, [numbering([levels], [{ list: 0 }])]);
    expect(lines).toEqual(['第一章 甲', '1.1 乙', '第二章 丙', '2.2 15日内办结。']);
  });

  it('come from styles, with the level that the list ties to the style, and can be switched off', async () => {
    const levels: LevelMarkup[] = [
      { format: 'decimal', text: '第%1章' },
      { format: 'decimal', text: '第%2条', more: '<w:pStyle w:val="Article"/>' },
    ];
    const definitions =
      style('Article', '条', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') +
      style('Narrow', '条（窄）', '<w:basedOn w:val="Article"/>');
    const body =
      p(r('甲。'), '<w:pStyle w:val="Article"/>') +
      p(r('乙。'), '<w:pStyle w:val="Narrow"/>') +
      p(r('丙。'), '<w:pStyle w:val="Article"/><w:numPr><w:numId w:val="0"/></w:numPr>');
    const parts = [styles(definitions), numbering([levels], [{ list: 0 }])];
    expect(await linesOf(body, parts)).toEqual(['第1条 甲。', '第2条 乙。', '丙。']);
  });

  it('count empty paragraphs, but not deleted ones', async () => {
    const deleted = p(
      '<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>',
      '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
    );
    const body = item('甲', 1) + deleted + item('', 1) + item('丙', 1);
    const lines = await linesOf(body, [numbering([RULE], [{ list: 0 }])]);
    expect(lines).toEqual(['第一条 甲', '第三条 丙']);
  });

  it('number the rows of a table', async () => {
    const rows = ['星河储能', '云川软件'].map((name) => row(cell(item('', 1)), cell(p(r(name)))));
    const table = `<w:tbl>${row(cell(p(r('序号'))), cell(p(r('企业'))))}${rows.join('')}</w:tbl>`;
    const lists = numbering([[{ format: 'decimal', text: '%1' }]], [{ list: 0 }]);
    expect(await linesOf(table, [lists])).toEqual(['序号：1；企业：星河储能', '序号：2；企业：云川软件']);
  });

  it.each([
    ['chineseCounting', 20, '二十'],
    ['chineseCountingThousand', 105, '一百零五'],
    ['chineseCountingThousand', 110, '一百一十'],
    ['taiwaneseDigital', 10, '一〇'],
    ['ideographTraditional', 3, '丙'],
    ['ideographLegalTraditional', 13, '壹拾參'],
    ['decimalEnclosedCircle', 4, '④'],
    ['decimalFullWidth', 12, '１２'],
    ['upperRoman', 14, 'XIV'],
    ['lowerLetter', 28, 'bb'],
    ['upperRoman', 4_000_000, '4000000'],
    ['thaiNumbers', 7, '7'],
  ])('are written as %s: %d as %s', (format, number, written) => {
    expect(formatNumber(number, format)).toBe(written);
  });
});

describe('the text of paragraphs', () => {
  it.each<[string, string, string]>([
    ['results of fields without their codes', p(r('见') + field('REF x', r('表3')) + r('。')), '见表3。'],
    ['simple fields', p(`${r('表')}<w:fldSimple w:instr="SEQ 表">${r('1')}</w:fldSimple>`), '表1'],
    ['a field that never ends', `${p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>')}${p(r('甲'))}`, '甲'],
    [
      'an endless table of contents',
      `${p('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \\o</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>')}${p(r('甲'))}`,
      '甲',
    ],
    [
      'moved text at its new place only',
      p(`<w:moveFrom>${r('甲')}</w:moveFrom>${r('乙')}<w:moveTo>${r('甲')}</w:moveTo>`),
      '乙甲',
    ],
    [
      'paragraphs whose parting was deleted as one',
      p(r('奖励500'), '<w:rPr><w:del/></w:rPr>') + p(r('万元。')),
      '奖励500万元。',
    ],
    ['what is struck through not', p(r('最高') + r('300', '<w:strike/>') + r('500万元')), '最高500万元'],
    [
      'phonetic guides not',
      p(
        '<w:r><w:ruby><w:rt><w:r><w:t>qú</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>衢</w:t></w:r></w:rubyBase></w:ruby></w:r>',
      ),
      '衢',
    ],
    [
      'hyphens that do not break',
      p('<w:r><w:t>0700</w:t><w:noBreakHyphen/><w:t>8899</w:t></w:r>'),
      '0700-8899',
    ],
    [
      'symbols',
      p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:t>\uf0a8否</w:t></w:r>'),
      '☑是□否',
    ],
    [
      'a prompt of a control not',
      p(
        `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${r('单击此处')}</w:sdtContent></w:sdt>${r('甲')}`,
      ),
      '甲',
    ],
    [
      'a mark chosen for a note not',
      p('<w:r><w:t>5亿元</w:t><w:footnoteReference w:customMarkFollows="1" w:id="9"/><w:t>*</w:t></w:r>'),
      '5亿元',
    ],
    [
      'formulas',
      p(
        `${r('奖励=')}<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:f><m:num><m:r><m:t>A+B</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>`,
      ),
      '奖励=(A+B)/2',
    ],
    [
      'a text box once, in whatever forms it is stored',
      p(
        `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:drawing><w:txbxContent>${p(r('框'))}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${p(r('框'))}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
      ),
      '框',
    ],
  ])('reads %s', async (_, body, text) => {
    expect(await linesOf(body)).toEqual([text]);
  });

  it('reads cells that were merged in the old way, and leaves deleted rows out', async () => {
    const merged = row(
      cell(p(r('合计')), '<w:hMerge w:val="restart"/>'),
      cell(p(''), '<w:hMerge/>'),
      cell(p(r('9'))),
    );
    const deleted = `<w:tr><w:trPr><w:del/></w:trPr>${cell(p(r('旧')))}</w:tr>`;
    const header = row(cell(p(r('项目'))), cell(p(r('地点'))), cell(p(r('家数'))));
    const clean = await docxReader.read(docxOf(`<w:tbl>${header}${deleted}${merged}</w:tbl>`), 'a.docx');
    expect(clean.text).toMatch(/^(?:项目、地点：)?合计；家数：9$/);
    expect(clean.warnings).toEqual([expect.stringMatching(/^1 tracked deletion was left out/)]);
  });

  it('takes labels of a form by their bold type, and a bold first row for the header', async () => {
    const bold = (text: string) => cell(p(r(text, '<w:b/>')));
    const plain = (text: string) => cell(p(r(text)));
    const form = `<w:tbl>${row(bold('甲方'), plain('园区管委会'))}${row(bold('乙方'), plain('星河储能'))}</w:tbl>`;
    expect(await linesOf(form)).toEqual(['甲方：园区管委会', '乙方：星河储能']);
    const table = `<w:tbl>${row(bold('甲方'), bold('乙方'))}${row(plain('园区管委会'), plain('星河储能'))}</w:tbl>`;
    expect(await linesOf(table)).toEqual(['甲方：园区管委会；乙方：星河储能']);
    const fields = `<w:tbl>${row(plain('名称'), plain('地址'))}${row(plain('政务大厅'), plain('江川大道88号'))}</w:tbl>`;
    expect(await linesOf(fields)).toEqual(['名称：政务大厅；地址：江川大道88号']);
  });

  it('reads styles that are named in Chinese, in a document of another name', async () => {
    const related = {
      name: '_rels/.rels',
      content:
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>',
    };
    const body = `<w:body>${p(r('招商指南'), '<w:pStyle w:val="a"/>')}${p(r('区位'), '<w:pStyle w:val="1"/>')}${p(r('距高铁站12公里。'))}</w:body>`;
    const parts = [
      related,
      { ...part('document2', 'document', body), name: 'word/document2.xml' },
      styles(style('1', '标题 1', '') + style('a', '标题', '')),
    ];
    const clean = await docxReader.read(docxOf('', parts), 'a.docx');
    expect(clean.title).toBe('招商指南');
    expect(clean.blocks.map(({ kind, level }) => [kind, level])).toEqual([
      ['heading', 1],
      ['heading', 2],
      ['paragraph', undefined],
    ]);
  });
});

describe('hostile documents', () => {
  it('are reported when nested too deeply, damaged or too large', async () => {
    const nested = '<w:sdt><w:sdtContent>'.repeat(5000) + p(r('甲')) + '</w:sdtContent></w:sdt>'.repeat(5000);
    await expect(linesOf(nested)).rejects.toMatchObject({ message: expect.stringMatching(/too deeply/) });
    await expect(linesOf('<w:p>')).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('a.docx is damaged in its part word/document.xml'),
    });
    await expect(linesOf(p(r('甲'.repeat(3_100_000))))).rejects.toMatchObject({
      message: 'a.docx has 3.1 million characters of text and mark-up; the limit is 3 million.',
    });
  });

  it('fetch nothing', async () => {
    let hits = 0;
    const server = createServer((_, response) => {
      hits += 1;
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const kinds = ['image', 'hyperlink', 'attachedTemplate', 'aFChunk', 'styles', 'footnotes', 'oleObject'];
    const relations = kinds.map(
      (kind) =>
        `<Relationship Id="${kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${url}/${kind}" TargetMode="External"/>`,
    );
    const links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`;
    const body =
      p(
        `<w:hyperlink r:id="hyperlink">${r('园区')}</w:hyperlink>${field(`INCLUDEPICTURE "${url}/field"`, r('图'))}`,
      ) +
      p(
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="image"/></w:drawing></w:r>',
      ) +
      '<w:altChunk r:id="aFChunk"/>';
    const parts = ['document', 'settings', 'footnotes'].map((name) => ({
      name: `word/_rels/${name}.xml.rels`,
      content: links,
    }));
    const clean = await docxReader.read(docxOf(body, parts), 'a.docx');
    server.close();
    expect(clean.text).toBe('园区图');
    expect(clean.warnings).toContain('1 embedded document was left out.');
    expect(hits).toBe(0);
  });
});
