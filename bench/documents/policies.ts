import * as word from '../../tests/support/office-pack/docx.ts';
import * as pdf from '../../tests/support/office-pack/pdf-pages.ts';
import type { Fact } from './facts.ts';
import { type DraftTable, draftTable, type GridCell } from './tables.ts';
import { chineseNumeral, POLICY_MATTERS } from './vocabulary.ts';
import type { Writer } from './writer.ts';

/** A file as it is written by hand, before an office program saves it, with what it says. */
export interface Draft {
  source: string;
  facts: Fact[];
}

interface Article {
  /** 1 for 第一条. */
  number: number;
  sentences: string[];
  items: string[];
  note?: string;
}

interface Policy {
  title: string;
  number: string;
  chapters: { matter: string; articles: Article[]; table?: DraftTable }[];
}

/** A rule with chapters, numbered articles, items, footnotes and tables; `pages` is about how long it gets. */
function draftPolicy(writer: Writer, pages: number): Policy {
  const matters = writer.take(POLICY_MATTERS, Math.min(POLICY_MATTERS.length, pages + 1));
  let number = 0;
  const article = (): Article => {
    number += 1;
    return {
      number,
      sentences: writer.paragraph('policy', writer.whole(1, 3)),
      items: number % 4 === 0 ? writer.paragraph('policy', writer.whole(2, 4)) : [],
      ...(number % 5 === 2 && { note: writer.sentence('note') }),
    };
  };
  const year = writer.whole(2023, 2026);
  return {
    title: `江川经济技术开发区关于支持${matters[0]}和${matters[1]}的若干政策（${year}年）`,
    number: `江经开〔${year}〕${writer.whole(1, 99)}号`,
    chapters: matters.map((matter, at) => ({
      matter,
      articles: Array.from({ length: writer.whole(3, 6) }, article),
      ...(at % 3 === 1 && { table: draftTable(writer, writer.whole(4, 12)) }),
    })),
  };
}

/** The rule as a Word document: articles and items numbered by the program, tables with merged cells. */
export function wordPolicy(writer: Writer, pages: number): Draft {
  const policy = draftPolicy(writer, pages);
  const facts: Fact[] = [];
  let tables = 0;
  const body = policy.chapters.map(({ matter, articles, table }) => {
    const lists = articles.map((article) => {
      facts.push(articleFact(article), ...noteFacts(article));
      const text = article.sentences.join('') + (article.note === undefined ? '' : word.note(article.note));
      return word.list('Articles', article.items.length > 0 ? [text, article.items] : [text]);
    });
    if (!table) return word.h(1, matter) + lists.join('');
    tables += 1;
    facts.push(...table.facts);
    return word.h(1, matter) + lists.join('') + wordTable(table, tables);
  });
  const head = word.p(policy.title, 'Title') + word.p(policy.number, 'Right');
  return { source: word.fodt(head + body.join('')), facts };
}

function wordTable(table: DraftTable, at: number): string {
  const rows = [...table.header, ...table.body].map((row) =>
    row.map((cell) => cell && `${cell.across}x${cell.down} ${cell.text}`),
  );
  const unit = table.unit === undefined ? '' : word.p(`单位：${table.unit}`, 'Right');
  return word.p(`表${at} ${table.title}`) + unit + word.table(rows, table.header.length);
}

/** The rule as the PDF that was issued: numbers typed, tables ruled, a line at the head and foot of each page. */
export function pdfPolicy(writer: Writer, pages: number): Draft {
  const policy = draftPolicy(writer, pages);
  const facts: Fact[] = [];
  let notes = 0;
  const written = (article: Article): string => {
    facts.push(articleFact(article), ...noteFacts(article));
    facts.push(...[...article.sentences, ...article.items].map(orderFact));
    notes += article.note === undefined ? 0 : 1;
    const note = article.note === undefined ? '' : pdf.footnote(article.note, notes);
    const items = article.items.map((item, at) => pdf.p(`（${chineseNumeral(at + 1)}）${item}`, 'Item'));
    return pdf.p(`${numberOf(article)}　${article.sentences.join('')}${note}`) + items.join('');
  };
  const body = policy.chapters.map(({ matter, articles, table }, at) => {
    const title = pdf.p(`第${chineseNumeral(at + 1)}章　${matter}`, 'Section');
    if (table) facts.push(...table.facts);
    return title + articles.map(written).join('') + (table ? pdfTable(table, at) : '');
  });
  const header = '江川经济技术开发区规范性文件汇编';
  const footer = `内部编号${policy.number.replace(/\D+/g, '-')}请妥善保管`;
  facts.push({ kind: 'noise', text: header }, { kind: 'noise', text: footer });
  const head = pdf.p(policy.number, 'Centred') + pdf.p(policy.title, 'Title');
  const setting = { header, footer: `${footer}　第${pdf.PAGE_NUMBER}页` };
  return { source: pdfPages(head + body.join(''), setting), facts };
}

/**
 * Pages whose commas stay within the margin: one that hangs over it is now and then left out of the PDF by
 * LibreOffice, and no reader can know of it.
 */
export function pdfPages(body: string, setting: pdf.PageSetting): string {
  const justified = 'fo:text-align="justify"';
  return pdf.pages(body, setting).replaceAll(justified, `${justified} style:punctuation-wrap="simple"`);
}

/** A ruled table on pages, with the caption above it. */
export function pdfTable(table: DraftTable, at: number): string {
  const rows = [...table.header, ...table.body].map((row) =>
    row.filter((cell): cell is NonNullable<GridCell> => cell !== null),
  );
  const unit = table.unit === undefined ? '' : pdf.p(`单位：${table.unit}`, 'Right');
  const caption = pdf.p(`表${at} ${table.title}`, 'Centred');
  return caption + unit + pdf.table(rows, { headers: table.header.length });
}

export function orderFact(text: string): Fact {
  return { kind: 'order', text };
}

/** Characters of an article that must stand behind its number. */
const OPENING_WORDS = 10;

function articleFact(article: Article): Fact {
  return {
    kind: 'article',
    number: numberOf(article),
    words: article.sentences[0]!.slice(0, OPENING_WORDS),
  };
}

function noteFacts({ note }: Article): Fact[] {
  return note === undefined ? [] : [{ kind: 'note', text: note }];
}

function numberOf({ number }: Article): string {
  return `第${chineseNumeral(number)}条`;
}
