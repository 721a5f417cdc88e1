import { describe, expect, it } from 'vitest';
import { fold } from '../src/language/fold.ts';
import type { Filter, RegisterQuery, RegisterScope } from '../src/register-types.ts';
import { disagreements, saidOf } from '../src/registers/understand/agreement.ts';
import { vocabulariesOf } from '../src/registers/understand/vocabulary.ts';
import { inOneLine, REGISTERS_HELD, readAsked } from './support/register-questions.ts';

const scope: RegisterScope = { audiences: ['public'], asOf: '2026-11-20' };

/** Questions that rules read, so that what they mean is known: what else is proposed for them is a misreading. */
const QUESTIONS = [
  '一共有多少个项目？',
  '高新区有几个项目？',
  '松木经开区有几个项目？',
  '2023年签约了多少个项目？',
  '2023年开工的项目有多少个？',
  '2024年5月签约的项目有几个',
  '2022到2024年签约项目总投资是多少？',
  '2023年签约项目的平均投资额是多少？',
  '高新区去年签约了几个2亿元以上的项目，总投资多少？',
  '松木经开区去年签约了几个2亿元以上的项目？',
  '松木经开区总投资超过5亿元的项目有哪些？',
  '投资额不低于3亿元的新能源项目有几个',
  '投资3亿元以下的食品加工项目有多少个',
  '1亿元到5亿元之间的项目有多少个',
  '外资500万美元以上的项目有哪些',
  '2023年签约但未开工的项目有哪些？',
  '2022年签约、2024年投产的项目有几个',
  '从签约到开工平均要多少天？',
  '高新区和松木经开区各有多少个项目？',
  '高新区和松木经开区一共有多少个项目？',
  '各产业分别有多少个项目？',
  '投资最大的三个项目是哪些？',
  'How many projects were signed in 2023?',
  'How many projects over RMB 200 million did the high-tech zone sign last year?',
  'What is the average investment of projects signed in 2024?',
  '2024年簽約了幾個項目？',
  '50亩以上的地块有哪些？',
  '面积最大的地块是哪块？',
];

const CONDITIONS: Filter[] = [
  { field: 'signed', op: 'known', label: '' },
  { field: 'operating', op: 'unknown', label: '' },
  { field: 'signed', op: 'within', from: '2023-01-01', to: '2023-12-31', label: '' },
  { field: 'started', op: 'within', from: '2023-01-01', to: '2023-12-31', label: '' },
  { field: 'amount', op: 'at-least', value: 2e8, currency: 'CNY', label: '' },
  { field: 'amount', op: 'more-than', value: 2e8, currency: 'CNY', label: '' },
  { field: 'amount', op: 'at-least', value: 2e8, currency: 'USD', label: '' },
  { field: 'area', op: 'at-least', value: 50, label: '' },
  { field: 'zone', op: 'in', values: ['松木经开区'], label: '' },
  { field: 'industry', op: 'in', values: ['电子信息'], label: '' },
];
const MEASURES: RegisterQuery['measures'][] = [
  [{ kind: 'count' }],
  [{ kind: 'sum', field: 'amount' }],
  [{ kind: 'average', field: 'amount' }],
  [{ kind: 'sum', field: 'area' }],
  [{ kind: 'sum', field: 'foreignCapital' }],
  [{ kind: 'elapsed', from: 'signed', to: 'started' }],
  [{ kind: 'elapsed', from: 'signed', to: 'operating' }],
];
const BYS = ['amount', 'area', 'signed', 'foreignCapital'] as const;

/** A query with each of its parts left out, put in another's place, or added. */
function misread(query: RegisterQuery): RegisterQuery[] {
  const { filters } = query;
  const without = filters.map((_, at) => ({ ...query, filters: filters.toSpliced(at, 1) }));
  const replaced = filters.flatMap((_, at) =>
    CONDITIONS.map((filter) => ({ ...query, filters: filters.with(at, filter) })),
  );
  const bounds = filters.flatMap((filter, at) =>
    'value' in filter
      ? [{ ...query, filters: filters.with(at, { ...filter, value: filter.value * 10 }) }]
      : [],
  );
  const added = CONDITIONS.map((filter) => ({ ...query, filters: [...filters, filter] }));
  const measured = MEASURES.map((measures) => ({ ...query, measures }));
  const ordered = BYS.flatMap((by) =>
    (['largest', 'smallest'] as const).flatMap((direction) =>
      [1, 3].map((limit) => ({ ...query, order: { by, direction, limit } })),
    ),
  );
  const grouped = (['zone', 'industry', 'introducedBy'] as const).map((by) => ({ ...query, group: { by } }));
  const { order: _order, group: _group, sides: _sides, ...bare } = query;
  return [...without, ...replaced, ...bounds, ...added, ...measured, ...ordered, ...grouped, bare];
}

/**
 * What a query comes to: what is shown beside it, the order of its sides, and that rows dated within a year or
 * counted by year have a date, change nothing of it.
 */
function meaning({ list: _list, ...query }: RegisterQuery): string {
  const dated = query.filters.filter(({ op }) => op === 'within').map(({ field }) => field);
  const filters = query.filters.filter(
    ({ op, field }) => op !== 'known' || !(dated.includes(field) || query.group?.by === field),
  );
  const sides = query.sides?.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  return inOneLine({ ...query, filters, ...(sides && { sides }) });
}

describe('a query proposed for a question', () => {
  it('is taken where it is what rules read, and nowhere else', async () => {
    const read = await Promise.all(
      QUESTIONS.map(async (text) => ({ text, query: (await readAsked(text))!.query })),
    );
    const wrong: string[] = [];
    let tried = 0;
    for (const { text, query } of read) {
      const vocabularies = await vocabulariesOf(query.register, REGISTERS_HELD, scope, fold(text));
      const context = {
        register: query.register,
        vocabularies,
        park: '青山经济技术开发区',
        asOf: scope.asOf,
      };
      const said = saidOf(text, context)!;
      expect(disagreements(said, query), text).toEqual([]);
      for (const proposal of [...read.map((other) => other.query), ...misread(query)]) {
        tried += 1;
        if (meaning(proposal) !== meaning(query) && disagreements(said, proposal).length === 0)
          wrong.push(`${text} ${inOneLine(proposal)}`);
      }
    }
    expect(tried).toBeGreaterThan(2000);
    expect(wrong).toEqual([]);
  });
});
