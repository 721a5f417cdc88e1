import { type FieldName, REGISTERS } from '../register-types.ts';

/** Keys of `columns` in pack.yaml that are not the name of their field in snake case. */
const OTHER_KEYS: Record<string, FieldName> = {
  signed_on: 'signed',
  started_on: 'started',
  operating_on: 'operating',
  source: 'introducedBy',
};

const FIELDS: ReadonlySet<string> = new Set(
  Object.values(REGISTERS).flatMap((fields) => Object.keys(fields)),
);

/** The field of a register that a key of `columns` in pack.yaml means: `chain_link`, `signed_on`; `undefined` for others. */
export function fieldOfColumn(key: string): FieldName | undefined {
  const name = OTHER_KEYS[key] ?? key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return isField(name) ? name : undefined;
}

function isField(name: string): name is FieldName {
  return FIELDS.has(name);
}
