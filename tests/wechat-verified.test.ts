import { afterEach, describe, expect, it } from 'vitest';
import { answerOf, createFakeDesk, play, type Script } from './support/fake-desk.ts';
import { openWechatDesk, type WechatDesk, type WechatDeskOptions } from './support/wechat-desk.ts';
import { gate, LONG, OUTPUT, POLICY, SCRIPTS, SLOW } from './support/wechat-scripts.ts';

const open: WechatDesk[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((desk) => desk.close()));
});

async function deskOf(scripts: Record<string, Script> = {}, options: WechatDeskOptions = {}) {
  const port = createFakeDesk({ scripts: { ...SCRIPTS, ...scripts } });
  const desk = await openWechatDesk(port, options);
  open.push(desk);
  return { ...desk, port };
}

describe('a follower of a verified account', () => {
  it('goes from the code on the wall to a person of the park', async () => {
    const { emulator, store, port } = await deskOf();
    const person = emulator.follower();
    await person.follows('expo-3');
    expect(await person.sees('智能招商问答台')).toMatchObject({ by: 'response' });

    await person.writes(OUTPUT);
    const answer = await person.sees('1638.77亿元');
    expect(answer).toMatchObject({ text: expect.stringContaining('（内容由人工智能生成，以原文为准）') });
    expect(answer).toMatchObject({
      text: expect.stringContaining('https://desk.example/source/passage-output'),
    });

    await person.sees(/\[制造业项目有哪些奖励？\]/);
    await person.taps(POLICY);
    await person.sees('5%给予奖励');
    expect(port.asked.map(({ text }) => text)).toEqual([OUTPUT, POLICY]);
    expect(port.asked[1]!.history).toEqual([OUTPUT]);

    await person.writes('来源');
    await person.sees('上一条回答的出处');
    await person.taps('👍');
    await person.sees('谢谢您的评价');
    await person.taps('找人工');
    await person.sees('0734-8888666');

    const place = { channel: 'wechat', account: emulator.account.appId, place: person.openid } as const;
    const conversation = await store.conversationAt(place);
    expect(conversation).toMatchObject({ source: 'expo-3', isReachable: true });
    const rated = (await store.messages(conversation!.id, { limit: 20 })).filter(({ rating }) => rating);
    expect(rated.map(({ rating }) => rating?.value)).toEqual(['up']);
    expect((await store.openMatters({ limit: 10 })).map(({ kind }) => kind)).toEqual(['person']);
    expect(person.text()).not.toContain('该公众号暂时无法提供服务');
  });

  it('is told about zones by the menu, and can leave and come back', async () => {
    const { emulator, store } = await deskOf();
    const person = emulator.follower();
    await person.follows();
    await person.event({ Event: 'CLICK', EventKey: 'contact' });
    await person.sees('0734-8888666');
    const { outcomes } = await person.event({ Event: 'VIEW', EventKey: 'https://park.example' });
    expect(outcomes).toEqual([{ kind: 'accepted' }]);
    await person.leaves();
    const place = { channel: 'wechat', account: emulator.account.appId, place: person.openid } as const;
    await expect
      .poll(async () => (await store.conversationAt(place))?.isReachable, { timeout: 20_000 })
      .toBe(false);
    await person.follows('fair');
    expect(await store.conversationAt(place)).toMatchObject({ isReachable: true });
  });

  it('gets an answer that takes long by itself, after the call was accepted at once', async () => {
    const { script, release } = gate();
    const { emulator } = await deskOf({ [SLOW]: script });
    const person = emulator.follower();
    const { outcomes } = await person.writes(SLOW);
    expect(outcomes).toEqual([{ kind: 'accepted' }]);
    expect(person.screen).toEqual([]);
    await expect
      .poll(() => emulator.api.calls.filter(({ path }) => path.endsWith('/typing')).length, {
        timeout: 20_000,
      })
      .toBe(1);
    release();
    expect(await person.sees('各园区政策比较如下')).toMatchObject({ by: 'push' });
  });

  it('gets it where the token has expired, and where WeChat is busy, once', async () => {
    const { script, release } = gate();
    const { emulator } = await deskOf({ [SLOW]: script });
    const person = emulator.follower();
    await person.writes(SLOW);
    emulator.api.tokens.expire();
    emulator.api.fail('/cgi-bin/message/custom/send', { errcode: -1 }, { status: 502 });
    release();
    await person.sees('各园区政策比较如下');
    await person.sees('您还可以点选');
    expect(person.screen.map(({ kind }) => kind)).toEqual(['text', 'menu']);
  });

  it('gets what could not be sent with the next message', async () => {
    const { script, release } = gate();
    const { emulator, store } = await deskOf({ [SLOW]: script });
    const person = emulator.follower();
    await person.writes(SLOW);
    emulator.api.fail('/cgi-bin/message/custom/send', { errcode: 45047 });
    release();
    await expect.poll(async () => (await store.backlog()).held, { timeout: 20_000 }).toBe(2);
    expect(person.screen).toEqual([]);
    await person.writes('继续');
    await person.sees('各园区政策比较如下');
    expect((await store.backlog()).held).toBe(0);
  });

  it('is sent no more than five messages after one of theirs, and three after a tap', async () => {
    const text = '对制造业项目按实际投资额的5%给予奖励。'.repeat(400);
    const script = play({ type: 'answer', answer: answerOf({ text, suggestions: [OUTPUT] }) });
    const { emulator } = await deskOf({ [SLOW]: script });
    const person = emulator.follower();
    await person.writes(SLOW);
    await person.sees('您还可以点选');
    expect(person.screen.filter(({ kind }) => kind === 'text')).toHaveLength(4);
    expect(person.text()).toMatch(/查看全文/);
    const refused = emulator.api.calls.filter(({ path }) => path.endsWith('/send')).length;
    expect(refused).toBeLessThanOrEqual(5);
  });

  it('is answered once, however often and however close together a call comes', async () => {
    const { emulator, port, store } = await deskOf();
    const person = emulator.follower();
    const fields = {
      ToUserName: emulator.account.name,
      FromUserName: person.openid,
      CreateTime: Math.floor(Date.now() / 1000),
      MsgType: 'text',
      Content: OUTPUT,
      MsgId: '7000000000000000001',
    };
    const wires = Array.from({ length: 6 }, () => emulator.wire(fields));
    const outcomes = await Promise.all(
      [...wires, wires[0]!].map((wire) => emulator.call(wire, person.openid)),
    );
    expect(port.asked).toHaveLength(1);
    const replies = outcomes.flatMap((outcome) => (outcome.kind === 'reply' ? [outcome.bytes] : []));
    expect(new Set(replies).size).toBeLessThanOrEqual(1);
    expect(outcomes.every(({ kind }) => kind === 'reply' || kind === 'accepted')).toBe(true);
    const place = { channel: 'wechat', account: emulator.account.appId, place: person.openid } as const;
    const conversation = await store.conversationAt(place);
    expect(await store.messages(conversation!.id, { limit: 10 })).toHaveLength(1);
  });

  it('is answered once among many, each of whose calls comes up to five times at once', async () => {
    const { emulator, port, store } = await deskOf();
    const people = Array.from({ length: 12 }, () => emulator.follower());
    const asked = [OUTPUT, POLICY, LONG];
    const askAll = async (person: (typeof people)[number], nth: number) => {
      for (const [place, question] of asked.entries()) await person.writes(question, 1 + ((nth + place) % 5));
    };
    await Promise.all(people.map(askAll));
    await expect.poll(async () => (await store.backlog()).waiting, { timeout: 60_000 }).toBe(0);
    expect(port.asked.map(({ text }) => text).toSorted()).toEqual(
      asked.flatMap((question) => people.map(() => question)).toSorted(),
    );
    for (const person of people) {
      const seen = (text: string) =>
        person.screen.filter((shown) => shown.kind === 'text' && shown.text.includes(text));
      expect([seen('1638.77亿元'), seen('5%给予奖励[2]'), seen('第1条')].map(({ length }) => length)).toEqual(
        [1, 1, 1],
      );
    }
  });

  it('is answered twice where they ask the same thing twice', async () => {
    const { emulator, port } = await deskOf();
    const person = emulator.follower();
    await Promise.all([person.writes(OUTPUT), person.writes(OUTPUT)]);
    await person.sees('1638.77亿元');
    await expect.poll(() => port.asked.length, { timeout: 20_000 }).toBe(2);
  });
});
