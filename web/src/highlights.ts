import type { Citation, Span } from './protocol.ts';

/** A stretch of text and whether it is emphasised. */
export interface Piece {
  text: string;
  marked: boolean;
}

/** Cuts `text` at the spans; spans may overlap, touch or lie partly outside. */
export function piecesOf(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  const ordered = spans
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(text.length, end) }))
    .sort((a, b) => a.start - b.start);
  for (const span of ordered) {
    const start = Math.max(span.start, done);
    if (span.end <= start) continue;
    if (start > done) pieces.push({ text: text.slice(done, start), marked: false });
    pieces.push({ text: text.slice(start, span.end), marked: true });
    done = span.end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), marked: false });
  return pieces;
}

/** Where a citation's highlights lie in the whole passage; none if its quote is not a part of it. */
export function highlightsIn(passage: string, citation: Citation): Span[] {
  const offset = passage.indexOf(citation.quote);
  if (offset < 0) return [];
  return citation.highlights.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
}

/**
 * The part of a quote worth two lines: it begins a little before the first highlight, so that what
 * carries the answer is not cut off by the clipping.
 */
export function excerptOf(citation: Citation): Piece[] {
  const first = Math.min(citation.quote.length, ...citation.highlights.map(({ start }) => start));
  const start = first > 48 && first < citation.quote.length ? first - 16 : 0;
  const spans = citation.highlights.map((span) => ({ start: span.start - start, end: span.end - start }));
  const pieces = piecesOf(citation.quote.slice(start), spans);
  return start > 0 ? [{ text: '…', marked: false }, ...pieces] : pieces;
}
