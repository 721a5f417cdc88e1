import type { Misfit, RegisterRow } from '../../register-types.ts';
import type { CleanText, DocumentSource, Passage } from '../../types.ts';
import { columnsByPack } from './columns.ts';
import { registerOf } from './kind.ts';
import { readRows } from './rows.ts';
import { type SourceTable, sourceTables } from './tables.ts';
import { readTariffs } from './tariffs.ts';
import { readZones } from './zones.ts';

/** A document whose tables may be registers. */
export interface RegisterDocument {
  source: DocumentSource;
  clean: CleanText;
  passages: readonly Passage[];
}

/** Misfits that are told one by one. */
const MOST_MISFITS = 1000;

/**
 * Reads the tables of a document that are registers, by their headings or as pack.yaml names their columns. Rows come
 * in the order of the document; what does not fit is told in sentences for staff, with its sheet and row.
 */
export function readRegisters({ source, clean, passages }: RegisterDocument): {
  rows: RegisterRow[];
  misfits: Misfit[];
} {
  const tables = sourceTables(clean, passages);
  const rows: RegisterRow[] = [];
  const misfits = unknownColumns(source, tables);
  for (const table of tables) {
    const register = registerOf(table, source);
    const zones = register ? undefined : readZones(table);
    const read = register ? readRows(register, source) : zones ? undefined : readTariffs(table, source);
    rows.push(...(read?.rows ?? zones ?? []));
    misfits.push(...(read?.misfits ?? []));
  }
  const more = misfits.length - MOST_MISFITS;
  if (more > 0) misfits.splice(MOST_MISFITS, more, { reason: `${more} more cells and rows do not fit.` });
  return { rows, misfits };
}

/** Headings that pack.yaml names and no table has. */
function unknownColumns({ columns }: DocumentSource, tables: readonly SourceTable[]): Misfit[] {
  if (!columns) return [];
  const missing = tables.map((table) => new Set(columnsByPack(columns, table).missing));
  return Object.values(columns)
    .filter((heading) => missing.every((headings) => headings.has(heading)))
    .map((heading) => ({ reason: `pack.yaml names the column ${heading}, which no table here has.` }));
}
