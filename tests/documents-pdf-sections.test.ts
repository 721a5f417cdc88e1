import { beforeAll, describe, expect, it } from 'vitest';
import { pdfReader } from '../src/documents/pdf/pdf.ts';
import type { CleanText } from '../src/types.ts';
import { HAS_LIBREOFFICE, officeSuite, saveAs } from './support/office.ts';
import { columns, p, pages } from './support/office-pack/pdf-pages.ts';

/** Sentences of a section, each with a figure of its own, so that halves that are joined show. */
function sentences(section: number, count: number): string[] {
  return Array.from(
    { length: count },
    (_, at) =>
      `第${section}期园区的第${at + 1}个片区规划用地${section * 100 + at}公顷，已经入驻企业${section * 1000 + at}家，年产值约${section * 10 + at}.5亿元，配套建设标准厂房和职工公寓。`,
  );
}

const SECTIONS = [sentences(1, 7), sentences(2, 9), sentences(3, 5)];

/** Sections in two columns, one below the other, each with a heading in its left column and nothing across both. */
const body = SECTIONS.map((texts, at) =>
  columns(
    `part${at}`,
    p(`第${at + 1}期概况`, 'Section') + p(texts.slice(0, 3).join('')) + p(texts.slice(3).join('')),
  ),
).join('');

describe.skipIf(!HAS_LIBREOFFICE)(officeSuite('a PDF of two-column sections below each other'), () => {
  let clean: CleanText;
  beforeAll(async () => {
    const saved = await saveAs('pdf', { 'sections.fodt': pages(p('江川经开区建设情况', 'Title') + body) });
    clean = await pdfReader.read(saved['sections.pdf']!, 'sections.pdf');
  });

  it('keeps every sentence whole', () => {
    for (const sentence of SECTIONS.flat()) expect(clean.text).toContain(sentence);
  });

  it('reads each section to its end before the next', () => {
    const places = SECTIONS.flat().map((sentence) => clean.text.indexOf(sentence));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('puts each sentence under the heading of its section', () => {
    const headings = clean.blocks
      .filter(({ kind }) => kind === 'heading')
      .map(({ start, end }) => clean.text.slice(start, end));
    expect(headings).toEqual(['江川经开区建设情况', '第1期概况', '第2期概况', '第3期概况']);
  });
});
