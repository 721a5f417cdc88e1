import { columns, PAGE_COUNT, PAGE_NUMBER, p } from '../../tests/support/office-pack/pdf-pages.ts';
import type { Fact } from './facts.ts';
import { type Draft, orderFact, pdfPages, pdfTable } from './policies.ts';
import { draftTable } from './tables.ts';
import { BROCHURE_MATTERS } from './vocabulary.ts';
import type { Writer } from './writer.ts';

/** A brochure in two columns with tables over both, a line at the head and foot of every page. */
export function pdfBrochure(writer: Writer, length: number): Draft {
  const facts: Fact[] = [];
  const year = writer.whole(2023, 2027);
  const parts = Array.from({ length }, (_, part) => {
    const matters = writer.take(BROCHURE_MATTERS, 3).map((matter) => {
      const paragraphs = [writer.whole(2, 4), writer.whole(2, 4)].map((count) =>
        writer.paragraph('brochure', count),
      );
      facts.push(...paragraphs.flat().map(orderFact));
      return p(matter, 'Section') + paragraphs.map((sentences) => p(sentences.join(''))).join('');
    });
    const table = part % 2 === 1 ? draftTable(writer, writer.whole(4, 9)) : undefined;
    if (table) facts.push(...table.facts);
    return columns(`part${part}`, matters.join('')) + (table ? pdfTable(table, part) : '');
  });
  const header = `投资江川 共赢未来 招商资料${year}-${writer.whole(10, 99)}`;
  const footer = '江川经开区投资促进局编印';
  facts.push({ kind: 'noise', text: header }, { kind: 'noise', text: footer });
  const title = p(`江川经济技术开发区招商手册（${year}年版）`, 'Title');
  const body = title + parts.join('');
  return { source: pdfPages(body, { header, footer: `${footer}　${PAGE_NUMBER} / ${PAGE_COUNT}` }), facts };
}
