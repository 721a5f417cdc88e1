import { fold } from '../../language/fold.ts';
import type { FieldName, FieldValue, PeriodValue } from '../../register-types.ts';
import { readPeriod, someTime } from './period.ts';

type Stage = 'signed' | 'started' | 'operating';
type Values = Partial<Record<FieldName, FieldValue>>;

/** How each stage is told to be reached, the last one first: what produces was begun before. */
const STAGES: readonly [Stage, RegExp][] = [
  [
    'operating',
    /投产|投运|投用|量产|运营|达产|竣工投产|\b(?:in operation|operating|operational|in production)\b/,
  ],
  ['started', /开工|动工|开建|在建|建设中|施工|\b(?:under construction|started|broke ground)\b/],
  ['signed', /签约|签订|签署|\bsigned\b/],
];
const NOT_YET =
  /(?:未|没有?|尚未|暂未|待|即将|拟|计划|预计|准备|争取|力争|not yet |to be |planned |expected )[^，。；,;]{0,8}$/;
const DAY = /(\d{2,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?)[^，。；,;\d]{0,4}$/;

/**
 * The stages that a project's progress tells of, where no column has their day: 2025年9月开工 gives the month, 在建
 * that works have begun, and not when. A stage that is planned, or not reached yet, is none.
 */
export function stagesIn(values: Values): Partial<Record<Stage, PeriodValue>> {
  const { progress } = values;
  if (!progress) return {};
  const text = fold(progress.raw);
  const reached: Partial<Record<Stage, PeriodValue>> = {};
  for (const [at, [stage, words]] of STAGES.entries()) {
    const found = words.exec(text);
    const before = text.slice(0, found?.index ?? 0);
    if (!found || NOT_YET.test(before)) continue;
    const day = DAY.exec(before)?.[1];
    reached[stage] = (day && readPeriod(day)) || someTime(progress.raw);
    for (const [earlier] of STAGES.slice(at + 1)) reached[earlier] ??= someTime(progress.raw);
  }
  const isKnown = (stage: string) => values[stage as FieldName] !== undefined;
  return Object.fromEntries(Object.entries(reached).filter(([stage]) => !isKnown(stage)));
}
