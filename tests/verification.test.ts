import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { traditionalize } from '../src/language/fold.ts';
import { repair } from '../src/verification/repair.ts';
import { verify } from '../src/verification/verify.ts';
import { labelledSentences } from './support/labelled-sentences.ts';
import { evidenceOf } from './support/library.ts';

const sentencesOf = (file: string) =>
  labelledSentences(readFileSync(new URL(`./fixtures/${file}`, import.meta.url), 'utf8'));
const SENTENCES = sentencesOf('verifier-sentences.jsonl');
const WRONG = SENTENCES.filter(({ verdict }) => verdict === 'wrong');
const RIGHT = SENTENCES.filter(({ verdict }) => verdict === 'right');

const EVIDENCE = evidenceOf(
  '2023年江川经开区引进项目52个，总投资额222.8亿元，2023年6月30日签约，实际使用外资4478万美元，同比增长166.5%。',
);
const kinds = (statement: string, evidence = [EVIDENCE]) =>
  verify(statement, evidence).map(({ kind }) => kind);

describe('of the labelled sentences', () => {
  it.each(WRONG)('the wrong one $id does not pass: $statement', ({ statement, evidence }) => {
    expect(verify(statement, evidence)).not.toEqual([]);
  });

  it('hardly any right one is stopped', () => {
    const stopped = RIGHT.filter(({ statement, evidence }) => verify(statement, evidence).length > 0);
    expect(stopped.length / RIGHT.length).toBeLessThanOrEqual(0.03);
  });

  it('each is a right one, or none, after its repair', () => {
    for (const { statement, evidence } of WRONG) {
      const repaired = repair(statement, evidence);
      if (repaired !== undefined) expect(verify(repaired, evidence), repaired).toEqual([]);
    }
  });
});

describe('of the sentences that others wrote', () => {
  const sentences = sentencesOf('verifier-sentences-2.jsonl');
  const flagged = (verdict: string) => {
    const all = sentences.filter((sentence) => sentence.verdict === verdict);
    return (
      all.filter(({ statement, evidence }) => verify(statement, evidence).length > 0).length / all.length
    );
  };

  it('hardly any wrong one passes', () => {
    expect(1 - flagged('wrong')).toBeLessThanOrEqual(0.04);
  });

  it('hardly any right one is stopped', () => {
    expect(flagged('right')).toBeLessThanOrEqual(0.04);
  });
});

describe('a quotation of the evidence passes', () => {
  const passages = [...new Set(RIGHT.flatMap(({ evidence }) => evidence))].filter(({ passage }) =>
    /\p{Script=Han}/u.test(passage.text),
  );
  it('from end to end, in either script', () => {
    for (const item of passages) {
      expect(verify(item.passage.text, [item])).toEqual([]);
      expect(verify(traditionalize(item.passage.text), [item])).toEqual([]);
    }
  });

  it('in an English frame with the amount converted', () => {
    expect(
      kinds('“2023年江川经开区引进项目52个，总投资额222.8亿元” — RMB 22.28 billion (222.8亿元)'),
    ).toEqual([]);
    expect(kinds('“总投资额222.8亿元” — RMB 222.8 billion (222.8亿元)')).not.toEqual([]);
  });
});

describe('a finding', () => {
  it.each([
    ['总投资额222.9亿元。', 'figure'],
    ['总投资额超过222.8亿元。', 'bound'],
    ['A total of US$22.28 billion was invested.', 'unit'],
    ['实际使用外资下降166.5%。', 'change'],
    ['2023年6月29日签约。', 'date'],
    ['税收222.8亿元。', 'attribute'],
    ['华为引进项目52个。', 'name'],
    ['保证引进项目52个。', 'promise'],
    ['依据江经开〔2023〕3号，引进项目52个。', 'document-number'],
  ])('of %s is of the kind %s', (statement, kind) => {
    expect(kinds(statement)).toContain(kind);
  });

  it('says where it stands, what the evidence says, and why', () => {
    const statement = '引进項目52個，總投資額２２２．９億元。';
    const [finding] = verify(statement, [EVIDENCE]);
    expect(finding).toMatchObject({ kind: 'figure', said: '２２２．９億元', held: '222.8亿元' });
    expect(statement.slice(finding!.start, finding!.end)).toBe(finding!.said);
    expect(finding!.reason).not.toBe('');
  });

  it('is there for any figure without evidence', () => {
    expect(verify('项目52个。', [])).not.toEqual([]);
  });
});

describe('a repair', () => {
  it('gives the figure that the evidence has', () => {
    expect(repair('总投资额222.9亿元。', [EVIDENCE])).toBe('总投资额222.8亿元。');
  });

  it('keeps what is right and leaves out what was added', () => {
    expect(repair('引进项目52个，创造就业3800个。', [EVIDENCE])).toBe('引进项目52个。');
  });

  it('leaves a right statement alone', () => {
    expect(repair('引进项目52个。', [EVIDENCE])).toBe('引进项目52个。');
  });

  it('is none where nothing of it is said', () => {
    expect(repair('免费提供住房。', [EVIDENCE])).toBeUndefined();
  });
});
