import { fold } from '../language/fold.ts';

/** The mark of a source in an answer: `[1]`. */
export const MARK = /\[\d+\]/g;

/**
 * Figures of an answer that stand in none of the quotes, neither as they are nor as the same amount in
 * another unit (1638.77亿 is 163.877 billion). Kept apart from the code that composes answers, and
 * simpler, so that the two cannot be wrong together. List numbers at the start of a line are no figures.
 */
export function untracedFigures(text: string, quotes: readonly string[]): string[] {
  const held = new Set(
    quotes.flatMap((quote) => figuresOf(quote)).flatMap(({ digits, value }) => [digits, value]),
  );
  return figuresOf(text.replace(MARK, ' ').replace(/^\s*\d+[.、)）](?!\d)\s*/gm, ''))
    .filter(({ digits, value }) => !held.has(value) && !held.has(digits))
    .map(({ written }) => written);
}

const MULTIPLIERS: Record<string, number> = {
  百: 1e2,
  千: 1e3,
  万: 1e4,
  亿: 1e8,
  万亿: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};
const FIGURE = /(\d+(?:\.\d+)?)(万亿|[百千万亿]|thousand|million|billion|trillion)?/g;
const MONTHS =
  /\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?=\s*\d)|(?<=\d\s*)(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b/gi;
const MONTH_ORDER = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function figuresOf(text: string): { written: string; digits: string; value: string }[] {
  const plain = text.replace(
    MONTHS,
    (month) => `${MONTH_ORDER.indexOf(month.slice(0, 3).toLowerCase()) + 1} `,
  );
  const folded = fold(plain.normalize('NFKC'))
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/(?<=\d)\s+(?=[百千万亿]|thousand|million|billion|trillion)/g, '');
  return [...folded.matchAll(FIGURE)].map(([written, number, unit]) => ({
    written,
    digits: unit ? written : String(Number(number)),
    // Twelve significant digits: as many as any amount has, and fewer than binary rounding disturbs.
    value: `=${Number((Number(number) * (MULTIPLIERS[unit ?? ''] ?? 1)).toPrecision(12))}`,
  }));
}
