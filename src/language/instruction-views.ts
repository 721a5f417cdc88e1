import { fold } from './fold.ts';

/** The tag block repeats ASCII where no font shows it. */
const TAGS = /[\u{e0020}-\u{e007e}]/gu;
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu;
const BACKWARDS = /\u202e/;

/**
 * The texts that a text can be read as once its disguise is taken off: folded without what is not seen; with
 * letters of other scripts that look Latin; with letters that were set apart; with digits in place of letters.
 */
export function viewsOf(text: string): string[] {
  const shown = text
    .replace(TAGS, (tag) => String.fromCharCode(tag.codePointAt(0)! - 0xe0000))
    .replace(/[\n\t]/g, ' ');
  const plain = fold(shown.replace(UNSEEN, '')).trim();
  const views = [plain];
  if (BACKWARDS.test(text)) views.push([...plain].reverse().join(''));
  const latin = inLatin(plain);
  if (latin !== plain) views.push(latin);
  if (SET_APART.test(latin)) views.push(latin.replace(GAPS, '').replace(WIDE_GAPS, ' '));
  if (HAN_APART.test(plain)) views.push(plain.replace(HAN_GAPS, ''));
  if (MIXED.test(latin)) views.push(latin.replace(MIXED_WORDS, inLetters));
  return views;
}

/** Texts that runs of a text decode to: Base64, hexadecimal. */
export function decodedIn(text: string): string[] {
  const decoded: string[] = [];
  for (const [run] of text.matchAll(BASE64)) decoded.push(utf8(Buffer.from(run, 'base64')));
  for (const [run] of text.matchAll(HEXADECIMAL)) decoded.push(utf8(Buffer.from(run, 'hex')));
  return decoded.filter((said) => said !== '');
}

/** Shorter runs say nothing that could instruct: 16 characters of Base64 are four Han characters. */
const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const HEXADECIMAL = /(?:[0-9a-fA-F]{2}){12,}/g;
const ESCAPES = /(?:%[0-9a-fA-F]{2}.*){3}|(?:\\u[0-9a-fA-F]{4}){2}|(?:&#x?[0-9a-fA-F]{2,6};){2}/;

/** Bytes as text; empty where they are none. */
function utf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const odd = text.match(/[\p{Cc}\p{Co}\p{Cn}\ufffd]/gu)?.length ?? 0;
  return odd === 0 ? text : '';
}

/** A line whose characters are written as escapes (percent, `\\u`, numeric references), without them. */
export function unescaped(text: string): string {
  if (!ESCAPES.test(text)) return text;
  const numeric = text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&#(x?)([0-9a-fA-F]{2,6});/g, (whole, hex: string, code: string) => {
      const point = Number.parseInt(code, hex ? 16 : 10);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    });
  return numeric.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => utf8(Buffer.from(run.replaceAll('%', ''), 'hex')));
}

// Lower case only: letters that a reader takes for the Latin ones below them.
const ALIKE = 'аеорсухіјѕԁԛԝһӏкмтпвгьαορνικτευηχγωβσѵօոսհցքքɡıɩʟʀɴᴀᴇᴏᴜ';
const LATIN = 'aeopcyxijsdqwhlkmtnbrbaopvikteunxywbovvonuhgqpgıilrnaeou';

const LOOKALIKES = new Map([...ALIKE].map((letter, at) => [letter, [...LATIN][at]!]));

/** With every letter that looks Latin as that letter, and without accents. */
function inLatin(text: string): string {
  if (!/[^\p{ASCII}\p{Script=Han}\p{P}]/u.test(text)) return text;
  const bare = text.normalize('NFD').replace(/(?<=[a-z]\p{M}*)\p{M}/gu, '');
  return [...bare].map((letter) => LOOKALIKES.get(letter) ?? letter).join('');
}

// i g n o r e, i.g.n.o.r.e; 忽-略-以-上.
const SET_APART = /(?<![a-z])(?:[a-z][ ._*-]{1,3}){4}[a-z](?![a-z])/;
const GAPS = /(?<=(?<![a-z])[a-z])[ ._*-](?=[a-z](?![a-z]))/g;
const WIDE_GAPS = / {2,}/g;
const HAN_APART = /(?:\p{Script=Han}[ ._*/|·-]){3}\p{Script=Han}/u;
const HAN_GAPS = /(?<=\p{Script=Han})[ ._*/|·-]+(?=\p{Script=Han})/gu;

// 1gn0re pr3v10us: digits inside a word of letters.
const MIXED = /[a-z][013457@$][a-z]|\b[013457@$][a-z]{2}/;
const MIXED_WORDS = /[a-z013457@$]*[a-z][a-z013457@$]*/g;
const LETTERS: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };

function inLetters(word: string): string {
  return word.replace(/[013457@$]/g, (digit) => LETTERS[digit]!);
}
