import type { Citation, DocumentHead, Evidence, Language, Locator, Span } from '../types.ts';
import { wordingFor } from './wording.ts';

/** A passage with its document. */
type Quotable = Pick<Evidence, 'passage' | 'document'>;

/** Collects what an answer cites; the same passage keeps its number. */
export class Citations {
  readonly list: Citation[] = [];
  readonly language: Language;
  readonly #documents = new Map<string, DocumentHead>();

  constructor(language: Language) {
    this.language = language;
  }

  /** The number to write as `[n]` for a passage, with the spans of it that carry the statement. */
  cite(evidence: Quotable, highlights: readonly Span[]): number {
    const known = this.list.find(({ passage }) => passage === evidence.passage.id);
    const citation = known ?? this.#add(evidence);
    for (const { start, end } of highlights) {
      if (!citation.highlights.some((span) => span.start === start && span.end === end))
        citation.highlights.push({ start, end });
    }
    return citation.n;
  }

  /** The documents cited so far, in the order in which they came. */
  documents(): DocumentHead[] {
    return [...this.#documents.values()];
  }

  /** The number to write for what is recorded of when a cited document is the rule. */
  citeValidity(document: string, quote: string): number {
    const of = this.list.find((citation) => citation.document === document)!;
    const n = this.list.length + 1;
    this.list.push({
      ...of,
      n,
      locator: wordingFor(this.language).validity(),
      quote,
      highlights: [],
    });
    return n;
  }

  #add({ passage, document }: Quotable): Citation {
    const citation: Citation = {
      n: this.list.length + 1,
      document: document.id,
      title: document.title,
      locator: describeLocator(withoutTitle(passage.locator, document.title), this.language),
      quote: passage.text,
      highlights: [],
      passage: passage.id,
      sourceUrl: document.source.sourceUrl,
    };
    this.list.push(citation);
    this.#documents.set(document.id, document);
    return citation;
  }
}

/** The title stands beside the place already; as the first heading it would stand there twice. */
export function withoutTitle(locator: Locator, title: string): Locator {
  const [first, ...rest] = locator.headingPath;
  return first === title ? { ...locator, headingPath: rest } : locator;
}

/** A place in a document as a person reads it: `第三章 奖励标准 › 第十二条（二） · 第3页`. */
export function describeLocator(locator: Locator, language: Language = 'zh-Hans'): string {
  const english = language === 'en';
  const { sheet, page, row, paragraph, table } = locator;
  const headings = ruleOf(locator);
  // A table's name says more than the heading that it begins with, and a sheet's name may be that heading.
  const isRepeated = (name: string | undefined) => name !== undefined && headings.includes(name);
  if (table?.startsWith(headings.at(-1) ?? '\n')) headings.pop();
  const places = [
    headings.join(' › '),
    isRepeated(sheet) ? undefined : sheet,
    page !== undefined && (english ? `page ${page}` : `第${page}页`),
    table,
    row !== undefined && (english ? `row ${row}` : `第${row}行`),
    row === undefined && paragraph !== undefined && (english ? `paragraph ${paragraph}` : `第${paragraph}段`),
  ];
  return [...new Set(places.filter(Boolean))].join(' · ');
}

/** The number a heading opens with: 第十二条, （二）, 3. */
const MARK =
  /^(?:第\s?[^条條\s]{1,6}\s?[条條](?:之[一二三四五六七八九十]{1,3})?|[（(]\s?(?:[一二三四五六七八九十]{1,4}|\d{1,2})\s?[）)]|\d{1,2}(?=[、.．]))/;

/** Headings and article; what the headings say of the article is not said twice. */
function ruleOf({ headingPath, article = '' }: Locator): string[] {
  let item = article;
  for (const heading of headingPath) {
    const mark = (MARK.exec(heading)?.[0] ?? '').replace(/\s/g, '').replace('(', '（').replace(')', '）');
    const said = [mark, `第${mark}项`].find((form) => mark !== '' && item.startsWith(form)) ?? '';
    item = item.slice(said.length);
  }
  if (item === '') return [...headingPath];
  if (item === article) return [...headingPath, article];
  return [...headingPath.slice(0, -1), `${headingPath.at(-1)}${item}`];
}
