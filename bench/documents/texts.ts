import type { Fact } from './facts.ts';
import type { Draft } from './policies.ts';
import { type DraftTable, draftTable, flatRows } from './tables.ts';
import { BROCHURE_MATTERS, INDUSTRIES, NEWS_MATTERS } from './vocabulary.ts';
import type { Writer } from './writer.ts';

/** Chapters of running text, some with a table, in no format yet. */
interface Report {
  title: string;
  chapters: { matter: string; paragraphs: string[][]; table?: DraftTable }[];
}

function draftReport(writer: Writer, pages: number): Report {
  const matters = writer.take([...NEWS_MATTERS, ...BROCHURE_MATTERS], pages + 1);
  return {
    title: `江川经济技术开发区${writer.pick(INDUSTRIES)}产业${writer.whole(2024, 2027)}年工作通报`,
    chapters: matters.map((matter, at) => ({
      matter,
      paragraphs: Array.from({ length: writer.whole(2, 4) }, () =>
        writer.paragraph('news', writer.whole(2, 4)),
      ),
      ...(at % 2 === 1 && { table: draftTable(writer, writer.whole(3, 10)) }),
    })),
  };
}

/** What a report says: its tables by row, its sentences as `kind`. */
function factsOf({ chapters }: Report, kind: 'text' | 'encoding'): Fact[] {
  return chapters.flatMap(({ paragraphs, table }) => [
    ...paragraphs.flat().map((text): Fact => ({ kind, text })),
    ...(table?.facts ?? []),
  ]);
}

const NAVIGATION = ['走进江川', '政务公开', '网上办事', '互动交流', '数据开放'];

/** A page of the park's site: navigation, a path, a sidebar with links and a footer around the article. */
export function webPage(writer: Writer, pages: number): Draft {
  const report = draftReport(writer, pages);
  const links = Array.from({ length: 8 }, () => `${writer.company()}考察团来访纪要`);
  const copyright = `版权所有：江川经济技术开发区管理委员会 网站标识码${writer.whole(1000000, 9999999)}`;
  const items = (texts: readonly string[]) =>
    texts.map((text, at) => `<li><a href="/list/${at}.html">${text}</a></li>`).join('\n');
  const content = report.chapters.map(({ matter, paragraphs, table }) => {
    const texts = paragraphs.map((sentences) => `<p>${sentences.join('')}</p>`);
    return `<h2>${matter}</h2>\n${texts.join('\n')}\n${table ? htmlTable(table) : ''}`;
  });
  const source = `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${report.title}</title></head>
<body>
<div class="header"><ul class="nav">${items(NAVIGATION)}</ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/list">工作通报</a></div>
<div class="main">
<div class="article"><h1>${report.title}</h1>
${content.join('\n')}
</div>
<div class="sidebar"><h3>热点推荐</h3><ul>${items(links)}</ul></div>
</div>
<div class="footer"><p>${copyright}</p></div>
</body></html>
`;
  const noise = [...NAVIGATION, ...links, copyright].map((text): Fact => ({ kind: 'noise', text }));
  return { source, facts: [...factsOf(report, 'text'), ...noise] };
}

function htmlTable({ title, unit, header, body }: DraftTable): string {
  const rowsOf = (rows: DraftTable['body'], tag: string) =>
    rows.map((row) => {
      const cells = row.map((cell) =>
        cell ? `<${tag} colspan="${cell.across}" rowspan="${cell.down}">${cell.text}</${tag}>\n` : '',
      );
      return `<tr>${cells.join('')}</tr>`;
    });
  const caption = unit === undefined ? title : `${title}（单位：${unit}）`;
  return `<table><caption>${caption}</caption>\n${[...rowsOf(header, 'th'), ...rowsOf(body, 'td')].join('\n')}\n</table>`;
}

/** The same kind of report in Markdown, its tables with bars. */
export function markdownReport(writer: Writer, pages: number): Draft {
  const report = draftReport(writer, pages);
  const chapters = report.chapters.map(({ matter, paragraphs, table }) => {
    const texts = paragraphs.map((sentences) => sentences.join(''));
    return [`## ${matter}`, ...texts, ...(table ? markdownTable(table) : [])].join('\n\n');
  });
  return { source: `# ${report.title}\n\n${chapters.join('\n\n')}\n`, facts: factsOf(report, 'text') };
}

function markdownTable(table: DraftTable): string[] {
  const [names, ...rows] = flatRows(table).map((cells) => `| ${cells.join(' | ')} |`);
  const rule = `|${' --- |'.repeat(table.header[0]!.length)}`;
  const caption = table.unit === undefined ? table.title : `${table.title}（单位：${table.unit}）`;
  return [caption, [names, rule, ...rows].join('\n')];
}

/** A report as bare text, a paragraph a line. It is meant to be saved in GB18030. */
export function plainReport(writer: Writer, pages: number): Draft {
  const report = draftReport(writer, pages);
  for (const chapter of report.chapters) delete chapter.table;
  const lines = report.chapters.flatMap(({ matter, paragraphs }) => [
    matter,
    ...paragraphs.map((sentences) => sentences.join('')),
  ]);
  return { source: `${[report.title, ...lines].join('\r\n')}\r\n`, facts: factsOf(report, 'encoding') };
}
