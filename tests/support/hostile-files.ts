import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  climbingNames,
  docxOf,
  expandingDocx,
  lyingSizes,
  manyEntries,
  millionRows,
  nestedZip,
  zipOf,
} from './zip-bombs.ts';

const SHARED = fileURLToPath(new URL('../../../shared/hostile/', import.meta.url));

/** Whether the files are here that others have made to break readers. */
export const HAS_SHARED = existsSync(SHARED);

/** The paths of those files, `pdf/bug1020226.pdf`. */
export const SHARED_FILES = HAS_SHARED
  ? ['office', 'pdf', 'text'].flatMap((folder) =>
      readdirSync(SHARED + folder).map((name) => `${folder}/${name}`),
    )
  : [];

export function sharedFiles(): Record<string, Buffer> {
  return Object.fromEntries(SHARED_FILES.map((path) => [path, readFileSync(SHARED + path)]));
}

/** Files made here to exhaust a reader, each by what it does. */
export const BOMBS: Record<string, () => string | Buffer> = {
  'bombs/nested.docx': nestedZip,
  'bombs/65000-entries.docx': manyEntries,
  'bombs/lying-sizes.docx': lyingSizes,
  'bombs/climbing-names.docx': climbingNames,
  'bombs/300-megabytes.docx': expandingDocx,
  'bombs/million-rows.xlsx': millionRows,
  'bombs/dashes.md': () => '--\n'.repeat(17_000),
  'bombs/nested.html': () => `${'<div>'.repeat(50_000)}园区${'</div>'.repeat(50_000)}`,
  'bombs/one-line.md': () => '长'.repeat(5_000_000 / 3),
  'bombs/brackets.md': () => '['.repeat(100_000),
  'bombs/quotes.md': () => `${'> '.repeat(20_000)}园区`,
  'bombs/rows.csv': () => '甲,乙\n'.repeat(1_000_000),
  'bombs/too-long.txt': () => '园区面积12平方公里。\n'.repeat(300_000),
  'bombs/zeros.txt': () => Buffer.alloc(5_000_000),
};

/** What must be read whatever stands beside it, with a fact of each. */
export const GOOD: Record<string, [content: string | Buffer, fact: string]> = {
  'good/rent.md': ['# 厂房\n\n标准厂房月租金为每平方米12元。\n', '12元'],
  'good/plan.txt': ['江川经开区规划\n规划面积为38平方公里，其中建成区21平方公里。\n', '38平方公里'],
  'good/page.html': ['<h1>人才公寓</h1><p>人才公寓月租金为每平方米9元，可住三年。</p>', '9元'],
  'good/policy.docx': [docxOf(paragraph('对固定资产投资2亿元以上的项目给予奖励。')), '2亿元'],
};

/** Documents that refer to what lies at `address` in every way that their formats have. */
export function reachingFiles(address: string): Record<string, string | Buffer> {
  const html = `<link rel="stylesheet" href="${address}style.css"><base href="${address}"><meta http-equiv="refresh" content="0;url=${address}">
<script src="${address}script.js"></script><script>fetch('${address}script')</script><style>@import url(${address}import.css);</style>
<h1>园区</h1><p>规划面积为38平方公里。</p><img src="${address}picture.png"><iframe src="${address}frame"></iframe>
<object data="${address}object"></object><video src="${address}film"></video><svg><image href="${address}drawing"/></svg>`;
  return {
    'reaching/page.html': html,
    'reaching/notes.md': `# 园区\n\n规划面积为38平方公里。![图](${address}picture.png)\n\n<img src="${address}picture.png">\n`,
    'reaching/letter.docx': reachingDocx(address),
    'reaching/ledger.xlsx': reachingXlsx(address),
  };
}

function paragraph(text: string): string {
  return `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
}

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEETS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

function links(targets: Record<string, [type: string, target: string]>, mode = 'External'): string {
  const all = Object.entries(targets).map(
    ([id, [type, target]]) =>
      `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"${mode && ` TargetMode="${mode}"`}/>`,
  );
  return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
}

function reachingDocx(address: string): Buffer {
  const picture = `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="rId1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
  const body = `${paragraph('规划面积为38平方公里。')}${picture}<w:subDoc r:id="rId2"/><w:altChunk r:id="rId3"/>`;
  const relations = links({
    rId1: ['image', `${address}picture.png`],
    rId2: ['subDocument', `${address}part.docx`],
    rId3: ['aFChunk', `${address}chunk.html`],
  });
  const template = links({ rId1: ['attachedTemplate', `${address}template.dotm`] });
  return docxOf(body, [
    { name: 'word/_rels/document.xml.rels', content: relations },
    { name: 'word/_rels/settings.xml.rels', content: template },
  ]);
}

function reachingXlsx(address: string): Buffer {
  const sheet = `<worksheet xmlns="${SHEETS}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>面积</t></is></c></row><row r="2"><c r="A2" t="str"><f>WEBSERVICE("${address}service")</f><v>38平方公里</v></c></row></sheetData></worksheet>`;
  return zipOf([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    },
    { name: '_rels/.rels', content: links({ rId1: ['officeDocument', 'xl/workbook.xml'] }, '') },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${SHEETS}" xmlns:r="${TYPES}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets><externalReferences><externalReference r:id="rId2"/></externalReferences></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: links(
        {
          rId1: ['worksheet', 'worksheets/sheet1.xml'],
          rId2: ['externalLink', 'externalLinks/externalLink1.xml'],
        },
        '',
      ),
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheet },
    {
      name: 'xl/externalLinks/externalLink1.xml',
      content: `<externalLink xmlns="${SHEETS}" xmlns:r="${TYPES}"><externalBook r:id="rId1"/></externalLink>`,
    },
    {
      name: 'xl/externalLinks/_rels/externalLink1.xml.rels',
      content: links({ rId1: ['externalLinkPath', `${address}other.xlsx`] }),
    },
    {
      name: 'xl/connections.xml',
      content: `<connections xmlns="${SHEETS}"><connection id="1" type="4" refreshOnLoad="1"><webPr url="${address}query"/></connection></connections>`,
    },
  ]);
}
