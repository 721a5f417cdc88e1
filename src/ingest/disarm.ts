import { findInstructions, OMISSION, withoutInstructions } from '../language/instructions.ts';
import type { Block, CleanText } from '../types.ts';

/** Places that a document's warnings name; of more, their number is told. */
const NAMED = 5;
/** For a name that instructs. */
const NAMED_SO = 'Its name instructs a machine and is no title.';
/** Characters of an instruction that a warning repeats, for a person to judge it by. */
const SHOWN = 40;

/**
 * A document's clean text with `[…]` in place of each sentence that instructs a machine, in text, headings,
 * cells, and names of sheets and tables; what is left is as it was. Neither index, answer, prompt nor page
 * gets such a sentence, and the warnings tell staff where it stands, or that the name of the file instructs. Disarming twice changes nothing.
 */
export function disarm(clean: CleanText, path: string): CleanText {
  const named = disarmTitle(path) === path ? [] : [NAMED_SO].filter((text) => !clean.warnings.includes(text));
  const disarmed: Block[] = [];
  const blocks: Block[] = [];
  let text = '';
  let from = 0;
  for (const block of clean.blocks) {
    text += clean.text.slice(from, block.start);
    const whole = clean.text.slice(block.start, block.end);
    const left = block.kind === 'table-row' ? cellsWithout(whole) : withoutInstructions(whole);
    if (left !== whole) disarmed.push(block);
    blocks.push(blockOf(block, { start: text.length, left, isChanged: left !== whole }));
    text += left;
    from = block.end;
  }
  const isAsItWas = blocks.every(({ sheet, table }, at) => isNamed(clean.blocks[at]!, sheet, table));
  if (disarmed.length === 0 && named.length === 0 && isAsItWas) return clean;
  return {
    ...clean,
    text: text + clean.text.slice(from),
    blocks,
    warnings: [...clean.warnings, ...named, ...warningsOf(disarmed, clean.text)],
  };
}

/** A title without instructions, words of a file's name parted; `undefined` where no word is left. */
export function disarmTitle(title: string | undefined): string | undefined {
  if (title === undefined) return undefined;
  const words = title.replace(/[_+-]+/g, ' ');
  if (findInstructions(words).length === 0) return title;
  const left = withoutInstructions(words);
  return /[\p{L}\p{N}]/u.test(left) ? left : undefined;
}

/** A row without its instructions: the names of their columns stay, so that the other cells keep theirs. */
function cellsWithout(row: string): string {
  let left = '';
  let from = 0;
  for (const { start, end } of findInstructions(row)) {
    const [, column = '', mark = ''] = /^([^：:；;]{1,40}[：:]\s?)?.*?([；;]?\s*)$/s.exec(
      row.slice(start, end),
    )!;
    left += `${row.slice(from, start)}${withoutInstructions(column)}${OMISSION}${mark}`;
    from = end;
  }
  return left + row.slice(from);
}

/**
 * A block over what is left of it; one of which nothing is left carries no content, and a row of which anything
 * is left out is no row of a register.
 */
function blockOf(
  block: Block,
  { start, left, isChanged }: { start: number; left: string; isChanged: boolean },
): Block {
  const { sheet, table, group, cells, unfilled } = block;
  const isEmpty = isChanged && !/[\p{L}\p{N}]/u.test(left);
  return {
    ...block,
    start,
    end: start + left.length,
    ...(isEmpty && { kind: 'boilerplate' as const }),
    ...(sheet !== undefined && { sheet: withoutInstructions(sheet) }),
    ...(table !== undefined && { table: withoutInstructions(table) }),
    ...(group !== undefined && { group: withoutInstructions(group) }),
    ...(cells !== undefined && isChanged && { cells: undefined }),
    ...(unfilled !== undefined && { unfilled: unfilled.map(withoutInstructions) }),
  };
}

function isNamed(block: Block, sheet: string | undefined, table: string | undefined): boolean {
  return block.sheet === sheet && block.table === table;
}

/** Where instructions stood, a sentence each, for the first blocks; how many more there were. */
function warningsOf(disarmed: readonly Block[], text: string): string[] {
  const warnings = disarmed.slice(0, NAMED).flatMap((block) => {
    const found = findInstructions(text.slice(block.start, block.end)).slice(0, NAMED);
    return found.map(({ start, kind, said }) => {
      const place = placeOf(block, text.slice(0, block.start + start));
      return `An instruction to a machine was left out (${kind}, ${place}): ${said.slice(0, SHOWN)}`;
    });
  });
  const more = disarmed.length - NAMED;
  return more > 0 ? [...warnings, `Instructions were left out in ${more} more places.`] : warnings;
}

function placeOf({ page, sheet, row }: Block, before: string): string {
  const places = [
    page !== undefined && `page ${page}`,
    sheet !== undefined && `sheet ${withoutInstructions(sheet)}`,
    row !== undefined && `row ${row}`,
    `line ${before.split('\n').length} of its text`,
  ];
  return places.filter(Boolean).join(', ');
}
