import { detectLanguage } from '../../language/detect.ts';
import { inDigits } from '../../language/number-words.ts';
import { rewrite, type TracedText, traced } from '../../language/traced-text.ts';
import type { FieldName, RegisterName, RegisterQuery, RegisterScope } from '../../register-types.ts';
import type { RegisterStore } from '../../store/register-store.ts';
import type { Language, Question } from '../../types.ts';
import { readBounds } from './bounds.ts';
import { type Covered, cover } from './cover.ts';
import { followUp, type Leaning } from './follow-up.ts';
import { readAsides, readDays, readElapsed, readNumbers } from './forms.ts';
import { type Interpreted, interpret } from './interpret.ts';
import { labelsIn } from './labels.ts';
import { lookUp } from './lexicon.ts';
import { readPeriods, type When } from './periods.ts';
import type { Piece } from './pieces.ts';
import { nameLexicon, valueLexicon } from './values.ts';
import { vocabulariesOf } from './vocabulary.ts';
import { questionWords } from './words.ts';
import { zonesCalled } from './zone-values.ts';

/** A question read into a query. */
export interface Reading {
  query: RegisterQuery;
  /** What was understood, in the asker's language and script, in the order asked: 高新区, 2023年签约, 2亿元及以上. */
  understood: string[];
  confidence: 'certain';
}

/** What reading a question needs of the registers. */
export type KnownRegisters = Pick<RegisterStore, 'registers' | 'vocabulary' | 'named' | 'run'>;

/** What is known beside the registers. */
export interface ReadingOptions {
  /** The name of the park, so that 江川高新区 is its 高新区. */
  park?: string;
}

/**
 * Reads a question into a query over the registers, completing it from earlier ones. Every word must be accounted
 * for by what was read; where one is not, or might be meant otherwise, there is no reading, and passages answer.
 *
 * @param question in any of the three languages, with earlier questions, oldest first
 */
export async function readRegisterQuery(
  question: Pick<Question, 'text' | 'history'>,
  registers: KnownRegisters,
  scope: RegisterScope,
  options: ReadingOptions = {},
): Promise<Reading | undefined> {
  const language = detectLanguage(question.text);
  const reader = { registers, scope, options, language, held: await registers.registers(scope) };
  const query = await readTurn([...question.history, question.text], reader);
  return query && { query, understood: saidBy(query), confidence: 'certain' };
}

interface Reader {
  registers: KnownRegisters;
  scope: RegisterScope;
  options: ReadingOptions;
  /** Of the question to answer; earlier ones are read in theirs and labelled in this one. */
  language: Language;
  held: ReadonlyMap<RegisterName, number>;
}

/** Turns that one conversation is followed back for. */
const MOST_TURNS = 6;

async function readTurn(
  turns: readonly string[],
  reader: Reader,
  depth = 0,
): Promise<RegisterQuery | undefined> {
  const text = prepared(turns.at(-1) ?? '');
  const words = piecesOf(text, reader.scope);
  const rough = meaningful(cover(text.text, words));
  const leaning = leaningOf(text.text, rough);
  const named = registerOf(rough.pieces);
  const isWhole = named !== undefined && leaning === undefined;
  const isLast = isWhole || depth === MOST_TURNS || spokenBefore(turns).length === 0;
  const before = isLast ? undefined : await readTurn(spokenBefore(turns), reader, depth + 1);
  const register = named ?? before?.register ?? impliedRegister(rough.pieces);
  if (
    register === undefined ||
    !reader.held.has(register) ||
    (leaning !== undefined && turns.length > 1 && !before)
  )
    return undefined;
  const meant = before ? piecesOf(text, { ...reader.scope, year: yearOf(before) }) : words;
  const interpreted = await read(text, meant, register, reader);
  if (!interpreted) return undefined;
  if (before) {
    const query = followUp(before, interpreted, leaning ?? 'narrows');
    return query?.group ? counted(query) : query;
  }
  return leaning === undefined ? complete(interpreted) : undefined;
}

/** The turns before the last one, but for thanks and other words that ask nothing. */
function spokenBefore(turns: readonly string[]): readonly string[] {
  const earlier = turns.slice(0, -1);
  const asks = (turn: string) => {
    const text = prepared(turn).text;
    const { pieces, left } = cover(text, lookUp(text, questionWords()));
    return left.length > 0 || pieces.some(({ kind }) => kind !== 'closing' && kind !== 'filler');
  };
  return earlier.slice(0, earlier.findLastIndex(asks) + 1);
}

async function read(
  text: TracedText & { said: string },
  words: readonly Piece[],
  register: RegisterName,
  reader: Reader,
): Promise<Interpreted | undefined> {
  const { registers, scope, options, language } = reader;
  const vocabularies = await vocabulariesOf(register, registers, scope, text.text);
  const values = lookUp(text.text, valueLexicon(vocabularies, options.park));
  const known = meaningful(cover(text.text, [...values, ...words]));
  const { pieces, left } =
    known.left.length === 0
      ? known
      : meaningful(cover(text.text, [...values, ...words, ...(await namesIn(text, register, reader))]));
  if (left.length > 0) return undefined;
  return interpret({
    register,
    isChinese: detectLanguage(text.said) !== 'en',
    clauses: [0, ...[...text.text.matchAll(/[,;。?!:]/g)].map(({ index }) => index + 1)],
    said: ({ start, end }) => text.said.slice(text.origin[start], text.origin[end]).trim(),
    labels: labelsIn(language),
    vocabularies,
    zones: zonesCalled(vocabularies, options.park),
    pieces,
    taken: new Set(),
    filters: [],
    measures: [],
    isUnsure: false,
  });
}

/** Stretches of Chinese in a question of another language that may be names. */
const MOST_RUNS = 3;

/** The rows that a question names, looked for where a word of it is not accounted for otherwise. */
async function namesIn(
  { text, said }: TracedText & { said: string },
  register: RegisterName,
  reader: Reader,
): Promise<Piece[]> {
  // A name may stand without what it is a name of: the 远航显示模组 project.
  const runs = said.match(/[\p{Script=Han}\d]{4,}/gu) ?? [];
  const texts = runs.length > 1 || runs[0] !== said ? [said, ...runs.slice(0, MOST_RUNS)] : [said];
  const rows = await Promise.all(texts.map((part) => reader.registers.named(register, part, reader.scope)));
  return lookUp(text, nameLexicon(rows.flat()));
}

/** A question that stands alone says what is asked for, or at least which rows. */
function complete({ query, asks }: Interpreted): RegisterQuery | undefined {
  if (asks) return query.group ? counted(query) : query;
  if (query.filters.length === 0 && !query.sides) return undefined;
  return { ...query, list: { fields: ['name'] } };
}

/** The year that a query is of, so that 下半年 is of the same. */
function yearOf({ filters }: RegisterQuery): number | undefined {
  const years = new Set(
    filters.flatMap((filter) =>
      filter.op === 'within' ? [filter.from.slice(0, 4), filter.to.slice(0, 4)] : [],
    ),
  );
  return years.size === 1 ? Number([...years][0]) : undefined;
}

/** Rows that are split up without more are counted. */
function counted(query: RegisterQuery): RegisterQuery {
  return query.measures.length > 0 || query.list ? query : { ...query, measures: [{ kind: 'count' }] };
}

/** Folded, with numbers that are written in words in digits. */
export function prepared(said: string): TracedText & { said: string } {
  const text = SPELT_OUT.reduce(
    (done, [pattern, full]) => rewrite(done, pattern, ([, part = '']) => full.replace('$1', part)),
    traced(said),
  );
  const digits = detectLanguage(said) === 'en' ? inDigits(text) : text;
  return { ...digits, said };
}

/** What is said short, in full: 亿元以上 is 1亿元以上, 26年1月 is 2026年1月, haven't is have not. */
const SPELT_OUT: [RegExp, string][] = [
  // Years of the calendar, and not how many: 近20年, 20年以上, 使用权50年.
  [/(?<![\d.近满超过达约共第前期权限])([12]\d)年(?!以|内|来|间|期|后|左右|多|及)/g, '20$1年'],
  [/(?<![\d.近满超过达约共第前期权限])([12]\d)(?=年?(?:到|至|-|~|—|–)(?:20)?[12]\d年)/g, '20$1'],
  [/(?<=\s)['’]([12]\d)(?!\d)/g, '20$1'],
  [/(?<![\d零一二两三四五六七八九十百千万.多几])亿(?=元?(?:及|\(含\))?(?:以上|级))/g, '1亿'],
  [/n['’]t\b/g, ' not'],
  [/['’]s\b|(?<=s)['’](?=\s)/g, ' '],
];

/** What the stretches of a prepared question may mean, but for names that rows have. */
export function piecesOf({ text }: TracedText, when: When): Piece[] {
  return [
    ...lookUp(text, questionWords()),
    ...readPeriods(text, when),
    ...readDays(text),
    ...readBounds(text),
    ...readNumbers(text),
    ...readElapsed(text),
    ...readAsides(text),
  ];
}

/** Without words of grammar. */
export function meaningful({ pieces, left }: Covered): Covered {
  return { pieces: pieces.filter(({ kind }) => kind !== 'filler'), left };
}

function registerOf(pieces: readonly Piece[]): RegisterName | undefined {
  const named = new Set(pieces.flatMap((piece) => (piece.kind === 'register' ? [piece.register] : [])));
  return named.size === 1 ? [...named][0] : undefined;
}

/** Stages and sums of investment are of projects, prices of utilities are tariffs. */
function impliedRegister(pieces: readonly Piece[]): RegisterName | undefined {
  const has = (...kinds: Piece['kind'][]) => pieces.some(({ kind }) => kinds.includes(kind));
  const asks = (field: FieldName) =>
    pieces.some((piece) => (piece.kind === 'field' || piece.kind === 'sum') && piece.field === field);
  if (has('register')) return undefined;
  if (has('tariffs')) return 'tariffs';
  if (has('stage', 'building', 'elapsed', 'funded')) return 'projects';
  if (has('utility')) return asks('price') || has('how-much', 'what') ? 'tariffs' : undefined;
  if (asks('floorHeight') || asks('floorLoad')) return 'factories';
  return asks('amount') || asks('foreignCapital') ? 'projects' : undefined;
}

const NARROWS = /^(?:其中|这些|那些|它们|这里面|里面|当中|上述|and of|of (?:those|them|these|which)|among)/;
const REPLACES = /^(?:那么?|另外|what about|how about|and |then )|呢[?？。!！]*$/;

/** Whether a question says that it leans on what was asked before. */
function leaningOf(folded: string, { pieces }: Covered): Leaning | undefined {
  const bare = folded.trim();
  if (NARROWS.test(bare.replace(/^(?:那么?|and )[,， ]*/, '')) || pieces[0]?.kind === 'follow')
    return NARROWS.test(bare.replace(/^(?:那么?|and )[,， ]*/, '')) ? 'narrows' : 'replaces';
  if (REPLACES.test(bare)) return 'replaces';
  return pieces.some(({ kind }) => kind === 'follow') ? 'narrows' : undefined;
}

function saidBy({ filters, sides }: RegisterQuery): string[] {
  return [...filters, ...(sides ?? [])].map(({ label }) => label);
}
