import { beforeEach, describe, expect, it } from 'vitest';
import { ask, type MemoryLibrary, openLibrary, questionOf } from './support/library.ts';

let library: MemoryLibrary;
beforeEach(async () => {
  library = await openLibrary([
    {
      path: 'policy.md',
      text: `# 招商引资若干政策（2026版）

第一条 固定资产投资1亿元以上的，按4%给予奖励。

第十一条 本政策自2026年1月1日起施行，有效期至2028年12月31日。`,
    },
  ]);
});

describe('how long a policy is in force', () => {
  it.each([
    '2026版招商政策的有效期到哪一天？',
    '2026版招商政策的有效期到什麼時候？',
    '招商政策的有效期是多久？',
    'Until when is the policy valid?',
  ])('%s is told by its last day', async (asked) => {
    const { answer } = await ask(questionOf(asked, { asOf: '2026-11-24' }), library);
    expect(answer.outcome).toBe('answered');
    expect(answer.text).toMatch(/2028年12月31日|31 December 2028/);
  });
});
