import type { Filter, RegisterQuery } from '../../register-types.ts';
import type { Interpreted } from './interpret.ts';
import { STAGES } from './pieces.ts';

/** How a question leans on the one before: 那2024年呢 puts something in its place, 其中 narrows it. */
export type Leaning = 'replaces' | 'narrows';

/**
 * The query of a question that leans on an earlier one: what it names takes the place of what was named of the same
 * field, the rest goes on. `undefined` where it might be meant otherwise.
 */
export function followUp(
  before: RegisterQuery,
  { query, asks }: Interpreted,
  leaning: Leaning,
): RegisterQuery | undefined {
  if (before.register !== query.register) return undefined;
  const filters = filtersOf(before, query, leaning);
  if (!filters) return undefined;
  if (!asks && !query.sides) {
    if (query.filters.length === 0) return undefined;
    const sides = before.sides?.filter(
      ({ field }) => !query.filters.some((filter) => filter.field === field),
    );
    const { sides: _, ...rest } = before;
    return { ...rest, filters, ...(sides?.length && { sides }) };
  }
  if (!asks) return { ...before, filters, sides: query.sides };
  return { ...asked(before, query, leaning), register: before.register, filters };
}

/** What is asked for now; a split alone is of what was asked for before, figures alone are of the rows or sides before. */
function asked(
  before: RegisterQuery,
  query: RegisterQuery,
  leaning: Leaning,
): Omit<RegisterQuery, 'register' | 'filters'> {
  const { measures, list, order, group, sides } = query;
  const keepsMeasures = group !== undefined && measures.length === 0 && list === undefined;
  const isFigure = measures.length > 0 && list === undefined && order === undefined;
  const split = group ?? (isFigure && leaning === 'replaces' ? before.group : undefined);
  const side = sides ?? (isFigure && group === undefined ? before.sides : undefined);
  return {
    measures: keepsMeasures ? before.measures : measures,
    ...(list && { list }),
    ...(order && { order }),
    ...(split && { group: split }),
    ...(side && { sides: side }),
  };
}

function filtersOf(before: RegisterQuery, query: RegisterQuery, leaning: Leaning): Filter[] | undefined {
  const isStage = ({ field }: Filter) => STAGES.some((stage) => stage === field);
  const named = [...query.filters, ...(query.sides ?? [])];
  const replaced = new Set<string>(named.map(({ field }) => field));
  if (query.group) replaced.add(query.group.unit ? '' : query.group.by);
  // A period without its stage is of the stage that was spoken of.
  const stages = before.filters.filter(isStage);
  const newStages = query.filters.filter(isStage);
  if (
    leaning === 'replaces' &&
    newStages.length > 0 &&
    stages.length > 0 &&
    !newStages.some(({ field }) => stages.some((stage) => stage.field === field))
  )
    return undefined;
  const kept = before.filters.filter(
    ({ field, op }) => !replaced.has(field) || (isBound(op) && leaning === 'narrows'),
  );
  // Of sides that are spoken of no longer, all are meant, where they are of one field.
  const whole = query.list && before.sides ? unionOf(before.sides) : [];
  if (!whole) return undefined;
  return [...kept, ...whole.filter(({ field }) => !replaced.has(field)), ...query.filters];
}

const isBound = (op: Filter['op']) =>
  op !== 'in' && op !== 'holds' && op !== 'within' && op !== 'known' && op !== 'unknown';

function unionOf(sides: readonly Filter[]): Filter[] | undefined {
  const values = sides.flatMap((side) => (side.op === 'in' ? side.values : []));
  const [first] = sides;
  if (!first || values.length === 0 || sides.some(({ op }) => op !== 'in')) return undefined;
  const isHan = /\p{Script=Han}/u.test(first.label);
  return [
    {
      field: first.field,
      op: 'in',
      values: [...new Set(values)],
      label: sides.map(({ label }) => label).join(isHan ? '、' : ', '),
    },
  ];
}
