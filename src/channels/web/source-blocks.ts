import type { SourceBlock, SourceWindow } from '../desk-port.ts';
import { label, type Markup, markup, pageLabel } from './markup.ts';
import { renderTable } from './source-table.ts';

/** A block that has a place on the page; the page opens at the one that is its anchor. */
export type PlacedBlock = SourceBlock & { id: string; isAnchor: boolean };

/** Neighbouring blocks that are one thing to a reader: a list, a table, or a single block. */
export type BlockGroup = [PlacedBlock, ...PlacedBlock[]];

/** A stretch of a document as HTML, in order, with pages and sheets in the margin. */
export function renderBlocks({ blocks, from }: SourceWindow): Markup[] {
  const anchor = blocks.find(({ cited }) => cited !== undefined);
  const placed = blocks.map((block, at) => ({
    ...block,
    id: blockId(from + at),
    isAnchor: block === anchor,
  }));
  let previous: SourceBlock | undefined;
  return groupsOf(placed).flatMap((group) => {
    const place = renderPlace(group[0], previous);
    previous = group.at(-1);
    return [...place, renderGroup(group)];
  });
}

/** The id of the block at a place in the document, to link to. */
export function blockId(place: number): string {
  return `b${place}`;
}

function groupsOf(blocks: readonly PlacedBlock[]): BlockGroup[] {
  const groups: BlockGroup[] = [];
  for (const block of blocks) {
    const group = groups.at(-1);
    if (group && continues(group.at(-1)!, block)) group.push(block);
    else groups.push([block]);
  }
  return groups;
}

/** A table goes on over pages; a list is interrupted by them, so that the page can stand in the margin. */
function continues(last: SourceBlock, next: SourceBlock): boolean {
  if (last.kind !== next.kind || last.sheet !== next.sheet) return false;
  if (next.kind === 'list-item') return last.page === next.page;
  return next.kind === 'table-row' && last.table === next.table && (last.row ?? 0) <= (next.row ?? 0);
}

function renderPlace({ page, sheet }: SourceBlock, previous: SourceBlock | undefined): Markup[] {
  const places = [
    sheet !== undefined && sheet !== previous?.sheet && markup`<span>${label(sheet, 'Sheet')}</span>`,
    page !== undefined && page !== previous?.page && markup`<span>${pageLabel(page)}</span>`,
  ].filter((place) => place !== false);
  return places.length === 0 ? [] : [markup`<p class="place">${places}</p>`];
}

function renderGroup(group: BlockGroup): Markup {
  const [block] = group;
  switch (block.kind) {
    case 'list-item':
      return markup`<ul>${group.map((item) => markup`<li id="${item.id}">${renderText(item)}</li>`)}</ul>`;
    case 'table-row':
      return renderTable(group) ?? renderLines(group);
    case 'heading':
      return renderHeading(block);
    case 'caption':
      return markup`<p id="${block.id}" class="caption">${renderText(block)}</p>`;
    default:
      return markup`<p id="${block.id}">${renderText(block)}</p>`;
  }
}

/** The document's title is the page's first heading; its own headings stand below it. */
function renderHeading({ id, level = 1, text }: PlacedBlock): Markup {
  if (level === 1) return markup`<h2 id="${id}">${text}</h2>`;
  if (level === 2) return markup`<h3 id="${id}">${text}</h3>`;
  return level === 3 ? markup`<h4 id="${id}">${text}</h4>` : markup`<h5 id="${id}">${text}</h5>`;
}

/** A block's text, with what belongs to the cited passage marked. */
function renderText({ text, cited, isAnchor }: PlacedBlock): Markup {
  if (!cited) return markup`${text}`;
  const marked = text.slice(cited.start, cited.end);
  const mark = isAnchor
    ? markup`<mark id="cited" tabindex="-1" autofocus>${marked}</mark>`
    : markup`<mark>${marked}</mark>`;
  return markup`${text.slice(0, cited.start)}${mark}${text.slice(cited.end)}`;
}

/** Rows of a table that share no columns, each a line with its number. */
function renderLines(group: BlockGroup): Markup {
  const [{ table }] = group;
  const lines = group.map((block) => {
    const number = block.row !== undefined && markup`<span class="number">${`第${block.row}行`}</span> `;
    return markup`<li id="${block.id}">${number}${renderText(block)}</li>`;
  });
  const caption = table !== undefined && markup`<p class="caption">${table}</p>`;
  return markup`${caption}<ul class="rows">${lines}</ul>`;
}
