import { fold } from '../language/fold.ts';
import type { FieldName, FieldValue, RegisterRow } from '../register-types.ts';
import type { Audience } from '../types.ts';
import { wordKey } from './register-columns.ts';

/**
 * Which rows of one document repeat another of the same name. A project's row repeats where no value contradicts;
 * of other registers, where it says nothing beside: a link that one row has and another misses is both.
 */
export function repeatedRows(rows: readonly RegisterRow[]): Set<RegisterRow> {
  const repeated = new Set<RegisterRow>();
  const kept = new Map<string, RegisterRow[]>();
  for (const row of rows.toSorted((a, b) => detail(b) - detail(a))) {
    const name = row.values.name && nameKey(row.values.name.raw);
    if (!name) continue;
    const key = `${row.register} ${name}`;
    const others = kept.get(key) ?? [];
    if (others.some((other) => isRepeated(row, other))) repeated.add(row);
    else kept.set(key, [...others, row]);
  }
  return repeated;
}

/** A document that rows come from, as far as it matters which of several counts. */
export interface NamingDocument {
  id: string;
  audience: Audience;
  /** Its first day in force, as `YYYY-MM-DD`. */
  from: string | null;
}

/** Whether of two documents that name the same project the first counts (below 0) or the second, by their names at last. */
export function comparePreference(a: NamingDocument, b: NamingDocument): number {
  return compareStanding(a, b) || (a.id < b.id ? -1 : 1);
}

/** The same by audience and age alone; 0 where both are alike. */
export function compareStanding(a: NamingDocument, b: NamingDocument): number {
  if (a.audience !== b.audience) return a.audience === 'public' ? -1 : 1;
  const [from, other] = [a.from ?? '', b.from ?? ''];
  if (from === other) return 0;
  return from > other ? -1 : 1;
}

/** A name without script, case, spaces, punctuation and legal form: what it is the same project by. */
export function nameKey(name: string): string {
  const bare = fold(name).replace(/[\s\p{P}]+/gu, '');
  return bare.replace(LEGAL_FORM, '') || bare;
}

const LEGAL_FORM =
  /(?:股份有限公司|有限责任公司|有限公司|公司|coltd|companylimited|limited|ltd|incorporated|inc|corporation|corp|llc|gmbh)$/;

/** How much a row says: values that it has, and among these the days that are exact. */
function detail({ values }: RegisterRow): number {
  const all = Object.values(values).filter((value) => value !== undefined);
  return all.length + all.filter((value) => value.type === 'period' && value.from === value.to).length / 100;
}

function isRepeated(row: RegisterRow, other: RegisterRow): boolean {
  const fields = Object.entries(row.values) as [FieldName, FieldValue | undefined][];
  return fields.every(([field, value]) => {
    const said = other.values[field];
    if (!value) return true;
    if (!said) return row.register === 'projects';
    return !contradicts(value, said, field);
  });
}

function contradicts(value: FieldValue, other: FieldValue, field: FieldName): boolean {
  if (field === 'name') return false;
  if (value.type === 'text') return wordKey(value.raw) !== wordKey(other.raw);
  if (value.type === 'period') {
    return other.type !== 'period' || value.from > other.to || value.to < other.from;
  }
  if (other.type !== value.type || other.value !== value.value) return true;
  if (value.type === 'quantity' || other.type === 'quantity') return false;
  return value.currency !== other.currency || value.per !== other.per;
}
