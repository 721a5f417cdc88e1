import { describe, expect, it } from 'vitest';
import { REGISTERS } from '../src/register-types.ts';
import { questionWords } from '../src/registers/understand/words.ts';
import { readAsked } from './support/register-questions.ts';

const understood = async (...turns: string[]) => (await readAsked(...turns))?.understood;

describe('what was understood is said', () => {
  it.each([
    ['高新区去年签约了多少个2亿元以上的项目？', ['高新区', '2025年签约', '2亿元及以上']],
    ['2023年有多少个项目', ['2023年签约']],
    ['还没开工的新材料项目有几个', ['未开工', '新材料']],
    ['外资超过500万美元的项目有哪些', ['外资超过500万美元']],
    ['可供的50亩以上的地块有哪些', ['可供', '面积50亩及以上']],
    ['地价30万元/亩以下的地块有几宗', ['价格30万元/亩及以下']],
    ['高新区和松木经开区各有多少个项目', ['高新区', '松木经开区']],
  ])('in Simplified Chinese: %s', async (question, labels) => {
    expect(await understood(question)).toEqual(labels);
  });

  it.each([
    ['高新區去年簽約了多少個2億元以上的專案？', ['高新區', '2025年簽約', '2億元及以上']],
    ['松木園區還沒開工的項目有幾個', ['松木經開區', '未開工']],
    ['層高8公尺以上的廠房有哪些', ['層高8米及以上']],
  ])('in Traditional Chinese: %s', async (question, labels) => {
    expect(await understood(question)).toEqual(labels);
  });

  it.each([
    [
      'How many projects of at least RMB 200 million did the Songmu zone sign in 2023?',
      ['RMB 200 million and above', 'Songmu zone', 'signed in 2023'],
    ],
    ['Which new materials projects are in operation?', ['new materials', 'in operation']],
    ['Which plots over 50 mu are available?', ['area of more than 50 mu', 'available']],
    ['Projects that broke ground in the first half of 2024', ['started in the first half of 2024']],
  ])('in English: %s', async (question, labels) => {
    expect(await understood(question)).toEqual(labels);
  });

  it('of a follow-up in the language that it is asked in', async () => {
    expect(await understood('高新區2023年簽約了多少個項目？', '其中已投產的有幾個？')).toEqual([
      '高新區',
      '2023年簽約',
      '已投產',
    ]);
  });
});

describe('the words of register questions', () => {
  it('name registers and fields that exist', () => {
    const fields = new Set(Object.values(REGISTERS).flatMap((register) => Object.keys(register)));
    for (const [word, meanings] of questionWords())
      for (const meaning of meanings) {
        if (meaning.kind === 'register') expect(Object.keys(REGISTERS), word).toContain(meaning.register);
        if (meaning.kind === 'field' || meaning.kind === 'sum') expect(fields, word).toContain(meaning.field);
      }
  });
});
