import type { Language } from '../types.ts';

/** The measures of a picture, in px. */
export interface Sheet {
  width: number;
  /** Of the text. */
  fontSize: number;
  /** The most of the width that labels may take; a longer one is cut with an ellipsis. */
  labels: number;
}

/** For the column of an answer on a laptop. */
export const WIDE: Sheet = { width: 640, fontSize: 13, labels: 230 };
/** For a phone of 360 px and more. */
export const NARROW: Sheet = { width: 300, fontSize: 12, labels: 100 };
/** For a chat, which has no text around it. */
export const PICTURE: Sheet = { width: 760, fontSize: 15, labels: 270 };

/** About how wide texts get at most, in px: Chinese characters are as wide as high, others about half so. */
export function widthOf(texts: readonly string[], fontSize: number): number {
  const ems = texts.map((text) =>
    [...text].reduce((sum, character) => sum + (character < '\u2e80' ? 0.58 : 1), 0),
  );
  return Math.ceil(Math.max(0, ...ems) * fontSize);
}

/** More are read nowhere; the table has them all. */
export const MOST_DRAWN = 20;

/**
 * The colours of the page by day and by night, as `web/src/styles/tokens.css` has them. No two by day are the same:
 * a picture is put into its night colours by them.
 */
export const COLOURS = {
  ink: { day: '#1c2a2b', night: '#ebe6da' },
  muted: { day: '#55625f', night: '#a3b1ad' },
  line: { day: '#ddd3be', night: '#2d3e3f' },
  bar: { day: '#17595b', night: '#8cc7bf' },
} as const;

/** What a picture that stands alone is drawn on. */
export const PAPER = '#fffdf8';

const CHINESE_FONTS = [
  'PingFang SC',
  'Noto Sans CJK SC',
  'Noto Sans SC',
  'Source Han Sans SC',
  'Microsoft YaHei',
];
const TRADITIONAL_FONTS = [
  'PingFang TC',
  'Noto Sans CJK TC',
  'Noto Sans TC',
  'Source Han Sans TC',
  'Microsoft JhengHei',
];

/** Fonts for a language, the best first; one with Chinese also in English, for what is added in brackets. */
export function fontsFor(language: Language): string {
  return (language === 'zh-Hant' ? TRADITIONAL_FONTS : CHINESE_FONTS).concat('sans-serif').join(', ');
}
