import { fold } from '../../language/fold.ts';
import type { FieldName, StoredRow, Vocabulary } from '../../register-types.ts';
import { glossary } from '../../retrieval/glossary/glossary.ts';
import { englishNames, spelt } from './english-names.ts';
import { sameIndustries } from './industries.ts';
import { investorWordings } from './investors.ts';
import { wordKey } from './lexicon.ts';
import type { Meaning } from './pieces.ts';
import { tariffParts } from './tariff-names.ts';
import { itemsOf, type Vocabularies } from './vocabulary.ts';
import { zonesCalled } from './zone-values.ts';
import { parkWordings } from './zones.ts';

type Value = Extract<Meaning, { kind: 'value' }>;

/** What a field's values may be called, the surest first; a wording of two values names neither. */
interface Called {
  value: Value;
  /** As rows write it. */
  exact: readonly string[];
  /** What else it may be called: keys of a lexicon. */
  others: readonly string[];
}

/**
 * The wordings that name a value of a register, as a lexicon: exact, folded, short, by synonyms, in English.
 * A wording that would name two values of one field is left out, unless a row writes it so.
 */
export function valueLexicon(vocabularies: Vocabularies, park?: string): Map<string, Meaning[]> {
  const lexicon = new Map<string, Meaning[]>(park ? parkMeans(park) : []);
  for (const [field, vocabulary] of vocabularies.byField) {
    if (field === 'category' || field === 'funding') continue;
    const holds = field === 'zone' ? zoneNames(vocabularies, vocabulary) : vocabulary.keys();
    const called = remembered(`${field}|${park}|${[...holds].join('|')}`, () =>
      unambiguous(field === 'zone' ? zoneValues(vocabularies, park) : itemsCalled(field, vocabulary)),
    );
    for (const [key, value] of called) lexicon.set(key, [...(lexicon.get(key) ?? []), value]);
  }
  return lexicon;
}

/** The park itself leaves no row out. */
function parkMeans(park: string): [string, Meaning[]][] {
  const wordings = parkWordings(park);
  return [...wordings.map(wordKey), spelt(wordings[1]!)].map((key) => [key, [{ kind: 'filler' }]]);
}

/** All that the values of zones are found by. */
function zoneNames({ zones, told }: Vocabularies, held: Vocabulary): string[] {
  return [...zones.keys(), ...held.keys(), ...told.flatMap(({ name, names }) => [name, ...names])];
}

function zoneValues(vocabularies: Vocabularies, park?: string): Called[] {
  return zonesCalled(vocabularies, park).map(({ values, name, keys }) => ({
    value: { kind: 'value', field: 'zone', values, name },
    exact: values,
    others: keys,
  }));
}

/** What values are called changes with the tables, and is asked with every question. */
const MOST_REMEMBERED = 64;
const remembering = new Map<string, ReadonlyMap<string, Value>>();

function remembered(key: string, make: () => ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const known = remembering.get(key) ?? make();
  remembering.delete(key);
  remembering.set(key, known);
  if (remembering.size > MOST_REMEMBERED) remembering.delete(remembering.keys().next().value!);
  return known;
}

/** The names of rows as a lexicon, with and without what says of which register they are. */
export function nameLexicon(rows: readonly StoredRow[]): Map<string, Meaning[]> {
  const names = new Set(rows.flatMap(({ values }) => values.name?.raw ?? []));
  const lexicon = new Map<string, Meaning[]>();
  for (const name of names) {
    const value: Value = { kind: 'value', field: 'name', values: [name], name };
    for (const wording of [fold(name), fold(name).replace(/(?:项目|地块|厂房)$/, '')])
      lexicon.set(wordKey(wording), [value]);
  }
  return lexicon;
}

function unambiguous(called: readonly Called[]): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const { value, exact } of called)
    for (const wording of exact) found.set(wordKey(fold(wording)), value);
  const byOther = new Map<string, Set<Value>>();
  for (const { value, others } of called)
    for (const key of others) {
      if (key !== '' && !found.has(key)) byOther.set(key, (byOther.get(key) ?? new Set()).add(value));
    }
  for (const [key, values] of byOther) if (values.size === 1) found.set(key, [...values][0]!);
  return found;
}

function itemsCalled(field: FieldName, vocabulary: Vocabulary): Called[] {
  if (field === 'name') return tariffsCalled(vocabulary);
  const items = [...itemsOf(vocabulary)];
  return items.map(([name, values]) => ({
    value: { kind: 'value', field, values, name },
    exact: [name],
    others: field === 'investor' ? investorWordings(name) : wordingsOf(field, fold(name)),
  }));
}

/** Of the names of tariffs, what they say beside of which utility they are: a voltage, an hour of the day. */
function tariffsCalled(vocabulary: Vocabulary): Called[] {
  return tariffParts(vocabulary).map(({ name, values, keys }) => ({
    value: { kind: 'value', field: 'name', values, name },
    exact: [name],
    others: keys,
  }));
}

/** Endings that say no more than of which field it is. */
const ENDINGS: Partial<Record<FieldName, string[]>> = {
  industry: '产业 行业 制造业 制造 加工业 加工 业 领域 类'.split(' '),
  chainLink: '环节 领域'.split(' '),
  landUse: '用地'.split(' '),
  introducedBy: '引荐 推荐 介绍 引进'.split(' '),
};
const ENGLISH_ENDINGS_OF: Partial<Record<FieldName, string[]>> = {
  industry: 'industry|sector|manufacturing|industrial'.split('|'),
  chainLink: 'link'.split('|'),
  landUse: 'land|use'.split('|'),
};

function wordingsOf(field: FieldName, name: string): string[] {
  const endings = ENDINGS[field] ?? [];
  const stripped = endings
    .filter((ending) => name.endsWith(ending))
    .map((ending) => name.slice(0, -ending.length));
  const bases = [name, ...stripped.filter((base) => base.length >= 2)];
  const names = new Set(bases.flatMap((base) => [base, ...sameNames(field, base)]));
  const chinese = [...names].flatMap((base) => [base, ...endings.map((ending) => `${base}${ending}`)]);
  const english = [...names].flatMap((base) => (/^[a-z]/.test(base) ? [wordKey(base)] : englishNames(base)));
  const ended = english.flatMap((key) =>
    (ENGLISH_ENDINGS_OF[field] ?? []).map((ending) => `${key} ${wordKey(ending)}`),
  );
  return [...chinese.map(wordKey), ...english, ...ended];
}

/** What talks are called, whatever word a ledger has for them. */
const IN_TALKS = '洽谈中 洽谈 在谈 在洽谈 正在洽谈 谈判中 意向'.split(' ');
const IN_TALKS_ENGLISH = ['under negotiation', 'in negotiation', 'being negotiated', 'negotiating'];

/** Other names of the same thing: of an industry from our own table, of others as the trade has them. */
function sameNames(field: FieldName, base: string): readonly string[] {
  if (field === 'progress') return IN_TALKS.includes(base) ? [...IN_TALKS, ...IN_TALKS_ENGLISH] : [];
  return field === 'industry' ? sameIndustries(base) : (glossary().siblings.get(base) ?? []);
}
