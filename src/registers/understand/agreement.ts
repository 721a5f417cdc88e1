import { fold } from '../../language/fold.ts';
import type { Filter, RegisterName, RegisterQuery } from '../../register-types.ts';
import type { Day, Language } from '../../types.ts';
import { addedTo } from './agreement-added.ts';
import { isBound, isHeld } from './agreement-held.ts';
import { cover } from './cover.ts';
import { asksTwice } from './interpret.ts';
import { labelsIn } from './labels.ts';
import { lookUp } from './lexicon.ts';
import type { Piece, PieceOf, Stage } from './pieces.ts';
import { meaningful, piecesOf, prepared } from './understand.ts';
import { valueLexicon } from './values.ts';
import { itemsOf, type Vocabularies } from './vocabulary.ts';
import { zonesCalled } from './zone-values.ts';

/** What a question says of rows, before it is known how its parts belong together. */
export interface Said {
  register: RegisterName;
  isChinese: boolean;
  /** In order, without words of grammar. */
  pieces: readonly Piece[];
  /** Values of rows that it names, also where a stretch may name several, or the beginning of a name alone. */
  named: readonly PieceOf<'value'>[];
  /** Stages that it says are not reached. */
  negated: ReadonlySet<Stage>;
  /** Rows call a zone by several names, so that rows split up by them split a zone. */
  hasZonesOfTwoNames: boolean;
}

/** What a question says, beside the query that was proposed for it. */
export interface Compared extends Said {
  query: RegisterQuery;
}

interface Context {
  register: RegisterName;
  vocabularies: Vocabularies;
  /** The name of the park. */
  park?: string;
  /** Today, for 去年. */
  asOf: Day;
}

/**
 * What a question says of the rows of a register.
 *
 * @returns `undefined` where a word of it is not accounted for, it asks two things, or no query can be proposed
 * that says what it says: whatever was proposed would be a misreading
 */
export function saidOf(question: string, { register, vocabularies, park, asOf }: Context): Said | undefined {
  const text = prepared(question);
  const values = lookUp(text.text, valueLexicon(vocabularies, park));
  const words = [...values, ...piecesOf(text, { asOf }), ...lightIn(text.text)];
  const known = meaningful(cover(text.text, words));
  const begun = known.left.length === 0 ? [] : beginningsIn(text.text, vocabularies);
  const { pieces, left } = begun.length === 0 ? known : meaningful(cover(text.text, [...words, ...begun]));
  const clauses = [0, ...[...text.text.matchAll(/[,;。?!:]/g)].map(({ index }) => index + 1)];
  const isOther = (piece: Piece) =>
    BEYOND.has(piece.kind) || (piece.kind === 'register' && piece.register !== register);
  if (left.length > 0 || pieces.some(isOther) || asksTwice({ pieces, clauses })) return undefined;
  const isNamed = (piece: Piece): piece is PieceOf<'value'> =>
    piece.kind === 'value' &&
    pieces.some(({ kind, start, end }) => kind === 'value' && start === piece.start && end === piece.end);
  return {
    register,
    isChinese: /\p{Script=Han}/u.test(text.text),
    pieces,
    named: [...values, ...begun].filter(isNamed),
    negated: negatedIn(pieces),
    hasZonesOfTwoNames: zonesCalled(vocabularies, park).some((zone) => zone.values.length > 1),
  };
}

/** What a proposal cannot say. */
const BEYOND: ReadonlySet<Piece['kind']> = new Set<Piece['kind']>([
  'utility',
  'tariffs',
  'building',
  'funded',
  'available',
  'follow',
]);

/**
 * What tells a proposed query from what the question says: each figure, day, bound, value and measure that only one
 * of the two has, in a line of English. Whoever proposes may choose how the parts belong together, and nothing else.
 *
 * @returns none where they agree
 */
export function disagreements(said: Said, query: RegisterQuery): string[] {
  const compared = { ...said, query };
  const missing = said.pieces.filter((piece) => !isHeld(piece, compared));
  return [...missing.map((piece) => `the query leaves out ${describe(piece)}`), ...addedTo(compared)];
}

/** A piece for the model, by what it means. */
function describe(piece: Piece): string {
  const { start: _start, end: _end, ...meaning } = piece;
  return JSON.stringify(meaning);
}

/** The query with its bounds as the question says them: 50 mu, and not so many square metres. */
export function asSaid(said: Said, query: RegisterQuery, language: Language): RegisterQuery {
  const labels = labelsIn(language);
  const restated = (filter: Filter): Filter => {
    for (const piece of said.pieces)
      for (const [at, bound] of piece.kind === 'bound' ? piece.bounds.entries() : [])
        if (piece.kind === 'bound' && 'value' in filter && isBound(filter, piece, at))
          return { ...filter, value: bound.value, label: labels.bound(filter.field, bound) };
    return filter;
  };
  const { filters, sides } = query;
  return { ...query, filters: filters.map(restated), ...(sides && { sides: sides.map(restated) }) };
}

function negatedIn(pieces: readonly Piece[]): Set<Stage> {
  const after = pieces.flatMap(({ kind }, at) => (kind === 'not' ? (pieces[at + 1] ?? []) : []));
  return new Set(after.flatMap((piece) => (piece.kind === 'stage' ? piece.stage : [])));
}

/** Words that ask for nothing and exclude nothing, beside those that the reading by rules knows. */
const LIGHT =
  /咱们?|俺们?|呗|哈|哦|噢|嗯|哟|啦|咯|这儿|那儿|这里|那里|其实|顺便|老板|领导|老师|同志|各位|大家|朋友们?|听说|说|讲|问一?下|问|想|忙|急|真|很|挺|情况|总体|整体|拢共|通共|\b(?:hi|hello|hey|sorry|just|really|actually|kindly|quickly|folks|thing|stuff|curious|wonder|wondering|roughly)\b/g;

function lightIn(text: string): Piece[] {
  return [...text.matchAll(LIGHT)].map((match) => ({
    kind: 'filler',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Fields whose values are also named by how they begin: 锂电 of 锂电池材料. */
const BY_BEGINNING = ['industry', 'chainLink'] as const;

/** Stretches that values begin with, each as all the values that do. */
function beginningsIn(text: string, { byField }: Vocabularies): PieceOf<'value'>[] {
  return BY_BEGINNING.flatMap((field) => {
    const items = [...itemsOf(byField.get(field) ?? new Map())].map(([name, cells]) => ({
      name: fold(name),
      cells,
    }));
    const begun = new Set(items.flatMap(({ name }) => beginningsOf(name)));
    return [...begun].flatMap((name) => {
      const start = text.indexOf(name);
      if (start < 0) return [];
      const values = items.flatMap((item) => (item.name.startsWith(name) ? item.cells : []));
      const end = start + name.length;
      return [{ kind: 'value' as const, field, values: [...new Set(values)], name, start, end }];
    });
  });
}

function beginningsOf(name: string): string[] {
  const characters = /^\p{Script=Han}+/u.exec(name)?.[0] ?? '';
  return Array.from({ length: Math.max(0, characters.length - 2) }, (_, at) => characters.slice(0, at + 2));
}
