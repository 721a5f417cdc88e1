import { beforeAll, describe, expect, it } from 'vitest';
import { describeLocator } from '../src/answer/citations.ts';
import { pdfReader } from '../src/documents/pdf/pdf.ts';
import { splitPassages } from '../src/passages/split.ts';
import type { Block, CleanText } from '../src/types.ts';
import { HAS_LIBREOFFICE, officeSuite, saveAs } from './support/office.ts';
import { questions, sources } from './support/office-pack/pdf.ts';
import { columns, PAGE_NUMBER, p, pages, raised } from './support/office-pack/pdf-pages.ts';

/** So long that it stands in six columns: each item is one sentence that names its number at both ends. */
const FLOWING = Array.from({ length: 40 }, (_, at) =>
  p(
    `服务事项第${at + 1}项由园区政务服务中心统一受理，受理后转送经济发展局、自然资源局和生态环境局并联办理，各部门在三个工作日内出具意见，意见不一致的由管委会分管领导召集会商，会商结果当日告知企业，并归入第${at + 1}号案卷。`,
  ),
);

const TRAITS = {
  'flowing.fodt': pages(p('政务服务事项清单', 'Title') + columns('f', FLOWING.join('')), {
    header: '江川经济技术开发区　服务手册',
    footer: `第${PAGE_NUMBER}页`,
  }),
  'levels.fodt': pages(
    [
      p('投资指南', 'Title'),
      p('一、成本', 'Section'),
      p('（一）用地', 'Bold'),
      p(
        '工业用地每亩出让价26万元，使用年限五十年，可以弹性出让二十年，首期缴纳一半，余款在一年之内按照合同缴清。',
      ),
      p('（二）用电', 'Bold'),
      p(
        `工业用电平段每千瓦时0.638元${raised('1')}，大工业用户可以参加电力直接交易，每年签约一次，签约前由园区统一组织报名。`,
      ),
      p('二、人才', 'Section'),
      p('博士每人每月补贴3000元，补贴期限三年，由用人单位代为申请，园区人力资源部门每季度集中审核并拨付。'),
    ].join(''),
  ),
};

const linesOf = ({ text, blocks }: CleanText): [Block['kind'], string][] =>
  blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
const textsOf = (clean: CleanText, wanted: Block['kind']) =>
  linesOf(clean)
    .filter(([kind]) => kind === wanted)
    .map(([, text]) => text);
/** The locator of the first passage that holds the fact, as it is cited. */
function placeOf(clean: CleanText, fact: string): string {
  const passages = splitPassages({ id: 'file.pdf', version: 'v1' }, clean);
  const found = passages.find(({ text }) => text.includes(fact));
  return found ? describeLocator(found.locator) : `nothing holds ${fact}`;
}

describe.skipIf(!HAS_LIBREOFFICE)(officeSuite('PDF files that LibreOffice saved'), () => {
  const read = new Map<string, CleanText>();
  const of = (name: string) => read.get(name)!;
  beforeAll(async () => {
    const files = await saveAs('pdf', { ...sources, ...TRAITS });
    for (const [name, bytes] of Object.entries(files)) read.set(name, await pdfReader.read(bytes, name));
  });

  it('reads the left column before the right one, below the title and above what spans both', () => {
    const { title, text, warnings } = of('brochure.pdf');
    expect([title, warnings]).toEqual(['投资江川', []]);
    const order = [
      '投资江川',
      '招商手册（2026年版）',
      '区位与概况',
      '同比增长9.4%',
      '主导产业',
      '载体与要素',
      '集中供热每吨蒸汽215元',
      '地块编号：JC-13',
      '营商环境',
      '人才与金融',
      '招商服务中心电话0731-55501234',
      '服务承诺',
      '承诺之12',
    ].map((words) => text.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('puts a sentence together that goes on at the top of the next column', () => {
    expect(of('brochure.pdf').text).toContain(
      '先进材料产业2025年产值达到712.3亿元，占园区工业总产值的43.5%，集聚了从基础树脂到特种纤维的完整链条。',
    );
  });

  it('puts sentences together that go on in the next column or on the next page, each as one paragraph', () => {
    const clean = of('flowing.pdf');
    expect(clean.pages).toBeGreaterThan(1);
    expect(textsOf(clean, 'paragraph')).toEqual(FLOWING.map((item) => item.replace(/<[^>]+>/g, '')));
  });

  it('leaves page numbers out and says a running header once, outside the passages', () => {
    for (const [name, header] of [
      ['brochure.pdf', '江川经济技术开发区 招商手册'],
      ['flowing.pdf', '江川经济技术开发区 服务手册'],
      ['ledger.pdf', '江川经济技术开发区招商局编制'],
    ] as const) {
      expect(textsOf(of(name), 'boilerplate')).toEqual([header]);
    }
    for (const name of ['brochure.pdf', 'flowing.pdf', 'ledger.pdf', 'policy.pdf']) {
      expect(of(name).text).not.toMatch(/^\s*(?:第\d+页.*|— ?\d+ ?—|\d+\/\d+|\d+)\s*$/m);
    }
  });

  it('gives each block its page', () => {
    for (const { blocks, pages: count } of read.values()) {
      const numbers = blocks.map(({ page }) => page!);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect([numbers[0], numbers.at(-1)]).toEqual([1, count]);
    }
  });

  it('reads a ruled table in rows with its caption and the units of its header', () => {
    const clean = of('brochure.pdf');
    expect(textsOf(clean, 'table-row')).toEqual([
      '地块编号：JC-11；片区：新材料园；面积：126.4亩；容积率：1.2—2.0；起始价：28.5万元/亩',
      '地块编号：JC-12；片区：装备园；面积：83.0亩；容积率：1.0—1.8；起始价：26.0万元/亩',
      '地块编号：JC-13；片区：生物医药园；面积：45.7亩；容积率：1.5—2.5；起始价：32.0万元/亩',
    ]);
    expect(placeOf(clean, 'JC-12')).toMatch(/第1页 · 表1 产业用地一览 · 第2行$/);
  });

  it('goes on with header, merged cells and unit where a table is continued on the next page', () => {
    const clean = of('policy.pdf');
    const rows = textsOf(clean, 'table-row');
    expect(rows).toHaveLength(18);
    expect(rows[0]).toMatch(
      /^类别：智能工厂；条件：经国家级.*；奖励标准 首次达标：300万元；奖励标准 再次达标：90万元；兑现期限：1年$/,
    );
    expect(rows[17]).toMatch(
      /^类别：技术中心；条件：经市级.*；奖励标准 首次达标：200万元；奖励标准 再次达标：55万元；兑现期限：3年$/,
    );
    expect(placeOf(clean, rows[0]!)).toContain('附件1 · 第3页 · 先进制造业奖励标准表（单位：万元） · 第1行');
    expect(placeOf(clean, rows[17]!)).toContain(
      '附件1 · 第4页 · 先进制造业奖励标准表（单位：万元） · 第18行',
    );
  });

  it('reads each row of a long table once, with the page it stands on', () => {
    const clean = of('ledger.pdf');
    const rows = textsOf(clean, 'table-row');
    expect(rows.map((row) => /^序号：(\d+)；/.exec(row)?.[1])).toEqual(
      Array.from({ length: 90 }, (_, at) => String(at + 1)),
    );
    expect(rows[88]).toBe(
      '序号：89；项目名称：储能系统项目89期；投资方：恒储能源有限公司；园区：装备园；投资额：34.06亿元；签约日期：2025年5月8日；备注：已开工',
    );
    expect(placeOf(clean, rows[0]!)).toContain('第1页');
    expect(placeOf(clean, rows[88]!)).toContain(`第${clean.pages}页`);
  });

  it('reads a form as what each label says', () => {
    expect(textsOf(of('project.pdf'), 'table-row')).toEqual([
      '项目名称：年产6万吨高性能聚酰胺项目',
      '投资方：远航新材料有限公司',
      '总投资：18.6亿元',
      '用地面积：210亩',
      '建设内容：建设聚合装置4套、纺丝车间2座及配套公用工程，达产后年产值约26亿元，新增就业640人。',
      '开工时间：2026年3月',
      '投产时间：2027年10月',
    ]);
  });

  it('finds chapters as headings and articles with their items as places', () => {
    const clean = of('policy.pdf');
    expect(clean.title).toBe('江川经济技术开发区关于促进先进制造业高质量发展的若干政策');
    expect(textsOf(clean, 'heading').slice(1)).toEqual([
      '第一章 总则',
      '第二章 投资奖励',
      '第三章 要素保障',
      '第四章 申报与兑现',
      '第五章 附则',
      '附件1',
    ]);
    expect(placeOf(clean, '追回全部资金')).toContain('第四章 申报与兑现 › 第十条 · 第2页');
    expect(placeOf(clean, '研发型总部，奖励800万元')).toContain('第二章 投资奖励 › 第四条（二） · 第1页');
  });

  it('finds headings of two levels', () => {
    const clean = of('levels.pdf');
    expect(placeOf(clean, '每亩出让价26万元')).toContain('一、成本 › （一）用地 · 第1页');
    expect(placeOf(clean, '每千瓦时0.638元')).toContain('一、成本 › （二）用电 · 第1页');
    expect(placeOf(clean, '每月补贴3000元')).toContain('投资指南 › 二、人才 · 第1页');
  });

  it('keeps the marks of footnotes apart from figures and the notes out of the sentences', () => {
    const { text } = of('policy.pdf');
    expect(text).toContain('本政策所称固定资产投资，是指项目自开工之日起');
    expect(text).toContain('按设备投资额的12%给予补贴');
    expect(text).toMatch(/^\S{0,3} ?设备投资额以增值税专用发票不含税金额为准。$/m);
    expect(of('levels.pdf').text).not.toContain('元1，');
  });

  it('reads English with its spaces, column by column', () => {
    const clean = of('english.pdf');
    expect(clean.title).toBe('Invest in Jiangchuan');
    expect(textsOf(clean, 'paragraph')).toContain(
      'At the end of 2025 the zone was home to 412 manufacturers, 137 of them above designated size. Their output reached RMB 163.877 billion, up 9.4% year on year. Advanced materials accounted for 43.5% of it, intelligent equipment for 29.7% and biopharmaceuticals for 12.1%.',
    );
    expect(textsOf(clean, 'heading')).toEqual([
      'Invest in Jiangchuan',
      'Location',
      'Industry',
      'Incentives',
      'Workforce',
    ]);
  });

  it('reads Traditional Chinese as it stands', () => {
    const clean = of('traditional.pdf');
    expect(clean.title).toBe('江川經濟技術開發區投資指南');
    expect(clean.text).toContain(
      '設在園區之鼓勵類產業企業，自獲利年度起享受「兩免三減半」。\n三、聯絡方式\n招商服務中心電話：0731-55501234，電郵：invest@jiangchuan.example。',
    );
  });

  it('says of a file with a password that it is encrypted', async () => {
    const password = { DocumentOpenPassword: { type: 'string', value: 'jiangchuan' } };
    const options = JSON.stringify({ EncryptFile: { type: 'boolean', value: 'true' }, ...password });
    const files = await saveAs(`pdf:writer_pdf_Export:${options}`, {
      'traditional.fodt': sources['traditional.fodt']!,
    });
    await expect(pdfReader.read(files['traditional.pdf']!, 'locked.pdf')).rejects.toMatchObject({
      code: 'unreadable',
      message: 'locked.pdf is encrypted: it opens with a password only.',
    });
  });

  it.each(questions)('holds the fact of the question at its place: $question', (asked) => {
    expect(placeOf(of(asked.document), asked.fact)).toContain(asked.locator);
  });
});
