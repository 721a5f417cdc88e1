import {
  type FieldName,
  REGISTERS,
  type RegisterName,
  type RegisterScope,
  type Vocabulary,
} from '../../register-types.ts';
import type { RegisterStore } from '../../store/register-store.ts';
import { investorsIn } from './investors.ts';
import { type ToldZone, toldZones } from './zones-told.ts';

/** What rows in one scope hold in the text fields that questions name. */
export interface Vocabularies {
  /** Of the register that is asked. */
  byField: ReadonlyMap<FieldName, Vocabulary>;
  /** The zones that rows of any register name: by what one table calls a zone, another is asked about it. */
  zones: Vocabulary;
  /** The zones that documents call by several names. */
  told: readonly ToldZone[];
}

/**
 * The values that rows of a register have in the text fields that a folded question may name. Of investors, of whom
 * there may be as many as rows, those that it might name.
 */
export async function vocabulariesOf(
  register: RegisterName,
  registers: Pick<RegisterStore, 'vocabulary' | 'run'>,
  scope: RegisterScope,
  question: string,
): Promise<Vocabularies> {
  const all = Object.entries(REGISTERS[register]) as [FieldName, string][];
  const isTariff = register === 'tariffs';
  const fields = all
    .filter(([field, type]) => type === 'text' && field !== 'utilities' && (field !== 'name' || isTariff))
    .map(([field]) => field);
  const held = await Promise.all(fields.map((field) => registers.vocabulary(register, field, scope)));
  const zones = await Promise.all(ZONED.map((other) => registers.vocabulary(other, 'zone', scope)));
  const named = held.map((values, at) =>
    fields[at] === 'investor' ? investorsIn(question, values) : values,
  );
  const byField = new Map(fields.map((field, at) => [field, named[at]!]));
  return { byField, zones: added(zones), told: await toldZones(registers, scope) };
}

const ZONED = (Object.keys(REGISTERS) as RegisterName[]).filter((register) => 'zone' in REGISTERS[register]);

function added(vocabularies: readonly Vocabulary[]): Vocabulary {
  const sum = new Map<string, number>();
  for (const [value, rows] of vocabularies.flatMap((vocabulary) => [...vocabulary]))
    sum.set(value, (sum.get(value) ?? 0) + rows);
  return sum;
}

/** The items that cells hold, one or several each (电子信息、新能源), with the cells that hold them. */
export function itemsOf(vocabulary: Vocabulary): Map<string, string[]> {
  const items = new Map<string, string[]>();
  for (const cell of vocabulary.keys())
    for (const item of cell.split(/[、，,;；/]/)) {
      const name = item.trim();
      if (name !== '') items.set(name, [...(items.get(name) ?? []), cell]);
    }
  return items;
}
