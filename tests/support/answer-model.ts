import { expect, onTestFinished } from 'vitest';
import type { AppError } from '../../src/errors.ts';
import type { ChatModel } from '../../src/models/model.ts';
import { startChatModel } from './chat-model.ts';
import { ask, openLibrary, PARK, questionOf } from './library.ts';
import type { ChatReply, EndpointMessage, EndpointSetup, Fault } from './openai-endpoint.ts';

export const QUESTION = '江川经开区2023年引进了多少个项目，总投资额是多少？';
export const GOOD = '2023年江川经开区引进项目52个[1]。总投资额222.8亿元[1]。';

export interface ScriptedModel {
  reply?: ChatReply | ((messages: EndpointMessage[]) => ChatReply);
  faults?: Fault[];
  /** Milliseconds of silence that the model's client bears; far more than a test takes, unless given. */
  patienceMs?: number;
  /** The client's key, and the one that the endpoint accepts. */
  keys?: { own: string; accepted: string };
}

/** A model on an endpoint of its own that replies as scripted; closed after the test. */
export async function startModel({
  reply = GOOD,
  faults = [],
  patienceMs = 10_000,
  keys,
}: ScriptedModel = {}) {
  const limits = {
    firstDeltaMs: patienceMs,
    gapMs: patienceMs,
    wholeMs: 30_000,
    totalMs: 30_000,
    tailMs: 10,
  };
  const setup: EndpointSetup = { reply: typeof reply === 'function' ? reply : () => reply };
  const started = await startChatModel(
    { limits, ...(keys && { apiKey: keys.own }) },
    { ...setup, ...(keys && { apiKey: keys.accepted }) },
  );
  onTestFinished(() => started.endpoint.close());
  started.endpoint.fail(...faults);
  return started;
}

/** Asks with a model about PARK. Whatever comes is shown as it is recorded, and each mark has its citation. */
export async function askModel(chat: ChatModel, question = QUESTION) {
  const failures: [string, AppError][] = [];
  const onFailure = (stage: string, error: unknown) => void failures.push([stage, error as AppError]);
  const result = await ask(questionOf(question), { ...(await openLibrary(PARK)), chat, onFailure });
  const { answer, shown } = result;
  expect(shown).toBe(answer.text);
  const marks = [...answer.text.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n));
  expect(new Set(marks)).toEqual(new Set(answer.citations.map(({ n }) => n)));
  return { ...result, failures };
}

/** The answer in the documents' own words, with a notice that says why. */
export const EXTRACT = {
  outcome: 'answered',
  composedBy: 'extractive',
  text: expect.stringContaining('引进项目52个，总投资额222.8亿元'),
  notice: expect.stringMatching(/语言模型/),
};
