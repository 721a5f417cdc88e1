import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { cells } from '../src/commands/terminal.ts';
import { folderOf, linesOf, luodi, refusal, removeFolders, testFolder } from './support/command-line.ts';
import { ATTEMPTS } from './support/investor-questions.ts';
import { PARK } from './support/library.ts';
import { startOpenAiEndpoint } from './support/openai-endpoint.ts';
import { startRerankEndpoint } from './support/rerank-endpoint.ts';
import { CANARIES, packFiles, STAFF_FILE } from './support/staff-pack.ts';

const OLD_POLICY = `# 江川经开区厂房租金暂行办法

## 扶持标准

第一条 租用标准厂房的企业，按每月每平方米4元给予补贴。

第二条 本办法自2020年1月1日起施行，有效期至2022年12月31日。
`;
const FILES = {
  ...Object.fromEntries(PARK.map(({ path, text }) => [path!, text])),
  'old-policy.md': OLD_POLICY,
};
const PROJECTS = '2023年江川经开区引进项目多少个？';

let pack: string;
let data: string;
beforeAll(async () => {
  [pack, data] = [await folderOf(FILES), await folderOf()];
  await luodi(['ingest', '--pack', pack, '--data', data]);
});
afterAll(() => removeFolders([pack, data]));

const explainCall = (...args: string[]) => ['ask', '--explain', '--pack', pack, '--data', data, ...args];

/** What `--explain --json` prints, one object for each question of a conversation. */
async function explained(questions: string[], { args = [] as string[], env = {} } = {}) {
  const { code, stdout } = await luodi(explainCall('--json', ...args), { input: questions.join('\n'), env });
  expect(code).toBe(0);
  return linesOf(stdout).map((line) => JSON.parse(line));
}

interface Part {
  contribution: number;
  value: number;
  weight: number;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('luodi ask --explain --json', () => {
  it('gives the answer as without it, and how it came about', async () => {
    const [line] = await explained([PROJECTS]);
    const { explanation, ms, ...answer } = line;
    const plain = await luodi(['ask', PROJECTS, '--json', '--pack', pack, '--data', data]);
    const { ms: _ms, ...plainAnswer } = JSON.parse(plain.stdout);
    expect(answer).toEqual(plainAnswer);
    expect(ms).toEqual(expect.any(Number));
    expect(explanation.question).toMatchObject({ text: PROJECTS, history: [], audience: 'public' });
    expect(explanation.search.understood).toMatchObject({
      text: PROJECTS,
      language: 'zh-Hans',
      expectations: ['count'],
      years: [2023],
    });
    expect(explanation.search.signals).toMatchObject({
      reranker: { state: 'off' },
      pastRules: { named: false, documents: [] },
    });
  });

  it('splits each score into parts that make it up, and the confidence into those of the gate', async () => {
    const lines = await explained([
      PROJECTS,
      '旧政策第一条的厂房租金补贴是多少？',
      'When was phase 2 signed?',
    ]);
    const seen = new Set<string>();
    for (const { explanation } of lines) {
      const { words, characters, passages } = explanation.search;
      expect(sum(words.map(({ share }: { share: number }) => share)) + characters).toBeCloseTo(1, 6);
      for (const { score, parts } of passages as { score: number; parts: Record<string, number> }[]) {
        expect(sum(Object.values(parts))).toBeCloseTo(score, 6);
        for (const [name, part] of Object.entries(parts)) if (part !== 0) seen.add(name);
      }
      const gate = explanation.decision.parts as Part[];
      for (const { value, weight, contribution } of gate) expect(contribution).toBeCloseTo(value * weight, 6);
      const total = sum(gate.map(({ contribution }) => contribution));
      expect(explanation.decision.confidence).toBeCloseTo(1 / (1 + Math.exp(-total)), 6);
    }
    const signals = ['words', 'vectors', 'single', 'double', 'likeness', 'sentence', 'preference'];
    expect([...seen]).toEqual(expect.arrayContaining(signals));
  });

  it('opens the gate where the confidence reaches the threshold', async () => {
    const [{ explanation }] = await explained([PROJECTS]);
    const { by, open, confidence, threshold } = explanation.decision;
    expect([by, open, confidence >= threshold]).toEqual(['gate', true, true]);
    expect(explanation.decision).not.toHaveProperty('closedBy');
  });

  it('names the rules out of force that were searched as well', async () => {
    const [{ explanation }] = await explained(['旧政策第一条的厂房租金补贴是多少？']);
    const { signals, understood, passages } = explanation.search;
    expect(signals.pastRules).toEqual({
      named: true,
      documents: [{ document: 'old-policy.md', title: '江川经开区厂房租金暂行办法' }],
    });
    expect(understood.article).toEqual({ article: 1 });
    expect(passages[0].parts.preference).toBeGreaterThan(0);
  });

  it('marks the sentence that was judged and those that the answer relies on', async () => {
    const [{ explanation, citations }] = await explained([PROJECTS]);
    const [best] = explanation.search.passages;
    expect(best).toMatchObject({ document: 'results.md', title: '江川经开区2023年招商成果', cited: 1 });
    expect(best.sentences).toHaveLength(1);
    expect(best.sentences[0]).toMatchObject({ judged: true, chosen: true });
    expect(best.sentences[0].text).toContain('52个');
    expect(citations[0].quote).toContain(best.sentences[0].text);
  });

  it('says of a question about another year that no evidence speaks of it', async () => {
    const [{ outcome, explanation }] = await explained(['2019年江川经开区引进项目多少个？']);
    expect(outcome).toBe('declined');
    expect(explanation.decision).toMatchObject({
      by: 'gate',
      open: false,
      closedBy: 'missing',
      missing: { years: [2019], words: [] },
    });
    const [best] = explanation.search.passages;
    expect(best.sentences[0]).toMatchObject({ judged: true, chosen: false });
    expect(best.lacks).toEqual(['2019']);
    expect(explanation.search.words).toContainEqual(expect.objectContaining({ word: '2019', known: false }));
  });

  it('shows the Chinese wordings of an English question, and which of them the documents hold', async () => {
    const [{ outcome, explanation }] = await explained([
      'How much foreign capital did the zone use in 2023?',
    ]);
    expect(outcome).toBe('answered');
    const { understood, words } = explanation.search;
    expect([understood.language, understood.expectations]).toEqual(['en', ['money']]);
    const word = words.find((one: { word: string }) => one.word === 'foreign capital');
    expect(word).toMatchObject({ known: true });
    expect(word.wordings).toContainEqual({ text: '外资', known: true });
    expect(word.wordings.map(({ text }: { text: string }) => text)).not.toContain('foreign capital');
  });

  it('completes a question that leans on the one before', async () => {
    const lines = await explained(['青禾新材料二期项目投资多少？', '那是什么时候签约的？']);
    const [first, second] = lines.map(({ explanation }) => explanation);
    expect(first.search.understood.text).toBe('青禾新材料二期项目投资多少？');
    expect(second.question).toMatchObject({
      text: '那是什么时候签约的？',
      history: ['青禾新材料二期项目投资多少？'],
    });
    expect(second.search.understood).toMatchObject({ expectations: ['date'] });
    expect(second.search.understood.text).toBe('青禾新材料二期项目? 那是什么时候签约的？');
  });

  it('says that a greeting was not searched for, and nothing of passages', async () => {
    const [{ explanation }] = await explained(['你好']);
    expect(explanation.decision).toEqual({ by: 'intent', intent: 'greeting' });
    expect(explanation).not.toHaveProperty('search');
  });

  it('says which models were asked, what they count, and which of them failed', async () => {
    const [vectors, reranker] = [await startOpenAiEndpoint({}), await startRerankEndpoint({ form: 'tei' })];
    onTestFinished(async () => void (await Promise.all([vectors.close(), reranker.close()])));
    const env = {
      EMBEDDING_MODEL: 'embedding-test',
      EMBEDDING_BASE_URL: vectors.baseUrl,
      RERANK_BASE_URL: reranker.baseUrl,
    };
    const args = ['--data', await testFolder()];
    const [{ explanation }] = await explained([PROJECTS], { args, env });
    expect(explanation.search.signals).toMatchObject({
      vectors: {
        state: 'in-use',
        model: 'embedding-test',
        weights: { same: expect.any(Number), cross: expect.any(Number) },
      },
      reranker: { state: 'in-use' },
    });
    for (const { score, parts } of explanation.search.passages) {
      expect(sum(Object.values(parts as Record<string, number>))).toBeCloseTo(score, 6);
    }
    const judged = explanation.search.passages.filter(({ parts }: { parts: object }) => 'reranker' in parts);
    const opinions = judged.map(({ parts }: { parts: { reranker: number } }) => parts.reranker);
    expect([Math.min(...opinions), Math.max(...opinions)]).toEqual([
      expect.closeTo(0, 6),
      expect.closeTo(1, 6),
    ]);

    await reranker.close();
    const [failed] = await explained([PROJECTS], { args, env });
    expect(failed.outcome).toBe('answered');
    expect(failed.explanation.search.signals.reranker).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/\S/),
    });
  });
});

describe('luodi ask --explain', () => {
  const headings = (text: string) => text.match(/(?<=^── )\S+/gm);

  it('tells it in a terminal of eighty columns, with the answer below', async () => {
    const { code, stdout } = await luodi(explainCall(PROJECTS));
    expect(code).toBe(0);
    expect(headings(stdout)).toEqual(['问题', '信号', '段落', '判断', '回答']);
    const [before, answer] = stdout.split('── 回答');
    expect(before).toMatch(/^1\. 江川经开区2023年招商成果 · .*\[1\]$/m);
    expect(before).toMatch(/^ {3}✓ 2023年江川经开区引进项目52个/m);
    expect(before).toMatch(/^开 open: 把握 confidence 0\.\d{3} ≥ 门槛 threshold 0\.\d+$/m);
    expect(answer).toMatch(/52个.*\[1\]/);
    expect(linesOf(before!).filter((line) => cells(line) > 80)).toEqual([]);
  });

  it('names the year that closed the gate', async () => {
    const { stdout } = await luodi(explainCall('2019年江川经开区引进项目多少个？'));
    expect(stdout).toMatch(/^关 closed: .*2019/m);
    expect(stdout).toMatch(/2019 .*资料中无/);
  });

  it('does not go with --batch', async () => {
    const [code, line] = await refusal(explainCall('--batch', join(pack, 'none.jsonl')));
    expect(code).toBe(2);
    expect(line).toContain('--explain');
  });

  it('names no staff document to the public, and does to staff', async () => {
    const [staffPack, staffData] = [await testFolder(packFiles({ withStaff: true })), await testFolder()];
    const here = ['--explain', '--pack', staffPack, '--data', staffData, '--as-of', '2026-06-01'];
    await luodi(['ingest', '--pack', staffPack, '--data', staffData]);
    const questions = ATTEMPTS.map(({ text }) => text).filter((text) => secretsIn(text).length === 0);
    const input = questions.join('\n');
    for (const form of [[], ['--json']]) {
      const { stdout, stderr } = await luodi(['ask', ...here, ...form], { input });
      expect(stdout.match(/判断 decision|"decision"/g)).toHaveLength(questions.length);
      expect(secretsIn(stdout + stderr)).toEqual([]);
    }
    const told = await luodi(['ask', questions[0]!, ...here, '--audience', 'staff']);
    expect(secretsIn(told.stdout)).not.toEqual([]);
  });
});

/** What the public must not read; the name of a staff file stands for what is known of the file. */
function secretsIn(text: string): string[] {
  return [...CANARIES, STAFF_FILE].filter((secret) => text.includes(secret));
}
