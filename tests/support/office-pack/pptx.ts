import { chartTable, flatOffice } from '../flat-office.ts';

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

function at({ x, y, width, height }: Place): string {
  return `svg:x="${x}cm" svg:y="${y}cm" svg:width="${width}cm" svg:height="${height}cm"`;
}

/** A placeholder of LibreOffice: `title`, `subtitle`, `outline`, `notes`; its looks come from the master. */
function placeholder(kind: string, place: Place, content: string): string {
  return `<draw:frame presentation:style-name="of-${kind}" presentation:class="${kind}" ${at(place)}><draw:text-box>${content}</draw:text-box></draw:frame>`;
}

function textBox(place: Place, ...lines: string[]): string {
  return `<draw:frame ${at(place)}><draw:text-box>${paragraphs(...lines)}</draw:text-box></draw:frame>`;
}

function paragraphs(...lines: string[]): string {
  return lines.map((line) => `<text:p>${line}</text:p>`).join('');
}

/** A list; an item that is an array is a list below the item before it. */
function list(...entries: (string | string[])[]): string {
  const items = entries.map((entry) => (typeof entry === 'string' ? paragraphs(entry) : list(...entry)));
  return `<text:list>${items.map((item) => `<text:list-item>${item}</text:list-item>`).join('')}</text:list>`;
}

function title(text: string): string {
  return placeholder('title', { x: 2, y: 1, width: 24, height: 2 }, paragraphs(text));
}

function notes(text: string): string {
  const place = { x: 2, y: 14, width: 16, height: 11 };
  return `<presentation:notes>${placeholder('notes', place, paragraphs(text))}</presentation:notes>`;
}

/** One slide, with the footer that its author put on every slide as a text box of its own. */
function slide(content: string, style = 'shown'): string {
  const footer = textBox({ x: 18, y: 14.6, width: 9, height: 0.9 }, '江川经开区投资促进局');
  return `<draw:page draw:master-page-name="M" draw:style-name="${style}">${content.replace(/(<presentation:notes>|$)/, `${footer}$1`)}</draw:page>`;
}

const PRESENTATION_STYLES = ['title', 'subtitle', 'outline1', 'notes']
  .map((kind) => `<style:style style:name="M-${kind}" style:family="presentation"/>`)
  .join('');
const OWN_STYLES = ['title', 'subtitle', 'outline', 'notes']
  .map((kind) => {
    const parent = kind === 'outline' ? 'outline1' : kind;
    return `<style:style style:name="of-${kind}" style:family="presentation" style:parent-style-name="M-${parent}"/>`;
  })
  .join('');

const BEFORE = `<office:styles>${PRESENTATION_STYLES}</office:styles>
<office:automatic-styles>
<style:page-layout style:name="wide"><style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm" style:print-orientation="landscape"/></style:page-layout>
<style:style style:name="shown" style:family="drawing-page"/>
<style:style style:name="hidden" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>
${OWN_STYLES}
</office:automatic-styles>
<office:master-styles><style:master-page style:name="M" style:page-layout-name="wide"/></office:master-styles>`;

const TABLE = `<draw:frame ${at({ x: 2, y: 5, width: 24, height: 6 })}><table:table>
<table:table-column/><table:table-column/><table:table-column/>
<table:table-row>${cells('园区', '面积(平方米)', '月租金(元/平方米)')}</table:table-row>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>新材料园</text:p></table:table-cell>${cells('3200', '12')}</table:table-row>
<table:table-row><table:covered-table-cell/>${cells('5600', '10.5')}</table:table-row>
<table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>以上租金含物业费，不含水电</text:p></table:table-cell><table:covered-table-cell/><table:covered-table-cell/></table:table-row>
</table:table></draw:frame>`;

function cells(...texts: string[]): string {
  return texts.map((text) => `<table:table-cell>${paragraphs(text)}</table:table-cell>`).join('');
}

const CHART_ROWS = [
  ['', '签约投资额', '开工投资额'],
  ['2023年', 186.5, 92.4],
  ['2024年', 231.8, 140.25],
  ['2025年', 274.3, 163.7],
];

/** A bar chart with its figures inside, as an author draws one on a slide. */
const CHART = `<draw:frame ${at({ x: 3, y: 4, width: 22, height: 10 })}><draw:object>
<office:document office:mimetype="application/vnd.oasis.opendocument.chart" office:version="1.3"><office:body><office:chart>
<chart:chart chart:class="chart:bar" svg:width="22cm" svg:height="10cm"><chart:title><text:p>近三年招商引资</text:p></chart:title>
<chart:plot-area chart:data-source-has-labels="both">
<chart:axis chart:dimension="x" chart:name="primary-x"><chart:categories table:cell-range-address="local-table.$A$2:.$A$4"/></chart:axis>
<chart:axis chart:dimension="y" chart:name="primary-y"><chart:title><text:p>亿元</text:p></chart:title></chart:axis>
${['B', 'C'].map((column) => `<chart:series chart:values-cell-range-address="local-table.$${column}$2:.$${column}$4" chart:label-cell-address="local-table.$${column}$1" chart:class="chart:bar"><chart:data-point chart:repeated="3"/></chart:series>`).join('')}
</chart:plot-area>${chartTable(CHART_ROWS)}</chart:chart></office:chart></office:body></office:document></draw:object></draw:frame>`;

/** Flat OpenDocument that LibreOffice saves as .pptx. */
export const sources: Record<string, string> = {
  'roadshow.fodp': flatOffice('presentation', {
    before: BEFORE,
    body: [
      slide(
        placeholder(
          'title',
          { x: 2, y: 4, width: 24, height: 3 },
          paragraphs('江川经济技术开发区2026年招商推介'),
        ) + placeholder('subtitle', { x: 2, y: 8, width: 24, height: 2 }, paragraphs('投资促进局 2026年3月')),
      ),
      slide(
        title('园区概况') +
          placeholder(
            'outline',
            { x: 2, y: 4, width: 24, height: 9 },
            list('规划面积68平方公里', ['已建成32平方公里'], '入驻企业412家，其中规上工业企业136家'),
          ) +
          notes('2025年园区实现规上工业产值1286.4亿元，同比增长9.7%。'),
      ),
      slide(
        `${title('谈判底价')}${textBox({ x: 2, y: 5, width: 20, height: 2 }, '工业用地底价每亩9.9万元')}`,
        'hidden',
      ),
      slide(title('标准厂房') + TABLE),
      slide(
        // Drawn the right column first, as happens when an author copies the left one from another deck.
        title('两个片区怎么选') +
          textBox({ x: 14.5, y: 4, width: 11, height: 1.5 }, '滨江片区') +
          textBox(
            { x: 14.5, y: 5.6, width: 11, height: 7 },
            '适合港口物流和粮油加工',
            '岸线4.2公里，5000吨级泊位6个',
          ) +
          textBox({ x: 2, y: 4, width: 11, height: 1.5 }, '高新片区') +
          textBox({ x: 2, y: 5.6, width: 11, height: 7 }, '适合光电显示和生物医药', '距高铁江川东站3公里'),
      ),
      slide(
        title('要素成本') +
          `<draw:g>${textBox({ x: 10, y: 5, width: 7, height: 2 }, '3.85元')}${textBox({ x: 10, y: 7.1, width: 7, height: 1 }, '每吨工业用水')}</draw:g>` +
          `<draw:g>${textBox({ x: 2, y: 5, width: 7, height: 2 }, '0.62元')}${textBox({ x: 2, y: 7.1, width: 7, height: 1 }, '每千瓦时大工业用电')}</draw:g>` +
          textBox({ x: 30, y: 5, width: 7, height: 2 }, '草稿：电价待定'),
      ),
      slide(title('招商成果') + CHART),
    ].join(''),
  }),
};

export const questions = [
  {
    trait: 'a bullet of a slide',
    question: '入驻企业有多少家，其中规上工业企业多少家？',
    document: 'roadshow.pptx',
    fact: '412家',
    locator: '第2页',
  },
  {
    trait: 'the notes of a slide',
    question: '2025年园区规上工业产值是多少？',
    document: 'roadshow.pptx',
    fact: '1286.4亿元',
    locator: '第2页',
  },
  {
    trait: 'a row of a table on a slide, with a merged cell',
    question: '新材料园5600平方米的标准厂房月租金是多少？',
    document: 'roadshow.pptx',
    fact: '10.5元/平方米',
    locator: '第4页',
  },
  {
    trait: 'a text box in the left of two columns',
    question: '高新片区距高铁江川东站多少公里？',
    document: 'roadshow.pptx',
    fact: '3公里',
    locator: '两个片区怎么选',
  },
  {
    trait: 'a figure and its label in two text boxes',
    question: '大工业用电每千瓦时多少钱？',
    document: 'roadshow.pptx',
    fact: '0.62元',
    locator: '要素成本',
  },
  {
    trait: 'the figures behind a chart',
    question: '2024年江川经开区的开工投资额是多少？',
    document: 'roadshow.pptx',
    fact: '140.25亿元',
    locator: '招商成果',
  },
];
