/** What a text message of WeChat or WeChat Customer Service may hold, in bytes of UTF-8; more is refused with 45002. */
export const TEXT_BYTES = 2048;

const ANCHOR = /<a\b[^<>]*>([^<>]*)<\/a>/g;
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * The text of a reply as WeChat shows it: items of lists begin with a dot, and nothing in it is taken for a link,
 * since documents and models do not make links here.
 */
export function wechatText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/^([ \t]*)[-*•] +/gm, '$1· ')
    .replace(/<(?=\/?[a-z])/gi, '＜')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A link within a text; only what WeChat takes as one address and one label. */
export function anchor(label: string, url: string): string {
  const text = label.replace(/[<>]/g, (sign) => (sign === '<' ? '＜' : '＞'));
  return `<a href="${url.replace(/["<>\s]/g, encodeURIComponent)}">${text}</a>`;
}

/**
 * Cuts a text into parts of at most `limitBytes` of UTF-8, at the end of a paragraph, else of a line, a sentence, a
 * phrase, else between characters as a reader sees them; never inside a link. Spaces at a cut are left out, and so is
 * the address of a link that is longer than a part.
 */
export function splitText(text: string, limitBytes: number = TEXT_BYTES): string[] {
  const parts: string[] = [];
  let rest = withoutLongAnchors(text.toWellFormed(), limitBytes).trim();
  while (byteLength(rest) > limitBytes) {
    const cut = cutOf(rest, limitBytes);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  parts.push(rest);
  return parts.filter((part) => part !== '');
}

function withoutLongAnchors(text: string, limitBytes: number): string {
  return text.replace(ANCHOR, (whole, label: string) => (byteLength(whole) > limitBytes ? label : whole));
}

// Best first. Each matches what stands before a cut.
const ENDS = [/\n\s*\n/g, /\n/g, /[。！？；][”’」』）]*|[.!?;]["')]*(?=\s)/g, /[，、,：:]|\s/g];
// A part that is nearly empty reads worse than one that ends within a paragraph.
const LEAST_PART = 0.4;

/** Where to cut, in UTF-16 units; the text is longer than the limit. */
function cutOf(text: string, limitBytes: number): number {
  const end = lastFit(text, limitBytes);
  const anchors = spansOf(text);
  const isFree = (at: number) => !anchors.some(([from, to]) => from < at && at < to);
  for (const sign of ENDS) {
    const ends = [...text.slice(0, end + 1).matchAll(sign)].map((match) => match.index + match[0].length);
    const best = ends.findLast((at) => at <= end && isFree(at));
    if (best !== undefined && best >= end * LEAST_PART) return best;
  }
  const around = anchors.find(([from, to]) => from < end && end < to);
  // A link that begins the part fits it whole, so that there is always something before the cut.
  return around && around[0] > 0 ? around[0] : end;
}

/** The end of the last character that fits, at least of one code point. */
function lastFit(text: string, limitBytes: number): number {
  // A character takes at least a byte for each UTF-16 unit; what follows belongs to the last of them.
  const head = text.slice(0, limitBytes + limitBytes);
  const whole = fitting(
    Array.from(graphemes.segment(head), ({ segment }) => segment),
    limitBytes,
  );
  // One character of more bytes than a part holds is cut between its code points.
  return whole || fitting([...head], limitBytes) || [...head][0]!.length;
}

function fitting(pieces: readonly string[], limitBytes: number): number {
  let bytes = 0;
  let end = 0;
  for (const piece of pieces) {
    bytes += byteLength(piece);
    if (bytes > limitBytes) break;
    end += piece.length;
  }
  return end;
}

function spansOf(text: string): [number, number][] {
  return [...text.matchAll(ANCHOR)].map((match) => [match.index, match.index + match[0].length]);
}
