import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { luodi, refusal, testFolder } from './support/command-line.ts';
import { startOpenAiEndpoint } from './support/openai-endpoint.ts';
import { useSmallPack } from './support/small-pack.ts';

const small = useSmallPack();
const { here } = small;

const POWER = {
  id: 'g1',
  lang: 'zh-Hans',
  type: 'number',
  question: '工业用电电价是多少？',
  outcome: 'answered',
  must: [['0.65']],
  evidence: '0.65元',
};
const RENT = {
  id: 'g2',
  type: 'fact',
  question: '<b>标准厂房月租金是多少？',
  outcome: 'answered',
  must: [['<script>alert(1)</script>']],
};
const HELLO = { id: 'g3', type: 'smalltalk', question: '你好', outcome: 'smalltalk' };

const goldFile = async (questions: readonly object[]) => {
  const folder = await testFolder({ 'gold.jsonl': questions.map((each) => JSON.stringify(each)).join('\n') });
  return join(folder, 'gold.jsonl');
};
const evaluate = (file: string, ...options: string[]) => luodi(['eval', file, ...options, ...here()]);

describe('luodi eval', () => {
  it('prints the counts by type, by language and in total, and each failure', async () => {
    const { code, stdout, stderr } = await evaluate(await goldFile([POWER, RENT, HELLO]));
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/│ 数字 number +│ 1\/1 +│ 1\/1 +│/);
    expect(stdout).toMatch(/│ 事实 fact +│ 0\/1 +│/);
    expect(stdout).toMatch(/│ 简体 Simplified +│ 2\/3 +│/);
    expect(stdout).toMatch(/│ 答对 right +│ 2 of 3 +│/);
    expect(stdout).toContain('g2 <b>标准厂房月租金是多少？');
    expect(stdout).toContain('缺少 without <script>alert(1)</script>');
    expect(stderr).toContain('Asking 3/3');
  });

  it('gives its score as JSON', async () => {
    const { stdout } = await evaluate(await goldFile([POWER]), '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      total: 1,
      right: 1,
      evidence: { cited: 1, total: 1 },
      types: [{ type: 'number', right: 1, total: 1 }],
      languages: [{ language: 'zh-Hans', right: 1, total: 1 }],
      missed: [],
      questions: [
        { id: 'g1', right: true, outcome: 'answered', citations: [{ n: 1, document: 'power.md' }] },
      ],
    });
  });

  it('writes a report with what the answers and the questions say as text', async () => {
    const file = await goldFile([POWER, RENT, HELLO]);
    const report = join(await testFolder(), 'report.html');
    const { code } = await evaluate(file, '--report', report);
    expect(code).toBe(0);
    const page = await readFile(report, 'utf8');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<b>标准|https?:/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });
});

describe('luodi eval with a model', () => {
  it('counts the tokens of the answers that the model was asked for, and names it in the run', async () => {
    const endpoint = await startOpenAiEndpoint({ reply: () => '工业用电电价为每千瓦时0.65元[1]。' });
    onTestFinished(() => endpoint.close());
    const env = { OPENAI_BASE_URL: endpoint.baseUrl, OPENAI_API_KEY: 'sk-test', CHAT_MODEL: 'chat-test' };
    const file = await goldFile([POWER, HELLO]);
    const { stdout, stderr } = await luodi(['eval', file, '--json', ...here()], { env });
    const score = JSON.parse(stdout);
    expect(score.tokens, stderr).toMatchObject({ answers: 1 });
    expect(score.tokens.prompt).toBeGreaterThan(0);
    const [number, talk] = score.types;
    expect(number.tokens).toEqual(score.tokens);
    expect(talk.tokens).toBeUndefined();
    const run = JSON.parse(await readFile(score.run, 'utf8'));
    expect(run).toMatchObject({ model: 'chat-test', questions: [{ tokens: {} }, {}] });
  });
});

describe('the runs that luodi eval keeps', () => {
  it('are compared with the next one of the same questions, which names what got worse and better', async () => {
    const file = await goldFile([POWER, RENT, HELLO]);
    const first = JSON.parse((await evaluate(file, '--json')).stdout);
    expect(first.comparison).toBeUndefined();
    // As if the first run had answered one question wrong that is right now, and the other way round.
    const run = JSON.parse(await readFile(first.run, 'utf8'));
    for (const question of run.questions) question.right = question.id !== 'g1';
    await writeFile(first.run, JSON.stringify(run));
    const { stdout } = await evaluate(file);
    expect(stdout).toMatch(/│ 答对 right +│ 2 → 2 \/ 3 +│ \+1 −1 +│ 1\.000/);
    expect(stdout).toMatch(/变好 better: 1\n {2}g1 工业用电电价是多少？\n {4}✗ .*\n {4}→ ✓ /);
    expect(stdout).toMatch(/变差 worse: 1\n {2}g2 .*\n {4}✓ .*\n {4}→ ✗ .*without/);
    const folder = join(first.run, '..');
    expect(await readdir(folder)).toHaveLength(2);
    const named = JSON.parse((await evaluate(file, '--json', '--compare', first.run)).stdout);
    expect(named.comparison).toMatchObject({
      earlier: { at: run.at },
      shared: 3,
      better: [{ to: { id: 'g1' } }],
    });
  });

  it('do not count for a question whose gold changed', async () => {
    const file = await goldFile([POWER, HELLO]);
    await evaluate(file);
    await writeFile(file, JSON.stringify({ ...POWER, must: [['0.66']] }));
    const { comparison } = JSON.parse((await evaluate(file, '--json')).stdout);
    expect(comparison).toMatchObject({ shared: 0, altered: 1, added: 0, removed: 1, worse: [] });
  });

  it('are said to be missing, or to be none, before anything is asked', async () => {
    const file = await goldFile([POWER]);
    const other = join(await testFolder({ 'other.json': '{"format":1}' }), 'other.json');
    expect(await refusal(['eval', file, '--compare', 'last', ...here()])).toEqual([
      2,
      expect.stringMatching(/No earlier run of .*gold\.jsonl on these packs was kept\./),
    ]);
    expect(await refusal(['eval', file, '--compare', other, ...here()])).toEqual([
      2,
      expect.stringMatching(/other\.json is not a run that eval kept\./),
    ]);
  });
});

describe('the bars of luodi eval', () => {
  it('end it with 1 where one is missed, and say which', async () => {
    const file = await goldFile([POWER, RENT]);
    const missed = await evaluate(file, '--min-right', '95%', '--min-cited', '1', '--max-untraced', '0');
    expect(missed.code).toBe(1);
    expect(missed.stderr).toContain('luodi: Right: 1 of 2 (50%), less than 95% (--min-right).');
    expect(missed.stderr).not.toContain('--min-cited');
    expect((await evaluate(file, '--min-right', '0.5')).code).toBe(0);
  });

  it.each([
    ['--min-right', '95'],
    ['--min-declined', '-1'],
    ['--max-untraced', '0.5'],
  ])('refuse %s %s', async (option, value) => {
    const [code, line] = await refusal(['eval', await goldFile([POWER]), option, value, ...here()]);
    expect(code).toBe(2);
    expect(line).toContain(option);
  });
});

describe('a file of gold questions', () => {
  it.each([
    ['{"id":1}', /line 2 is not a gold question: question: /],
    ['no', /line 2 is not JSON: /],
    [JSON.stringify(POWER), /line 2 repeats the id g1 of .*line 1\./],
  ])('with the line %s is refused by the number of the line', async (line, words) => {
    const file = join(
      await testFolder({ 'gold.jsonl': `${JSON.stringify(POWER)}\n${line}\n` }),
      'gold.jsonl',
    );
    expect(await refusal(['eval', file, ...here()])).toEqual([2, expect.stringMatching(words)]);
  });
});
