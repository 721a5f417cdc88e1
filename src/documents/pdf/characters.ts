/** Radicals that some programs write in place of the characters that look the same (Unicode: EquivalentUnifiedIdeograph). */
const RADICALS = new Map(
  '⺁厂⺊卜⺒巳⺝月⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻒镸⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻯竜⻰龙⻱龜⻲亀'
    .match(/../gu)
    ?.map((pair) => [pair[0]!, pair[1]!]),
);
const RADICAL = /[\u2e80-\u2ef2]/g;
/** Kangxi radicals, compatibility ideographs and Latin ligatures stand for other characters. */
const COMPATIBLE = /[\u2f00-\u2fdf\u2ef3\uf900-\ufaff\ufb00-\ufb06]|[\u{2f800}-\u{2fa1f}]/gu;
/** Punctuation as it is drawn in vertical writing. */
const VERTICAL = /[\ufe10-\ufe19\ufe30-\ufe4f]/g;
/** Bullets of the fonts Symbol and Wingdings, which have no characters of their own. */
const BULLETS = /[\uf06c\uf06e\uf06f\uf071\uf075-\uf077\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0e8\uf0fc\uf0fe]/g;
/** What no text of the languages read here holds, but text does whose font does not name its characters. */
const STRANGE =
  /[\p{Co}\p{Cn}\p{Cs}\p{Cc}\ufffd\u3400-\u4dbf]|(?![\p{Script=Han}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Common}])\p{L}/gu;

/** The ordinary characters for those that only fonts have: radicals, ligatures, vertical punctuation, bullets. */
export function ordinaryCharacters(text: string): string {
  return text
    .replace(RADICAL, (radical) => RADICALS.get(radical) ?? radical)
    .replace(COMPATIBLE, (character) => character.normalize('NFKC'))
    .replace(VERTICAL, (mark) => mark.normalize('NFKC').replace(/[!-~]/g, fullWidth))
    .replace(BULLETS, '•');
}

/** The share of a text, from 0 to 1, that is no character of any language it may be written in. */
export function strangeShare(text: string): number {
  return text === '' ? 0 : (text.match(STRANGE)?.length ?? 0) / text.length;
}

function fullWidth(mark: string): string {
  return String.fromCharCode(mark.charCodeAt(0) + 0xfee0);
}
