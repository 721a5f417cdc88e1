// Telegram takes few tags, and only these characters need to be written otherwise (core.telegram.org/bots/api#html-style).

const CHARACTERS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const BACK = Object.fromEntries(Object.entries(CHARACTERS).map(([character, name]) => [name, character]));

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => CHARACTERS[character]!);
}

/** What a reader sees of HTML of ours, for a message that Telegram could not read. */
export function visibleOf(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|quot);/g, (name) => BACK[name]!);
}

/** Text is refused beyond 32,768 bytes before it is read; beyond 100 entities, the rest are left out. */
const HTML_BYTES = 32_000;
const MOST_LINKS = 80;

/**
 * Plain text as HTML, with the marks of sources as links as long as all of it is taken.
 * @param addressOf of a source by its number; `undefined` leaves its mark as it is
 */
export function textHtml(text: string, addressOf: (n: number) => string | undefined): string {
  let bytes = Buffer.byteLength(escapeHtml(text));
  let links = 0;
  const pieces = text.split(/(\[\d{1,3}\])/);
  return pieces
    .map((piece, index) => {
      const address = index % 2 === 1 ? addressOf(Number(piece.slice(1, -1))) : undefined;
      if (address === undefined) return escapeHtml(piece);
      const open = `<a href="${escapeHtml(address)}">`;
      const more = Buffer.byteLength(open) + '</a>'.length;
      if (links === MOST_LINKS || bytes + more > HTML_BYTES) return escapeHtml(piece);
      links += 1;
      bytes += more;
      return `${open}${piece}</a>`;
    })
    .join('');
}
