import { inScriptOf } from '../../language/detect.ts';
import type { Computed, FieldName, RegisterName, StoredRow, Tally, Total } from '../../register-types.ts';
import type { Language } from '../../types.ts';
import { joinStatements } from '../compose/compose.ts';
import { writeTotal, writeValue } from './amounts.ts';
import { differenceOf } from './difference.ts';
import type { RowEvidence } from './evidence.ts';
import { nameOfMeasure, registerWording } from './wording.ts';

/** How a result is put into words: the asker's language and the marks of its sources. */
type Telling = { language: Language } & Pick<RowEvidence, 'marks' | 'markOf'>;

/**
 * A result in words: first what was understood, so that a misreading shows, then what it comes to, then what was
 * left out of the count and why.
 */
export function composeComputed(computed: Computed, telling: Telling): string {
  const { language } = telling;
  const { colon } = registerWording(language);
  const lead = `${understood(computed, language)}${colon}`;
  const isTold = computed.tallies.length === 1 && computed.tallies[0]!.label === undefined;
  const lines = isTold
    ? [`${lead}${tallyText(computed.tallies[0]!, computed, language)}${spaced(telling.marks, language)}`]
    : [
        `${lead}${registerWording(language).shown(String(computed.total), computed.query.register)}${spaced(telling.marks, language)}`,
      ];
  if (!isTold) {
    lines.push(
      ...computed.tallies.map(
        (tally) =>
          `${tally.label ?? registerWording(language).unnamed()}${colon}${tallyText(tally, computed, language)}`,
      ),
    );
    const difference = differenceOf(computed, language);
    if (difference) lines.push(difference);
  }
  lines.push(...rowLines(computed, telling));
  return joinStatements([...lines, ...remarksOf(computed, language)], language);
}

/** The figures of an answer that stand in no row, for its evidence. */
export function arithmeticOf(computed: Computed, language: Language): string {
  const { colon, semicolon } = registerWording(language);
  const said = computed.tallies.map((tally) => {
    const text = tallyText(tally, computed, language);
    return tally.label === undefined ? text : `${tally.label}${colon}${text}`;
  });
  const difference = differenceOf(computed, language);
  const shown = fieldsWanted(computed.query) ? computed.rows.slice(0, MOST_LINES) : [];
  const land = shown.flatMap((row) => landInMu(row, language) ?? []);
  return [...said, ...land, ...(difference ? [difference] : []), ...remarksOf(computed, language)].join(
    semicolon,
  );
}

/** 高新区，2023年签约，2亿元及以上. */
function understood({ query }: Computed, language: Language): string {
  const { all, comma } = registerWording(language);
  const labels = query.filters.map(({ label }) => inScriptOf(language, label)).filter(Boolean);
  return labels.length > 0 ? labels.join(comma) : all(query.register);
}

function tallyText(tally: Tally, { query, total }: Computed, language: Language): string {
  const wording = registerWording(language);
  const { register } = query;
  const counted = tally.label === undefined ? wording.count : wording.shown;
  const count = counted(String(tally.label === undefined ? total : tally.rows), register);
  const others = tally.totals.filter(({ measure }) => measure.kind !== 'count');
  const said = others.map((one) => totalText(one, tally.rows, register, language));
  return [count, ...said].join(wording.comma);
}

function totalText(total: Total, rows: number, register: RegisterName, language: Language): string {
  const wording = registerWording(language);
  const { measure } = total;
  const value = writeTotal(total, { register, language });
  const name = nameOfMeasure(measure, register, language);
  const base = total.rows < rows ? wording.restsOn(String(total.rows), register) : '';
  const about = total.isAbout ? wording.about() : '';
  if (measure.kind === 'elapsed') {
    const [from, to] = [wording.field(measure.from, register), wording.field(measure.to, register)];
    return `${wording.elapsed(from, to, value)}${base}`;
  }
  const said = measure.kind === 'average' ? wording.average(name, value) : wording.total(name, value);
  return `${said}${about}${base}`;
}

/** Rows one to a line, where they are asked for: the name, then what else is wanted of each, then its mark. */
function rowLines({ query, rows, total }: Computed, { language, markOf }: Telling): string[] {
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
    const named = `${wording.field(field, register)}${language === 'en' ? ' ' : ''}`;
    return [BARE.includes(field) ? written : `${named}${written}`];
  });
  const called = name ? writeValue(name, { field: 'name', register, language }) : wording.unnamed();
  return said.length > 0 ? `${called}${wording.colon}${said.join(wording.comma)}` : called;
}

/** Fields whose value says by itself what it is. */
const BARE: readonly FieldName[] = ['zone', 'industry', 'investor', 'status', 'chain', 'position'];

/** The area of a plot that its document gives in another unit than mu, as it is converted. */
function landInMu({ register, values: { area } }: StoredRow, language: Language): string | undefined {
  const written = area && writeValue(area, { field: 'area', register, language });
  return area && written !== inScriptOf(language, area.raw) ? written : undefined;
}

function remarksOf({ query, undecided, duplicates, tallies }: Computed, language: Language): string[] {
  const wording = registerWording(language);
  const isApart = tallies.some(({ totals }) => {
    const kinds = totals.map(({ measure }) => JSON.stringify(measure));
    return new Set(kinds).size < kinds.length;
  });
  return [
    ...(isApart ? [wording.apart()] : []),
    ...(undecided > 0 ? [wording.undecided(String(undecided), query.register)] : []),
    ...(duplicates > 0 ? [wording.duplicates(String(duplicates))] : []),
  ];
}

/** In English a space stands before a mark. */
function spaced(marks: string, language: Language): string {
  return language === 'en' ? ` ${marks}` : marks;
}
