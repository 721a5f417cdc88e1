import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { AppError } from '../src/errors.ts';
import type { Question } from '../src/types.ts';
import { startChatModel } from './support/chat-model.ts';
import { ask, type MemoryLibrary, openLibrary, questionOf } from './support/library.ts';
import type { ChatReply, EndpointSetup, Fault } from './support/openai-endpoint.ts';

const LEDGER = {
  path: 'ledger.md',
  type: 'projects' as const,
  text: `# 江川经开区签约项目台账

| 项目名称 | 投资方 | 园区 | 产业 | 投资额（亿元） | 签约时间 | 开工时间 |
|---|---|---|---|---|---|---|
| 显示模组项目 | 盛衡电子 | 高新区 | 电子信息 | 3.6 | 2023-01-03 | 2023-05-22 |
| 连接器项目 | 弘邦电子 | 高新区 | 电子信息 | 2 | 2023-04-06 | 2023-12-01 |
| 电芯项目 | 昊垣新能源 | 高新区 | 锂电池材料 | 1.2 | 2023-06-01 | — |
| 覆铜板项目 | 沛翔电子 | 松河园 | 电子信息 | 0.5 | 2022-08-15 | 2022-10-10 |
| 预制菜项目 | 骏洲食品 | 松河园 | 食品加工 | 1.5 | 2022-03-09 | — |
`,
};

let library: MemoryLibrary;
beforeEach(async () => {
  library = await openLibrary([LEDGER]);
  await library.registers.settle();
});

/** Words that no rule reads, and that ask for nothing. */
const ASKED = '老板问下，咱高新区2023年签约了2亿元以上的项目几个？';
const year = (from: string, to = from) => ({
  field: 'signed',
  op: 'within',
  from: `${from}-01-01`,
  to: `${to}-12-31`,
});
const zone = (...values: string[]) => ({ field: 'zone', op: 'in', values });
const atLeast = (value: number) => ({ field: 'amount', op: 'at-least', value });
const count = (...filters: object[]) => ({ register: 'projects', filters, measures: [{ kind: 'count' }] });
const RIGHT = count(zone('高新区'), year('2023'), atLeast(2e8));

const called = (query: unknown): ChatReply => ({
  deltas: [],
  calls: [{ name: 'query', arguments: typeof query === 'string' ? query : JSON.stringify(query) }],
});

interface Script {
  question?: string;
  given?: Partial<Question>;
  /** What the model does when it is offered a function, call by call; the last goes on. */
  calls?: ChatReply[];
  setup?: EndpointSetup;
  faults?: Fault[];
}

/** Asks with a model that words no answer, so that one from passages is an extract. */
async function asking({ question = ASKED, given, calls = [called(RIGHT)], setup, faults = [] }: Script) {
  const left = [...calls];
  const { endpoint, model } = await startChatModel(
    { limits: { tailMs: 10 } },
    {
      reply: (_, { tools }) =>
        tools ? ((left.length > 1 ? left.shift() : left[0]) as ChatReply) : 'NOT_IN_DOCUMENTS',
      ...setup,
    },
  );
  onTestFinished(() => endpoint.close());
  endpoint.fail(...faults);
  const failures: [string, AppError][] = [];
  const onFailure = (stage: string, error: unknown) => void failures.push([stage, error as AppError]);
  const decided: string[] = [];
  const { answer } = await ask(questionOf(question, { asOf: '2024-03-01', ...given }), {
    ...library,
    chat: model,
    onFailure,
    onDecision: ({ by }) => void decided.push(by),
  });
  const offers = endpoint.requests.map(({ body }) => body).filter(({ tools }) => tools);
  return { answer, failures, decided, offers };
}

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
    const { answer } = await ask(questionOf(ASKED, { asOf: '2024-03-01' }), library);
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
