import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerQuestion } from '../src/answer/answer.ts';
import { readPack } from '../src/documents/pack.ts';
import { goldSchema } from '../src/evaluation/gold.ts';
import { ingest } from '../src/ingest/ingest.ts';
import { detectLanguage } from '../src/language/detect.ts';
import { createChatModel } from '../src/models/openai-compatible.ts';
import { openDatabase } from '../src/store/database.ts';
import { openIncentiveStore } from '../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../src/store/sqlite-registers.ts';
import type { Answer } from '../src/types.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import { misbehave, VICES } from './support/misbehaving-model.ts';
import { harmsOf } from './support/model-harm.ts';
import { type OpenAiEndpoint, startOpenAiEndpoint } from './support/openai-endpoint.ts';
import { openReadingHere } from './support/reading.ts';

const ROOT = join(import.meta.dirname, '..');
/** Every so many of the questions is asked with each vice; bench/model-answers.ts asks more of them. */
const EVERY = 5;
const GOLD = readFileSync(join(ROOT, 'tests/fixtures/knowledge-gold.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => goldSchema.parse(JSON.parse(line)))
  .filter((_, i) => i % EVERY === 0);

let vice = '';
let lies: string[] = [];
let replies = 0;
let seed = 1;
/** A series from 0 to 1 that is the same in every run (Park and Miller's minimal standard). */
const random = () => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
};

let endpoint: OpenAiEndpoint;
let library: {
  store: ReturnType<typeof openKnowledgeStore>;
  index: Awaited<ReturnType<typeof openEmbeddedIndex>>;
  registers: ReturnType<typeof openRegisterStore>;
  incentives: ReturnType<typeof openIncentiveStore>;
};
let close: () => void;
beforeAll(async () => {
  const database = openDatabase(':memory:');
  close = () => void database.close();
  library = {
    store: openKnowledgeStore(database),
    index: await openEmbeddedIndex(database),
    registers: openRegisterStore(database),
    incentives: openIncentiveStore(database),
  };
  const packs = [await readPack(join(ROOT, 'knowledge'))];
  await ingest({ packs, openReading: openReadingHere, ...library });
  endpoint = await startOpenAiEndpoint({
    reply(messages, request) {
      replies += 1;
      const { reply, lies: told } = misbehave(vice, { messages, request, random });
      lies.push(...told);
      return reply;
    },
  });
}, 60_000);
afterAll(async () => {
  await endpoint.close();
  close();
});

describe('whatever a model does, nobody is told what is not so, and everybody is answered: it', () => {
  it.each(Object.keys(VICES))('%s', async (name) => {
    vice = name;
    const model = createChatModel({ baseUrl: endpoint.baseUrl, model: 'chat-test', limits: { tailMs: 10 } });
    const harms: object[] = [];
    let asked = 0;
    for (const { question: text, history, as_of: asOf = '2024-03-01' } of GOLD) {
      lies = [];
      replies = 0;
      let everything = '';
      let answer: Answer | undefined;
      const desk = { ...library, chat: model, about: { name: '示范园区' } };
      for await (const event of answerQuestion({ text, history, audience: 'public', asOf }, desk)) {
        if (event.type === 'text') everything += `${event.delta}\n`;
        else if (event.type === 'answer') answer = event.answer;
      }
      asked += replies;
      const found = harmsOf({ everything, answer: answer!, language: detectLanguage(text), lies });
      if (replies > 0) harms.push(...found.map((harm) => ({ ...harm, text })));
      expect(replies).toBeLessThanOrEqual(2);
    }
    expect(asked).toBeGreaterThan(0);
    expect(harms).toEqual([]);
  });
});
