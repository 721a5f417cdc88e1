import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { DeliveryError } from '../src/channels/channel.ts';
import { AppError } from '../src/errors.ts';
import { openConversationStore } from '../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../src/store/state-database.ts';
import { temporaryFolder } from './support/database.ts';
import { answerOf, createFakeDesk, type Script, stream } from './support/fake-desk.ts';
import { openInboundBench, plainChannel, until } from './support/inbound-bench.ts';

type Bench = Awaited<ReturnType<typeof openInboundBench>>;
let bench: Bench;
afterEach(() => bench?.close());

/** Never answers, and lets go when it is told to. */
const stuck: Script = async function* (_question, signal) {
  await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
};

async function open(options: Partial<Parameters<typeof openInboundBench>[0]> = {}) {
  const port = createFakeDesk({ scripts: { stuck, ask: stream(answerOf({ text: 'answer' })) } });
  bench = await openInboundBench({ port, ...options });
  return port;
}

const away = () => new AppError('unreachable', 'The database is away.', { retryable: true });

describe('answering', () => {
  it('goes on with 200 conversations while one is stuck', async () => {
    await open({ settings: { answersAtOnce: 4 } });
    await bench.say('stuck', { place: 'slow' });
    await Promise.all(Array.from({ length: 200 }, (_, at) => bench.say('ask', { place: `place${at}` })));
    await bench.replies(200);
    expect(new Set(bench.channel.sent.map(({ to }) => to.conversation.place)).size).toBe(200);
  });

  it('never answers more at once than it may', async () => {
    let [now, most] = [0, 0];
    const slow: Script = async function* () {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      yield { type: 'answer', answer: answerOf({ text: 'slow' }) };
    };
    await open({ port: createFakeDesk({ scripts: { slow } }), settings: { answersAtOnce: 3 } });
    await Promise.all(Array.from({ length: 40 }, (_, at) => bench.say('slow', { place: `place${at}` })));
    await bench.replies(40);
    expect(most).toBe(3);
  });

  it('gives what it cannot end to another process at once', async () => {
    await open();
    const { message } = await bench.say('stuck');
    await bench.path.stop(50);
    const claimed = await bench.store.claimMessage({ now: Date.now(), leaseMs: 1_000, owner: 'other' });
    expect(claimed?.message.id).toBe(message.id);
    expect(bench.channel.sent).toEqual([]);
  });

  it('keeps what is said while it stops, for another process', async () => {
    await open();
    await bench.path.stop(50);
    const { message, isNew } = await bench.say('ask');
    expect([isNew, message.state]).toEqual([true, 'waiting']);
  });

  it('drops an answer that another process has taken over', async () => {
    const port = await open({ settings: { leaseMs: 30 } });
    bench.store.renew = async () => false;
    await bench.say('stuck');
    await until(() => port.signals[0]?.aborted === true);
    expect(bench.channel.sent).toEqual([]);
  });

  it('does not begin again what ended the process so often', async () => {
    const { folder, dispose } = temporaryFolder();
    onTestFinished(dispose);
    const file = join(folder, 'conversations.sqlite');
    const store = openConversationStore(await openStateDatabase({ file }));
    await store.accept(
      {
        ...{ channel: 'telegram', account: 'desk', key: 'poison', place: 'visitor', sender: 'visitor' },
        ...{ rank: 1, sentAt: 0, content: { kind: 'text', text: 'ask' } },
      },
      { now: 0 },
    );
    // Each was killed while it answered.
    for (let at = 0; at < 8; at += 1) {
      const owner = `process${at}`;
      expect(await store.claimMessage({ now: at * 10, leaseMs: 1, owner })).toBeDefined();
    }
    await store.close();
    const port = await open({ file });
    expect((await bench.replies(1))[0]?.text).toContain('抱歉');
    expect(port.asked).toEqual([]);
    expect(await bench.store.openMatters({ limit: 5 })).toMatchObject([{ kind: 'unanswered' }]);
  });

  it('keeps an answer though the store is away for a moment', async () => {
    const port = await open();
    const { settle } = bench.store;
    let tries = 0;
    bench.store.settle = (...given) => {
      tries += 1;
      return tries < 3 ? Promise.reject(away()) : settle(...given);
    };
    await bench.say('ask');
    await bench.replies(1);
    expect(port.asked).toHaveLength(1);
  });
});

describe('delivering', () => {
  it('does not send again what could not be written down at once', async () => {
    await open();
    const { partSent } = bench.store;
    let tries = 0;
    bench.store.partSent = (...given) => {
      tries += 1;
      return tries < 3 ? Promise.reject(away()) : partSent(...given);
    };
    await bench.say('ask');
    await until(async () => (await bench.store.backlog()).waiting === 0 && tries === 3);
    await bench.say('ask');
    await bench.replies(2);
    expect(bench.channel.sent).toHaveLength(2);
  });

  it.each(['busy', 'misconfigured'] as const)(
    'lets nobody be written to while all are to wait: %s',
    async (failure) => {
      const calls: number[] = [];
      const pause = 400;
      const channel = plainChannel();
      const { send } = channel;
      channel.send = (...given) => {
        calls.push(performance.now());
        return send(...given);
      };
      channel.faults.push(new DeliveryError(failure, 'wait', { retryAfterMs: pause, isAccountWide: true }));
      await open({ channel });
      await bench.say('ask', { place: 'first' });
      await until(() => calls.length === 1);
      for (let at = 0; at < 30; at += 1) await bench.say('ask', { place: `place${at}` });
      await bench.replies(31);
      // By whole milliseconds of another clock.
      for (const call of calls.slice(1)) expect(call - calls[0]!).toBeGreaterThan(pause - 5);
    },
  );

  it('keeps the pace of an account', async () => {
    const calls: number[] = [];
    const channel = plainChannel({ limits: { accountGapMs: 20 } });
    const { send } = channel;
    channel.send = (...given) => {
      calls.push(performance.now());
      return send(...given);
    };
    await open({ channel });
    await Promise.all(Array.from({ length: 20 }, (_, at) => bench.say('ask', { place: `place${at}` })));
    await bench.replies(20);
    // No more in any stretch than the pace allows; a call may be late, and the next one in time.
    expect(calls.at(-1)! - calls[0]!).toBeGreaterThan(19 * 20 - 25);
  });

  it('sends five where five may be sent, and never a sixth', async () => {
    const channel = plainChannel({ limits: { budget: { sends: 5, windowMs: 60_000 } } });
    channel.render = (reply) =>
      Array.from({ length: 7 }, (_, at) => ({ reply: { ...reply, text: `${at}` } }));
    await open({ channel });
    await bench.say('ask');
    await until(async () => (await bench.store.backlog()).held === 2);
    expect(channel.sent.map(({ reply }) => reply.text)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('cuts off a call that never ends, and tries again', async () => {
    const channel = plainChannel();
    const { send } = channel;
    let calls = 0;
    channel.send = (...given) => {
      calls += 1;
      return calls === 1 ? new Promise(() => {}) : send(...given);
    };
    await open({ channel, settings: { sendMs: 30 } });
    await bench.say('ask');
    await bench.replies(1);
    expect(calls).toBe(2);
  });

  it('waits for a channel to come for a reply, and sends what it did not come for', async () => {
    const channel = plainChannel({ limits: { passiveMs: 1_500 } });
    await open({ channel });
    const taken = await bench.say('ask', { place: 'comes' });
    const left = await bench.say('ask', { place: 'does not come' });
    await bench.path.settled(taken.message.id, 10_000);
    expect(await bench.store.takeParts(taken.message.id, { at: Date.now() })).toHaveLength(1);
    await bench.replies(1);
    expect(channel.sent.map(({ to }) => to.conversation.id)).toEqual([left.conversation.id]);
  });
});
