import type { Filter, RegisterQuery } from '../src/register-types.ts';
import type { Random } from './fill.ts';
import { below, INDUSTRIES, pick, ZONES } from './registers-fill.ts';

const MILLION = 1_000_000;

/** Twelve kinds of questions on projects, as queries with values of their own each time. */
export const KINDS: Record<string, (random: Random) => RegisterQuery> = {
  'count of a zone and year': (random) =>
    ask({ filters: [zone(random), year(random)], measures: [{ kind: 'count' }] }),
  'count and sum from an amount': (random) =>
    ask({
      filters: [zone(random), year(random), atLeast(random)],
      measures: [{ kind: 'count' }, { kind: 'sum', field: 'amount' }],
    }),
  'sum of all': () => ask({ measures: [{ kind: 'sum', field: 'amount' }] }),
  'average of an industry': (random) =>
    ask({ filters: [industry(random)], measures: [{ kind: 'average', field: 'amount' }] }),
  'the largest of all': () => ask({ order: { by: 'amount', direction: 'largest', limit: 10 } }),
  'the last to be signed': (random) =>
    ask({ filters: [zone(random)], order: { by: 'signed', direction: 'largest', limit: 10 } }),
  'from signing to operating': (random) =>
    ask({ filters: [industry(random)], measures: [{ kind: 'elapsed', from: 'signed', to: 'operating' }] }),
  'each zone': (random) =>
    ask({
      filters: [year(random)],
      measures: [{ kind: 'count' }, { kind: 'sum', field: 'amount' }],
      group: { by: 'zone' },
    }),
  'each half-year of all': () =>
    ask({ measures: [{ kind: 'count' }], group: { by: 'signed', unit: 'half' } }),
  'two zones side by side': (random) =>
    ask({
      filters: [year(random)],
      measures: [{ kind: 'count' }, { kind: 'sum', field: 'amount' }],
      sides: [zone(random), zone(random)],
    }),
  'the rows of an industry that holds a word': (random) =>
    ask({
      filters: [
        { field: 'industry', op: 'holds', values: [pick(INDUSTRIES, random).slice(0, 2)], label: '' },
      ],
      list: { fields: ['name'] },
    }),
  'signed but not started': (random) =>
    ask({
      filters: [year(random), { field: 'started', op: 'unknown', label: '未开工' }],
      measures: [{ kind: 'count' }],
    }),
};

function ask(query: Partial<RegisterQuery>): RegisterQuery {
  return { register: 'projects', filters: [], measures: [], ...query };
}

function zone(random: Random): Filter {
  const name = pick(ZONES, random);
  return { field: 'zone', op: 'in', values: [name], label: name };
}

function industry(random: Random): Filter {
  const name = pick(INDUSTRIES, random);
  return { field: 'industry', op: 'in', values: [name], label: name };
}

function year(random: Random): Filter {
  const of = 2015 + below(11, random);
  return { field: 'signed', op: 'within', from: `${of}-01-01`, to: `${of}-12-31`, label: `${of}` };
}

function atLeast(random: Random): Filter {
  const value = (50 + below(20, random) * 50) * MILLION;
  return { field: 'amount', op: 'at-least', value, currency: 'CNY', label: `${value}` };
}
