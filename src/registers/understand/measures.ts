import type { FieldName, Measure } from '../../register-types.ts';
import { add, beside, type Draft, has, isField, open, take } from './draft.ts';
import { fieldHere, hasField } from './filters.ts';
import type { Piece, PieceOf } from './pieces.ts';

/** What may be added up. Prices, heights and loads may not. */
const SUMMED: ReadonlySet<FieldName> = new Set<FieldName>(['amount', 'foreignCapital', 'area']);

/** The largest, the smallest, the top three, the fastest from one stage to another. */
export function readOrder(draft: Draft): void {
  const [extreme, ...more] = open(draft, 'extreme');
  const [ranked, ...moreRanked] = open(draft, 'ranked');
  if (!extreme && !ranked) return;
  if (more.length + moreRanked.length > 0 || draft.sides) draft.isUnsure = true;
  const by = orderedBy(draft, extreme, ranked);
  const [number] = open(draft, 'number');
  const isPlural = !number && !ranked && /\bprojects\b|\bplots\b|\bfactories\b/.test(wholeText(draft));
  if (by === undefined || isPlural || has(draft, 'how-many', 'average')) draft.isUnsure = true;
  take(draft, extreme, ranked, number, ...open(draft, 'one', 'which', 'what', 'each'));
  const direction = extreme?.direction ?? 'largest';
  draft.order = { by: by ?? 'amount', direction, limit: ranked?.limit ?? number?.value ?? 1 };
  draft.list ??= [];
  if (ranked && number) draft.isUnsure = true;
}

function wholeText(draft: Draft): string {
  return draft.pieces
    .map((piece) => draft.said(piece))
    .join(' ')
    .toLowerCase();
}

function orderedBy(
  draft: Draft,
  extreme: PieceOf<'extreme'> | undefined,
  ranked: PieceOf<'ranked'> | undefined,
): NonNullable<Draft['order']>['by'] | undefined {
  const [elapsed] = open(draft, 'elapsed');
  if (extreme?.of === 'days') {
    take(draft, elapsed);
    return elapsed && { from: elapsed.from, to: elapsed.to };
  }
  const mark = (extreme ?? ranked)!;
  const beforeIt = beside(draft, mark, -1);
  const afterIt = beside(draft, mark, 1);
  const after = draft.isChinese ? undefined : afterIt;
  const near = [beforeIt, after].filter(isField).find((piece) => !draft.taken.has(piece));
  const fields = open(draft, 'field', 'sum');
  const behindBy = fields.find((piece) => beside(draft, piece, -1)?.kind === 'each');
  const named =
    near ?? behindBy ?? (fields.length === 1 && !asksOf(draft, fields[0]!) ? fields[0] : undefined);
  if (named) take(draft, named, ...open(draft, 'each'));
  const field = fieldHere(draft, extreme?.of ?? named?.field ?? defaultOf(draft));
  return hasField(draft.register, field) ? field : undefined;
}

/** Whether a figure of the rows is asked for beside the order: 面积最大的地块价格多少. */
function asksOf(draft: Draft, field: Piece): boolean {
  return [beside(draft, field, 1)?.kind, beside(draft, field, -1)?.kind].some(
    (kind) => kind === 'how-much' || kind === 'what',
  );
}

function defaultOf(draft: Draft): FieldName {
  if (draft.register === 'tariffs') return 'price';
  return draft.register === 'projects' ? 'amount' : 'area';
}

/** What is computed, in the order asked, and whether the rows are wanted. */
export function readMeasures(draft: Draft): void {
  readElapsed(draft);
  const averages = open(draft, 'average');
  for (const piece of open(draft, 'how-many', 'how-much', 'sum', 'field')) {
    if (draft.taken.has(piece)) continue;
    take(draft, piece);
    if (piece.kind === 'how-many') add(draft, { kind: 'count' });
    else if (piece.kind === 'how-much') readHowMuch(draft, piece);
    else readField(draft, piece, averages.length > 0);
  }
  if (averages.length > 0 && draft.measures.some(({ kind }) => kind === 'average' || kind === 'elapsed')) {
    take(draft, ...averages, ...open(draft, 'each'));
    if (draft.measures.some(({ kind }) => kind === 'sum')) draft.isUnsure = true;
  }
  if (draft.sides && has(draft, 'versus') && draft.measures.length === 0) draft.measures.push(...COMPARED);
  const lists = open(draft, 'which', 'one');
  take(draft, ...lists, ...open(draft, 'what'));
  if (lists.length > 0) draft.list ??= [];
  // Sides are set side by side, and not listed.
  if (draft.sides && draft.measures.length > 0) draft.list = undefined;
  if (draft.list && has(draft, 'each') && !draft.group) take(draft, ...open(draft, 'each'));
}

/** What sides are compared by, where that is not said. */
const COMPARED: Measure[] = [{ kind: 'count' }, { kind: 'sum', field: 'amount' }];

function readElapsed(draft: Draft): void {
  const [elapsed, ...more] = open(draft, 'elapsed');
  if (!elapsed) return;
  take(draft, elapsed);
  if (more.length > 0) draft.isUnsure = true;
  const days = open(draft, 'how-much').filter(({ of }) => of === 'days');
  if (days.length === 0 && !elapsed.asks && !has(draft, 'average', 'elapsed-word')) draft.isUnsure = true;
  take(draft, ...days);
  add(draft, { kind: 'elapsed', from: elapsed.from, to: elapsed.to });
}

function readHowMuch(draft: Draft, piece: PieceOf<'how-much'>): void {
  if (piece.of === 'days') {
    draft.isUnsure = true;
    return;
  }
  const average = has(draft, 'average');
  if (piece.of === 'size') {
    readSize(draft, piece);
    return;
  }
  if (piece.of !== undefined) {
    ask(draft, piece.of, average);
    return;
  }
  const after = beside(draft, piece, 1);
  const before = draft.pieces.findLast(
    ({ start, kind }) => start < piece.start && kind !== 'total' && kind !== 'each' && kind !== 'average',
  );
  if (isField(after) && !draft.taken.has(after) && !isField(before)) {
    take(draft, after);
    ask(draft, after.field, average);
  } else if (isField(before)) ask(draft, before.field, average);
  // What is largest was said of something: 投资最大的是哪个，多少.
  else if (draft.order === undefined) readUnsaid(draft, piece, before);
}

/** How big: the area of land and buildings, the investment of projects, or what was said before it. */
function readSize(draft: Draft, piece: PieceOf<'how-much'>): void {
  const named = [beside(draft, piece, -1), beside(draft, piece, 1)].find(isField);
  take(draft, named);
  const field = named?.field ?? defaultOf(draft);
  if (SUMMED.has(field) && !draft.order && (named || draft.register === 'projects'))
    ask(draft, field, has(draft, 'average'));
  else draft.list = [...new Set([...(draft.list ?? []), field])];
}

/** How much, without of what: 多少 is of rows beside the noun, and of money where rows are counted already. */
function readUnsaid(draft: Draft, piece: PieceOf<'how-much'>, before: Piece | undefined): void {
  const next = draft.pieces.find(
    ({ start, kind }) => start > piece.start && kind !== 'value' && kind !== 'available',
  );
  const isMoney = !draft.isChinese || (beside(draft, piece, -1)?.kind === 'total' && isCounted(draft));
  if (isMoney && draft.register === 'projects') add(draft, { kind: 'sum', field: 'amount' });
  else if (!draft.isChinese && hasField(draft.register, 'status')) ask(draft, 'price', false);
  else if (draft.isChinese && (next?.kind === 'register' || before?.kind === 'register'))
    add(draft, { kind: 'count' });
  else draft.isUnsure = true;
}

const isCounted = ({ measures }: Draft) => measures.some(({ kind }) => kind === 'count');

function readField(draft: Draft, piece: PieceOf<'sum' | 'field'>, isAverage: boolean): void {
  if (piece.kind === 'field' && !isAsked(draft, piece)) draft.isUnsure = true;
  ask(draft, piece.field, isAverage && piece.kind === 'field');
}

const ASKING: ReadonlySet<string> = new Set<Piece['kind']>(
  'how-much total average what and each which follow versus'.split(' ') as Piece['kind'][],
);

/** Whether a field is asked for, and not said in passing: 投资额多少, and not 谁投资的项目有几个. */
function isAsked(draft: Draft, piece: Piece): boolean {
  const [before, after] = [beside(draft, piece, -1), beside(draft, piece, 1)];
  if (!has(draft, 'how-many', 'sum', 'elapsed', 'which', 'one') || after === undefined) return true;
  return [before, after].some((near) => near !== undefined && ASKING.has(near.kind));
}

/** A figure of the rows: added up or on average where that has a sense, and else shown for each of them. */
function ask(draft: Draft, said: FieldName, isAverage: boolean): void {
  const field = fieldHere(draft, said);
  if (!hasField(draft.register, field)) draft.isUnsure = true;
  else if (draft.order) draft.list = [...new Set([...(draft.list ?? []), field])];
  else if (isAverage) add(draft, { kind: 'average', field });
  else if (SUMMED.has(field)) add(draft, { kind: 'sum', field });
  else draft.list = [...new Set([...(draft.list ?? []), field])];
}
