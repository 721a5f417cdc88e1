import { fold } from '../../language/fold.ts';
import type { RegisterScope, StoredRow } from '../../register-types.ts';
import type { RegisterStore } from '../../store/register-store.ts';
import { wordKey } from './lexicon.ts';

/** A zone that documents call by several names. */
export interface ToldZone {
  /** The short one, by which it is shown. */
  name: string;
  /** All of them, Chinese and English, as they are written. */
  names: readonly string[];
}

/** What the documents that an asker may see say that zones are called. */
export async function toldZones(
  registers: Pick<RegisterStore, 'vocabulary' | 'run'>,
  scope: RegisterScope,
): Promise<ToldZone[]> {
  if ((await registers.vocabulary('zones', 'name', scope)).size === 0) return [];
  const { rows } = await registers.run({ register: 'zones', filters: [], measures: [] }, scope);
  return joined(rows);
}

/** What names are compared by. */
export function nameKey(name: string): string {
  return wordKey(fold(name));
}

/**
 * Rows as zones: two documents that share a name of a zone speak of the same one. A name that one document gives to
 * two zones names neither, and a row that would make one of two zones of another document is left out.
 */
export function joined(rows: readonly StoredRow[]): ToldZone[] {
  const shared = namesOfSeveral(rows);
  const zones: { name: string; names: Map<string, string>; documents: Set<string> }[] = [];
  for (const row of rows) {
    const own = new Map([...namesOf(row)].filter(([key]) => !shared.has(`${row.document} ${key}`)));
    const short = itemsOf(row.values.name?.raw)[0] ?? '';
    const same = zones.filter(({ names }) => [...own.keys()].some((key) => names.has(key)));
    const documents = same.flatMap((zone) => [...zone.documents]);
    if (own.size < 2 || new Set(documents).size < documents.length) continue;
    const [first = { name: short, names: new Map(), documents: new Set<string>() }, ...others] = same;
    if (same.length === 0) zones.push(first);
    for (const [key, name] of [...others.flatMap(({ names }) => [...names]), ...own])
      if (!first.names.has(key)) first.names.set(key, name);
    for (const document of [...documents, row.document]) first.documents.add(document);
    for (const other of others) zones.splice(zones.indexOf(other), 1);
  }
  return zones.map(({ name, names }) => ({ name, names: [...names.values()] }));
}

/** Names, each with its document, that rows of different zones have. */
function namesOfSeveral(rows: readonly StoredRow[]): Set<string> {
  const shorts = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const key of namesOf(row).keys()) {
      const named = `${row.document} ${key}`;
      shorts.set(named, (shorts.get(named) ?? new Set()).add(nameKey(row.values.name?.raw ?? '')));
    }
  }
  return new Set([...shorts].filter(([, zones]) => zones.size > 1).map(([named]) => named));
}

/** The names of a row by what they are compared by. */
function namesOf({ values: { name, fullName, alias, english } }: StoredRow): Map<string, string> {
  const names = [name, fullName, alias, english].flatMap((value) => itemsOf(value?.raw));
  return new Map(names.map((item) => [nameKey(item), item]));
}

function itemsOf(cell = ''): string[] {
  return cell.split('、').filter((item) => item !== '');
}
