import type { BlockKind } from '../types.ts';

/** What a line of a web copy is, judged by its words alone: a photo caption, page furniture, a list item. */

/** Captions are short; a longer paragraph that ends so is a report with its photographer's name. */
const LONGEST_CAPTION = 120;
const CREDIT =
  /(?:^|[。．.！？!?\s　（(：:/|])[\p{Script=Han}·]{2,5}[\s　]*(?<!拍)[攝摄]影?[)）]?$|(?:供[圖图]|[資资]料[圖图]片?|[圖图]片[來来]源[：:].{1,20}|[攝摄]影[：:][\s　]*[\p{Script=Han}·]{2,5})[)）]?$/u;

/** Words that open page furniture, with the longest line each may open. */
const FURNITURE: readonly [RegExp, number][] = [
  [/^相[關关][熱热][詞词](?:搜索)?/, 120],
  [/^(?:版[權权]|免[責责])[聲声]明/, 400],
  [/^[責责]任[編编][輯辑]|^[責责][編编][：:]|^[編编][輯辑][：:]|^校[對对][：:]|^[審审]核[：:]/, 60],
  [/^[來来]源[：:]|^(?:稿件|文章|信息)[來来]源[：:]/, 40],
  [/^(?:上|下)一(?:篇|條|条|[頁页])(?:[：:\s　]|$)/, 120],
  [/^分享(?:到|至)/, 60],
  [
    /^(?:相[關关]|推[薦荐]|延伸|更多|[熱热][門门])(?:[閱阅][讀读]|新[聞闻]|文章|[鏈链]接|推[薦荐]|[資资][訊讯])[：:]?/,
    60,
  ],
  [/^[當当]前位置[：:]|^您(?:[現现])?(?:在|所在)的?位置[：:]/, 100],
  [/^[【[(（]?(?:字[體体號号]|字[體体]大小)[：:]/, 40],
  [/^(?:[掃扫]一[掃扫]|[掃扫][碼码])/, 60],
  [/^(?:[瀏浏][覽览]|[點点][擊击]|[閱阅][讀读])(?:次[數数]|量|[數数])?[：:]\s*\d*/, 60],
];
/** Buttons, alone on their line. */
const BUTTONS =
  /^(?:[\s　|｜【】[\]()（）·/、,，>》-]|打印|列印|本[頁页]|本文|[關关][閉闭]|窗口|收藏|返回|[頂顶]部|首[頁页]|列表|分享|微信|微博|QQ|[大中小]|字[體体號号]|[：:])+$/;
const BUTTON_WORD = /打印|列印|[關关][閉闭]|返回|收藏|分享|字[體体號号]|首[頁页]/;
/** A line that carries figures of the matter is never furniture. */
const FIGURE = /\d\s*(?:[億亿萬万]|[%％畝亩元])/;

/** Whether a line credits a photograph: `……簽約。羅茂盟 攝`, `企业供图`, `资料图`. */
export function isCaption(line: string): boolean {
  return line.length <= LONGEST_CAPTION && CREDIT.test(line);
}

/** Whether a line gives a figure of the matter: an amount, a share, an area. */
export function givesFigure(line: string): boolean {
  return FIGURE.test(line);
}

/** Whether a line is furniture of the page it was copied from: buttons, links to other pages, the editor's name. */
export function isBoilerplate(line: string): boolean {
  if (line.length <= 40 && BUTTONS.test(line) && BUTTON_WORD.test(line)) return true;
  const bare = line.replace(/^[\s　【[（(]+/, '');
  if (givesFigure(bare) && !/^(?:版|免)/.test(bare)) return false;
  return FURNITURE.some(([opening, longest]) => bare.length <= longest && opening.test(bare));
}

/** Whether a line opens a list of links to other pages, so that the short lines after it are links. */
export function opensLinks(line: string): boolean {
  return /^(?:相[關关]|推[薦荐]|延伸|更多|[熱热][門门])(?:[閱阅][讀读]|新[聞闻]|文章|推[薦荐]|[資资][訊讯])[：:]?$/.test(
    line,
  );
}

/** Whether a line is an item of a list by its mark: a bullet, `1.`, `1、`, `（1）`, `①`. */
export function isListItem(line: string): boolean {
  return /^(?:[•·●■◆○▪►※]|[-*–]\s|\d{1,2}(?:[、）)]|[.．](?!\d))|[（(]\d{1,2}[）)]|[\u2460-\u2473])\s*\S/.test(
    line,
  );
}

/** What a line without mark-up is by its words: a caption, boilerplate, a list item, or else a paragraph. */
export function kindByWords(line: string): BlockKind {
  if (isCaption(line)) return 'caption';
  if (isBoilerplate(line)) return 'boilerplate';
  return isListItem(line) ? 'list-item' : 'paragraph';
}

/** The level of lines numbered `1.`, which are as often items of a list as headings. */
export const LOWEST_NUMBERED_LEVEL = 5;
const NUMERAL = '[一二三四五六七八九十百〇零]{1,4}';
/** The customary numbering of Chinese official documents, from the highest level on. */
const NUMBERINGS: readonly [RegExp, number][] = [
  [new RegExp(`^第(?:${NUMERAL}|\\d{1,3})[章編编篇部]`), 2],
  [new RegExp(`^(?:${NUMERAL})、|^第(?:${NUMERAL}|\\d{1,3})[節节條条]`), 3],
  [new RegExp(`^[（(](?:${NUMERAL})[）)]`), 4],
  [/^\d{1,2}(?:、|[.．](?!\d))|^[（(]\d{1,2}[）)]/, LOWEST_NUMBERED_LEVEL],
];

/** Level 2 to 5 of a numbered line (`第一章`, `一、`, `（一）`, `1.`); `undefined` if it has no number. */
export function numberedLevel(line: string): number | undefined {
  return NUMBERINGS.find(([numbering]) => numbering.test(line))?.[1];
}

/** Longer "headings" that read like prose are prose: an underlined paragraph, a page that sets text in h3. */
const LONGEST_MARKED_HEADING = 120;

/** What the mark-up calls a heading, unless it reads like prose: a heading never becomes a passage. */
export function isTrueHeading(text: string): boolean {
  return text.length <= LONGEST_MARKED_HEADING && !(text.length > 50 && /[。；！？]|[.;] /.test(text));
}

const WIDE = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3000-\\u303f\\uff01-\\uff5e“”‘’…—';
const BREAK_IN_CHINESE = new RegExp(
  `(?<=[${WIDE}])[ \\t]{0,9}\\n[ \\t]{0,9}(?=[${WIDE}0-9])|(?<=[0-9])[ \\t]{0,9}\\n[ \\t]{0,9}(?=[${WIDE}])`,
  'gu',
);

/** Joins the lines of wrapped text: with nothing between Chinese characters, with a space between words. */
export function joinWrapped(text: string): string {
  return text.replace(BREAK_IN_CHINESE, '').replace(/[^\S\n]{0,9}\n\s*/g, ' ');
}
