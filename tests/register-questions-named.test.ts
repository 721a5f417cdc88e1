import { describe, expect, it } from 'vitest';
import { inOneLine, readAsked } from './support/register-questions.ts';

const QUESTIONS: [string, string][] = [
  [
    '远航车载显示模组项目从签约到开工用了多少天？',
    'projects: elapsed signed..started | name=远航车载显示模组项目',
  ],
  [
    '远航车载显示模组项目签约后过了几天开工？',
    'projects: elapsed signed..started | name=远航车载显示模组项目',
  ],
  [
    'How many days did the 远航车载显示模组 project take from signing to operation?',
    'projects: elapsed signed..operating | name=远航车载显示模组项目',
  ],
  ['申达高镍三元正极材料项目投资多少', 'projects: sum amount | name=申达高镍三元正极材料项目'],
  ['QS-2026-01号地有多少亩？', 'plots: sum area | name=QS-2026-01'],
  ['QS-2026-01这块地底价是多少', 'plots: list name+price | name=QS-2026-01'],
  ['Is plot QS-2026-02 still available?', 'plots: list name+status | name=QS-2026-02'],
  ['QS-2026-02还可供吗', 'unread'],
  ['35千伏高峰电价多少钱一度？', 'tariffs: list name+zone+price | name=35千伏 高峰'],
  ['110千伏低谷电价是多少', 'unread'],
  [
    'What is the off-peak (valley) electricity price at 10 kV?',
    'tariffs: list name+zone+price | name=1-10千伏 低谷',
  ],
  ['35kV peak electricity price', 'tariffs: list name+zone+price | name=35千伏 高峰'],
  ['工业用水每立方米多少元', 'tariffs: list name+zone+price | name=工业用水'],
  ['远航车载显示模组项目什么时候开工？', 'unread'],
  ['远航车载显示模组项目的联系人是谁？', 'unread'],
];

describe('a question about one row or one tariff', () => {
  it.each(QUESTIONS)('%s', async (question, query) => {
    expect(inOneLine((await readAsked(question))?.query)).toBe(query);
  });
});
