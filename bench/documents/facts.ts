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

/** A piece with its text and place without white space as well. */
interface Bared extends Piece {
  bareText: string;
  barePlace: string;
}

/** Compares what a file says with the pieces made of it; white space counts only where it parts two numbers. */
export function judge(facts: readonly Fact[], pieces: readonly Piece[]): FileResult {
  const withPlace = pieces.map((piece): Bared => {
    return { ...piece, bareText: bare(piece.text), barePlace: bare(piece.place) };
  });
  const inText = withPlace.map((piece): Bared => ({ ...piece, place: '', barePlace: '' }));
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
    noisyPieces: inText.filter(({ bareText }) => isNoisy(bareText, noise)).length,
    garbledPieces: inText.filter(({ text }) => text.includes('\ufffd')).length,
  };
}

function holds(fact: Exclude<Fact, { kind: 'noise' }>): (piece: Bared) => boolean {
  if (fact.kind === 'row') {
    const words = [...fact.key, fact.column, fact.unit].map(bare);
    const value = new RegExp(valuePattern(fact.value));
    return ({ text, bareText, barePlace }) =>
      words.every((word) => bareText.includes(word) || barePlace.includes(word)) && value.test(text);
  }
  if (fact.kind === 'article') {
    const [number, words] = [bare(fact.number), bare(fact.words)];
    return ({ bareText, barePlace }) =>
      bareText.includes(number + words) || (barePlace.includes(number) && bareText.includes(words));
  }
  const sentence = bare(fact.text);
  return ({ bareText }) => bareText.includes(sentence);
}

/**
 * Whether the value stands right behind the name of its column, its unit with the one or the other:
 * `投资额（亿元）：12.5`, `投资额：12.5亿元`. Else a reader has to count columns.
 */
function namesValue({ column, value, unit }: RowFact, text: string): boolean {
  const [name, measure, number] = [loosePattern(column), loosePattern(unit), valuePattern(value)];
  const between = '[：:|,，、·\\s-]{0,4}';
  const ofColumn = `${name}\\s*[（(/]\\s*${measure}\\s*[)）]?${between}${number}`;
  const ofValue = `${name}\\s*(?:[（(][^（）()]*[)）])?${between}${number}\\s*${measure}`;
  return new RegExp(`${ofColumn}|${ofValue}`).test(text);
}

/** A value that is no part of a longer number. */
function valuePattern(value: string): string {
  return `(?<![\\d.])${loosePattern(value)}(?!\\d|\\.\\d)`;
}

/** Words with any white space within them, except within numbers. */
function loosePattern(words: string): string {
  const parts = words.match(/[\d.]+|\S/g) ?? [];
  return parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s*');
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
