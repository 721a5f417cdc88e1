import { beforeAll, describe, expect, it } from 'vitest';
import { pptxReader } from '../src/documents/pptx/pptx.ts';
import type { CleanText } from '../src/types.ts';
import { HAS_LIBREOFFICE, officeSuite, saveAs } from './support/office.ts';
import { sources } from './support/office-pack/pptx.ts';
import {
  element,
  extent,
  frame,
  presentation,
  type SlideSource,
  shape,
  slidePart,
} from './support/presentation.ts';

function linesOf({ text, blocks }: CleanText): string[] {
  return blocks.map(({ kind, page, start, end }) => `${page} ${kind} ${text.slice(start, end)}`);
}

async function read(slides: SlideSource[], others = {}): Promise<CleanText> {
  return pptxReader.read(await presentation(slides, others), 'deck.pptx');
}

/** The texts of one slide with these shapes. */
async function textsOf(...shapes: string[]): Promise<string[]> {
  const { text } = await read([{ shapes: shapes.join('') }]);
  return text.split('\n');
}

const TITLE = '<p:ph type="title"/>';
const BODY = '<p:ph idx="1"/>';

describe.skipIf(!HAS_LIBREOFFICE)(officeSuite('reading a deck as an office program saves it'), () => {
  let clean: CleanText;
  beforeAll(async () => {
    const made = await saveAs('pptx', sources);
    clean = await pptxReader.read(made['roadshow.pptx']!, 'roadshow.pptx');
  });
  const page = (number: number) => linesOf(clean).filter((line) => line.startsWith(`${number} `));

  it('takes the title of its first slide, and every slide for a page', () => {
    expect(clean.title).toBe('江川经济技术开发区2026年招商推介');
    expect(clean.pages).toBe(7);
    expect(clean.blocks.flatMap(({ level }) => level ?? [])).toEqual([1, 2, 2, 2, 2, 2]);
  });

  it('reads titles, bullets of all levels and notes', () => {
    expect(page(2)).toEqual([
      '2 heading 园区概况',
      '2 list-item 规划面积68平方公里',
      '2 list-item 已建成32平方公里',
      '2 list-item 入驻企业412家，其中规上工业企业136家',
      '2 boilerplate 江川经开区投资促进局',
      '2 paragraph 备注：2025年园区实现规上工业产值1286.4亿元，同比增长9.7%。',
    ]);
  });

  it('leaves hidden slides and what stands outside a slide out, and says so', () => {
    expect(clean.text).not.toMatch(/底价|待定/);
    expect(clean.warnings).toEqual([
      'Hidden slides were left out: 3.',
      '1 pieces of text that no show displays were left out.',
    ]);
  });

  it('reads a table with merged cells as rows that keep header and unit', () => {
    expect(page(4).slice(1, 4)).toEqual([
      '4 table-row 园区：新材料园；面积：3200平方米；月租金：12元/平方米',
      '4 table-row 园区：新材料园；面积：5600平方米；月租金：10.5元/平方米',
      '4 table-row 以上租金含物业费，不含水电',
    ]);
  });

  it('reads the left column before the right one, in whatever order they were drawn', () => {
    expect(page(5).slice(1, 7)).toEqual([
      '5 list-item 高新片区',
      '5 list-item 适合光电显示和生物医药',
      '5 list-item 距高铁江川东站3公里',
      '5 list-item 滨江片区',
      '5 list-item 适合港口物流和粮油加工',
      '5 list-item 岸线4.2公里，5000吨级泊位6个',
    ]);
  });

  it('keeps a figure with its label', () => {
    expect(page(6).slice(1, 3)).toEqual([
      '6 list-item 0.62元 每千瓦时大工业用电',
      '6 list-item 3.85元 每吨工业用水',
    ]);
  });

  it('reads the figures behind a chart under its title', () => {
    expect(page(7).slice(1, 4)).toEqual([
      '7 table-row 2023年；签约投资额：186.5亿元；开工投资额：92.4亿元',
      '7 table-row 2024年；签约投资额：231.8亿元；开工投资额：140.25亿元',
      '7 table-row 2025年；签约投资额：274.3亿元；开工投资额：163.7亿元',
    ]);
    expect(clean.blocks.findLast(({ kind }) => kind === 'table-row')!.table).toBe('近三年招商引资');
  });
});

describe('what PowerPoint writes and LibreOffice does not', () => {
  it('reads slides in the order of the show, not of their names', async () => {
    expect((await read([{ shapes: shape('甲') }, { shapes: shape('乙') }])).text).toBe('甲\n乙');
  });

  it('numbers what is numbered, as the slide shows it', async () => {
    const numbered = (type: string, text: string, more = '') =>
      `<a:p><a:pPr ${more}><a:buAutoNum type="${type}"/></a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`;
    const texts = await textsOf(
      shape([
        numbered('ea1ChsPeriod', '申报'),
        numbered('arabicPeriod', '营业执照', 'lvl="1"'),
        numbered('arabicPeriod', '备案证明', 'lvl="1"'),
        numbered('ea1ChsPeriod', '审核'),
        numbered('circleNumDbPlain', '公示', 'lvl="1"'),
        '<a:p><a:r><a:t>以上由管委会办理。</a:t></a:r></a:p>',
        numbered('ea1ChsPeriod', '兑现'),
      ]),
    );
    expect(texts).toEqual([
      '一、申报',
      '1. 营业执照',
      '2. 备案证明',
      '二、审核',
      '①公示',
      '以上由管委会办理。',
      '一、兑现',
    ]);
  });

  it('takes place and bullets of a placeholder from its layout and master', async () => {
    const bulleted = '<a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr>';
    const plain =
      '<a:p><a:pPr><a:buNone/></a:pPr><a:r><a:t>本页数据截至2026年6月末，由管委会统计，投产企业不含在建和停产企业，签约企业以合同为准</a:t></a:r></a:p>';
    const clean = await read(
      [
        {
          // The body comes first in the file; by its layout it stands below the text box.
          shapes:
            shape('企业', { mark: TITLE }) +
            shape(['投产企业', plain], { mark: BODY }) +
            shape('二季度', { place: [2, 2, 10, 1] }),
          parts: [{ kind: 'slideLayout', name: 'ppt/slideLayouts/slideLayout1.xml' }],
        },
      ],
      {
        'ppt/slideLayouts/slideLayout1.xml': slidePart('p:sldLayout', {
          shapes: shape('单击编辑', { mark: BODY, place: [2, 4, 20, 10] }),
          parts: [{ kind: 'slideMaster', name: 'ppt/slideMasters/slideMaster1.xml' }],
        }),
        'ppt/slideMasters/slideMaster1.xml': slidePart(
          'p:sldMaster',
          { shapes: shape('单击编辑', { mark: '<p:ph type="body"/>' }) },
          `<p:txStyles><p:bodyStyle>${bulleted}</p:bodyStyle></p:txStyles>`,
        ),
      },
    );
    expect(linesOf(clean).map((line) => line.slice(0, 16))).toEqual([
      '1 heading 企业',
      '1 list-item 二季度',
      '1 list-item 投产企业',
      '1 paragraph 本页数据',
    ]);
  });

  it('finds places within scaled groups', async () => {
    // Inside, the right box has the smaller coordinates; the group is drawn half as large at the right.
    const group = `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="9" name=""/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>${extent([14, 2, 10, 4])}${extent([0, 0, 20, 8]).replace('a:off', 'a:chOff').replace('a:ext', 'a:chExt')}</a:xfrm></p:grpSpPr>${shape('丙', { place: [12, 0, 8, 8] })}${shape('乙', { place: [0, 0, 8, 8] })}</p:grpSp>`;
    expect(await textsOf(group, shape('甲', { place: [2, 2, 10, 4] }))).toEqual(['甲', '乙', '丙']);
  });

  it('finds the titles of a deck that is made of text boxes only', async () => {
    const box = (text: string, points: number, place: number[]) =>
      shape(`<a:p><a:r><a:rPr sz="${points * 100}"/><a:t>${text}</a:t></a:r></a:p>`, { place });
    const clean = await read([
      { shapes: box('投资江川', 54, [4, 6, 26, 3]) + box('招商推介', 24, [4, 10, 26, 2]) },
      { shapes: box('目录', 40, [2, 1, 6, 2]) + box('园区概况', 28, [12, 3, 9, 2]) },
      { shapes: box('01', 80, [8, 8, 4, 4]) + box('园区概况', 44, [13, 9, 12, 2]) },
      {
        shapes:
          box('一组数字', 28, [1, 1, 9, 2]) + box('412', 40, [1, 6, 7, 2]) + box('家企业', 16, [1, 8, 7, 1]),
      },
      { shapes: box('规划面积68平方公里', 40, [2, 1, 20, 2]) },
    ]);
    expect(linesOf(clean)).toEqual([
      '1 heading 投资江川',
      '1 list-item 招商推介',
      '2 boilerplate 目录',
      '2 boilerplate 园区概况',
      '3 heading 园区概况',
      '3 list-item 01',
      '4 heading 一组数字',
      '4 list-item 412 家企业',
      '5 list-item 规划面积68平方公里',
    ]);
  });

  it('leaves out fields, struck-out and hidden text, and takes one of two forms of the same', async () => {
    const clean = await read([
      {
        shapes: [
          shape(
            '<a:p><a:r><a:t>租金10元</a:t></a:r><a:r><a:rPr strike="sngStrike"/><a:t>12元</a:t></a:r></a:p>',
          ),
          shape('<a:p><a:fld id="{1}" type="slidenum"><a:t>1</a:t></a:fld></a:p>'),
          shape('内部口径', { look: 'hidden="1"' }),
          `<mc:AlternateContent><mc:Choice Requires="a14">${shape('新式')}</mc:Choice><mc:Fallback>${shape('旧式')}</mc:Fallback></mc:AlternateContent>`,
        ].join(''),
      },
    ]);
    expect(clean.text).toBe('租金10元\n新式');
    expect(clean.warnings).toEqual([
      '1 pieces of text that no show displays were left out.',
      '1 pieces of struck-out text were left out.',
    ]);
  });

  it('reads a diagram from the top down, also where its connections form a ring', async () => {
    const point = (id: string, text: string) =>
      `<dgm:pt modelId="${id}"><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`;
    const connection = (from: string, to: string, order: number) =>
      `<dgm:cxn srcId="${from}" destId="${to}" srcOrd="${order}"/>`;
    const data = element(
      'dgm:dataModel',
      `<dgm:ptLst>${point('b', '部门联审')}${point('a1', '企业申报')}${point('a', '受理')}<dgm:pt modelId="0"/></dgm:ptLst>
<dgm:cxnLst>${connection('0', 'b', 1)}${connection('0', 'a', 0)}${connection('a', 'a1', 0)}${connection('a1', 'a', 0)}</dgm:cxnLst>`,
    );
    const clean = await read(
      [
        {
          shapes: shape('办理流程', { mark: TITLE }) + frame('<dgm:relIds r:dm="rId1"/>'),
          parts: [{ kind: 'diagramData', name: 'ppt/diagrams/data1.xml' }],
        },
      ],
      { 'ppt/diagrams/data1.xml': { xml: data } },
    );
    expect(clean.text).toBe('办理流程\n受理\n企业申报\n部门联审');
  });

  it('shows the figures of a chart in the formats and units of their own axes', async () => {
    const cache = (kind: string, format: string, values: (string | number)[]) =>
      `<c:${kind}><c:formatCode>${format}</c:formatCode>${values.map((v, i) => `<c:pt idx="${i}"><c:v>${v}</c:v></c:pt>`).join('')}</c:${kind}>`;
    const series = (name: string, values: string) =>
      `<c:ser><c:tx><c:strRef>${cache('strCache', '', [name])}</c:strRef></c:tx><c:cat><c:numRef>${cache('numCache', 'yyyy"年"m"月"', [45658, 45689])}</c:numRef></c:cat><c:val><c:numRef>${values}</c:numRef></c:val></c:ser>`;
    const axis = (id: number, title: string) =>
      `<c:valAx><c:axId val="${id}"/><c:title><a:p><a:r><a:t>${title}</a:t></a:r></a:p></c:title></c:valAx>`;
    const chart = element(
      'c:chartSpace',
      `<c:chart><c:plotArea><c:barChart>${series('产值', cache('numCache', 'General', [98.300000000000011, 101.2]))}<c:axId val="1"/></c:barChart>
<c:lineChart>${series('增速', cache('numCache', '0.0%', [0.085, 0.1]))}<c:axId val="2"/></c:lineChart>${axis(1, '单位：亿元')}${axis(2, '%')}</c:plotArea></c:chart>`,
    );
    const clean = await read(
      [
        {
          shapes: frame('<c:chart r:id="rId1"/>'),
          parts: [{ kind: 'chart', name: 'ppt/charts/chart1.xml' }],
        },
      ],
      { 'ppt/charts/chart1.xml': { xml: chart } },
    );
    expect(clean.text).toBe('2025年1月；产值：98.3亿元；增速：8.5%\n2025年2月；产值：101.2亿元；增速：10.0%');
  });
});

describe('decks that are not what they seem', () => {
  it('says that a deck of pictures has no text', async () => {
    await expect(read([{ shapes: '<p:pic/>' }, { shapes: '' }])).rejects.toMatchObject({
      code: 'unreadable',
      message: 'deck.pptx has no text on its 2 slides, perhaps pictures only.',
      next: expect.stringMatching(/\.$/),
    });
  });

  it('warns of slides that are a picture', async () => {
    const { warnings } = await read([{ shapes: shape('甲') }, { shapes: '<p:pic/>' }]);
    expect(warnings).toEqual(['Slides with pictures only, whose words are not read: 2.']);
  });

  it('refuses a package that is no presentation', async () => {
    const { packStored } = await import('../src/documents/office/repack.ts');
    const bytes = await packStored(['[Content_Types].xml'], async () => Buffer.from('<Types/>'));
    await expect(pptxReader.read(bytes, 'a.pptx')).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('is not drawn out by cells that claim to span millions', async () => {
    const cell =
      '<a:tc gridSpan="99999999" rowSpan="99999999"><a:txBody><a:p><a:r><a:t>大</a:t></a:r></a:p></a:txBody></a:tc>';
    const table = `<a:tbl>${`<a:tr>${cell}</a:tr>`.repeat(3)}</a:tbl>`;
    expect((await textsOf(frame(table))).join('').length).toBeLessThan(2000);
  });

  it('reads a slide of thousands of boxes', async () => {
    const boxes = Array.from({ length: 5000 }, (_, i) =>
      shape(`格${i}`, { place: [i % 30, i / 300, 0.9, 0.1] }),
    );
    expect(await textsOf(...boxes)).toHaveLength(5000);
  });
});
