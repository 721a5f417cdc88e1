import { afterEach, describe, expect, it } from 'vitest';
import { AI_LABEL } from '../src/channels/ai-label.ts';
import type { Answer } from '../src/types.ts';
import {
  answerOf,
  createFakeDesk,
  OUTPUT_CITATION,
  OUTPUT_SOURCE,
  POLICY_CITATION,
  POLICY_SOURCE,
  play,
} from './support/fake-desk.ts';
import { until } from './support/kf-bench.ts';
import { KF_ERRORS } from './support/kf-emulator-rules.ts';
import { ACCOUNT } from './support/kf-emulator-world.ts';
import { type KfPath, openKfPath, textOf } from './support/kf-path.ts';

let running: KfPath | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

const CUSTOMER = 'wmCustomer1';
const LABEL = AI_LABEL['zh-Hans'];
const OUTPUT = '2025年规上工业总产值是多少？';
const INCENTIVES = '制造业项目有哪些奖励？';
const ANSWERS: Record<string, Answer> = {
  [OUTPUT]: answerOf({
    text: '2025年全区规模以上工业总产值1638.77亿元，同比增长9.2%[1]。',
    citations: [OUTPUT_CITATION],
    suggestions: [INCENTIVES],
  }),
  [INCENTIVES]: answerOf({
    text: '按实际投资额的5%给予奖励，最高不超过2000万元[2]。',
    citations: [POLICY_CITATION],
  }),
};

function desk() {
  return createFakeDesk({
    scripts: Object.fromEntries(
      Object.entries(ANSWERS).map(([question, answer]) => [question, play({ type: 'answer', answer })]),
    ),
    sources: { [OUTPUT_CITATION.passage]: OUTPUT_SOURCE, [POLICY_CITATION.passage]: POLICY_SOURCE },
  });
}

const matters = async () => (await running!.store.openMatters({ limit: 10 })).map(({ kind }) => kind);

describe('a customer', () => {
  it('comes by a link, asks, follows up, opens a source, rates, and is handed to a person and back', async () => {
    running = await openKfPath(desk());
    const { emulator, shownTo } = running;
    const count = (least: number) => until(() => shownTo(CUSTOMER).length >= least);

    await emulator.enters(CUSTOMER, { scene: 'expo2026', param: 'booth-12' });
    await count(1);
    expect(shownTo(CUSTOMER)[0]).toMatchObject({ on: 'event' });
    expect(textOf(shownTo(CUSTOMER)[0])).toContain('人工智能');
    expect((await running.conversation(CUSTOMER))?.source).toBe('expo2026/booth-12');

    await emulator.says(CUSTOMER, OUTPUT);
    await count(2);
    const answer = textOf(shownTo(CUSTOMER)[1]);
    expect(answer).toContain('1638.77亿元');
    expect(answer.split(LABEL)).toHaveLength(2);

    await emulator.taps(CUSTOMER, INCENTIVES);
    await count(3);
    expect(textOf(shownTo(CUSTOMER)[2])).toContain('最高不超过2000万元');

    await emulator.taps(CUSTOMER, /^\[2\]/);
    await count(4);
    expect(textOf(shownTo(CUSTOMER)[3])).toContain(POLICY_CITATION.quote);
    expect(textOf(shownTo(CUSTOMER)[3])).not.toContain(LABEL);

    await emulator.taps(CUSTOMER, /👍|有用|有帮助/);
    await count(5);
    const { id } = (await running.conversation(CUSTOMER))!;
    const ratings = (await running.store.messages(id, { limit: 10 })).map(({ rating }) => rating?.value);
    expect(ratings.filter(Boolean)).toEqual(['up']);

    await emulator.taps(CUSTOMER, /人工|招商人员|找人/);
    await until(() => emulator.customer(ACCOUNT, CUSTOMER)?.state === 3);
    expect(emulator.customer(ACCOUNT, CUSTOMER)?.servicer).toBe('zhangsan');
    expect(await matters()).toEqual(['person']);

    const before = shownTo(CUSTOMER).length;
    await emulator.says(CUSTOMER, OUTPUT);
    await emulator.writes('zhangsan', CUSTOMER, '您好，我是张三，请讲。');
    await emulator.endsSession(CUSTOMER);
    await emulator.says(CUSTOMER, INCENTIVES);
    await count(before + 1);
    expect(textOf(shownTo(CUSTOMER).at(-1))).toContain('最高不超过2000万元');
    expect(shownTo(CUSTOMER)).toHaveLength(before + 1);
  });

  it('gets the pages of sources where there is a public address', async () => {
    running = await openKfPath(desk(), { publicUrl: 'https://desk.example' });
    await running.emulator.says(CUSTOMER, OUTPUT);
    await until(() => running!.shownTo(CUSTOMER).length === 1);
    expect(textOf(running.shownTo(CUSTOMER)[0])).toContain('https://desk.example/source/passage-output');
  });

  it('who used up five messages gets the rest as soon as they write', async () => {
    running = await openKfPath(desk());
    const { emulator, shownTo } = running;
    emulator.fail('kf/send_msg', KF_ERRORS.tooMany);
    await emulator.says(CUSTOMER, OUTPUT);
    await until(() => running!.emulator.calls.some(({ path }) => path === 'kf/send_msg'));
    const held = async () => (await running!.store.backlog()).held;
    while ((await held()) !== 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(shownTo(CUSTOMER)).toEqual([]);
    await emulator.says(CUSTOMER, INCENTIVES);
    await until(() => shownTo(CUSTOMER).length === 2);
    expect(textOf(shownTo(CUSTOMER)[0])).toContain('1638.77亿元');
    expect(textOf(shownTo(CUSTOMER)[1])).toContain('最高不超过2000万元');
  });

  it('who refuses messages is not written to again, and staff see what did not arrive', async () => {
    running = await openKfPath(desk());
    const { emulator, shownTo } = running;
    await emulator.says(CUSTOMER, OUTPUT);
    await until(() => shownTo(CUSTOMER).length === 1);
    await emulator.bounces(shownTo(CUSTOMER)[0]!.msgid, 10);
    while ((await matters()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await matters()).toEqual(['undelivered']);
    expect((await running.conversation(CUSTOMER))?.isReachable).toBe(false);
  });
});

describe('many customers', () => {
  it('are each answered once, in order, though processes are killed between page and place', async () => {
    running = await openKfPath(desk(), { pageSize: 4, hasEmptyPages: true });
    const { emulator } = running;
    const customers = Array.from({ length: 12 }, (_, index) => `wmCustomer${index}`);
    const killed = () => running!.log.filter((line) => line.includes('killed')).length;
    const lost = () => Promise.reject(new Error('killed'));
    for (let round = 0; round < 3; round += 1) {
      const before = killed();
      // What is accepted stays; that the page was read is never written.
      await running.restart((store) => ({
        ...store,
        writeCursor: (name, value) => (name.startsWith('kf:') ? lost() : store.writeCursor(name, value)),
      }));
      await Promise.all(
        customers.map((customer) => emulator.says(customer, round % 2 ? INCENTIVES : OUTPUT)),
      );
      await until(() => killed() > before);
      await running.restart();
      await emulator.callback();
      await until(() => customers.every((customer) => running!.shownTo(customer).length > round));
    }
    for (const customer of customers) {
      const texts = running.shownTo(customer).map(textOf);
      expect(texts).toHaveLength(3);
      expect(texts.map((text) => (text.includes('1638.77') ? 'output' : 'incentives'))).toEqual([
        'output',
        'incentives',
        'output',
      ]);
    }
  });
});
