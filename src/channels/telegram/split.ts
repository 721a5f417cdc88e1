/** Where a text may end, best first: paragraph, line, sentence, word. The mark belongs to what ends with it. */
const ENDS = [/\n\s*\n+/g, /\n/g, /[。！？；][”’」』）)]*|[.!?;]["')]*\s/g, /[，、：,:]|\s/g];
/** A part that is shorter than this share of what may be said looks torn: then the next kind of end is taken. */
const LEAST_SHARE = 0.4;
/** As far back as a cluster of characters is looked for that must stay whole. */
const LONGEST_CLUSTER = 64;
const MARK = /\[\d{1,3}\]/g;
const SEGMENTS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Cuts a text into parts of at most `limit` UTF-16 units, at the end of a paragraph, else of a line, a sentence, a
 * word; never within a character that a reader sees as one, nor within the mark of a source.
 * @returns parts that give the text again when they are put together
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const end = endWithin(rest, limit);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest ? [...parts, rest] : parts;
}

function endWithin(text: string, limit: number): number {
  const window = text.slice(0, limit);
  for (const pattern of ENDS) {
    const last = [...window.matchAll(pattern)].at(-1);
    const end = last && last.index + last[0].length;
    if (end !== undefined && end >= limit * LEAST_SHARE && isWhole(text, end)) return end;
  }
  return wholeEnd(text, limit);
}

/** The greatest place up to `limit` that tears neither a character nor a mark. */
function wholeEnd(text: string, limit: number): number {
  const mark = [...text.slice(0, limit + 5).matchAll(MARK)].find(
    ({ index, 0: { length } }) => index < limit && index + length > limit,
  );
  const end = mark && mark.index > 0 ? mark.index : limit;
  const from = Math.max(0, end - LONGEST_CLUSTER);
  const start = isLowSurrogate(text, from) ? from + 1 : from;
  const starts = [...SEGMENTS.segment(text.slice(start, end + LONGEST_CLUSTER))].map(
    ({ index }) => start + index,
  );
  const whole = starts.findLast((index) => index <= end && index > start);
  if (whole !== undefined) return whole;
  return isLowSurrogate(text, end) ? end - 1 : end;
}

/** Whether what ends there does not go on as the same character: a mark above it, a joiner. */
function isWhole(text: string, end: number): boolean {
  return wholeEnd(text, end) === end;
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
