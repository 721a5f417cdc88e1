import { fold } from '../../language/fold.ts';
import { type FieldName, type Filter, REGISTERS } from '../../register-types.ts';
import { beside, type Draft, has, isField, open, take } from './draft.ts';
import type { PieceOf } from './pieces.ts';

/** Whether a register has a field. */
export function hasField(register: Draft['register'], field: FieldName): boolean {
  return field in REGISTERS[register];
}

/** Bounds on amounts, areas, heights and loads, each of the field that is named beside it. */
export function readBoundFilters(draft: Draft): void {
  for (const piece of open(draft, 'bound')) {
    const field = fieldOfBound(draft, piece);
    take(draft, piece);
    if (
      field === undefined ||
      draft.filters.some(({ filter }) => filter.field === field && !isOtherEnd(filter, piece))
    ) {
      draft.isUnsure = true;
      continue;
    }
    for (const bound of piece.bounds) {
      const label = draft.labels.bound(field, bound);
      const currency = piece.of === 'money' && piece.currency ? { currency: piece.currency } : {};
      draft.filters.push({
        at: piece.start,
        filter: { field, op: bound.op, value: bound.value, ...currency, label },
      });
    }
  }
}

/** 2亿元以上、5亿元以下 are the two ends of one stretch. */
function isOtherEnd(filter: Filter, { bounds }: PieceOf<'bound'>): boolean {
  const isLow = (op: string) => op === 'at-least' || op === 'more-than';
  return bounds.length === 1 && isLow(filter.op) !== isLow(bounds[0]!.op);
}

const FIELDS_OF: Record<PieceOf<'bound'>['of'], readonly FieldName[]> = {
  money: ['amount', 'foreignCapital', 'price', 'rent'],
  area: ['area'],
  height: ['floorHeight'],
  load: ['floorLoad'],
};

function fieldOfBound(draft: Draft, piece: PieceOf<'bound'>): FieldName | undefined {
  const named = fieldBeside(draft, piece);
  const fields = FIELDS_OF[piece.of].filter((field) => hasField(draft.register, field));
  if (named !== undefined) return fields.includes(named) ? named : undefined;
  const bounded = draft.filters.find(({ filter }) => fields.includes(filter.field))?.filter.field;
  const field = bounded ?? fields[0];
  // A price is by something, an amount of investment is not.
  const isPrice = field === 'price' || field === 'rent';
  return piece.of === 'money' && isPrice !== (piece.per !== undefined) ? undefined : field;
}

/** 外资超过100万美元, over 50 mu in area: the field right before, or in English right behind. */
function fieldBeside(draft: Draft, piece: PieceOf<'bound'>): FieldName | undefined {
  const before = beside(draft, piece, -1);
  if (isField(before) && !draft.taken.has(before)) {
    take(draft, before);
    return fieldHere(draft, before.field);
  }
  const after = beside(draft, piece, 1);
  if (!isField(after) || after.kind === 'sum' || draft.taken.has(after)) return undefined;
  const next = beside(draft, after, 1)?.kind;
  const isAsked = next === 'how-much' || next === 'extreme' || next === 'what' || next === 'bound';
  const isNear = draft.isChinese ? after.start - piece.end <= 1 : after.start - piece.end <= 5;
  if (isAsked || !isNear) return undefined;
  take(draft, after);
  return fieldHere(draft, after.field);
}

/** The price of a plot is the rent of a factory; how much money a project is, what is invested. */
export function fieldHere(draft: Draft, field: FieldName): FieldName {
  if (field !== 'price' && field !== 'amount') return field;
  if (draft.register === 'projects') return 'amount';
  return draft.register === 'factories' ? 'rent' : 'price';
}

/** Zones, industries and other values that rows have; several of one field are sides, or added up. */
export function readValues(draft: Draft): void {
  const byField = Map.groupBy(open(draft, 'value'), ({ field }) => field);
  for (const [field, pieces] of byField) {
    take(draft, ...pieces);
    if (field === 'investor') for (const piece of pieces) takeInvesting(draft, piece);
    const filters = new Map(
      pieces.map((piece) => [
        piece.name,
        {
          field,
          op: 'in' as const,
          values: piece.values,
          label: labelOf(draft, piece),
        },
      ]),
    );
    const at = pieces[0]!.start;
    const all = field === 'name' ? [sharedBy([...filters.values()], draft)] : [...filters.values()];
    if (all.length === 1) draft.filters.push({ at, filter: all[0]! });
    else if (isUnion(draft)) {
      const label = all.map((filter) => filter.label).join(draft.isChinese ? '、' : ', ');
      draft.filters.push({
        at,
        filter: { field, op: 'in', values: [...new Set(all.flatMap(({ values }) => values))], label },
      });
    } else if (draft.sides) draft.isUnsure = true;
    else draft.sides = all;
  }
}

/** 35千伏, and at peak hours: names are of all their parts. */
function sharedBy(parts: readonly TextFilter[], draft: Draft): TextFilter {
  const values = parts
    .map((part) => new Set(part.values))
    .reduce((shared, held) => shared.intersection(held));
  if (values.size === 0) draft.isUnsure = true;
  const label = parts.map((part) => part.label).join(draft.isChinese ? '' : ' ');
  return { field: 'name', op: 'in', values: [...values], label };
}

type TextFilter = Extract<Filter, { op: 'in' | 'holds' }>;

/** Projects that foreign capital is in. */
export function readFunded(draft: Draft): void {
  const [funded] = open(draft, 'funded');
  if (!funded) return;
  take(draft, funded);
  if (draft.register !== 'projects') draft.isUnsure = true;
  draft.filters.push({
    at: funded.start,
    filter: { field: 'funding', op: 'known', label: draft.labels.funded() },
  });
}

/** Of a row that is named, its state is asked for, and not whether there is one in it. */
export function askStateOfNamed(draft: Draft): void {
  const isNamed = draft.filters.some(({ filter }) => filter.field === 'name');
  const isState = ({ filter }: Draft['filters'][number]) => filter.field === 'status';
  if (!isNamed || !draft.filters.some(isState)) return;
  draft.filters = draft.filters.filter((filter) => !isState(filter));
  draft.list = [...(draft.list ?? []), 'status'];
}

/** A value is called as it was asked for where rows write it so, and else as most of them do. */
function labelOf(draft: Draft, piece: PieceOf<'value'>): string {
  const said = draft.said(piece);
  return draft.labels.value(piece.values.find((value) => fold(value) === fold(said)) ?? piece.name, said);
}

/** 远航投资的项目: that an investor invests is no figure that is asked for. */
function takeInvesting(draft: Draft, investor: PieceOf<'value'>): void {
  const verb = beside(draft, investor, 1);
  if (isField(verb) && verb.field === 'amount' && beside(draft, verb, 1)?.kind !== 'how-much')
    take(draft, verb);
}

/** Whether values side by side are asked for together: in total, one or the other, or as a list. */
function isUnion(draft: Draft): boolean {
  if (has(draft, 'versus', 'each')) return false;
  return has(draft, 'or', 'total') || (has(draft, 'which') && !has(draft, 'how-many', 'how-much', 'sum'));
}

const FREE =
  /可供|可租|可出租|可出让|可售|待租|待售|待出租|待出让|待供|待招商|空置|闲置|空余|在租|招租|招商中|在售|未出让|未租|未供|可用|未利用|available|vacant/i;
const NOT_FREE = /不可|已|非/;

/** What is to be had: the states that rows have and that say so. */
export function readAvailability(draft: Draft): void {
  const said = open(draft, 'available');
  const left = open(draft, 'left');
  take(draft, ...left);
  const isOfLand = hasField(draft.register, 'status');
  if (said.length === 0 && (left.length === 0 || !isOfLand)) return;
  if (
    draft.filters.some(({ filter }) => filter.field === 'status') ||
    draft.sides?.some(({ field }) => field === 'status')
  ) {
    // 可供 may be a state that rows have, and was read as that.
    if (said.length > 0) draft.isUnsure = true;
    return;
  }
  const states = [...(draft.vocabularies.byField.get('status')?.keys() ?? [])];
  const values = states.filter((state) => FREE.test(state) && !NOT_FREE.test(state));
  take(draft, ...said);
  if (!isOfLand || values.length === 0) draft.isUnsure = true;
  const label = draft.labels.available();
  draft.filters.push({
    at: (said[0] ?? left[0])!.start,
    filter: { field: 'status', op: 'in', values, label },
  });
}
