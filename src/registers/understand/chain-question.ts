import { fold } from '../../language/fold.ts';
import type {
  FieldName,
  Filter,
  RegisterQuery,
  RegisterScope,
  StoredRow,
  Vocabulary,
} from '../../register-types.ts';
import type { RegisterStore } from '../../store/register-store.ts';
import type { Language } from '../../types.ts';
import { cover } from './cover.ts';
import { type Lexicon, lookUp, wordKey } from './lexicon.ts';
import type { Meaning, PieceOf } from './pieces.ts';
import { valueLexicon } from './values.ts';
import { questionWords } from './words.ts';

/** What of a chain is asked for. */
type Aspect = 'missing' | 'wanted' | 'present' | 'whole';
type Position = '上游' | '中游' | '下游';

/**
 * Reads a question about the supply chains of a park: what is missing, who is there, who stands up or down the
 * chain of a link. As with other registers every word must be accounted for.
 *
 * @returns the rows it asks for, as a query; `undefined` where it asks of no chain, or is not read with certainty
 */
export async function readChainQuery(
  text: string,
  registers: Pick<RegisterStore, 'registers' | 'vocabulary' | 'named'>,
  { scope, language }: { scope: RegisterScope; language: Language },
): Promise<RegisterQuery | undefined> {
  if (!(await registers.registers(scope)).has('chains')) return undefined;
  const folded = fold(text);
  const vocabulary = (field: FieldName) => registers.vocabulary('chains', field, scope);
  // A chain is called as its industry is, and its link as in the tables of projects.
  const byField = new Map<FieldName, Vocabulary>([
    ['industry', await vocabulary('chain')],
    ['chainLink', await vocabulary('name')],
  ]);
  const { pieces, left } = cover(
    folded,
    lookUp(folded, withChainWords(valueLexicon({ byField, zones: new Map(), told: [] }))),
  );
  if (left.length > 0) return undefined;
  const values = pieces.filter((piece): piece is PieceOf<'value'> => piece.kind === 'value');
  const of = (field: FieldName) => values.filter((value) => value.field === field);
  const chains = of('industry').map((chain) => ({ ...chain, field: 'chain' as const }));
  const links = of('chainLink').map((link) => ({ ...link, field: 'name' as const }));
  if (values.length === 0 && !CHAIN.test(folded)) return undefined;
  const position = positionIn(folded);
  const rows = await rowsOf(links, registers, scope);
  const asked: Asked = { aspect: aspectIn(folded), chains, links, rows, position, language };
  return { register: 'chains', measures: [], ...(await conditionsOf(asked, await vocabulary('status'))) };
}

interface Asked {
  aspect: Aspect;
  chains: readonly PieceOf<'value'>[];
  links: readonly PieceOf<'value'>[];
  /** The rows of the links that are named. */
  rows: readonly StoredRow[];
  position: Position | undefined;
  language: Language;
}

const CHAIN = /产业链|供应链|链条|补链|强链|延链|\bchains?\b|上下游/;
const ASPECTS: [RegExp, Aspect][] = [
  [/缺|短板|空白|补链|\b(?:missing|gaps?|lacks?|lacking)\b/, 'missing'],
  [/引进|招引|引入|想招|要招|\b(?:wanted|want|looking|seek|seeking|attract)\b/, 'wanted'],
  [/谁|企业|公司|厂家|供货|供应商|有没有|有哪些|配套|\b(?:who|which|compan|suppl|make|there)/, 'present'],
];

function aspectIn(folded: string): Aspect {
  return ASPECTS.find(([form]) => form.test(folded))?.[1] ?? 'whole';
}

function positionIn(folded: string): Position | undefined {
  if (/上下游|upstream (?:and|or) downstream/.test(folded)) return undefined;
  if (/上游|upstream|suppl(?:y me|iers?)/.test(folded)) return '上游';
  if (/下游|downstream/.test(folded)) return '下游';
  return /中游|midstream/.test(folded) ? '中游' : undefined;
}

async function rowsOf(
  links: readonly PieceOf<'value'>[],
  registers: Pick<RegisterStore, 'named'>,
  scope: RegisterScope,
): Promise<StoredRow[]> {
  const names = new Set(links.flatMap(({ values }) => values));
  const found = await Promise.all([...names].map((name) => registers.named('chains', name, scope)));
  return found.flat().filter(({ values }) => values.name && names.has(values.name.raw));
}

function conditionsOf(
  { aspect, chains, links, rows, position, language }: Asked,
  statuses: ReadonlyMap<string, number>,
): Pick<RegisterQuery, 'filters' | 'list'> {
  const filters: Filter[] = chains.map(valueFilter);
  const beside = (stands: Position) => rows.some(({ values }) => values.position?.raw === stands);
  // 做电路板的，上游覆铜板: where what stands upstream is named, it is meant; else all that stands there.
  const isNeighbours = links.length > 0 && (position !== undefined ? !beside(position) : false);
  if (isNeighbours) filters.push(...chainsOf(rows));
  else if (links.length > 0) filters.push(merged(named(links, rows, position)));
  if (position !== undefined && (isNeighbours || links.length === 0))
    filters.push({
      field: 'position',
      op: 'holds',
      values: [position],
      label: positionLabel(position, language),
    });
  if (aspect === 'missing' && links.length === 0) filters.push(missing(statuses, language));
  return { filters, list: { fields: FIELDS } };
}

const FIELDS: FieldName[] = ['chain', 'position', 'status', 'have', 'missing', 'wanted'];

function valueFilter({ field, values, name }: PieceOf<'value'>): Filter {
  return { field, op: 'in', values, label: name };
}

/** Of the links named, those at the place asked for; all where none is. */
function named(
  links: readonly PieceOf<'value'>[],
  rows: readonly StoredRow[],
  position: Position | undefined,
) {
  const isThere = ({ values: names }: PieceOf<'value'>) =>
    rows.some(({ values }) => values.position?.raw === position && names.includes(values.name?.raw ?? ''));
  const there = position === undefined ? [] : links.filter(isThere);
  return there.length > 0 ? there : links;
}

function merged(links: readonly PieceOf<'value'>[]): Filter {
  const values = [...new Set(links.flatMap((link) => link.values))];
  return { field: 'name', op: 'in', values, label: [...new Set(links.map(({ name }) => name))].join('、') };
}

/** The chains that the rows stand in. */
function chainsOf(rows: readonly StoredRow[]): Filter[] {
  const values = [...new Set(rows.flatMap(({ values }) => values.chain?.raw ?? []))];
  return values.length > 0 ? [{ field: 'chain', op: 'in', values, label: values.join('、') }] : [];
}

/** Links that are called missing; where no table has a column for that, those that companies are wanted for. */
function missing(statuses: ReadonlyMap<string, number>, language: Language): Filter {
  const label = language === 'en' ? 'missing' : '缺失';
  const values = [...statuses.keys()].filter((status) => /缺|空白|无|missing|gap/i.test(status));
  return values.length > 0
    ? { field: 'status', op: 'in', values, label }
    : { field: 'missing', op: 'known', label };
}

function positionLabel(position: Position, language: Language): string {
  if (language !== 'en') return position;
  return { 上游: 'upstream', 中游: 'midstream', 下游: 'downstream' }[position];
}

let words: Lexicon | undefined;

/** The words of chain questions beside those of all register questions and the names in the tables. */
function withChainWords(values: Lexicon): Lexicon {
  words ??= chainWords();
  const all = new Map(words);
  for (const [key, meanings] of values) all.set(key, [...meanings]);
  return all;
}

function chainWords(): Map<string, Meaning[]> {
  const plain = [...questionWords()].flatMap(([key, meanings]) =>
    meanings.some(({ kind }) => COMMON.has(kind)) ? [key] : [],
  );
  return new Map([...plain, ...CHAIN_WORDS.map(wordKey)].map((key) => [key, [{ kind: 'filler' }]]));
}

/** Kinds of words that a chain question has in common with any other. */
const COMMON = new Set<Meaning['kind']>([
  'filler',
  'which',
  'one',
  'what',
  'how-many',
  'total',
  'each',
  'follow',
  'and',
  'left',
]);

const CHAIN_WORDS = [
  ...'产业链 供应链 链条 链 补链 强链 延链 重点 环节 缺 缺少 缺失 短板 空白 缺口 上下游 上游 中游 下游 企业 公司 厂家 厂商 谁 谁家 供货 供应商 供应 配套 做 生产 制造 打算 计划 准备 引进 招引 引入 拟引进 想招 要招 需要 什么样 机构 本地 当地 园区 贵园区 条 四条 三条 两条 几条 哪条 找 找到 能找到 买 买到 卖 卖给 客户 原料 能 可以 我 我们 你 你们 贵区 这边 附近 园区里 生产商 供应链 给'.split(
    ' ',
  ),
  ...'supply chain|industry chain|industrial chain|chain|link|missing|gap|lack|lacking|upstream|midstream|downstream|company|companies|enterprise|firm|manufacturer|maker|supplier|supply|supplies|who make|make|makes|produce|produces|who|local|park|zone|want|wanted|looking for|seek|attract|bring in|need|customer|buy|sell|part|here|s|equipment|industry|does it|what kind of|still|main|key'.split(
    '|',
  ),
];
