import { describe, expect, it } from 'vitest';
import type { AppError } from '../src/errors.ts';
import { askModel, EXTRACT, GOOD, startModel } from './support/answer-model.ts';
import type { Fault } from './support/openai-endpoint.ts';

/** Short, for what is silent; a little longer than nothing where words must come first. */
const IMPATIENT_MS = 200;
const SECRETS = /127\.0\.0\.1|sk-|chat-test|overloaded/;

const twice = (fault: Fault): Fault[] => [fault, fault];
const status = (code: number, wait?: string): Fault => ({
  kind: 'status',
  status: code,
  ...(wait && { headers: { 'retry-after': wait } }),
});

describe('a model that fails leaves the answer in the documents’ own words', () => {
  it.each<[string, Fault[], AppError['code']]>([
    ['429 twice, with a wait asked for', twice(status(429, '1')), 'unreachable'],
    ['429 with a wait too long to wait', [status(429, '3600')], 'unreachable'],
    ['500 twice', twice(status(500)), 'unreachable'],
    ['a connection reset twice', twice({ kind: 'reset' }), 'unreachable'],
    ['a cut in the middle', [{ kind: 'cut', after: 3 }], 'unreachable'],
    ['an error in the middle', [{ kind: 'error-event', after: 3, message: 'overloaded' }], 'unreachable'],
    ['broken JSON in the middle', [{ kind: 'broken-json', after: 3 }], 'unreachable'],
    ['an end without a finish reason', [{ kind: 'end-early', after: 3 }], 'unreachable'],
    ['a reply cut by its length', [{ kind: 'finish', reason: 'length' }], 'refused'],
    ['a reply withheld by a filter', [{ kind: 'finish', reason: 'content_filter' }], 'refused'],
    [
      'a page in place of a stream',
      [{ kind: 'content-type', type: 'text/html', body: '<h1>' }],
      'misconfigured',
    ],
  ])('after %s', async (_, faults, code) => {
    const { model } = await startModel({ faults });
    const { answer, failures } = await askModel(model);
    expect(answer).toMatchObject(EXTRACT);
    expect(failures).toEqual([['model', expect.objectContaining({ code })]]);
    expect(JSON.stringify(answer)).not.toMatch(SECRETS);
  });

  it.each<[string, Fault[]]>([
    ['silence', twice({ kind: 'silence' })],
    ['a stall before the first word', twice({ kind: 'stall', after: 0 })],
    ['a stall in the middle', [{ kind: 'stall', after: 3 }]],
  ])('after %s, without waiting for ever', async (_, faults) => {
    const { model } = await startModel({ faults, patienceMs: IMPATIENT_MS });
    const { answer, failures } = await askModel(model);
    expect(answer).toMatchObject(EXTRACT);
    expect(failures).toEqual([['model', expect.objectContaining({ code: 'unreachable' })]]);
  });

  it('after a key that is refused, which is shown to nobody', async () => {
    const { model } = await startModel({ keys: { own: 'sk-wrong', accepted: 'sk-right' } });
    const { answer, failures } = await askModel(model);
    expect(answer).toMatchObject(EXTRACT);
    expect(failures).toEqual([['model', expect.objectContaining({ code: 'refused' })]]);
    expect(JSON.stringify(answer)).not.toMatch(SECRETS);
    expect(failures[0]![1].message).not.toContain('sk-wrong');
  });

  it.each(['', ' \n '])('after a reply without words: %j', async (reply) => {
    const { model } = await startModel({ reply });
    const { answer } = await askModel(model);
    expect(answer).toMatchObject(EXTRACT);
  });

  it('in English, with the notice in English', async () => {
    const { model } = await startModel({ faults: twice(status(500)) });
    const { answer } = await askModel(model, 'How much foreign capital was actually used in 2023?');
    expect(answer.text).toContain('US$44.78 million');
    expect(answer.notice).toMatch(/language model/);
  });
});

describe('a model that fails after statements were shown', () => {
  it.each<[string, Fault, number?]>([
    ['by a cut', { kind: 'cut', after: 8 }],
    ['by a stall', { kind: 'stall', after: 8 }, 1000],
    ['by its length', { kind: 'finish', reason: 'length' }],
    ['by an error', { kind: 'error-event', after: 8, message: 'overloaded' }],
  ])('%s has them withdrawn and replaced', async (_, fault, patienceMs) => {
    const { model } = await startModel({ faults: [fault], patienceMs });
    const { answer, events } = await askModel(model);
    const types = events.map(({ type }) => type).filter((type) => type !== 'status');
    expect(types[0]).toBe('text');
    expect(types.slice(-3)).toEqual(['reset', 'text', 'answer']);
    expect(types.filter((type) => type === 'reset')).toHaveLength(1);
    expect(answer).toMatchObject(EXTRACT);
  });
});

describe('a model is asked', () => {
  it('once more where that may help, and its answer is given', async () => {
    const { model, waits } = await startModel({ faults: [status(429, '1')] });
    const { answer, failures } = await askModel(model);
    expect(answer).toMatchObject({ composedBy: 'model', text: GOOD });
    expect(answer.notice).toBeUndefined();
    expect(waits).toEqual([1000]);
    expect(failures).toEqual([]);
  });

  it('nothing where the documents hold nothing', async () => {
    const { model, endpoint } = await startModel();
    const { answer } = await askModel(model, '附近有什么好吃的餐馆？');
    expect(answer.outcome).toBe('declined');
    expect(endpoint.requests).toEqual([]);
  });
});
