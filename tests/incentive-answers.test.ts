import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnswerDesk, answerQuestion } from '../src/answer/answer.ts';
import { readPack } from '../src/documents/pack.ts';
import { ingest } from '../src/ingest/ingest.ts';
import { openDatabase } from '../src/store/database.ts';
import { openIncentiveStore } from '../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../src/store/sqlite-registers.ts';
import type { Answer, Question } from '../src/types.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import { openReadingHere } from './support/reading.ts';

const POLICY = `# 江岸高新区招商若干政策

## 第一条 适用范围

本政策适用于2026年1月1日以后签订投资协议的制造业企业。房地产项目不适用。

## 第二条 固定资产投资奖励

固定资产投资5000万元（含）以上、不足1亿元的，按固定资产投资额的3%给予奖励，最高200万元；1亿元（含）以上的，按4%给予奖励。

## 第三条 设备投资补贴

对属于新材料、电子信息产业的项目，按设备投资额的10%给予补贴，单个企业最高1000万元。

## 第四条 厂房租金补贴

租用标准厂房的，前三年每平方米每月补贴5元，补贴面积不超过3000平方米。

## 第五条 不重复享受

第二条和第三条不得同时享受，就高不重复。

## 第六条 施行

本政策自2026年1月1日起施行，有效期至2028年12月31日。
`;
const STAFF = `# 内部口径

## 第一条 物流补贴

按年物流费用的30%给予补贴，每年最高100万元。

## 第二条 人才补贴

引进全职博士的，每人每年补贴3万元；引进全职硕士的，每人每年补贴1万元，期限三年。
`;

let folder: string;
let database: ReturnType<typeof openDatabase>;
let desk: AnswerDesk;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luodi-estimates-'));
  await writeFile(join(folder, 'policy.md'), POLICY);
  await writeFile(join(folder, 'staff.md'), STAFF);
  await writeFile(
    join(folder, 'pack.yaml'),
    'documents: [{ path: policy.md }, { path: staff.md, audience: staff }]',
  );
  database = openDatabase(':memory:');
  desk = {
    store: openKnowledgeStore(database),
    registers: openRegisterStore(database),
    index: await openEmbeddedIndex(database),
    incentives: openIncentiveStore(database),
    about: { name: '江岸高新区' },
  };
  await ingest({ packs: [await readPack(folder)], openReading: () => openReadingHere(), ...desk });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function ask(text: string, more: Partial<Question> = {}): Promise<Answer> {
  let answer: Answer | undefined;
  const question: Question = { text, history: [], audience: 'public', asOf: '2026-06-30', ...more };
  for await (const event of answerQuestion(question, desk))
    if (event.type === 'answer') answer = event.answer;
  return answer!;
}

describe('an estimate', () => {
  it('shows the arithmetic with its article, what does not stack, and that it is none but an estimate', async () => {
    const { text, citations, outcome } = await ask('我们做新材料，投3.2亿，其中设备8000万，能拿多少奖励？');
    expect(outcome).toBe('answered');
    expect(text).toContain('3.2亿元 × 4% = 1280万元[1]');
    expect(text).toMatch(/8000万元 × 10% = 800万元\[2\]，与固定资产投资奖励（第二条）不能同时享受.*\[3\]/);
    expect(text).toContain('不是承诺');
    expect(citations.map(({ quote }) => quote.split('\n')[0]!.slice(0, 12))).toEqual([
      '固定资产投资5000万元',
      '对属于新材料、电子信息产',
      '第二条和第三条不得同时享',
    ]);
  });

  it('puts what is computed below the quote that it goes by', async () => {
    const { citations } = await ask('固定资产投资9000万元奖励多少？');
    expect(citations[0]!.quote).toMatch(
      /最高200万元.*\n计算：9000万元 × 3% = 270万元，超过上限，按最高200万元计(?=\n)/s,
    );
  });

  it.each([
    ['固定资产投资5000万元能奖励多少？', '5000万元 × 3% = 150万元'],
    ['固定资产投资4800万元，能拿到奖励吗？', '未达到5000万元，还差200万元'],
    ['固定資產投資1億元，獎勵多少？', '1億元 × 4% = 400萬元'],
    [
      'We would invest RMB 320 million in fixed assets. How much award do we get?',
      'RMB 320 million × 4% = RMB 12.8 million (1280万元)',
    ],
    [
      '租4000平方米厂房能补多少？',
      '3000平方米 × 5元/平方米 × 12个月 = 18万元，面积最多计3000平方米，共54万元',
    ],
    ['食品企业买3000万元设备，能享受补贴吗？', '食品加工不属于新材料、电子信息'],
    ['房地产项目能享受你们的招商政策吗？', '不适用于房地产项目'],
    ['We invest US$50 million in fixed assets. What incentive do we get?', 'no conversion is made'],
  ])('answers %s', async (question, expected) => {
    expect((await ask(question)).text).toContain(expected);
  });

  it('asks for the one figure that decides, and goes on when it is given', async () => {
    const first = '我们是新材料企业，能拿多少设备补贴？';
    expect((await ask(first)).text).toMatch(/请告诉我设备投资是多少.*第三条/s);
    expect((await ask('8000万', { history: [first] })).text).toContain('8000万元 × 10% = 800万元');
  });

  it('asks for the industry where that decides', async () => {
    const first = '设备投资8000万，能补多少？';
    expect((await ask(first)).text).toMatch(/属于新材料、电子信息产业.*哪个产业/s);
    const { text } = await ask('电子信息', { history: [first] });
    expect(text).toContain('800万元');
    expect(text).not.toContain('哪个产业');
  });

  it('is for the day asked for', async () => {
    expect((await ask('固定资产投资1亿元奖励多少？', { asOf: '2029-01-01' })).text).toContain(
      '有效期至2028年12月31日',
    );
    expect((await ask('固定资产投资1亿元奖励多少？', { asOf: '2025-12-31' })).text).toContain('尚未生效');
  });

  it('never shows the public what staff documents grant', async () => {
    const question = '我们一年物流费用200万元能补多少？';
    expect((await ask(question, { audience: 'staff' })).text).toContain('200万元 × 30% = 60万元');
    expect((await ask(question)).text).not.toContain('30%');
  });

  it('tells no condition of what is granted for others', async () => {
    const { text } = await ask('引进4个全职博士，补贴多少？', { audience: 'staff' });
    expect(text).toContain('4人 × 3万元/人 = 12万元');
    expect(text).not.toContain('硕士');
  });

  it('leaves what is asked of the policy itself to its passages', async () => {
    expect((await ask('设备投资补贴的比例是多少？')).text).not.toContain('估算');
  });
});
