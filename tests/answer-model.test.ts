import { describe, expect, it } from 'vitest';
import { answerQuestion } from '../src/answer/answer.ts';
import { askModel, EXTRACT, GOOD, QUESTION, startModel } from './support/answer-model.ts';
import { openLibrary, PARK, questionOf } from './support/library.ts';
import type { EndpointMessage } from './support/openai-endpoint.ts';

describe('a model words the answer', () => {
  it('from the evidence, shown statement by statement as each is verified', async () => {
    const { model, endpoint } = await startModel();
    const { answer, events, failures } = await askModel(model);
    expect(answer).toMatchObject({ outcome: 'answered', composedBy: 'model', text: GOOD });
    expect(answer.notice).toBeUndefined();
    expect(answer.citations[0]?.quote).toContain('引进项目52个');
    expect(events.filter(({ type }) => type === 'text')).toHaveLength(2);
    expect(failures).toEqual([]);
    const [system, user] = endpoint.requests[0]!.body.messages;
    expect(system.content).toContain('江川经济技术开发区');
    expect(user.content).toContain('引进项目52个');
  });

  it('in the script of the asker, whichever it writes in', async () => {
    const { model } = await startModel();
    const { answer } = await askModel(model, '江川經開區2023年引進了多少個項目？');
    expect(answer.text).toBe('2023年江川經開區引進項目52個[1]。總投資額222.8億元[1]。');
  });

  it('in English, its amounts converted', async () => {
    const reply = 'Foreign capital actually used was USD 44.78 million [1]. It was up 166.5 percent [1].';
    const { model } = await startModel({ reply });
    const { answer } = await askModel(model, 'How much foreign capital was actually used in 2023?');
    expect(answer).toMatchObject({ composedBy: 'model', text: reply });
  });

  it('with our numbers in place of its own, and no reasoning', async () => {
    const reply = (messages: EndpointMessage[]) => {
      const n = /n="(\d+)"[^<]*\n2023年江川经开区实际使用外资/.exec(messages.at(-1)!.content)![1];
      return {
        reasoning: ['先看', '第九条'],
        deltas: ['<think>假定99个</think>', `实际使用外资4478万美元【${n}】。`],
      };
    };
    const { model } = await startModel({ reply });
    const { answer } = await askModel(model, '江川经开区2023年实际使用外资多少？');
    expect(answer.text).toBe('实际使用外资4478万美元[1]。');
    expect(answer.citations[0]?.quote).toContain('4478万美元');
  });

  it('finds the source of a statement without a mark', async () => {
    const { model } = await startModel({ reply: '2023年江川经开区引进项目52个，总投资额222.8亿元。' });
    const { answer } = await askModel(model);
    expect(answer.text).toBe('2023年江川经开区引进项目52个，总投资额222.8亿元[1]。');
  });

  it('and stops when it goes on and on', async () => {
    const { model, endpoint } = await startModel({ reply: GOOD.repeat(500) });
    const { answer } = await askModel(model);
    expect(answer.composedBy).toBe('model');
    expect(answer.text.length).toBeLessThan(2000);
    await endpoint.requests[0]!.closed;
  });

  it('and is stopped when the asker has gone', async () => {
    const { model, endpoint } = await startModel({ faults: [{ kind: 'stall', after: 8 }] });
    const desk = { ...(await openLibrary(PARK)), chat: model, about: { name: '江川经开区' } };
    const asker = new AbortController();
    for await (const { type } of answerQuestion(questionOf(QUESTION), desk, asker.signal)) {
      if (type === 'text') asker.abort();
    }
    await endpoint.requests[0]!.closed;
    expect(endpoint.requests).toHaveLength(1);
  });
});

describe('a statement of a model is left out', () => {
  it.each([
    ['with an invented figure', '其中外资企业17家[1]。'],
    ['with another currency', '总投资额222.8亿美元[1]。'],
    ['with another year', '2022年引进项目52个[1]。'],
    ['with a shifted unit in English', 'The total is RMB 222.8 billion [1].'],
    ['with a figure of other evidence than it cites', '厂房租金补贴为每平方米8元[1]。'],
    ['that cites evidence that was not given', '园区承诺全额退税并赠送用地[9]。'],
    ['that cites nothing and repeats nothing', '园区承诺全额退税并赠送用地。'],
  ])('%s', async (_, bad) => {
    const { model } = await startModel({ reply: `2023年江川经开区引进项目52个[1]。${bad}` });
    const { answer } = await askModel(model, '江川经开区2023年引进了多少个项目？');
    expect(answer).toMatchObject({ composedBy: 'model', text: '2023年江川经开区引进项目52个[1]。' });
    const alone = await startModel({ reply: bad });
    const { answer: instead, failures } = await askModel(alone.model);
    expect(instead).toMatchObject(EXTRACT);
    expect(failures).toEqual([]);
  });
});

describe('a statement of a model is put right from its evidence', () => {
  it.each([
    ['with a digit changed', '总投资额228.8亿元[1]。'],
    ['with a shifted unit', '总投资额222.8万元[1]。'],
  ])('%s', async (_, bad) => {
    const { model, endpoint } = await startModel({ reply: `2023年江川经开区引进项目52个[1]。${bad}` });
    const { answer } = await askModel(model);
    expect(answer).toMatchObject({ composedBy: 'model', text: GOOD });
    expect(endpoint.requests).toHaveLength(1);
  });
});

describe('mark-up of a model does not reach a page', () => {
  it.each([
    ['**引进项目52个**[1]。'],
    ['## 引进项目52个[1]。'],
    ['- 引进项目52个[1]。'],
    ['`引进项目`52个[1]。'],
    ['引进<b>项目</b>52个[1]。'],
    ['<img src=x onerror=alert(1)>引进项目52个[1]。'],
    ['![图](https://evil.example/p.png)引进项目52个[1]。'],
    ['[引进项目](https://evil.example)52个[1]。'],
    ['引进项目52个 https://evil.example/a [1]。'],
    ['[引进项目](javascript:alert)52个[1]。'],
  ])('%s', async (reply) => {
    const { model } = await startModel({ reply });
    const { answer } = await askModel(model);
    expect(answer).toMatchObject({ outcome: 'answered', composedBy: 'model' });
    expect(answer.text.replace(/\s/g, '')).toBe('引进项目52个[1]。');
  });
});

describe('a model that says the documents do not answer', () => {
  it('is believed before it has said anything', async () => {
    const { model } = await startModel({ reply: 'NOT_IN_DOCUMENTS' });
    const { answer, events, failures } = await askModel(model);
    expect(answer).toMatchObject({ outcome: 'declined', composedBy: 'fixed' });
    expect(answer.text).not.toContain('NOT_IN');
    expect(events.map(({ type }) => type)).not.toContain('reset');
    expect(failures).toEqual([]);
  });

  it('after it has answered leaves an answer whose every word was verified', async () => {
    const { model } = await startModel({ reply: `${GOOD}\nNOT_IN_DOCUMENTS` });
    const { answer } = await askModel(model);
    expect(answer.outcome).toBe('answered');
    expect(answer.text).toContain('222.8亿元');
    expect(answer.text).not.toContain('NOT_IN');
  });
});
