import { beside, type Draft, has, open, take } from './draft.ts';
import type { Piece, PieceOf, Stage } from './pieces.ts';

type StagePiece = PieceOf<'stage'>;
/** Periods side by side, as one: 2022年和2023年. */
type Periods = PieceOf<'period'>[];

/** Stages and the periods they are asked for: 2023年签约, 已开工, 签约但未投产. */
export function readStages(draft: Draft): void {
  const groups = periodGroups(draft);
  readBuilding(draft);
  readNotReached(draft);
  const stages = open(draft, 'stage');
  if (groups.length + stages.length > 0 && draft.register !== 'projects') draft.isUnsure = true;
  for (const group of groups) {
    const stage = stageOf(draft, group, groups, stages);
    if (stage === undefined && (stages.length > 0 || groups.length > 1)) draft.isUnsure = true;
    take(draft, stage);
    readPeriods(draft, group, stage?.stage ?? 'signed');
  }
  for (const piece of stages) if (!draft.taken.has(piece)) readReached(draft, piece, true);
}

/** 未开工, not yet in operation: a stage that has no day. */
function readNotReached(draft: Draft): void {
  for (const piece of open(draft, 'not')) {
    const stage = beside(draft, piece, 1);
    if (stage?.kind !== 'stage') continue;
    take(draft, piece);
    readReached(draft, stage, false);
  }
}

/** 在建: begun, and not yet producing. */
function readBuilding(draft: Draft): void {
  for (const piece of open(draft, 'building')) {
    const before = beside(draft, piece, -1);
    const isNot = before?.kind === 'not';
    take(draft, piece, isNot ? before : undefined);
    addReached(draft, piece, 'started', !isNot);
    if (!isNot) addReached(draft, piece, 'operating', false);
  }
}

function readReached(draft: Draft, piece: StagePiece, isReached: boolean): void {
  take(draft, piece);
  addReached(draft, piece, piece.stage, isReached);
}

function addReached(draft: Draft, { start }: Piece, stage: Stage, isReached: boolean): void {
  const known = draft.filters.find(({ filter }) => filter.field === stage);
  if (known) {
    // Signed in 2023, and signed, says it twice; signed and not signed says nothing.
    if (!isReached || known.filter.op === 'unknown') draft.isUnsure = true;
    return;
  }
  const label = draft.labels.reached(stage, isReached);
  draft.filters.push({ at: start, filter: { field: stage, op: isReached ? 'known' : 'unknown', label } });
}

function readPeriods(draft: Draft, group: Periods, stage: Stage): void {
  const filters = group.map(({ from, to, label }) => ({
    field: stage,
    op: 'within' as const,
    from,
    to,
    label: draft.labels.period(stage, label),
  }));
  take(draft, ...group);
  if (draft.filters.some(({ filter }) => filter.field === stage)) draft.isUnsure = true;
  const [only] = filters;
  if (filters.length === 1) draft.filters.push({ at: group[0]!.start, filter: only! });
  else readSides(draft, group, filters);
}

function readSides(draft: Draft, group: Periods, filters: NonNullable<Draft['sides']>): void {
  if (draft.sides) draft.isUnsure = true;
  const isSplit = open(draft, 'dimension').some(({ by }) => by in YEARLY && !has(draft, 'one', 'versus'));
  if (!has(draft, 'total') && !isSplit) {
    draft.sides = filters;
    return;
  }
  // Years one after the other, added up, are one period.
  const follows = group.every((period, at) => at === 0 || isDayAfter(group[at - 1]!.to, period.from));
  const [first] = group;
  const last = group.at(-1)!;
  if (!follows) draft.isUnsure = true;
  const { field } = filters[0]!;
  const label = filters.map((filter) => filter.label).join(draft.isChinese ? '、' : ', ');
  draft.filters.push({
    at: first!.start,
    filter: { field, op: 'within', from: first!.from, to: last.to, label },
  });
}

/** Years that rows are counted by are not set side by side as well. */
const YEARLY = { year: true, half: true, quarter: true, month: true };

function isDayAfter(day: string, next: string): boolean {
  return Date.parse(next) - Date.parse(day) === 86_400_000;
}

/** Periods that stand side by side, with nothing but a conjunction between them. */
function periodGroups(draft: Draft): Periods[] {
  const groups: Periods[] = [];
  let previous: Piece | undefined;
  for (const piece of draft.pieces) {
    if (piece.kind === 'and' || piece.kind === 'or' || piece.kind === 'versus') continue;
    if (piece.kind === 'period') {
      if (previous?.kind === 'period') groups.at(-1)!.push(piece);
      else groups.push([piece]);
    }
    previous = piece;
  }
  return groups;
}

/**
 * The stage that a period is of. A Chinese one stands before its stage (2023年签约), an English one behind it
 * (signed in 2023), and the other way round where there is none on that side.
 */
function stageOf(
  draft: Draft,
  group: Periods,
  groups: readonly Periods[],
  stages: readonly StagePiece[],
): StagePiece | undefined {
  const at = groups.indexOf(group);
  const left = groups[at - 1]?.at(-1)?.end ?? 0;
  const right = groups[at + 1]?.[0]?.start ?? Number.POSITIVE_INFINITY;
  const free = stages.filter((stage) => !draft.taken.has(stage));
  const before = free.findLast(({ start }) => start >= left && start < group[0]!.start);
  const after = free.find(({ start }) => start > group.at(-1)!.start && start < right);
  const near = draft.isChinese ? [after, before] : [before, after];
  const stage = near.find((candidate) => candidate !== undefined);
  if (stage && stage === after && standsApart(draft, group, stage)) draft.isUnsure = true;
  return stage;
}

/** In 2023年的项目投产了几个 the period may be of the projects, and not of what they did since. */
function standsApart(draft: Draft, group: Periods, stage: StagePiece): boolean {
  const last = group.at(-1)!;
  const between = draft.pieces.filter(({ start }) => start > last.start && start < stage.start);
  if (!between.some(({ kind }) => kind === 'register')) return false;
  // In 2023, how many projects were signed: a period set before the whole question.
  return draft.isChinese
    ? !between.some(({ kind }) => kind === 'how-many')
    : !/^(?:in|during|since|from|between|before|by|over|last|this) /.test(
        draft.said(group[0]!).toLowerCase(),
      );
}
