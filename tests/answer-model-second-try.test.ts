import { describe, expect, it } from 'vitest';
import { answerQuestion } from '../src/answer/answer.ts';
import type { ChatModel } from '../src/models/model.ts';
import type { AnswerEvent } from '../src/types.ts';
import { askModel, EXTRACT, GOOD, QUESTION, startModel } from './support/answer-model.ts';
import { openLibrary, PARK, questionOf } from './support/library.ts';
import type { EndpointMessage } from './support/openai-endpoint.ts';

/** A model that replies one thing, and another when it is asked again. */
function replying(first: string, second: string) {
  return startModel({ reply: (messages: EndpointMessage[]) => (messages.length > 2 ? second : first) });
}

const BAD = '厂房租金补贴为每平方米8元[1]。';
const typesOf = (events: readonly AnswerEvent[]) =>
  events.map(({ type }) => type).filter((type) => type !== 'status');

describe('a model whose answer does not stand is asked once more', () => {
  it('told what was left out and why', async () => {
    const { model, endpoint } = await replying(BAD, GOOD);
    const { answer, events } = await askModel(model);
    expect(answer).toMatchObject({ composedBy: 'model', text: GOOD });
    expect(answer.notice).toBeUndefined();
    expect(typesOf(events)).toEqual(['text', 'text', 'answer']);
    expect(endpoint.requests).toHaveLength(2);
    const messages = endpoint.requests[1]!.body.messages as EndpointMessage[];
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(messages.at(-1)!.content).toContain('每平方米8元');
    expect(messages.at(-1)!.content).not.toContain('{{');
  });

  it('when the part that was asked for fell, and what was shown is withdrawn', async () => {
    const { model, endpoint } = await replying(`2023年江川经开区引进项目52个[1]。${BAD}`, GOOD);
    const { answer, events } = await askModel(model);
    expect(answer).toMatchObject({ composedBy: 'model', text: GOOD });
    expect(typesOf(events)).toEqual(['text', 'reset', 'text', 'text', 'answer']);
    expect(endpoint.requests).toHaveLength(2);
  });

  it('and not when what fell was not asked for', async () => {
    const { model, endpoint } = await startModel({ reply: `${GOOD}另有外资企业17家[1]。` });
    const { answer } = await askModel(model);
    expect(answer.text).toBe(GOOD);
    expect(endpoint.requests).toHaveLength(1);
  });

  it('and no more than once: then the documents speak for themselves', async () => {
    const { model, endpoint } = await replying(BAD, BAD);
    const { answer, failures } = await askModel(model);
    expect(answer).toMatchObject(EXTRACT);
    expect(endpoint.requests).toHaveLength(2);
    expect(failures).toEqual([]);
  });

  it('and believed when it then says that the documents do not answer', async () => {
    const { model } = await replying(BAD, 'NOT_IN_DOCUMENTS');
    const { answer } = await askModel(model);
    expect(answer.outcome).toBe('declined');
  });
});

describe('an answer says what its model took', () => {
  it('for one reply', async () => {
    const { model } = await startModel();
    const { answer } = await askModel(model);
    expect(answer.tokens).toEqual({ prompt: 1, completion: 1 });
  });

  it('for both replies, whoever worded the answer in the end', async () => {
    expect((await askModel((await replying(BAD, GOOD)).model)).answer.tokens?.prompt).toBe(2);
    expect((await askModel((await replying(BAD, BAD)).model)).answer.tokens?.prompt).toBe(2);
  });
});

describe('a model that can keep to a form', () => {
  const json = (...statements: { text: string; evidence: number[] }[]) => JSON.stringify({ statements });

  it('gives its statements with their evidence', async () => {
    const reply = json(
      { text: '2023年江川经开区引进项目52个。', evidence: [1] },
      { text: '总投资额222.8亿元', evidence: [1] },
    );
    const { model, endpoint } = await startModel({ reply });
    const { answer } = await askModel(model);
    expect(answer).toMatchObject({ composedBy: 'model', text: GOOD });
    expect(endpoint.requests[0]!.body.response_format).toMatchObject({ type: 'json_schema' });
  });

  it.each([
    ['a fence', (text: string) => `\`\`\`json\n${text}\n\`\`\``],
    ['spaces', (text: string) => `\n\n ${text}`],
    ['a list without its object', (text: string) => text.slice('{"statements":'.length, -1)],
    ['an end that is missing', (text: string) => text.slice(0, -3)],
  ])('in spite of %s', async (_, change) => {
    const reply = change(
      json({ text: GOOD.replaceAll('[1]', ''), evidence: [1] }, { text: '引', evidence: [] }),
    );
    const { model } = await startModel({ reply });
    expect((await askModel(model)).answer.composedBy).toBe('model');
  });

  it('is not shown for what it is when it breaks', async () => {
    const { model } = await startModel({ reply: '{"statements":[{"text":"引进项目5' });
    const { answer } = await askModel(model);
    expect(answer).toMatchObject(EXTRACT);
    expect(answer.text).not.toContain('{');
  });
});

describe('a sentence is shown', () => {
  it('before the model has written the next', async () => {
    const second = GOOD.indexOf('总');
    const pieces = [GOOD.slice(0, second), ...GOOD.slice(second)];
    let written = 0;
    const chat: ChatModel = {
      name: 'piece by piece',
      async *stream() {
        for (const piece of pieces) {
          written += 1;
          yield piece;
        }
      },
    };
    const writtenWhenShown: number[] = [];
    const desk = { ...(await openLibrary(PARK)), chat, about: { name: '江川经开区' } };
    for await (const { type } of answerQuestion(questionOf(QUESTION), desk)) {
      if (type === 'text') writtenWhenShown.push(written);
    }
    expect(writtenWhenShown).toEqual([1, pieces.length]);
  });
});
