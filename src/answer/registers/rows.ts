import { inScriptOf } from '../../language/detect.ts';
import type { Computed, FieldName, FieldValue, RegisterName, StoredRow } from '../../register-types.ts';
import type { Language } from '../../types.ts';
import { writeValue } from './amounts.ts';
import type { RowEvidence } from './evidence.ts';
import { registerWording } from './wording.ts';

/** The asker's language, and the mark of each row. */
type RowTelling = { language: Language } & Pick<RowEvidence, 'markOf'>;

/** Rows one to a line, where they are asked for: the name, then what else is wanted of each, then its mark. */
export function rowLines({ query, rows, total }: Computed, { language, markOf }: RowTelling): string[] {
  const wanted = fieldsWanted(query);
  if (!wanted) return [];
  const wording = registerWording(language);
  const shown = rows.slice(0, MOST_LINES);
  const lines = shown.map(
    (row, at) =>
      `${at + 1}. ${rowText(row, wanted, query.register, language)}${spaced(markOf(row), language)}`,
  );
  return total > shown.length && !query.order ? [wording.first(String(shown.length)), ...lines] : lines;
}

/** More lines than this are read nowhere; the table beside the answer and its export have all. */
const MOST_LINES = 30;

/** The fields that a row is told by, the name apart; `undefined` where rows are not asked for. */
export function fieldsWanted({ list, order, register }: Computed['query']): readonly FieldName[] | undefined {
  if (!list && !order) return undefined;
  const by =
    order === undefined ? [] : typeof order.by === 'string' ? [order.by] : [order.by.from, order.by.to];
  const fields = [...new Set([...by, ...(list?.fields ?? []), ...USUAL_FIELDS[register]])];
  return fields
    .filter((field) => field !== 'name')
    .slice(0, Math.max(MOST_FIELDS, by.length + (list?.fields.length ?? 0)));
}

const MOST_FIELDS = 4;

/** What a row is told by where nothing else is asked for. */
const USUAL_FIELDS: Record<RegisterName, readonly FieldName[]> = {
  projects: ['zone', 'amount', 'signed'],
  plots: ['zone', 'area', 'price', 'status'],
  factories: ['zone', 'area', 'rent', 'status'],
  tariffs: ['price', 'from'],
  chains: ['chain', 'have', 'missing', 'wanted'],
  zones: ['fullName', 'alias', 'english'],
};

function rowText(
  row: StoredRow,
  fields: readonly FieldName[],
  register: RegisterName,
  language: Language,
): string {
  const wording = registerWording(language);
  const { name } = row.values;
  const said = fields.flatMap((field) => {
    const value = row.values[field];
    if (!value) return [];
    const written = writeValue(value, { field, register, language });
    if (register === 'chains' && field === 'status' && isSaidBy(row, fields)) return [];
    const named = `${wording.field(field, register)}${language === 'en' ? ' ' : ''}`;
    return [BARE.includes(field) || saysMissing(field, value) ? written : `${named}${written}`];
  });
  const called = name ? writeValue(name, { field: 'name', register, language }) : wording.unnamed();
  return said.length > 0 ? `${called}${wording.colon}${said.join(wording.comma)}` : called;
}

/** Whether a link is there or missing is said by what it has, or what of it is missing. */
function isSaidBy({ values }: StoredRow, fields: readonly FieldName[]): boolean {
  const isTold = (field: 'have' | 'missing') => values[field] !== undefined && fields.includes(field);
  return isTold('missing') || (isTold('have') && values.status?.raw === '已有');
}

/** 缺少大型坞修能力 says that it is missing. */
function saysMissing(field: FieldName, { raw }: FieldValue): boolean {
  return field === 'missing' && /^(?:缺|无|無|没有|沒有|空白)/.test(raw);
}

/** Fields whose value says by itself what it is. */
const BARE: readonly FieldName[] = ['zone', 'industry', 'investor', 'status', 'chain', 'position'];

/** Values of the rows shown that are not told as their cells have them: in mu, or with the unit of the heading. */
export function conversionsOf({ query, rows }: Computed, language: Language): string[] {
  const { register } = query;
  const fields = fieldsWanted(query) ?? [];
  const told = rows.slice(0, MOST_LINES).flatMap(({ values }) =>
    fields.flatMap((field) => {
      const value = values[field];
      const written = value && writeValue(value, { field, register, language });
      return written !== undefined && written !== inScriptOf(language, value!.raw) ? [written] : [];
    }),
  );
  return [...new Set(told)];
}

/** In English a space stands before a mark. */
export function spaced(marks: string, language: Language): string {
  return language === 'en' ? ` ${marks}` : marks;
}
