/** Text only: no images, links, HTML or emphasis of a model's statement reach a page. */
export function withoutMarkup(text: string): string {
  return text
    .replace(TERMINAL_CODE, '')
    .replace(/[\p{Cf}\p{Cc}\p{Co}]/gu, '')
    .replace(/[．｡]/g, '.')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]+)\]\((?:[^)]*)\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/\b(?:https?|ftp|javascript|data|vbscript|file|tel|mailto)\s?:\s?\S+/gi, '')
    .replace(DOMAIN, '')
    .replaceAll('|', ' ')
    .replace(/^#{1,6}\s+|^\s*[-*•>]\s+|[*_`~]{1,3}/g, '');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what colours a terminal begins with one.
const TERMINAL_CODE = /\u001b\[[\d;?]*[ -/]*[@-~]/g;
/** A name with a dot and letters right behind it: evil.example, xn--fiq.cn, 例子.中国, someone@host.com. */
const DOMAIN =
  /(?:[\w.+-]*@)?(?:(?:[a-z\d-]{2,}\.)+[a-z][a-z\d-]+|[\p{Script=Han}a-z\d-]+\.(?:中国|中國|公司|网络|網絡|网址|我爱你|在线|商城))(?:[/:?#]\S*)?/giu;

/** What is left of a link or a script after `withoutMarkup`: such a statement is not shown at all. */
export const LINK =
  /:\/\/|\bwww\b|\bhxxps?\b|javascript|\bon\w+\s?=|base64,|[<>{}]|\]\(|!\[|\\u[\da-f]{4}|&#?\w+;|%[\da-f]{2}%|\[\.\]|\(dot\)/i;
