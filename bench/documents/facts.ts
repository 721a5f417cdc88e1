/** What a file of the pack is known to say, and how much of it still stands in the pieces made of it. */

/** A cell of a table: the row it stands in, its column, the value and its unit belong together. */
export interface RowFact {
  kind: 'row';
  /** What names the row: `['装备制造', '5亿元以上']`, `['A2']`. */
  key: readonly string[];
  column: string;
  value: string;
  /** Empty where the value has none. */
  unit: string;
}

/** An article with its number, in whatever way the format keeps it: `第三条`, and the words it opens with. */
export interface ArticleFact {
  kind: 'article';
  number: string;
  words: string;
}

/**
 * A sentence that must stand whole: `order`, of a page in two columns or of pages that break within paragraphs;
 * `encoding`, of a file in GB18030; `note`, below a page, a table or a slide; `text`, of running text anywhere
 * else, where nothing is in its way. Or `noise`: what stands on every page and is no part of its content.
 */
export interface SentenceFact {
  kind: 'order' | 'encoding' | 'note' | 'text' | 'noise';
  text: string;
}

export type Fact = RowFact | ArticleFact | SentenceFact;

export const FACT_KINDS = ['row', 'article', 'order', 'encoding', 'note', 'text'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** A piece that is searched and shown, of either system. */
export interface Piece {
  text: string;
  /** The place as a reader sees it beside the text; empty where none is kept. */
  place: string;
}

/** What became of the facts of one kind. */
export interface Kept {
  facts: number;
  /** Those that stand whole within the text of one piece. */
  inText: number;
  /** Those that do so with the place beside it. */
  withPlace: number;
  /** Rows whose value stands right behind the name of its column, with its unit. */
  named: number;
}

/** What became of everything that one file says. */
export interface FileResult {
  kept: Partial<Record<FactKind, Kept>>;
  pieces: number;
  /** Pieces of content with a running header, a footer or navigation in them. */
  noisyPieces: number;
  /** Pieces with characters that no encoding gives: � and what stands for it. */
  garbledPieces: number;
}

/** Compares what a file says with the pieces made of it; white space counts for nothing. */
export function judge(facts: readonly Fact[], pieces: readonly Piece[]): FileResult {
  const withPlace = pieces.map(({ text, place }) => ({ text: bare(text), place: bare(place) }));
  const inText = withPlace.map(({ text }) => ({ text, place: '' }));
  const kept: Partial<Record<FactKind, Kept>> = {};
  for (const fact of facts) {
    if (fact.kind === 'noise') continue;
    kept[fact.kind] ??= { facts: 0, inText: 0, withPlace: 0, named: 0 };
    const count = kept[fact.kind]!;
    const holders = inText.filter(holds(fact));
    count.facts += 1;
    if (holders.length > 0) count.inText += 1;
    if (withPlace.some(holds(fact))) count.withPlace += 1;
    if (fact.kind === 'row' && holders.some(({ text }) => namesValue(fact, text))) count.named += 1;
  }
  const noise = facts.flatMap((fact) => (fact.kind === 'noise' ? bare(fact.text) : []));
  return {
    kept,
    pieces: pieces.length,
    noisyPieces: inText.filter(({ text }) => isNoisy(text, noise)).length,
    garbledPieces: inText.filter(({ text }) => text.includes('\ufffd')).length,
  };
}

function holds(fact: Exclude<Fact, { kind: 'noise' }>): (piece: Piece) => boolean {
  if (fact.kind === 'row') {
    const words = [...fact.key, fact.column, fact.unit].map(bare);
    const value = new RegExp(numberPattern(fact.value));
    return ({ text, place }) => words.every((word) => (place + text).includes(word)) && value.test(text);
  }
  if (fact.kind === 'article') {
    const [number, words] = [bare(fact.number), bare(fact.words)];
    return ({ text, place }) =>
      text.includes(number + words) || (place.includes(number) && text.includes(words));
  }
  const sentence = bare(fact.text);
  return ({ text }) => text.includes(sentence);
}

/**
 * Whether the value stands right behind the name of its column, its unit with the one or the other:
 * `投资额（亿元）：12.5`, `投资额：12.5亿元`. Else a reader has to count columns.
 */
function namesValue({ column, value, unit }: RowFact, text: string): boolean {
  const [name, measure] = [column, unit].map((word) => escapePattern(bare(word)));
  const number = numberPattern(value);
  const between = '[：:|,，、·\\-]{0,3}';
  const ofColumn = `${name}[（(/]${measure}[)）]?${between}${number}`;
  const ofValue = `${name}(?:[（(][^（）()]*[)）])?${between}${number}${measure}`;
  return new RegExp(`${ofColumn}|${ofValue}`).test(text);
}

/** A number that is no part of a longer one. */
function numberPattern(value: string): string {
  return `(?<![\\d.])${escapePattern(value)}(?![\\d]|\\.\\d)`;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Characters beside the noise that make a piece one of content. */
const LEAST_CONTENT = 20;

function isNoisy(text: string, noise: readonly string[]): boolean {
  const without = noise.reduce((rest, fragment) => rest.replaceAll(fragment, ''), text);
  return without.length < text.length && without.length >= LEAST_CONTENT;
}

function bare(text: string): string {
  return text.replace(/\s+/g, '');
}
