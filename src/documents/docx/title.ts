import type { DraftBlock } from '../blocks.ts';
import { numberedLevel } from '../lines.ts';
import type { Look } from './looks.ts';

/** How the paragraphs of the blocks look. */
export type Looks = ReadonlyMap<DraftBlock, Look>;

/** How far down a title is looked for: below its issuer and number. */
const MOST_OPENING_LINES = 8;
const LONGEST_TITLE = 80;
/** Characters this much larger than the text's are a title's without being centred. */
const LARGER = 1.3;
/** Words by which the title of an official document is told from the name of its issuer. */
const TITLE_WORD =
  /[關关](?:于|於)|[辦办]法|通知|[規规](?:定|[劃划])|方案|意[見见]|[細细][則则]|措施|政策|[條条]例|公告|指南|[報报]告|手[冊册]|名[單单]/;
/** 江经开〔2026〕3号 */
const DOCUMENT_NUMBER = /[〔[（(【]\d{4}[〕\]）)】]\s*第?\s*\d+\s*[号號]/;
const DATE = /^\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?$/;
const IN_BRACKETS = /^[（(][^）)]*[）)]$/;
/** What in brackets below a title belongs to it: （试行）, （2026年修订）, （征求意见稿）. */
const EDITION = /^[（(](?:[試试]行|[暫暂]行|草案|.{0,12}(?:修[訂订正]|稿|版))[）)]$/;

/** The blocks with the lines of the title made one heading of level 1, where there is a title. */
export function withTitle(
  found: readonly DraftBlock[],
  looks: Looks,
): { blocks: DraftBlock[]; title: DraftBlock | undefined } {
  const own = styledTitle(found, looks) ?? seenTitle(found, looks);
  if (!own) return { blocks: [...found], title: undefined };
  const below = found[found.indexOf(own.at(-1)!) + 1];
  const lines = below && EDITION.test(below.text) ? [...own, below] : own;
  const [first, ...others] = lines;
  const isChinese = /\p{Script=Han}$/u.test(first!.text);
  const title: DraftBlock = {
    kind: 'heading',
    text: lines.map(({ text }) => text).join(isChinese ? '' : ' '),
    level: 1,
  };
  const rest = new Set(others);
  const blocks = found.filter((block) => !rest.has(block)).map((block) => (block === first ? title : block));
  return { blocks, title };
}

function styledTitle(found: readonly DraftBlock[], looks: Looks): DraftBlock[] | undefined {
  const start = found.findIndex((block) => looks.get(block)?.isTitle);
  if (start < 0) return undefined;
  const length = found.slice(start).findIndex((block) => !looks.get(block)?.isTitle);
  return found.slice(start, length < 0 ? undefined : start + length);
}

/** The title of a document that styles nothing: centred above the text, larger than it or bold. */
function seenTitle(found: readonly DraftBlock[], looks: Looks): DraftBlock[] | undefined {
  const size = sizeOfText(looks);
  const groups: DraftBlock[][] = [];
  let previous: Look | undefined;
  for (const [at, block] of found.slice(0, MOST_OPENING_LINES).entries()) {
    const look = looks.get(block);
    if (!look || block.kind === 'heading' || block.text.length > LONGEST_TITLE) break;
    const isLarge = look.size > size * LARGER;
    const isCentred = look.isCentred && (look.isBold || look.size > size || at === 0);
    if ((isLarge || isCentred) && canBeTitle(block.text)) {
      if (previous?.size === look.size && previous.isBold === look.isBold) groups.at(-1)!.push(block);
      else groups.push([block]);
      previous = look;
    } else previous = undefined;
  }
  return groups.find((lines) => TITLE_WORD.test(lines.map(({ text }) => text).join(''))) ?? groups[0];
}

function canBeTitle(line: string): boolean {
  if (isReference(line) || numberedLevel(line) !== undefined) return false;
  // 江川经济技术开发区管理委员会文件 is the letterhead.
  return !/文件$|[。；;，,：:]$/.test(line);
}

/** Whether a line gives the number or the date of a document, or a remark in brackets below its title. */
export function isReference(line: string): boolean {
  return DOCUMENT_NUMBER.test(line) || DATE.test(line) || IN_BRACKETS.test(line);
}

/** The size in which most of the text is set. */
function sizeOfText(looks: Looks): number {
  const lengths = new Map<number, number>();
  for (const [{ text }, { size }] of looks) lengths.set(size, (lengths.get(size) ?? 0) + text.length);
  const [most] = [...lengths].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? 0;
}
