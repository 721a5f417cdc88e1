import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traditionalize } from '../src/language/fold.ts';
import { verify } from '../src/verification/verify.ts';
import { evidenceOf } from './support/library.ts';

/** A quantity of a trade, whole in its smallest unit so that every rendering is exact. */
interface Amount {
  /** In ten thousands. */
  wan: number;
  money: 'yuan' | 'dollars';
}

const digits = (value: number) => String(Number(value.toPrecision(12)));
const CHINESE = { yuan: '元', dollars: '美元' };
const ENGLISH = { yuan: ['RMB ', ' yuan'], dollars: ['US$', ' US dollars'] } as const;

/** Renderings of an amount; a bound is put before each. */
const chinese = fc.constantFrom<(amount: Amount) => string>(
  ({ wan, money }) => `${wan}万${CHINESE[money]}`,
  ({ wan, money }) => `${digits(wan / 1e4)}亿${CHINESE[money]}`,
  ({ wan, money }) => `${digits(wan / 1e4)}億${CHINESE[money]}`,
  ({ wan, money }) => `${(wan * 1e4).toLocaleString('en-US')}${CHINESE[money]}`,
);
const english = fc.constantFrom<(amount: Amount) => string>(
  ({ wan, money }) => `${ENGLISH[money][0]}${digits(wan / 100)} million`,
  ({ wan, money }) => `${ENGLISH[money][0]}${digits(wan / 1e5)} billion`,
  ({ wan, money }) => `${digits(wan / 100)} million${ENGLISH[money][1]}`,
  ({ wan, money }) => `${ENGLISH[money][0]}${(wan * 1e4).toLocaleString('en-US')}`,
);

const BOUNDS = {
  exactly: [[''], ['']],
  'at-least': [
    ['不低于', '至少', '不少于'],
    ['at least ', 'no less than '],
  ],
  'up-to': [
    ['不超过', '最高', '不高于'],
    ['at most ', 'up to ', 'no more than '],
  ],
  about: [
    ['约', '大约'],
    ['about ', 'roughly ', 'around '],
  ],
  nearly: [
    ['近', '接近', '将近'],
    ['nearly ', 'almost '],
  ],
} as const;
type Bound = keyof typeof BOUNDS;
const bounds = fc.constantFrom(...(Object.keys(BOUNDS) as Bound[]));
const anyOf = (words: readonly string[], pick: number) => words[pick % words.length]!;

const amounts = fc.record({
  wan: fc.integer({ min: 101, max: 9_999_999 }),
  money: fc.constantFrom<Amount['money']>('yuan', 'dollars'),
});
const picks = fc.nat(11);
const passes = (statement: string, evidence: string) =>
  verify(statement, [evidenceOf(evidence)]).length === 0;

describe('whatever the amount and its bound', () => {
  it('every rendering of it in Chinese stands', () => {
    fc.assert(
      fc.property(
        amounts,
        bounds,
        chinese,
        chinese,
        picks,
        picks,
        (amount, bound, held, said, one, other) => {
          const evidence = `项目投资${anyOf(BOUNDS[bound][0], one)}${held(amount)}。`;
          const statement = `项目投资${anyOf(BOUNDS[bound][0], other)}${said(amount)}。`;
          expect(passes(statement, evidence), `${statement} ${evidence}`).toBe(true);
          expect(passes(traditionalize(statement), evidence)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('every rendering of it in English stands', () => {
    fc.assert(
      fc.property(
        amounts,
        bounds,
        chinese,
        english,
        picks,
        picks,
        (amount, bound, held, said, one, other) => {
          const evidence = `项目投资${anyOf(BOUNDS[bound][0], one)}${held(amount)}。`;
          const statement = `The project has an investment of ${anyOf(BOUNDS[bound][1], other)}${said(amount)}.`;
          expect(passes(statement, evidence), `${statement} ${evidence}`).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('none with a digit, the scale, the money or the bound changed does', () => {
    const mutations = fc.constantFrom<(amount: Amount) => Amount>(
      ({ wan, money }) => ({ wan: wan + 1, money }),
      ({ wan, money }) => ({ wan: wan * 10, money }),
      ({ wan, money }) => ({ wan: wan * 100, money }),
      ({ wan, money }) => ({ wan: wan * 1000, money }),
      ({ wan, money }) => ({ wan: wan / 10, money }),
      ({ wan, money }) => ({ wan, money: money === 'yuan' ? 'dollars' : 'yuan' }),
    );
    fc.assert(
      fc.property(
        amounts,
        bounds,
        chinese,
        fc.oneof(chinese, english),
        mutations,
        picks,
        (amount, bound, held, said, mutate, pick) => {
          const evidence = `项目投资${anyOf(BOUNDS[bound][0], pick)}${held(amount)}。`;
          const words = said(mutate(amount));
          const isEnglish = !/[\u4e00-\u9fff]/.test(words);
          const statement = isEnglish
            ? `The project has an investment of ${anyOf(BOUNDS[bound][1], pick)}${words}.`
            : `项目投资${anyOf(BOUNDS[bound][0], pick)}${words}。`;
          expect(passes(statement, evidence), `${statement} ${evidence}`).toBe(false);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('none with another bound does', () => {
    fc.assert(
      fc.property(
        amounts,
        bounds,
        bounds,
        chinese,
        english,
        picks,
        (amount, held, said, rendered, inEnglish, pick) => {
          fc.pre(held !== said);
          const evidence = `项目投资${anyOf(BOUNDS[held][0], pick)}${rendered(amount)}。`;
          expect(passes(`项目投资${anyOf(BOUNDS[said][0], pick)}${rendered(amount)}。`, evidence)).toBe(
            false,
          );
          const statement = `The project has an investment of ${anyOf(BOUNDS[said][1], pick)}${inEnglish(amount)}.`;
          expect(passes(statement, evidence), `${statement} ${evidence}`).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** Changes in percent: what the documents say, and the same in other words. */
const CHANGES = {
  up: [
    ['同比增长', '增长', '上升'],
    ['rose ', 'grew by ', 'was up '],
  ],
  down: [
    ['同比下降', '下降', '减少'],
    ['fell ', 'was down ', 'decreased by '],
  ],
  to: [
    ['增长到', '增至'],
    ['rose to ', 'increased to '],
  ],
} as const;
type ChangeKind = keyof typeof CHANGES;
const changes = fc.constantFrom(...(Object.keys(CHANGES) as ChangeKind[]));
const percents = fc.integer({ min: 1, max: 4000 }).map((tenths) => digits(tenths / 10));

describe('whatever the change', () => {
  it('it stands in every wording, and in that of no other change', () => {
    fc.assert(
      fc.property(percents, changes, changes, picks, picks, (percent, held, said, one, other) => {
        const evidence = `出口额${anyOf(CHANGES[held][0], one)}${percent}%。`;
        const chineseStatement = `出口额${anyOf(CHANGES[said][0], other)}${percent}%。`;
        const englishStatement = `Exports ${anyOf(CHANGES[said][1], other)}${percent} percent.`;
        expect(passes(chineseStatement, evidence), `${chineseStatement} ${evidence}`).toBe(held === said);
        expect(passes(englishStatement, evidence), `${englishStatement} ${evidence}`).toBe(held === said);
      }),
      { numRuns: 500 },
    );
  });
});

describe('whatever the range', () => {
  const ranges = fc.tuple(fc.integer({ min: 2, max: 400 }), fc.integer({ min: 1, max: 400 }));
  const renderings = fc.constantFrom<(low: number, high: number) => string>(
    (low, high) => `月薪${low}-${high}元。`,
    (low, high) => `月薪${low}元至${high}元。`,
    (low, high) => `月薪${low}到${high}元。`,
    (low, high) => `月薪在${low}元到${high}元之间。`,
    (low, high) => `A salary of RMB ${low} to ${high} a month.`,
    (low, high) => `The salary is between RMB ${low} and RMB ${high} a month.`,
  );
  it('it stands in every wording, and no part of it stands for it', () => {
    fc.assert(
      fc.property(ranges, renderings, renderings, ([low, more], held, said) => {
        const [bottom, top] = [low * 10, (low + more) * 10];
        const evidence = held(bottom, top);
        expect(passes(said(bottom, top), evidence), `${said(bottom, top)} ${evidence}`).toBe(true);
        expect(passes(said(bottom + 1, top), evidence)).toBe(false);
        expect(passes(said(bottom, top + 1), evidence)).toBe(false);
        expect(passes(`月薪${top}元。`, evidence)).toBe(false);
        expect(passes(`The salary is RMB ${bottom} a month.`, evidence)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
