/** Word documents of an invented park, written as flat OpenDocument for LibreOffice to save. */

const NAMESPACES = [
  'office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"',
  'text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
  'draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
  'fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
  'dc="http://purl.org/dc/elements/1.1/"',
  'xlink="http://www.w3.org/1999/xlink"',
];

const STYLES = `<office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:text-properties fo:font-size="12pt" style:font-size-asian="12pt"/></style:style>
${[1, 2, 3].map((level) => `<style:style style:name="Heading_20_${level}" style:display-name="Heading ${level}" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="${level}"/>`).join('')}
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph" style:parent-style-name="Standard"/>
<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-prefix="第" style:num-suffix="章 "/></text:outline-style>
</office:styles>`;

const AUTOMATIC_STYLES = `<office:automatic-styles>
<style:style style:name="Centred" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="18pt" style:font-size-asian="18pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="Right" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Raised" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Box" style:family="graphic"><style:graphic-properties style:wrap="none"/></style:style>
<text:list-style style:name="Articles">
<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-prefix="第" style:num-suffix="条"/>
<text:list-level-style-number text:level="2" style:num-format="一, 二, 三, ..." style:num-prefix="（" style:num-suffix="）"/>
<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="."/>
</text:list-style>
<text:list-style style:name="Decimal"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>`;

/** A whole flat OpenDocument text with the given body. */
export function fodt(body: string): string {
  const namespaces = NAMESPACES.map((namespace) => `xmlns:${namespace}`).join(' ');
  return `<?xml version="1.0" encoding="UTF-8"?><office:document ${namespaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">${STYLES}${AUTOMATIC_STYLES}<office:body><office:text>${body}</office:text></office:body></office:document>`;
}

export const p = (text: string, style = 'Standard') => `<text:p text:style-name="${style}">${text}</text:p>`;
export const h = (level: number, text: string) =>
  `<text:h text:style-name="Heading_20_${level}" text:outline-level="${level}">${text}</text:h>`;
/** A list that goes on where the last one of that style ended; an item that is a list itself is one level deeper. */
export const list = (style: string, items: readonly (string | readonly string[])[]) =>
  `<text:list text:style-name="${style}" text:continue-numbering="true">${items
    .map((item) =>
      typeof item === 'string'
        ? `<text:list-item>${p(item)}</text:list-item>`
        : `<text:list-item><text:list>${item.map((inner) => `<text:list-item>${p(inner)}</text:list-item>`).join('')}</text:list></text:list-item>`,
    )
    .join('')}</text:list>`;
export const note = (text: string, kind = 'footnote') =>
  `<text:note text:id="${kind}-${text.length}" text:note-class="${kind}"><text:note-citation>1</text:note-citation><text:note-body>${p(text)}</text:note-body></text:note>`;
export const comment = (text: string) =>
  `<office:annotation><dc:creator>审稿人</dc:creator><dc:date>2026-01-05T09:00:00</dc:date>${p(text)}</office:annotation>`;
export const box = (text: string) =>
  `<draw:frame draw:style-name="Box" text:anchor-type="paragraph" svg:width="8cm" svg:height="3cm"><draw:text-box>${p(text)}</draw:text-box></draw:frame>`;
export const hidden = (text: string) => `<text:span text:style-name="Hidden">${text}</text:span>`;
/** `2x1` before a cell's text spans two columns, `1x2` two rows; `null` is a place that another cell covers. */
export const table = (rows: readonly (readonly (string | null)[])[], headerRows = 1) => {
  const cell = (text: string | null) => {
    if (text === null) return '<table:covered-table-cell/>';
    const [, columns = 1, rowsSpanned = 1, rest = text] = /^(\d)x(\d) (.*)$/s.exec(text) ?? [];
    return `<table:table-cell table:number-columns-spanned="${columns}" table:number-rows-spanned="${rowsSpanned}">${rest
      .split('|')
      .map((line) => p(line))
      .join('')}</table:table-cell>`;
  };
  const row = (cells: readonly (string | null)[]) =>
    `<table:table-row>${cells.map(cell).join('')}</table:table-row>`;
  const headers = rows.slice(0, headerRows).map(row).join('');
  return `<table:table><table:table-column table:number-columns-repeated="${rows[0]!.length}"/>${
    headerRows > 0 ? `<table:table-header-rows>${headers}</table:table-header-rows>` : ''
  }${rows.slice(headerRows).map(row).join('')}</table:table>`;
};

const change = (id: string, kind: 'deletion' | 'insertion', content = '') =>
  `<text:changed-region xml:id="${id}" text:id="${id}"><text:${kind}><office:change-info><dc:creator>招商局</dc:creator><dc:date>2026-01-06T09:00:00</dc:date></office:change-info>${content}</text:${kind}></text:changed-region>`;
const CHANGES = `<text:tracked-changes>${change('c1', 'deletion', p('最高奖励300万元'))}${change('c2', 'insertion')}</text:tracked-changes>`;
const CHANGED =
  '<text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>最高奖励500万元<text:change-end text:change-id="c2"/>';
const CONTENTS = `<text:table-of-content text:name="目录"><text:table-of-content-source text:outline-level="3"/><text:index-body><text:index-title text:name="目录标题">${p('目　录')}</text:index-title>${p('第一章 总则<text:tab/>1', 'Contents_20_1')}${p('第二章 奖励标准<text:tab/>2', 'Contents_20_1')}</text:index-body></text:table-of-content>`;

const POLICY =
  CHANGES +
  p('江川经济技术开发区招商引资奖励办法', 'Title') +
  p('江经开〔2026〕3号', 'Right') +
  CONTENTS +
  h(1, '总则') +
  list('Articles', [
    '为鼓励投资者到江川经济技术开发区投资兴业，根据国家有关规定，结合本区实际，制定本办法。',
    `本办法适用于2026年1月1日后在本区新设立的企业。${comment('适用时间待法规处核定为2027年')}`,
  ]) +
  h(1, '奖励标准') +
  list('Articles', [
    `对固定资产投资达到5亿元的制造业项目，按实际投资额的4%给予奖励，单个项目${CHANGED}。`,
    `对总部企业按以下标准给予奖励：`,
    [
      `首次认定为总部企业的，给予一次性奖励200万元${note('总部企业由区招商局会同税务部门每年6月认定一次。')}；`,
      '租用办公用房的，按每平方米每月30元给予补贴，期限不超过36个月。',
    ],
    `企业应当自项目投产之日起12个月内提出申请${hidden('，逾期两年的也可受理')}。`,
  ]) +
  p('表1 固定资产投资奖励标准') +
  p('单位：万元', 'Right') +
  table(
    [
      ['1x2 产业类别', '1x2 固定资产投资', '2x1 奖励上限', null],
      [null, null, '首年', '次年'],
      ['1x2 装备制造', '1亿元至5亿元', '400', '200'],
      [null, '5亿元以上', '900', '450'],
      ['电子信息', '1亿元以上', '2x1 650', null],
    ],
    2,
  ) +
  p(
    `申请材料由江川经开区政务服务中心受理。${box('受理地址：江川大道88号3号窗口，每周一至周五9时至17时。')}`,
  ) +
  h(1, '附则') +
  list('Articles', ['本办法自2026年2月1日起施行，有效期3年。']);

const GUIDE =
  p('江川经济技术开发区投资环境介绍', 'Centred') +
  p('一、区位条件') +
  p('江川经济技术开发区距江川高铁站12公里，距江川港集装箱码头18公里，规划面积86平方公里。') +
  p('二、要素保障') +
  p('（一）用电') +
  p('区内建有220千伏变电站2座，工业用电实行两部制电价，供电可靠率99.98%。') +
  p('（二）用水') +
  p('日供水能力25万吨，工业用水价格每立方米2.85元。') +
  p('三、办理流程') +
  list('Decimal', [
    '提交项目申请表',
    '园区评审',
    '签订投资协议',
    ['评审在15个工作日内完成', '协议在30日内签订'],
  ]) +
  list('Bullets', ['营业执照复印件', '项目可行性研究报告']) +
  p('联系电话：0700-8899123');

const HANT =
  p('江川經濟技術開發區人才補貼辦法', 'Centred') +
  p('一、補貼對象') +
  p('本辦法所稱人才，是指在本區企業全職工作滿1年的博士、碩士和高級技師。') +
  p('二、補貼標準') +
  p('博士每人每月補貼5000元，碩士每人每月補貼2500元，高級技師每人每月補貼1800元，期限3年。');

/** What LibreOffice saves as `.docx`. */
export const sources = {
  'policy.fodt': fodt(POLICY),
  'guide.fodt': fodt(GUIDE),
  'talent.fodt': fodt(HANT),
};

/** What a park is asked, and where the answer stands. */
export const questions = [
  {
    trait: 'an article by automatic numbering',
    question: '固定资产投资5亿元的制造业项目按实际投资额的多少给予奖励？',
    document: 'policy.docx',
    fact: '4%',
    locator: '第三条',
  },
  {
    trait: 'an item of an article by automatic numbering',
    question: '总部企业租用办公用房每平方米每月补贴多少元？',
    document: 'policy.docx',
    fact: '30元',
    locator: '第四条（二）',
  },
  {
    trait: 'a tracked insertion',
    question: '固定资产投资奖励单个项目最高奖励多少？',
    document: 'policy.docx',
    fact: '500万元',
    locator: '第二章 奖励标准',
  },
  {
    trait: 'a footnote',
    question: '总部企业由哪个部门认定，每年几月认定？',
    document: 'policy.docx',
    fact: '每年6月认定一次',
    locator: '第四条',
  },
  {
    trait: 'a table with merged cells, caption and unit',
    question: '装备制造固定资产投资5亿元以上首年奖励上限是多少？',
    document: 'policy.docx',
    fact: '900万元',
    locator: '表1 固定资产投资奖励标准',
  },
  {
    trait: 'a text box',
    question: '奖励申请的受理地址在哪里？',
    document: 'policy.docx',
    fact: '江川大道88号3号窗口',
    locator: '第二章 奖励标准',
  },
  {
    trait: 'headings that are numbered lines without a style',
    question: '园区日供水能力是多少？',
    document: 'guide.docx',
    fact: '25万吨',
    locator: '二、要素保障 › （二）用水',
  },
  {
    trait: 'a numbered list of several levels',
    question: '项目评审在多少个工作日内完成？',
    document: 'guide.docx',
    fact: '15个工作日',
    locator: '三、办理流程',
  },
  {
    trait: 'Traditional Chinese',
    question: '博士每人每月補貼多少元？',
    document: 'talent.docx',
    fact: '5000元',
    locator: '二、補貼標準',
  },
];
