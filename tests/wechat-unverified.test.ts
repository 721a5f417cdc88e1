import { afterEach, describe, expect, it } from 'vitest';
import { createFakeDesk, type Script } from './support/fake-desk.ts';
import { openWechatDesk, type WechatDesk, type WechatDeskOptions } from './support/wechat-desk.ts';
import { gate, LONG, OUTPUT, POLICY, SCRIPTS, SLOW } from './support/wechat-scripts.ts';

const open: WechatDesk[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()));
});

// A third of WeChat's own times.
const TIMES = { attemptMs: 1700, timing: { answerWithinMs: 1000, heldMs: 2300, lastFromMs: 3100 } };

async function deskOf(scripts: Record<string, Script> = {}, options: WechatDeskOptions = {}) {
  const port = createFakeDesk({ scripts: { ...SCRIPTS, ...scripts } });
  const desk = await openWechatDesk(port, { isVerified: false, ...TIMES, ...options });
  open.push(desk);
  return { ...desk, port };
}
const kinds = ({ outcomes }: { outcomes: { kind: string }[] }) => outcomes.map(({ kind }) => kind);

describe('a follower of an account that is not verified', () => {
  it('goes from the first message to a person, by responses alone', async () => {
    const { emulator, store, port } = await deskOf();
    const person = emulator.follower();
    await person.follows('hall');
    await person.sees('智能招商问答台');
    await person.writes(OUTPUT);
    await person.sees('1638.77亿元');
    await person.taps(POLICY);
    await person.sees('5%给予奖励');
    expect(port.asked[1]!.history).toEqual([OUTPUT]);
    await person.writes('来源');
    await person.sees('上一条回答的出处');
    await person.taps('👍');
    await person.sees('谢谢您的评价');
    await person.taps('找人工');
    await person.sees('0734-8888666');
    expect(person.screen.every((shown) => shown.kind === 'text' && shown.by === 'response')).toBe(true);
    expect(emulator.api.calls).toEqual([]);
    const place = { channel: 'wechat', account: emulator.account.appId, place: person.openid } as const;
    expect(await store.conversationAt(place)).toMatchObject({ source: 'hall' });
    expect((await store.openMatters({ limit: 10 })).map(({ kind }) => kind)).toEqual(['person']);
  });

  it('gets an answer within the third call where it is ready by then', async () => {
    const { script, release } = gate();
    const { emulator, port } = await deskOf({ [SLOW]: script });
    const person = emulator.follower();
    const writing = person.writes(SLOW);
    setTimeout(release, 2 * TIMES.attemptMs + 300);
    expect(kinds(await writing)).toEqual(['timeout', 'timeout', 'reply']);
    await person.sees('各园区政策比较如下');
    expect(port.asked).toHaveLength(1);
  });

  it('is led to a page where it takes longer, and gets the answer with any next word', async () => {
    const { script, release } = gate();
    const { emulator, links, store, port } = await deskOf({ [SLOW]: script });
    const person = emulator.follower();
    expect(kinds(await person.writes(SLOW))).toEqual(['timeout', 'timeout', 'reply']);
    const shown = await person.sees('正在查阅资料');
    const token = /https:\/\/desk\.example\/a\/([^"]+)/.exec(shown.kind === 'text' ? shown.text : '')?.[1];
    const message = links.readAnswer(token!);
    expect((await store.message(message!))?.inbound.content).toEqual({ kind: 'text', text: SLOW });
    release();
    await expect.poll(async () => (await store.backlog()).held, { timeout: 20_000 }).toBe(1);
    await person.writes('好的');
    await person.sees('各园区政策比较如下');
    // No question of its own.
    expect(port.asked.map(({ text }) => text)).toEqual([SLOW]);
  });

  it('is asked to write anything where there is no page', async () => {
    const { script, release } = gate();
    const { emulator, store, port } = await deskOf({ [SLOW]: script }, { publicUrl: null });
    const person = emulator.follower();
    await person.writes(SLOW);
    await person.sees('回复任意文字获取回答');
    release();
    await expect.poll(async () => (await store.backlog()).held, { timeout: 20_000 }).toBe(1);
    expect(kinds(await person.writes('？'))).toEqual(['reply']);
    await person.sees('各园区政策比较如下');
    expect((await store.backlog()).held).toBe(0);
    expect(port.asked).toHaveLength(1);
  });

  it('gets an answer that waits before the answer to the next question, in one message', async () => {
    const { script, release } = gate();
    const { emulator, store } = await deskOf({ [SLOW]: script });
    const person = emulator.follower();
    await person.writes(SLOW);
    release();
    await expect.poll(async () => (await store.backlog()).held, { timeout: 20_000 }).toBe(1);
    await person.writes(OUTPUT);
    const both = await person.sees('1638.77亿元');
    expect(both.kind === 'text' && both.text).toMatch(
      /您上一个问题的回答：\n各园区政策比较如下[\s\S]*————[\s\S]*1638\.77/,
    );
    expect((await store.backlog()).held).toBe(0);
  });

  it('gets the older of two answers first where both are too long for one message', async () => {
    const { script, release } = gate('各园区政策比较如下。'.repeat(40));
    const { emulator, store } = await deskOf({ [SLOW]: script });
    const person = emulator.follower();
    await person.writes(SLOW);
    release();
    await expect.poll(async () => (await store.backlog()).held, { timeout: 20_000 }).toBe(1);
    await person.writes(LONG);
    expect(person.screen.at(-1)).toMatchObject({ text: expect.stringContaining('各园区政策比较如下') });
    expect(person.screen.at(-1)).toMatchObject({ text: expect.stringMatching(/请回复“继续”看回答。$/) });
    await person.writes('继续');
    expect(person.screen.at(-1)).toMatchObject({ text: expect.stringContaining('第1条') });
  });

  it('gets an answer that waits although the next one takes long too', async () => {
    const [first, second] = [gate(), gate('第二个回答。')];
    const { emulator, store } = await deskOf({ [SLOW]: first.script, [OUTPUT]: second.script });
    const person = emulator.follower();
    await person.writes(SLOW);
    first.release();
    await expect.poll(async () => (await store.backlog()).held, { timeout: 20_000 }).toBe(1);
    await person.writes(OUTPUT);
    const both = await person.sees('各园区政策比较如下');
    expect(both).toMatchObject({ text: expect.stringMatching(/正在查阅资料/) });
    second.release();
    await expect.poll(async () => (await store.backlog()).held, { timeout: 20_000 }).toBe(1);
    await person.writes('继续');
    await person.sees('第二个回答');
  });

  it('asks again while it is being looked up, and is answered once', async () => {
    const { script, release } = gate();
    const { emulator, port } = await deskOf({ [SLOW]: script });
    const person = emulator.follower();
    await person.writes(SLOW);
    const again = person.writes(SLOW);
    setTimeout(release, 300);
    await again;
    await person.sees('各园区政策比较如下');
    expect(port.asked).toHaveLength(1);
  });

  it('reads a long answer part by part', async () => {
    const { emulator, store, port } = await deskOf();
    const person = emulator.follower();
    await person.writes(LONG);
    await person.sees('第1条');
    expect(person.text()).toMatch(/查看全文<\/a>，或回复“继续”看下文/);
    for (let left = (await store.backlog()).held; left > 0; left -= 1) await person.writes('继续');
    expect(person.text()).toContain('第90条');
    const numbers = [...person.text().matchAll(/第(\d+)条/g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 90 }, (_, n) => n + 1));
    expect(port.asked).toHaveLength(1);
  });

  it('gets the answer to a new question though an older one has parts left', async () => {
    const { emulator } = await deskOf();
    const person = emulator.follower();
    await person.writes(LONG);
    await person.writes(OUTPUT);
    expect(person.screen.at(-1)).toMatchObject({ text: expect.stringContaining('1638.77亿元') });
  });

  it('gets the same bytes for every call of a message, and one answer', async () => {
    const { emulator, port } = await deskOf();
    const person = emulator.follower();
    const { wire, outcomes } = await person.writes(OUTPUT);
    const repeated = await Promise.all([1, 2, 3].map(() => emulator.call(wire, person.openid)));
    for (const outcome of repeated) expect(outcome).toEqual(outcomes[0]);
    expect(port.asked).toHaveLength(1);
  });
});
