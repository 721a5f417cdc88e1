import type { Citation, Evidence, Language, Locator, Span } from '../types.ts';

/** Collects what an answer cites; the same passage keeps its number. */
export class Citations {
  readonly list: Citation[] = [];
  readonly #language: Language;

  constructor(language: Language) {
    this.#language = language;
  }

  /** The number to write as `[n]` for a passage, with the spans of it that carry the statement. */
  cite(evidence: Evidence, highlights: readonly Span[]): number {
    const known = this.list.find(({ passage }) => passage === evidence.passage.id);
    const citation = known ?? this.#add(evidence);
    for (const { start, end } of highlights) {
      if (!citation.highlights.some((span) => span.start === start && span.end === end))
        citation.highlights.push({ start, end });
    }
    return citation.n;
  }

  #add({ passage, document }: Evidence): Citation {
    const citation: Citation = {
      n: this.list.length + 1,
      document: document.id,
      title: document.title,
      locator: describeLocator(withoutTitle(passage.locator, document.title), this.#language),
      quote: passage.text,
      highlights: [],
      passage: passage.id,
      sourceUrl: document.source.sourceUrl,
    };
    this.list.push(citation);
    return citation;
  }
}

/** The title stands beside the place already; as the first heading it would stand there twice. */
export function withoutTitle(locator: Locator, title: string): Locator {
  const [first, ...rest] = locator.headingPath;
  return first === title ? { ...locator, headingPath: rest } : locator;
}

/** A place in a document as a person reads it: `招商成果 › 年度数据 · 第3段`. */
export function describeLocator(locator: Locator, language: Language = 'zh-Hans'): string {
  const english = language === 'en';
  const places = [
    locator.headingPath.join(' › '),
    locator.sheet,
    locator.page !== undefined && (english ? `page ${locator.page}` : `第${locator.page}页`),
    locator.row !== undefined && (english ? `row ${locator.row}` : `第${locator.row}行`),
    locator.row === undefined &&
      locator.paragraph !== undefined &&
      (english ? `paragraph ${locator.paragraph}` : `第${locator.paragraph}段`),
  ];
  return places.filter(Boolean).join(' · ');
}
