import OpenAI from 'openai';
import { answerOf, OUTPUT_CITATION, POLICY_CITATION } from './fake-desk.ts';

export const QUESTION = '2025年产值是多少？';
export const ANSWER = answerOf({
  text: '2025年规上工业总产值为1638.77亿元[1]。\n制造业有奖励[2]。',
  citations: [OUTPUT_CITATION, POLICY_CITATION],
  composedBy: 'model',
  tokens: { prompt: 120, completion: 40 },
});
/** What of it a program gets to see. */
export const TEXT = `2025年规上工业总产值为1638.77亿元[1]。

制造业有奖励[2]。

来源：
- [1] 江川经开区2025年招商成果通报 · 招商成果 › 年度数据 · 第3段 https://luodi.example/source/passage-output
- [2] 招商引资若干政策（2026版） · 第二章 制造业 › 固定资产投资奖励 · 第2段 https://luodi.example/source/passage-policy

内容由人工智能生成，以原文为准`;

/** A request of one question. */
export const ask = (content: string) => ({ model: 'luodi', messages: [{ role: 'user' as const, content }] });

/** The official client, which does not try again. */
export function clientOf({ origin }: { origin: string }, apiKey = 'none'): OpenAI {
  return new OpenAI({ baseURL: `${origin}/v1`, apiKey, maxRetries: 0 });
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The error that a call ends in. */
export async function errorOf(call: PromiseLike<unknown>) {
  const error = await Promise.resolve(call).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OpenAI.APIError)) throw new Error('No error of the interface.', { cause: error });
  return error;
}
