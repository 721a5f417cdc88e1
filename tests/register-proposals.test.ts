import { describe, expect, it } from 'vitest';
import { ask, questionOf } from './support/library.ts';
import {
  ASKED,
  askProposing as asking,
  called,
  count,
  openProposing,
  year,
  zone,
} from './support/register-proposals.ts';

describe('a question over rows that no rule reads', () => {
  it('is read by the model and computed by the store, and says what was understood and by whom', async () => {
    const { answer, decided, offers } = await asking({});
    expect(decided).toEqual(['register']);
    expect(answer.text).toMatch(/^高新区，2023年签约，2亿元及以上：共2个项目/);
    expect(answer).toMatchObject({
      composedBy: 'extractive',
      notice: expect.stringContaining('语言模型'),
      tokens: { prompt: 1, completion: 1 },
    });
    expect(offers).toHaveLength(1);
  });

  it('goes unread without a model', async () => {
    const { answer } = await ask(questionOf(ASKED, { asOf: '2024-03-01' }), await openProposing());
    expect(answer.notice).toBeUndefined();
    expect(answer.text).not.toContain('共2个项目');
  });

  it.each([
    [
      '老板问下，咱去年高新区签约的项目总投资多少？',
      { ...count(zone('高新区'), year('2023')), measures: [{ kind: 'sum', field: 'amount' }] },
      /6\.8亿元/,
    ],
    ['咱做锂电的项目有几个？', count({ field: 'industry', op: 'in', values: ['锂电池材料'] }), /共1个项目/],
    ['咱这儿还没开工的项目有几个啊老板', count({ field: 'started', op: 'unknown' }), /共2个项目/],
    [
      '老板，各园区分别签约了几个项目？',
      { ...count({ field: 'signed', op: 'known' }), group: { by: 'zone' } },
      /高新区：.*3/,
    ],
    [
      '咱投资最大的两个项目是哪些呗',
      {
        ...count(),
        measures: [],
        list: { fields: ['name'] },
        order: { by: 'amount', direction: 'largest', limit: 2 },
      },
      /显示模组项目[\s\S]*连接器项目/,
    ],
    [
      'Hello folks, just wondering: how many projects did the high-tech zone sign in 2023?',
      count(zone('high-tech zone'), year('2023')),
      /3 projects/,
    ],
    [
      '老闆問下，咱高新區2023年簽約了幾個項目？',
      count(zone('高新區'), year('2023')),
      /^高新區，2023年簽約：共3個項目/,
    ],
  ])('%s', async (question, query, expected) => {
    const { answer, offers } = await asking({ question, calls: [called(query)] });
    expect(answer.text).toMatch(expected);
    expect(answer.notice).toBeDefined();
    expect(offers).toHaveLength(1);
  });
});
