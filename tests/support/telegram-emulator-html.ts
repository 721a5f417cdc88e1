// HTML as Telegram reads it (core.telegram.org/bots/api#html-style), refused in the words of its server.

const TAGS = new Set([
  ...['b', 'strong', 'i', 'em', 'u', 'ins', 's', 'strike', 'del', 'span', 'tg-spoiler'],
  ...['a', 'code', 'pre', 'blockquote', 'tg-emoji'],
]);
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

export interface HtmlEntity {
  type: string;
  /** In UTF-16 units of the text. */
  offset: number;
  length: number;
  url?: string;
}

interface Open {
  tag: string;
  offset: number;
  url?: string;
}

const refused = (why: string) => new Error(`can't parse entities: ${why}`);

/** The text that a reader sees, and what of it is marked. @throws Error `can't parse entities: …` */
export function parseHtml(html: string): { text: string; entities: HtmlEntity[] } {
  const open: Open[] = [];
  const entities: HtmlEntity[] = [];
  let text = '';
  let at = 0;
  while (at < html.length) {
    const character = html[at]!;
    if (character === '&') {
      const [whole, decoded] = readCharacter(html, at);
      text += decoded;
      at += whole.length;
    } else if (character === '<') {
      const end = html.indexOf('>', at);
      if (end < 0) throw refused(`Unclosed start tag at byte offset ${byteOffset(html, at)}`);
      const inside = html.slice(at + 1, end);
      if (inside.startsWith('/')) entities.push(...close(inside.slice(1).trim(), open, { html, at, text }));
      else open.push(readTag(inside, { html, at, offset: text.length }));
      at = end + 1;
    } else {
      text += character;
      at += 1;
    }
  }
  const left = open.at(-1);
  if (left) throw refused(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities };
}

/** A name that is none, or no semicolon, stays as it is written. */
function readCharacter(html: string, at: number): [whole: string, decoded: string] {
  const found = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/i.exec(html.slice(at, at + 12));
  if (!found) return ['&', '&'];
  const [whole, decimal, hexadecimal, name] = found;
  const code = decimal ? Number(decimal) : hexadecimal ? Number.parseInt(hexadecimal, 16) : undefined;
  if (code !== undefined) return [whole, code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole];
  return [whole, NAMED[name!] ?? whole];
}

function readTag(inside: string, { html, at, offset }: { html: string; at: number; offset: number }): Open {
  const [, tag, attributes] = /^([^\s]*)(.*)$/s.exec(inside)!;
  const name = tag!.toLowerCase();
  if (!TAGS.has(name)) {
    throw refused(`Unsupported start tag "${name}" at byte offset ${byteOffset(html, at)}`);
  }
  const url = /(?:^|\s)href="([^"]*)"/.exec(attributes!)?.[1];
  const rest = attributes!.replace(/\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?/g, '').trim();
  if (rest) throw refused(`Unexpected character in tag "${name}" at byte offset ${byteOffset(html, at)}`);
  return { tag: name, offset, ...(url !== undefined && { url: decode(url) }) };
}

function decode(value: string): string {
  return value.replace(/&(lt|gt|amp|quot);/g, (_, name: string) => NAMED[name]!);
}

function close(
  given: string,
  open: Open[],
  { html, at, text }: { html: string; at: number; text: string },
): HtmlEntity[] {
  const last = open.pop();
  const place = byteOffset(html, at);
  if (!last) throw refused(`Unexpected end tag at byte offset ${place}`);
  if (given && given.toLowerCase() !== last.tag) {
    throw refused(
      `Unmatched end tag at byte offset ${place}, expected "</${last.tag}>", found "</${given}>"`,
    );
  }
  const length = text.length - last.offset;
  if (length === 0) return [];
  const { tag: type, offset, url } = last;
  return [{ type, offset, length, ...(url !== undefined && { url }) }];
}

function byteOffset(html: string, at: number): number {
  return Buffer.byteLength(html.slice(0, at));
}
