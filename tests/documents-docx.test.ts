import { beforeAll, describe, expect, it } from 'vitest';
import { describeLocator } from '../src/answer/citations.ts';
import { docxReader } from '../src/documents/docx/docx.ts';
import { splitPassages } from '../src/passages/split.ts';
import type { Block, CleanText } from '../src/types.ts';
import { HAS_LIBREOFFICE, officeSuite, saveAs } from './support/office.ts';
import {
  box,
  comment,
  fodt,
  h,
  hidden,
  note,
  p,
  questions,
  sources,
  table,
} from './support/office-pack/docx.ts';

const TRAITS = {
  'headings.fodt': fodt(
    p('江川经济技术开发区管理委员会文件', 'Centred') +
      p('江经开〔2026〕12号') +
      p('江川经济技术开发区管理委员会关于', 'Centred') +
      p('支持数字经济发展的若干措施', 'Centred') +
      p('（试行）', 'Right') +
      p('各有关单位：') +
      p('目　录') +
      p('第一章 总 则<text:tab/>1') +
      p('第二章 支持措施……2') +
      p('第一章 总 则') +
      p('第一条 本措施所称数字经济企业，是指在本区从事软件、算力和数据服务的企业。') +
      p('第二章 支持措施') +
      p('第二条 区财政每年安排8000万元，用于支持数字经济发展。') +
      p('（一）算力补贴') +
      p('企业租用本区算力的，按租金的20%给予补贴，每年不超过60万元。') +
      p('（二）上云补贴') +
      p('企业上云的，按服务费的30%给予补贴，每年不超过10万元。') +
      p('江川经济技术开发区管理委员会', 'Right') +
      p('2026年3月5日', 'Right'),
  ),
  'styled.fodt': fodt(
    h(1, '投资指南') +
      p('本指南介绍江川经济技术开发区的投资环境和办事流程，供投资者参考。') +
      h(2, '成本') +
      p('一、用地') +
      p('工业用地每亩出让价26万元，使用年限50年，可以弹性出让20年。') +
      h(2, '第四条 对设备投资超过2000万元的企业，按设备投资额的6%给予奖励') +
      h(3, '企业每年6月申报。'),
  ),
  'tables.fodt': fodt(
    p('表2 重点项目进展') +
      p('单位：亿元', 'Right') +
      table([
        ['项目', '总投资', '负责人'],
        ['星河储能|（二期）', '12.5', `周敏${note('周敏自2026年4月起负责。')}`],
        ['2x1 合计', null, '—'],
      ]) +
      p('以上项目均已开工。') +
      table([['重要提示：申报截止日期为2026年9月30日。']]) +
      table(
        [
          ['1x2 联系人', '电话'],
          [null, '0700-8899123'],
        ],
        0,
      ) +
      p('项目情况如下。') +
      table(
        [
          ['项目名称', '星河储能', '投资方', '星河科技'],
          ['总投资额', '12.5亿元', '占地面积', '150亩'],
          ['建设内容', '3x1 年产5吉瓦时储能电池的生产线', null, null],
        ],
        0,
      ),
  ),
  'breaks.fodt': fodt(
    p('受理部门：投资服务科<text:line-break/>受理时间：每周一至周五<text:tab/>9时至17时') +
      p(`奖励总额为500万元${note('含市级配套100万元。', 'endnote')}，分两年兑现。`) +
      p('厂房面积3万m<text:span text:style-name="Raised">2</text:span>。') +
      p(`审核${comment('请财政核对')}通过后拨付${comment('请法规核对')}。`) +
      p(`保底奖励${hidden('不超过一亿元')}另行商定。`) +
      p(`咨询请到大厅。${box('咨询电话：0700-8899456')}`),
  ),
  'picture.fodt': fodt(
    p(
      '<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image><office:binary-data>iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==</office:binary-data></draw:image></draw:frame>',
    ),
  ),
  'empty.fodt': fodt(p('')),
};

function linesOf({ text, blocks }: CleanText): [Block['kind'], string][] {
  return blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

describe.skipIf(!HAS_LIBREOFFICE)(officeSuite('Word documents that LibreOffice saved'), () => {
  let files: Record<string, Buffer>;
  const read = (name: string) => docxReader.read(files[name]!, name);
  beforeAll(async () => {
    files = await saveAs('docx', { ...TRAITS, ...sources });
  });

  it('numbers articles, items and chapters as Word shows them', async () => {
    const { text, title, blocks } = await read('policy.docx');
    expect(title).toBe('江川经济技术开发区招商引资奖励办法');
    expect(text).toContain('第三条 对固定资产投资达到5亿元的制造业项目');
    expect(text).toContain('（二）租用办公用房的');
    expect(text).toContain('第六条 本办法自2026年2月1日起施行');
    const headings = blocks.filter(({ kind }) => kind === 'heading');
    expect(headings.map(({ level, start, end }) => [level, text.slice(start, end)])).toEqual([
      [1, '江川经济技术开发区招商引资奖励办法'],
      [2, '第一章 总则'],
      [2, '第二章 奖励标准'],
      [2, '第三章 附则'],
    ]);
  });

  it('reads the text as if changes were accepted, and says what it left out', async () => {
    const { text, warnings } = await read('policy.docx');
    expect(text).toContain('单个项目最高奖励500万元。');
    for (const gone of ['300万元', '2027年', '逾期两年']) expect(text).not.toContain(gone);
    expect(warnings).toEqual([
      '1 comment was left out.',
      '1 tracked deletion was left out; the text reads as if all changes were accepted.',
      '1 stretch of hidden text was left out.',
    ]);
  });

  it('leaves the table of contents out', async () => {
    const { text } = await read('policy.docx');
    expect(text).not.toMatch(/目\s*录/);
    expect(text.match(/总则/g)).toHaveLength(1);
  });

  it('reads rows of a table with cells merged in both directions, under its caption and unit', async () => {
    const { text, blocks } = await read('policy.docx');
    const rows = blocks.filter(({ kind }) => kind === 'table-row');
    expect(rows.map(({ table }) => table)).toEqual(Array(3).fill('表1 固定资产投资奖励标准（单位：万元）'));
    const [first, second, third] = rows.map(({ start, end }) => text.slice(start, end));
    expect(first).toMatch(
      /^产业类别：装备制造；固定资产投资：1亿元至5亿元；.*首年：400万元；.*次年：200万元$/,
    );
    expect(second).toMatch(/^产业类别：装备制造；固定资产投资：5亿元以上；.*首年：900万元；.*次年：450万元$/);
    expect(third).toMatch(/^产业类别：电子信息；固定资产投资：1亿元以上；.*首年.*次年：650/);
  });

  it('puts a note right below what refers to it, and no mark where a figure stands', async () => {
    const policy = linesOf(await read('policy.docx')).map(([, text]) => text);
    const at = policy.indexOf('（一）首次认定为总部企业的，给予一次性奖励200万元；');
    expect(policy[at + 1]).toBe('注1：总部企业由区招商局会同税务部门每年6月认定一次。');
    const breaks = (await read('breaks.docx')).text;
    expect(breaks).toContain('奖励总额为500万元，分两年兑现。\n注1：含市级配套100万元。');
    const tables = linesOf(await read('tables.docx')).map(([, text]) => text);
    expect(tables[2]).toBe('注1：周敏自2026年4月起负责。');
  });

  it('finds title and headings of a document that styles nothing', async () => {
    const { title, ...clean } = await read('headings.docx');
    expect(title).toBe('江川经济技术开发区管理委员会关于支持数字经济发展的若干措施（试行）');
    const headings = linesOf(clean as CleanText).filter(([kind]) => kind === 'heading');
    expect(headings.map(([, text]) => text)).toEqual([
      title,
      '第一章 总 则',
      '第二章 支持措施',
      '（一）算力补贴',
      '（二）上云补贴',
    ]);
    expect(clean.text).toContain('江经开〔2026〕12号');
  });

  it('keeps prose quotable that is set as a heading, and puts unstyled headings below styled ones', async () => {
    const { text, blocks } = await read('styled.docx');
    const found = blocks.map(({ kind, level, start, end }) => [
      kind,
      level,
      text.slice(start, end).slice(0, 4),
    ]);
    expect(found).toEqual([
      ['heading', 1, '第一章 '],
      ['paragraph', undefined, '本指南介'],
      ['heading', 2, '成本'],
      ['heading', 3, '一、用地'],
      ['paragraph', undefined, '工业用地'],
      ['paragraph', undefined, '第四条 '],
      ['paragraph', undefined, '企业每年'],
    ]);
  });

  it('reads cells of several paragraphs and tables that are only layout', async () => {
    const lines = linesOf(await read('tables.docx'));
    expect(lines[0]).toEqual(['table-row', '项目：星河储能 （二期）；总投资：12.5亿元；负责人：周敏']);
    expect(lines[1]![1]).toContain('合计');
    expect(lines).toContainEqual(['paragraph', '重要提示：申报截止日期为2026年9月30日。']);
    expect(lines.map(([, text]) => text).join('\n')).toContain('0700-8899123');
  });

  it('reads a form as labels with their values, not as a table with a header', async () => {
    const lines = linesOf(await read('tables.docx')).map(([, text]) => text);
    expect(lines.slice(-5)).toEqual([
      '项目名称：星河储能',
      '投资方：星河科技',
      '总投资额：12.5亿元',
      '占地面积：150亩',
      '建设内容：年产5吉瓦时储能电池的生产线',
    ]);
  });

  it('keeps lines, tabs and raised figures apart, and reads text boxes once', async () => {
    const { text, warnings } = await read('breaks.docx');
    expect(text).toContain('受理部门：投资服务科\n受理时间：每周一至周五 9时至17时');
    expect(text).toContain('厂房面积3万m²。');
    expect(text).toContain('审核通过后拨付。');
    expect(text).toContain('保底奖励另行商定。');
    expect(text.match(/0700-8899456/g)).toHaveLength(1);
    expect(warnings).toEqual(['2 comments were left out.', '1 stretch of hidden text was left out.']);
  });

  it('keeps the numbers of lists, and bullets as items', async () => {
    const lines = linesOf(await read('guide.docx'));
    expect(lines).toContainEqual(['list-item', '2. 园区评审']);
    expect(lines.map(([, text]) => text)).toContain('3.1 评审在15个工作日内完成');
    expect(lines).toContainEqual(['list-item', '营业执照复印件']);
  });

  it('reports a document without text by name, and guesses that pictures are scanned pages', async () => {
    await expect(read('picture.docx')).rejects.toMatchObject({
      code: 'unreadable',
      message: 'picture.docx holds no text, only 1 picture: it looks like scanned pages.',
    });
    await expect(read('empty.docx')).rejects.toMatchObject({ code: 'unreadable' });
  });

  it.each(questions)('has a passage that holds the fact of: $trait', async ({ document, fact, locator }) => {
    const clean = await read(document);
    const passages = splitPassages({ id: document, version: '1' }, clean);
    const holding = passages.filter(({ text }) => text.includes(fact));
    expect(holding.map((passage) => describeLocator(passage.locator)).join('\n')).toContain(locator);
  });
});
