import { inScriptOf } from '../../language/detect.ts';
import type { Computed, RegisterName, Tally, Total } from '../../register-types.ts';
import type { Language } from '../../types.ts';
import { joinStatements } from '../compose/compose.ts';
import { writeTotal } from './amounts.ts';
import { differencesOf } from './difference.ts';
import type { RowEvidence } from './evidence.ts';
import { conversionsOf, rowLines, spaced } from './rows.ts';
import { nameOfMeasure, registerWording } from './wording.ts';

/** How a result is put into words: the asker's language and the marks of its sources. */
type Telling = { language: Language } & Pick<RowEvidence, 'marks' | 'markOf'>;

/**
 * A result in words: first what was understood, so that a misreading shows, then what it comes to, then what was
 * left out of the count and why.
 */
export function composeComputed(computed: Computed, telling: Telling): string {
  const { language, marks } = telling;
  const { tallies, total, query } = computed;
  const wording = registerWording(language);
  const [whole] = tallies;
  const isWhole = tallies.length === 1 && whole!.label === undefined;
  const told = isWhole ? tallyText(whole!, computed, language) : wording.shown(String(total), query.register);
  const lead = `${understood(computed, language)}${wording.colon}${told}${spaced(marks, language)}`;
  const parts = isWhole ? [] : [...labelled(computed, language), ...differencesOf(computed, language)];
  const rows = rowLines(computed, telling);
  return joinStatements([lead, ...parts, ...rows, ...remarksOf(computed, language)], language);
}

/** Each group or side with what it comes to. */
function labelled(computed: Computed, language: Language): string[] {
  const { colon } = registerWording(language);
  return computed.tallies.map((tally) => {
    const text = tallyText(tally, computed, language);
    return tally.label === undefined ? text : `${labelOf(tally, language)}${colon}${text}`;
  });
}

/** The name of a group or side in the asker's script; rows that belong to none have an empty one. */
export function labelOf({ label }: Tally, language: Language): string {
  return label ? inScriptOf(language, label) : registerWording(language).unnamed();
}

/** The figures of an answer that stand in no row, for its evidence. */
export function arithmeticOf(computed: Computed, language: Language): string {
  const said = [
    // What was looked for is part of what was computed: its bounds and years stand in no row.
    understood(computed, language),
    ...labelled(computed, language),
    ...conversionsOf(computed, language),
    ...differencesOf(computed, language),
    ...remarksOf(computed, language),
  ];
  return said.join(registerWording(language).semicolon);
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
