/** HTML character references that survive in text copied from web pages. */

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwnj: '',
  zwj: '',
  lrm: '',
  rlm: '',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  laquo: '«',
  raquo: '»',
  middot: '·',
  bull: '•',
  times: '×',
  divide: '÷',
  plusmn: '±',
  minus: '−',
  le: '≤',
  ge: '≥',
  ne: '≠',
  infin: '∞',
  deg: '°',
  permil: '‰',
  yen: '¥',
  euro: '€',
  pound: '£',
  cent: '¢',
  copy: '©',
  reg: '®',
  trade: '™',
  sect: '§',
  para: '¶',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  larr: '←',
  rarr: '→',
  uarr: '↑',
  darr: '↓',
};

// An ampersand escaped several times over (`&amp;amp;lt;`) is undone in one step.
const REFERENCE = new RegExp(
  `&(?:(?:amp|#38|#[xX]26);)*(?:(${Object.keys(NAMED).join('|')});|nbsp(?![A-Za-z0-9])|#(\\d{1,7});|#[xX]([0-9a-fA-F]{1,6});)`,
  'g',
);

/** Replaces character references by their characters; unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (written, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name !== undefined) return NAMED[name]!;
    if (decimal === undefined && hexadecimal === undefined) return ' ';
    const code = decimal === undefined ? Number.parseInt(hexadecimal!, 16) : Number(decimal);
    return characterOf(code) ?? written;
  });
}

function characterOf(code: number): string | undefined {
  // Pages number the Windows-1252 characters by their bytes; browsers read them so, too.
  if (code >= 0x80 && code <= 0x9f) return new TextDecoder('windows-1252').decode(Uint8Array.of(code));
  if (code > 0x10ffff) return undefined;
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return String.fromCodePoint(code);
}
