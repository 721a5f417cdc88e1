import type { FieldName } from '../../register-types.ts';
import { add, type Draft, has, open, take } from './draft.ts';
import { hasField } from './filters.ts';
import type { Dimension, PieceOf } from './pieces.ts';

const PERIODS: Partial<Record<Dimension, 'year' | 'half' | 'quarter' | 'month'>> = {
  year: 'year',
  half: 'half',
  quarter: 'quarter',
  month: 'month',
};

/** What rows are counted by: 各园区, by industry, 每年, and 哪个园区最多. */
export function readGroup(draft: Draft): void {
  const dimensions = open(draft, 'dimension').filter((piece) => !isOfSides(draft, piece));
  if (draft.register === 'tariffs') {
    take(draft, ...dimensions);
    return;
  }
  const isSplit = has(draft, 'each') || dimensions.some((piece) => saysEach(draft, piece));
  const isRanked = has(draft, 'one', 'which', 'what') && has(draft, 'extreme', 'versus');
  if (!isSplit && !isRanked) {
    // 园区有多少项目: the park as a whole.
    take(draft, ...dimensions.filter(({ by }) => by === 'zone'));
    return;
  }
  const [dimension, ...others] = dimensions;
  if (!dimension) return;
  if (others.some(({ by }) => by !== dimension.by)) draft.isUnsure = true;
  take(draft, ...dimensions, ...open(draft, 'each'));
  const unit = PERIODS[dimension.by];
  draft.group = unit ? { by: groupedStage(draft), unit } : { by: dimension.by as FieldName };
  if (!hasField(draft.register, draft.group.by) || draft.sides) draft.isUnsure = true;
  if (draft.group.by === 'zone') bringTogether(draft);
  if (isRanked && !isSplit) {
    take(draft, ...open(draft, 'one', 'which', 'what', 'extreme', 'versus'));
    if (open(draft, 'ranked', 'number').length > 0) draft.isUnsure = true;
    // Most, of what is not said, is most projects.
    if (!has(draft, 'how-many', 'how-much', 'sum', 'field')) add(draft, { kind: 'count' });
  } else if (has(draft, 'extreme', 'ranked')) draft.isUnsure = true;
}

/** As many zones as are set side by side. */
const MOST_SIDES = 30;

/** A zone that rows call by several names is one, which they can't be grouped by: each is a side. */
function bringTogether(draft: Draft): void {
  const isCalledOne = draft.zones.every(({ values }) => values.length === 1);
  if (isCalledOne || draft.zones.length < 2) return;
  // To split them by name would tell wrong numbers.
  if (draft.zones.length > MOST_SIDES) draft.isUnsure = true;
  draft.group = undefined;
  draft.sides = draft.zones.map(({ values, short }) => ({
    ...{ field: 'zone', op: 'in', values },
    label: draft.labels.value(short, short),
  }));
  if (draft.measures.length === 0 && !has(draft, 'how-many', 'how-much', 'sum', 'field', 'average', 'which'))
    add(draft, { kind: 'count' });
}

/** 2021年和2022年，哪一年 asks which of the sides. */
function isOfSides(draft: Draft, piece: PieceOf<'dimension'>): boolean {
  const field = PERIODS[piece.by] ? 'signed started operating' : piece.by;
  const isOf = draft.sides?.some((side) => field.includes(side.field)) === true;
  if (isOf && !saysEach(draft, piece)) take(draft, piece);
  return isOf && !saysEach(draft, piece);
}

/** 每年 and yearly say it in one word. */
function saysEach(draft: Draft, piece: PieceOf<'dimension'>): boolean {
  return /^(?:[每各分按逐历]|yearly|annual|quarterly|monthly|each|per|by|half-yearly)/.test(
    draft.said(piece).toLowerCase(),
  );
}

/** Years are those of signing, unless another stage is named. */
function groupedStage(draft: Draft): FieldName {
  const stages = draft.filters
    .map(({ filter }) => filter.field)
    .filter((field) => field === 'started' || field === 'operating');
  if (stages.length > 1) draft.isUnsure = true;
  return stages[0] ?? 'signed';
}
