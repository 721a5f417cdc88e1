import type { DraftBlock } from '../blocks.ts';
import { isListItem, isTrueHeading } from '../lines.ts';
import { renderTable } from '../tables/tables.ts';
import type { SheetPart } from './tables.ts';

/**
 * The parts of a sheet as blocks, each with its row.
 *
 * @param sheet the name of the sheet, where it stands in a workbook
 * @param level of the headings that the titles become
 */
export function sheetBlocks(
  parts: readonly SheetPart[],
  { sheet, level }: { sheet?: string; level: number },
): DraftBlock[] {
  const place = sheet === undefined ? {} : { sheet };
  return parts.flatMap((part): DraftBlock[] => {
    if (part.kind === 'table') return renderTable(part.table).map((block) => ({ ...block, ...place }));
    const { kind, text, row } = part;
    if (kind === 'title' && isTrueHeading(text)) return [{ kind: 'heading', level, text, row, ...place }];
    return [{ kind: isListItem(text) ? 'list-item' : 'paragraph', text, row, ...place }];
  });
}

/** The first title of a sheet, which names the document where nothing else does. */
export function titleOfSheet(parts: readonly SheetPart[]): string | undefined {
  const title = parts.find(({ kind }) => kind === 'title');
  return title?.kind === 'title' ? title.text : undefined;
}
