import { fold } from '../../language/fold.ts';
import {
  type FieldName,
  REGISTERS,
  type RegisterName,
  type RegisterScope,
  type StoredRow,
  type Vocabulary,
} from '../../register-types.ts';
import { glossary } from '../../retrieval/glossary.ts';
import type { RegisterStore } from '../../store/register-store.ts';
import { englishNames, spelt } from './english-names.ts';
import { industryNames, sameIndustries } from './industries.ts';
import { investorsIn, investorWordings } from './investors.ts';
import { wordKey } from './lexicon.ts';
import type { Meaning } from './pieces.ts';
import { tariffParts } from './tariff-names.ts';
import { parkWordings, zonesNamed } from './zones.ts';

type Value = Extract<Meaning, { kind: 'value' }>;

/** Text fields whose values a question may name, and their values in one scope. */
export type Vocabularies = ReadonlyMap<FieldName, Vocabulary>;

/**
 * The values that rows of a register have in the text fields that a folded question may name. Of investors and the
 * names of tariffs, those that it might name: there may be as many as rows.
 */
export async function vocabulariesOf(
  register: RegisterName,
  registers: Pick<RegisterStore, 'vocabulary'>,
  scope: RegisterScope,
  question: string,
): Promise<Vocabularies> {
  const all = Object.entries(REGISTERS[register]) as [FieldName, string][];
  const isTariff = register === 'tariffs';
  const fields = all
    .filter(([field, type]) => type === 'text' && field !== 'utilities' && (field !== 'name' || isTariff))
    .map(([field]) => field);
  const held = await Promise.all(fields.map((field) => registers.vocabulary(register, field, scope)));
  return new Map(
    fields.map((field, at) => [field, field === 'investor' ? investorsIn(question, held[at]!) : held[at]!]),
  );
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
  const lexicon = new Map<string, Meaning[]>();
  if (park) for (const wording of parkWordings(park)) lexicon.set(wordKey(wording), [{ kind: 'filler' }]);
  if (park) lexicon.set(spelt(parkWordings(park)[1]!), [{ kind: 'filler' }]);
  const industries = itemsOf(vocabularies.get('industry') ?? new Map());
  for (const [field, vocabulary] of vocabularies) {
    if (field === 'category') continue;
    const called =
      field === 'zone'
        ? zonesCalled(vocabulary, [...industries.keys(), ...industryNames()], park)
        : itemsCalled(field, vocabulary);
    for (const [key, value] of unambiguous(called)) lexicon.set(key, [...(lexicon.get(key) ?? []), value]);
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

function zonesCalled(vocabulary: Vocabulary, industries: readonly string[], park?: string): Called[] {
  const names = [...vocabulary].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const { zones, places } = zonesNamed(names, industries, park);
  const spelled = places.map(spelt);
  return zones.map(({ values, wordings, core, kind, industry }) => {
    const letters = core === '' ? [] : [spelt(core), ...withIndustry(spelt(core), industry)];
    const others = [...wordings].map(wordKey);
    for (const name of letters)
      others.push(name, ...ENGLISH_ENDINGS.map((ending) => wordKey(`${name} ${ending}`)));
    for (const name of ENGLISH_KINDS[kind] ?? [])
      for (const place of core === '' ? ['', ...spelled] : letters)
        others.push(`${place} ${wordKey(name)}`.trim());
    return { value: { kind: 'value', field: 'zone', values, name: values[0]! }, exact: values, others };
  });
}

const ENGLISH_ENDINGS =
  'park|zone|industrial park|industrial zone|area|district|development zone|new area|economic zone|economic development zone|industry park|science park|technology park'.split(
    '|',
  );
const ENGLISH_KINDS: Record<string, string[]> = {
  高新: 'high-tech zone|hi-tech zone|hightech zone|hitech zone|high-tech park|hi-tech park|high-tech development zone|high-tech industrial development zone|high-tech industrial park|high-tech district|high technology zone|high-tech area|high-tech industrial zone|hi-tech development zone|hi-tech industrial development zone'.split(
    '|',
  ),
  经开: 'economic development zone|economic and technological development zone|economic technological development zone|etdz|edz|economic zone'.split(
    '|',
  ),
  保税: 'bonded zone|comprehensive bonded zone|bonded area|free trade zone'.split('|'),
};

/** 松河新材料 in letters with what it is for in English: `songh new materi`. */
function withIndustry(place: string, industry: string | undefined): string[] {
  if (industry === undefined) return [];
  const english = sameIndustries(industry).filter((name) => /^[a-z]/.test(name));
  return [...englishNames(industry), ...english.map(wordKey)].map((name) => `${place} ${name}`);
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

/** Other names of the same thing: of an industry from our own table, of others as the trade has them. */
function sameNames(field: FieldName, base: string): readonly string[] {
  return field === 'industry' ? sameIndustries(base) : (glossary().siblings.get(base) ?? []);
}
