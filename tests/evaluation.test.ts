import { describe, expect, it } from 'vitest';
import {
  answerLength,
  type GivenAnswer,
  type Gold,
  goldSchema,
  judge,
  quantile,
  summarize,
  untracedFigures,
} from '../src/evaluation.ts';

function goldOf(gold: Partial<Gold>): Gold {
  return goldSchema.parse({ id: 'g', type: 'fact', question: '?', outcome: 'answered', ...gold });
}

function given(answer: Partial<GivenAnswer>): GivenAnswer {
  return { outcome: 'answered', text: '', quotes: [], ms: 1, ...answer };
}

describe('judging an answer', () => {
  it('needs one string of every group, whatever script, width, spacing and separators', () => {
    const gold = goldOf({ must: [['1638.77亿'], ['衡阳', 'Hengyang']] });
    expect(judge(gold, given({ text: '衡陽總投資為 1，638.77 億元[1]。' })).right).toBe(true);
    expect(judge(gold, given({ text: 'HENGYANG: 1,638.77 亿元 [1]' })).right).toBe(true);
    expect(judge(gold, given({ text: '总投资1638.77亿元[1]。' })).faults).toEqual([
      'without 衡阳 / Hengyang',
    ]);
  });

  it('does not find a wanted number in the mark of a source', () => {
    expect(judge(goldOf({ must: [['7']] }), given({ text: '有若干个难题[7]。' })).right).toBe(false);
  });

  it('keeps a comma that separates no thousands', () => {
    expect(judge(goldOf({ must: [['12']] }), given({ text: '第1,2项' })).right).toBe(false);
  });

  it('refuses what is forbidden', () => {
    expect(judge(goldOf({ forbid: ['309'] }), given({ text: '共309個' })).faults).toEqual(['says 309']);
  });

  it.each(['handoff', 'smalltalk', 'declined'] as const)('takes %s where gold declines', (outcome) => {
    expect(judge(goldOf({ outcome: 'declined' }), given({ outcome })).right).toBe(true);
  });

  it.each(['answered', 'failed'] as const)('does not take %s where gold declines', (outcome) => {
    expect(judge(goldOf({ outcome: 'declined' }), given({ outcome })).right).toBe(false);
  });

  it('does not take a decline where gold hands over', () => {
    expect(judge(goldOf({ outcome: 'handoff' }), given({ outcome: 'declined' })).right).toBe(false);
  });

  it('takes at most 300 characters for a fact, and more for a list', () => {
    const long = given({ text: '字'.repeat(301) });
    expect(judge(goldOf({}), long).faults).toEqual(['301 characters long']);
    expect(judge(goldOf({}), given({ text: `${'字'.repeat(300)}[1][12]` })).right).toBe(true);
    expect(judge(goldOf({ type: 'list' }), long).right).toBe(true);
  });

  it('looks for the evidence in the quotes, folded, and only where something was answered', () => {
    const gold = goldOf({ evidence: '309个' });
    expect(judge(gold, given({ quotes: ['新引進項目 309個'] })).evidenceCited).toBe(true);
    expect(judge(gold, given({ text: '309个', quotes: ['别的'] })).evidenceCited).toBe(false);
    expect(judge(gold, given({ outcome: 'declined' })).evidenceCited).toBeUndefined();
  });
});

describe('figures that no quote holds', () => {
  it.each([
    ['309个，总投资1638.77亿元[1]', '新引进309个，总投资额1638.77亿元'],
    ['RMB 163.877 billion (1638.77亿元) [2]', '总投资额1638.77亿元'],
    ['US$44.78 million', '实际使用外资4478万美元'],
    ['1.2 trillion', '1.2万亿元'],
    ['1 , 000 万'.replaceAll(' ', ''), '一千万即1000万元'],
    ['signed on June 30, 2023', '2023年6月30日签约'],
    ['signed on 30 June 2023', '2023年6月30日签约'],
    ['1. 土地\n2. 拆迁', '土地、拆迁'],
  ])('are none in %j with %j', (text, quote) => {
    expect(untracedFigures(text, [quote])).toEqual([]);
  });

  it.each([
    ['RMB 1638.77 billion', '总投资额1638.77亿元', ['1638.77billion']],
    ['309亿元', '309个', ['309亿']],
    ['总投资100亿元', '总投资100万元', ['100亿']],
    ['增长24.5%', '增长24%', ['24.5']],
    ['July 30, 2023', '2023年6月30日', ['7']],
    ['52个', '', ['52']],
  ])('are found in %j with %j', (text, quote, figures) => {
    expect(untracedFigures(text, [quote])).toEqual(figures);
  });
});

describe('adding up', () => {
  it('counts by type, evidence, untraced figures, failures and length', () => {
    const verdicts = [
      judge(goldOf({ must: [['1']], evidence: '1' }), given({ text: '1', quotes: ['1'], ms: 10 })),
      judge(goldOf({ evidence: '2' }), given({ text: '234', quotes: ['1'], ms: 30 })),
      judge(goldOf({ type: 'list' }), given({ outcome: 'failed', ms: 20 })),
    ];
    expect(summarize(verdicts)).toEqual({
      total: 3,
      right: 2,
      types: [
        { type: 'fact', right: 2, total: 2 },
        { type: 'list', right: 0, total: 1 },
      ],
      evidence: { cited: 1, total: 2 },
      untraced: 1,
      answered: 2,
      failed: 1,
      factCharacters: 1,
      p50: 20,
      p95: 30,
    });
  });

  it('has a score of nothing', () => {
    expect(summarize([])).toMatchObject({ total: 0, right: 0, types: [], p50: 0, p95: 0 });
  });

  it('takes the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([quantile(hundred, 0.5), quantile(hundred, 0.95), quantile([7], 0.95)]).toEqual([50, 95, 7]);
  });

  it('counts characters, not code units or marks', () => {
    expect(answerLength(' 𠮷好[1] ')).toBe(2);
  });
});
