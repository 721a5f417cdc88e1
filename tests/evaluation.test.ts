import { describe, expect, it } from 'vitest';
import { missedBars } from '../src/evaluation/bars.ts';
import { untracedFigures } from '../src/evaluation/figures.ts';
import { type Gold, goldSchema } from '../src/evaluation/gold.ts';
import { answerLength, type GivenAnswer, judge } from '../src/evaluation/judge.ts';
import { quantile, summarize } from '../src/evaluation/score.ts';
import { isBeyondChance, signTest } from '../src/evaluation/sign-test.ts';
import { englishOf, objectionsTo } from '../src/evaluation/words.ts';

function goldOf(gold: Partial<Gold>): Gold {
  return goldSchema.parse({ id: 'g', type: 'fact', question: '?', outcome: 'answered', ...gold });
}

/** An answer that cites these quotes. */
function given({ quotes = [], ...answer }: Partial<GivenAnswer> & { quotes?: string[] }): GivenAnswer {
  const citations = quotes.map((quote, at) => ({
    n: at + 1,
    document: 'zone.md',
    title: '园区',
    locator: '',
    quote,
    highlights: [],
  }));
  return { outcome: 'answered', text: '', citations, ms: 1, ...answer };
}

function objections(gold: Gold, answer: GivenAnswer): string[] {
  return objectionsTo(judge(gold, answer)).map(englishOf);
}

describe('judging an answer', () => {
  it('needs one string of every group, whatever script, width, spacing and separators', () => {
    const gold = goldOf({ must: [['1638.77亿'], ['衡阳', 'Hengyang']] });
    expect(judge(gold, given({ text: '衡陽總投資為 1，638.77 億元[1]。' })).right).toBe(true);
    expect(judge(gold, given({ text: 'HENGYANG: 1,638.77 亿元 [1]' })).right).toBe(true);
    const text = '总投资1638.77亿元[1]。';
    expect(objections(gold, given({ text, quotes: [text] }))).toEqual(['without 衡阳 / Hengyang']);
  });

  it('does not find a wanted number in the mark of a source', () => {
    expect(judge(goldOf({ must: [['7']] }), given({ text: '有若干个难题[7]。' })).right).toBe(false);
  });

  it('keeps a comma that separates no thousands', () => {
    expect(judge(goldOf({ must: [['12']] }), given({ text: '第1,2项' })).right).toBe(false);
  });

  it('refuses what is forbidden', () => {
    const text = '共309個';
    expect(objections(goldOf({ forbid: ['309'] }), given({ text, quotes: [text] }))).toEqual(['says 309']);
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
    expect(objections(goldOf({}), long)).toEqual(['too long: 301']);
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
  const unanswerable = goldOf({ type: 'unanswerable', lang: 'en', outcome: 'declined' });
  const verdicts = [
    judge(goldOf({ must: [['1']], evidence: '1' }), given({ text: '1', quotes: ['1'], ms: 10 })),
    judge(goldOf({ evidence: '2' }), given({ text: '234', quotes: ['1'], ms: 30, language: 'zh-Hans' })),
    judge(goldOf({ type: 'list', lang: 'en' }), given({ outcome: 'failed', ms: 20 })),
    judge(goldOf({ type: 'list', lang: 'en' }), given({ outcome: 'declined', ms: 20 })),
    judge(unanswerable, given({ outcome: 'handoff', tokens: { prompt: 90, completion: 10 } })),
    judge(unanswerable, given({ text: '大概有', tokens: { prompt: 30, completion: 20 } })),
  ];
  const score = summarize(verdicts);

  it('counts right, cited, declined rightly and wrongly, loose figures, failures, tokens and time', () => {
    expect(score).toMatchObject({
      total: 6,
      right: 3,
      evidence: { cited: 1, total: 2 },
      unanswerable: { declined: 1, answered: 1, total: 2 },
      answerable: { declined: 1, total: 4 },
      answered: 3,
      untraced: 1,
      failed: 1,
      tokens: { prompt: 120, completion: 30, answers: 2 },
      factCharacters: 1,
      p50: 10,
      p95: 30,
    });
  });

  it('counts them by type, by language and by both, and names the language the answer has where gold names none', () => {
    const named = (rows: { right: number; total: number; type?: string; language?: string }[]) =>
      rows.map(({ type = '', language = '', right, total }) =>
        `${type} ${language} ${right}/${total}`.trim(),
      );
    expect(named(score.types)).toEqual(['fact  2/2', 'list  0/2', 'unanswerable  1/2']);
    expect(named(score.languages)).toEqual(['? 1/1', 'zh-Hans 1/1', 'en 1/4']);
    expect(named(score.cells)).toEqual([
      'fact ? 1/1',
      'fact zh-Hans 1/1',
      'list en 0/2',
      'unanswerable en 1/2',
    ]);
    expect(score.types[0]!.tokens).toBeUndefined();
  });

  it('counts which outcome was given where which was wanted', () => {
    expect(score.outcomes).toEqual([
      { wanted: 'answered', given: 'answered', count: 2 },
      { wanted: 'answered', given: 'failed', count: 1 },
      { wanted: 'answered', given: 'declined', count: 1 },
      { wanted: 'declined', given: 'handoff', count: 1 },
      { wanted: 'declined', given: 'answered', count: 1 },
    ]);
  });

  it('has a score of nothing', () => {
    expect(summarize([])).toMatchObject({ total: 0, right: 0, types: [], outcomes: [], p50: 0, p95: 0 });
  });

  it('says which bar was missed and by how much, and that a bar nothing measures is missed', () => {
    expect(missedBars(score, {})).toEqual([]);
    expect(missedBars(score, { minRight: 0.5, minCited: 0.5, minDeclined: 0.5, maxUntraced: 1 })).toEqual([]);
    expect(missedBars(score, { minRight: 0.51, minDeclined: 1, maxUntraced: 0 })).toEqual([
      'Right: 3 of 6 (50%), less than 51% (--min-right).',
      'Unanswerable declined: 1 of 2 (50%), less than 100% (--min-declined).',
      'Answers with a loose figure: 1, more than 0 (--max-untraced).',
    ]);
    expect(missedBars(summarize([]), { minCited: 0 })).toEqual([
      'Evidence cited: no question measures it (--min-cited).',
    ]);
  });

  it('takes the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([quantile(hundred, 0.5), quantile(hundred, 0.95), quantile([7], 0.95)]).toEqual([50, 95, 7]);
  });

  it('counts characters, not code units or marks', () => {
    expect(answerLength(' 𠮷好[1] ')).toBe(2);
  });
});

describe('the sign test', () => {
  it.each([
    [0, 0, 1],
    [1, 0, 1],
    [5, 0, 0.0625],
    [6, 0, 0.03125],
    [0, 6, 0.03125],
    [9, 1, 0.021484375],
    [3, 3, 1],
  ])('gives of %i better and %i worse the probability %d', (better, worse, p) => {
    expect(signTest(better, worse)).toBeCloseTo(p, 12);
  });

  it('counts with thousands of changes', () => {
    expect(signTest(1500, 1500)).toBeCloseTo(1, 6);
    expect(isBeyondChance(signTest(1500, 1500))).toBe(false);
    expect(isBeyondChance(signTest(1700, 1300))).toBe(true);
  });
});
