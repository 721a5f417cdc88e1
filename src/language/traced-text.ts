import { foldWithOrigin } from './fold.ts';

/** Folded text that may be rewritten, and still knows where in the text it was made of each part stood. */
export interface TracedText {
  text: string;
  /** For each code unit of `text`, and for its end, the offset in the text it was made of. */
  origin: Uint32Array;
}

export function traced(text: string): TracedText {
  const { folded, origin } = foldWithOrigin(text);
  return { text: folded, origin };
}

/** The text with each match rewritten; where `write` gives `undefined`, the match is left as it stands. */
export function rewrite(
  { text, origin }: TracedText,
  pattern: RegExp,
  write: (match: RegExpExecArray) => string | undefined,
): TracedText {
  let written = '';
  let from = 0;
  const places: number[] = [];
  const keep = (to: number) => {
    written += text.slice(from, to);
    for (let at = from; at < to; at++) places.push(origin[at]!);
  };
  for (const match of text.matchAll(pattern)) {
    const replacement = write(match as RegExpExecArray);
    if (replacement === undefined) continue;
    keep(match.index);
    written += replacement;
    for (let at = 0; at < replacement.length; at++) places.push(origin[match.index]!);
    from = match.index + match[0].length;
  }
  if (from === 0) return { text, origin };
  keep(text.length);
  places.push(origin[text.length]!);
  return { text: written, origin: Uint32Array.from(places) };
}
