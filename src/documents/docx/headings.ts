import type { DraftBlock } from '../blocks.ts';
import { canBeHeading, markHeadings, UNNUMBERED_LEVEL } from '../headings.ts';
import { numberedLevel } from '../lines.ts';
import { isReference, type Looks, withTitle } from './title.ts';

const LOWEST_LEVEL = 6;
const CONTENTS = /^(?:目\s*[录錄]|(?:table of )?contents)$/i;
/** A line of a table of contents typed by hand ends with dots or a gap and the number of a page. */
const CONTENTS_LINE = /(?:[.．…·]{2,}|\s)\s*\d{1,3}$/;

/**
 * The blocks of a document with its title and headings found: by style, by number and, where lines have
 * neither, by how they look. The outline levels of styled ones become levels below the title.
 *
 * @param looks of the blocks that are paragraphs
 */
export function withHeadings(found: readonly DraftBlock[], looks: Looks): DraftBlock[] {
  const { blocks, title } = withTitle(found, looks);
  markContents(blocks);
  const styled = new Set(blocks.filter((block) => block.kind === 'heading' && block !== title));
  const highest = [...styled].filter(({ level }) => level === 1);
  const isTitle = title === undefined && highest.length === 1 && highest[0] === blocks[0];
  markHeadings(blocks, (line) => {
    const look = looks.get(line);
    if (!look || isReference(line.text)) return false;
    const isMarked = look.isTitle || look.isBold || look.isCentred || numberedLevel(line.text) !== undefined;
    return isMarked && canBeHeading(line.text, line.kind);
  });
  let above = UNNUMBERED_LEVEL - 1;
  for (const block of blocks) {
    if (block.kind !== 'heading' || block === title) continue;
    if (styled.has(block)) above = block.level! + (isTitle ? 0 : 1);
    block.level = Math.min(LOWEST_LEVEL, styled.has(block) ? above : levelBelow(above, block.text));
  }
  return blocks;
}

/** A table of contents that was typed by hand repeats the headings and says nothing. */
function markContents(blocks: readonly DraftBlock[]): void {
  let inContents = false;
  for (const block of blocks) {
    inContents = CONTENTS.test(block.text) || (inContents && CONTENTS_LINE.test(block.text));
    if (inContents) block.kind = 'boilerplate';
  }
}

/** The level of an unstyled heading below a styled one: numbered ones keep their distances to each other. */
function levelBelow(above: number, text: string): number {
  const numbered = numberedLevel(text);
  return numbered === undefined ? above + 1 : numbered + Math.max(0, above - UNNUMBERED_LEVEL);
}
