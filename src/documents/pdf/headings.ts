import type { DraftBlock } from '../blocks.ts';
import { canBeHeading, markHeadings, UNNUMBERED_LEVEL } from '../headings.ts';
import { isTrueHeading, numberedLevel } from '../lines.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Typography } from './typography.ts';

/** How blocks were set; the rows of tables have no setting. */
export type Settings = ReadonlyMap<DraftBlock, Paragraph>;

/** Headings are larger than the text, by this share of its size at least. */
const LARGER = 1.12;
/** And never smaller than it, but for this. */
const SMALLEST = 0.95;
const DEEPEST_LEVEL = 6;
/** As high as a chapter. */
const ANNEX_LEVEL = 2;
const MOST_LINES = 4;
/** Sizes that differ by less, in points, are one. */
const SAME_SIZE = 0.75;
/** The head of an official letter, over the title of what it is about: `江川经济技术开发区管理委员会文件`. */
const LETTERHEAD = /^\P{P}{4,40}(?:文件|公文|函件|便函)$/u;
/** The head of an annex; what follows is no part of the last chapter. With a title it stands at the top of a page. */
const ANNEX = /^附[件錄录]\s*[\d一二三四五六七八九十]{0,3}\s*([：:\s]\s*\P{P}{2,40})?$/u;
/** A figure set large for its effect: `1638.77亿元`, `500+`. */
const FIGURE =
  /^[^\d\s]{0,3}\d[\d.,，]*\s*[+＋%％]?\s*(?:[十百千万萬亿億]*(?:[美日欧歐港]?元|平方公里|平方米|[家个個项項人名亩畝吨噸天年户戶套所座])?|[A-Za-z]{1,3}²?)\s*[+＋]?$/u;

/**
 * Makes headings of what is set like one: larger than the text, or bold or numbered, short, and before other
 * text. The largest have level 1; numbered ones have the level of their numbers.
 */
export function markSetHeadings(
  blocks: readonly DraftBlock[],
  settings: Settings,
  typography: Typography,
): void {
  const large = markLarge(blocks, settings, typography);
  // Without larger text, what opens the document may be its title.
  const title = large.size > 0 ? undefined : blocks.find(({ kind }) => kind !== 'boilerplate');
  markHeadings(
    blocks,
    (block) =>
      canBeHeading(block.text, block.kind) &&
      (block === title || isMarked(block, settings.get(block), typography)),
  );
  levelUnnumbered(blocks, large);
  markAnnexes(blocks);
}

/** Makes headings of larger text, and gives them. */
function markLarge(
  blocks: readonly DraftBlock[],
  settings: Settings,
  { bodySize }: Typography,
): ReadonlySet<DraftBlock> {
  const sizeOf = (block: DraftBlock) => settings.get(block)?.size ?? 0;
  const large = blocks.filter((block) => {
    const setting = settings.get(block);
    return setting !== undefined && setting.size > LARGER * bodySize && isHeadingText(block, setting);
  });
  const [letterhead, title] = large;
  if (letterhead && title?.page === letterhead.page && LETTERHEAD.test(letterhead.text)) {
    letterhead.kind = 'boilerplate';
    large.shift();
  }
  const sizes = large.filter(({ text }) => numberedLevel(text) === undefined).map(sizeOf);
  const ranks = sizes
    .sort((a, b) => b - a)
    .filter((size, at) => at === 0 || sizes[at - 1]! - size > SAME_SIZE);
  for (const block of large) {
    block.kind = 'heading';
    const rank = Math.max(1, 1 + ranks.findLastIndex((size) => size >= sizeOf(block)));
    block.level = numberedLevel(block.text) ?? Math.min(rank, DEEPEST_LEVEL);
  }
  return new Set(large);
}

function markAnnexes(blocks: readonly DraftBlock[]): void {
  const body = blocks.filter(({ kind }) => kind !== 'boilerplate');
  for (const [at, block] of body.entries()) {
    const annex = block.kind === 'paragraph' ? ANNEX.exec(block.text) : null;
    const opensPage = body[at - 1]?.page !== block.page;
    if (annex && at > 0 && (opensPage || !annex[1]))
      Object.assign(block, { kind: 'heading', level: ANNEX_LEVEL });
  }
}

function isHeadingText({ kind, text }: DraftBlock, { lines, isParted }: Paragraph): boolean {
  if (kind === 'boilerplate' || kind === 'caption' || lines > MOST_LINES || isParted) return false;
  return /\p{L}/u.test(text) && !FIGURE.test(text) && !/[。；;，,]$/.test(text) && isTrueHeading(text);
}

/** Whether a line no larger than the text is bold or numbered as headings are. */
function isMarked(
  { text }: DraftBlock,
  setting: Paragraph | undefined,
  { isBodyBold, bodySize }: Typography,
): boolean {
  if (!setting || setting.lines > MOST_LINES || setting.isParted) return false;
  if (setting.size < SMALLEST * bodySize || FIGURE.test(text)) return false;
  return (!isBodyBold && setting.isBold) || numberedLevel(text) !== undefined;
}

/** A heading that is only bold stands below the last one that is larger or numbered; the first of all is the title. */
function levelUnnumbered(blocks: readonly DraftBlock[], large: ReadonlySet<DraftBlock>): void {
  const opening = blocks.find(({ kind }) => kind !== 'boilerplate' && kind !== 'caption');
  const hasTitle = blocks.some(({ level }) => level === 1);
  let above: number | undefined;
  for (const block of blocks) {
    if (block.kind !== 'heading') continue;
    if (large.has(block) || numberedLevel(block.text) !== undefined) above = block.level;
    else if (block === opening && !hasTitle) block.level = above = 1;
    else block.level = Math.min(above === undefined ? UNNUMBERED_LEVEL : above + 1, DEEPEST_LEVEL);
  }
}
