import { label, type Markup, markup, pageLabel } from './markup.ts';
import type { BlockGroup, PlacedBlock } from './source-blocks.ts';
import { layTable } from './table-layout.ts';

/** Rows that share columns, as a table with its row numbers; `undefined` where they share none. */
export function renderTable(group: BlockGroup): Markup | undefined {
  const layout = layTable(group.map(({ text }) => text));
  if (!layout) return undefined;
  const { columns, rows } = layout;
  const [{ table }] = group;
  const heads = columns.map((name) => markup`<th scope="col">${name}</th>`);
  const body = group.map((block, at) => {
    const isOnNewPage = at > 0 && block.page !== undefined && block.page !== group[at - 1]!.page;
    return [isOnNewPage && renderNewPage(block.page!, columns), renderRow(block, rows[at]!, columns)];
  });
  // It takes the focus, so that the keyboard can scroll it sideways.
  return markup`<div class="table" role="region" aria-label="表格 Table" tabindex="0"><table>
    ${table !== undefined && markup`<caption>${table}</caption>`}
    <thead><tr><th scope="col" class="number">${label('行', 'Row')}</th>${heads}</tr></thead>
    <tbody>${body}</tbody>
  </table></div>`;
}

function renderNewPage(page: number, columns: readonly string[]): Markup {
  return markup`<tr class="new-page"><td colspan="${columns.length + 1}">${pageLabel(page)}</td></tr>`;
}

function renderRow(
  { id, row, cited, isAnchor }: PlacedBlock,
  cells: ReadonlyMap<string, string> | string,
  columns: readonly string[],
): Markup {
  const text = (words: string) => (cited && words !== '' ? markup`<mark>${words}</mark>` : words);
  const content =
    typeof cells === 'string'
      ? markup`<td colspan="${columns.length}">${text(cells)}</td>`
      : columns.map((name) => markup`<td>${text(cells.get(name) ?? '')}</td>`);
  const number = isAnchor
    ? markup`<th scope="row" class="number" id="cited" tabindex="-1" autofocus>${row}</th>`
    : markup`<th scope="row" class="number">${row}</th>`;
  return markup`<tr id="${id}" class="${cited ? 'cited' : 'row'}">${number}${content}</tr>`;
}
