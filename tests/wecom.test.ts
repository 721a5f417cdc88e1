import { afterEach, describe, expect, it } from 'vitest';
import { examineWecom } from '../src/channels/wecom/wecom.ts';
import { until } from './support/kf-bench.ts';
import { staffReply, type WecomBench, wecomBench } from './support/wecom-bench.ts';
import { WECOM_ERRORS } from './support/wecom-emulator-rules.ts';

let bench: WecomBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

const contents = ({ accepted }: WecomBench) => accepted.map(({ content }) => content);

/** A question that was asked and is being answered. */
async function asked(question = '今年产值多少？') {
  bench ??= await wecomBench();
  const before = bench.accepted.length;
  bench.emulator.says('lisi', question);
  await until(() => bench!.accepted.length > before);
  return bench.addressee();
}

describe('what staff say', () => {
  it('in a single chat and to the bot in a group is accepted, without its name', async () => {
    bench = await wecomBench();
    bench.emulator.says('lisi', '今年产值多少？');
    bench.emulator.says('lisi', '新材料园在哪里？', { group: 'group-1' });
    await until(() => bench!.accepted.length === 2);
    expect(bench.accepted).toMatchObject([
      {
        channel: 'wecom',
        account: 'aibot-1234',
        place: 'lisi',
        sender: 'lisi',
        content: { text: '今年产值多少？' },
      },
      {
        place: 'group-1',
        sender: 'lisi',
        isGroup: true,
        content: { kind: 'text', text: '新材料园在哪里？' },
      },
    ]);
  });

  it('is accepted once though it is delivered again', async () => {
    bench = await wecomBench();
    bench.emulator.says('lisi', '一', { msgid: 'same' });
    bench.emulator.says('lisi', '一', { msgid: 'same' });
    bench.emulator.says('lisi', '二');
    await until(() => bench!.accepted.length === 2);
    expect(contents(bench)).toMatchObject([{ text: '一' }, { text: '二' }]);
  });

  it('is kept in the end though the disk was full for a moment', async () => {
    bench = await wecomBench();
    bench.failAccepting(1);
    bench.emulator.says('lisi', '一');
    await until(() => bench!.accepted.length === 1);
  });

  it('by voice is text, and what has no words is unreadable', async () => {
    bench = await wecomBench();
    bench.emulator.sends('lisi', { msgtype: 'voice', voice: { content: '产值多少' } });
    bench.emulator.sends('lisi', { msgtype: 'image', image: { url: 'https://x', aeskey: 'k' } });
    const mixed = [
      { msgtype: 'image', image: { url: 'https://x' } },
      { msgtype: 'text', text: { content: '这是什么' } },
    ];
    bench.emulator.sends('lisi', { msgtype: 'mixed', mixed: { msg_item: mixed } });
    await until(() => bench!.accepted.length === 3);
    expect(contents(bench)).toEqual([
      { kind: 'text', text: '产值多少' },
      { kind: 'unreadable', what: 'picture' },
      { kind: 'text', text: '这是什么' },
    ]);
  });
});

describe('whoever opens the chat', () => {
  it('is welcomed at once, told that AI answers and what to ask', async () => {
    bench = await wecomBench();
    bench.emulator.enters('lisi');
    await until(() => bench!.emulator.shown.length === 1);
    expect(bench.emulator.shown[0]).toMatchObject({ kind: 'welcome', chat: 'lisi' });
    expect(bench.emulator.shown[0]?.content).toMatch(
      /江川经济技术开发区.*人工智能[\s\S]*2025年规上工业总产值/,
    );
  });
});

describe('after an answer', () => {
  const answered = async () => {
    const to = await asked();
    const [lease] = [
      await bench!.store.claimMessage({ now: bench!.clock.now().getTime(), leaseMs: 60_000, owner: 't' }),
    ];
    const answer = {
      outcome: 'answered' as const,
      text: '…',
      citations: [],
      language: 'zh-Hans' as const,
      composedBy: 'model' as const,
    };
    await bench!.store.settle(lease!.lease, {
      at: bench!.clock.now().getTime(),
      state: 'settled',
      question: '?',
      answer,
      parts: [],
    });
    await bench!.reply(staffReply(), to);
    return to;
  };

  it('a button asks the next question', async () => {
    await answered();
    bench!.emulator.clicks('lisi', '追问 2');
    await until(() => bench!.accepted.length === 2);
    expect(bench!.accepted[1]).toMatchObject({ place: 'lisi', content: { kind: 'tap', token: 'ask.2' } });
  });

  it('a rating is kept with its reasons, and the last one counts', async () => {
    const { message } = await answered();
    bench!.emulator.rates('lisi', 1);
    bench!.emulator.rates('lisi', 2, { content: '年份不对', inaccurate_reason_list: [2, 3] });
    bench!.emulator.rates('lisi', 3);
    const rated = async () => (await bench!.store.message(message!.id))?.rating;
    while ((await rated())?.value !== 'down') await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await rated()).toEqual({ value: 'down', reason: '内容不完整；内容有错误；年份不对' });
  });

  it('a rating from another chat changes nothing', async () => {
    const { message } = await answered();
    bench!.emulator.shown.push({ ...bench!.emulator.shown[0]!, chat: 'wangwu' });
    bench!.emulator.rates('wangwu', 2);
    bench!.emulator.says('lisi', '再问');
    await until(() => bench!.accepted.length === 2);
    expect((await bench!.store.message(message!.id))?.rating).toBeUndefined();
  });
});

describe('the connection', () => {
  it('is made again when it is lost', async () => {
    bench = await wecomBench();
    bench.emulator.cut();
    await until(() => bench!.emulator.connections.subscribed === 2);
    await asked();
  });

  it('is made again when pings are not answered', async () => {
    bench = await wecomBench();
    bench.emulator.fallSilent();
    await until(() => bench!.emulator.connections.subscribed >= 2);
  });

  it('is left to whoever took it over, which doctor says', async () => {
    bench = await wecomBench();
    await bench.another();
    await until(() => bench!.log.some((line) => line.includes('took the bot over')));
    bench.emulator.says('lisi', '给第二个');
    await until(() => bench!.accepted.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(bench.emulator.connections).toEqual({ made: 2, subscribed: 2 });
  });

  it('is given up after a wrong secret, and never says the secret', async () => {
    bench = await wecomBench({ isShut: true });
    bench.emulator.refuse('aibot_subscribe', ...Array.from({ length: 9 }, () => WECOM_ERRORS.badSecret));
    await bench.channel.start!();
    await until(() => bench!.log.some((line) => line.includes('WECOM_BOT_SECRET')));
    expect(bench.emulator.connections.made).toBe(6);
    expect(bench.log.join('\n')).not.toContain(bench.emulator.secret);
    const settings = { botId: bench.emulator.botId, secret: bench.emulator.secret, url: bench.emulator.url };
    const found = await examineWecom(settings, { fetch, store: bench.store });
    expect(found).toMatchObject([
      { state: 'ok' },
      { state: 'broken', found: expect.stringContaining('refuses') },
    ]);
    expect(bench.emulator.connections.made).toBe(6);
  });

  it('is known to doctor, which does not connect itself', async () => {
    bench = await wecomBench();
    const settings = { botId: bench.emulator.botId, secret: 's', url: bench.emulator.url };
    const found = await examineWecom(settings, { fetch, store: bench.store });
    expect(found).toMatchObject([
      { state: 'ok' },
      { state: 'ok', found: expect.stringContaining('connected') },
    ]);
    expect(bench.emulator.connections.made).toBe(1);
    const nowhere = await examineWecom({ ...settings, url: 'ws://127.0.0.1:1' }, { fetch });
    expect(nowhere).toMatchObject([{ state: 'broken', next: expect.any(String) }]);
  });

  it('keeps what people write out of the log', async () => {
    const to = await asked('王五的手机号是13800138000');
    bench!.emulator.refuse('aibot_respond_msg', { errcode: 1, errmsg: 'bad' });
    const view = bench!.channel.watch!(to);
    view.show({ type: 'text', delta: '13800138000' });
    await until(() => bench!.log.some((line) => line.includes('shown no more')));
    expect(bench!.log.join('\n')).not.toContain('13800138000');
  });
});
