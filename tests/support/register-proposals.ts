import { onTestFinished } from 'vitest';
import type { AppError } from '../../src/errors.ts';
import { startChatModel } from './chat-model.ts';
import { ask, openLibrary, questionOf } from './library.ts';
import type { ChatReply, EndpointSetup, Fault } from './openai-endpoint.ts';

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

/** Words that no rule reads, and that ask for nothing. */
export const ASKED = '老板问下，咱高新区2023年签约了2亿元以上的项目几个？';
export const year = (from: string, to = from) => ({
  field: 'signed',
  op: 'within',
  from: `${from}-01-01`,
  to: `${to}-12-31`,
});
export const zone = (...values: string[]) => ({ field: 'zone', op: 'in', values });
export const atLeast = (value: number) => ({ field: 'amount', op: 'at-least', value });
export const count = (...filters: object[]) => ({
  register: 'projects',
  filters,
  measures: [{ kind: 'count' }],
});
export const RIGHT = count(zone('高新区'), year('2023'), atLeast(2e8));

export const called = (query: unknown): ChatReply => ({
  deltas: [],
  calls: [{ name: 'query', arguments: typeof query === 'string' ? query : JSON.stringify(query) }],
});

/** A library whose ledger is for an audience. */
export async function openProposing(audience: Script['audience'] = 'public') {
  const library = await openLibrary([{ ...LEDGER, audience }]);
  await library.registers.settle();
  return library;
}

interface Script {
  /** For whom the ledger is; the asker is anybody. */
  audience?: 'public' | 'staff';
  question?: string;
  history?: string[];
  /** What the model does when it is offered a function, call by call; the last goes on. */
  calls?: ChatReply[];
  setup?: EndpointSetup;
  faults?: Fault[];
}

/** Asks with a model that words no answer, so that one from passages is an extract. */
export async function askProposing({
  question = ASKED,
  history = [],
  audience = 'public',
  calls = [called(RIGHT)],
  setup,
  faults = [],
}: Script) {
  const library = await openProposing(audience);
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
  const { answer } = await ask(questionOf(question, { asOf: '2024-03-01', history }), {
    ...library,
    chat: model,
    onFailure,
    onDecision: ({ by }) => void decided.push(by),
  });
  const offers = endpoint.requests.map(({ body }) => body).filter(({ tools }) => tools);
  return { answer, failures, decided, offers };
}
