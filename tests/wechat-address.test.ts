import { afterEach, describe, expect, it } from 'vitest';
import { createFakeDesk, type Script } from './support/fake-desk.ts';
import { openWechatDesk, type WechatDesk, type WechatDeskOptions } from './support/wechat-desk.ts';
import { gate, OUTPUT, SCRIPTS, SLOW } from './support/wechat-scripts.ts';

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

describe('the address of an account', () => {
  it.each(['plain', 'compatible', 'safe'] as const)('is verified, and answers, in %s mode', async (mode) => {
    const { emulator } = await deskOf({}, { mode });
    expect(await emulator.verifies()).toBe(true);
    const person = emulator.follower();
    await person.writes(OUTPUT);
    expect(await person.sees('1638.77亿元')).toMatchObject({ kind: 'text' });
  });

  it('stores and tells nothing for calls that are forged, altered or stale', async () => {
    const { emulator, store, port } = await deskOf();
    const fields = {
      ToUserName: emulator.account.name,
      FromUserName: 'stranger',
      CreateTime: Math.floor(Date.now() / 1000),
      MsgType: 'text',
      Content: OUTPUT,
      MsgId: '7000000000000000002',
    };
    const genuine = emulator.wire(fields);
    const bad = [
      { ...genuine, url: genuine.url.replace(/msg_signature=./, 'msg_signature=0') },
      { ...genuine, url: genuine.url.replace(/nonce=\d/, 'nonce=x') },
      { ...genuine, url: genuine.url.split('?')[0]! },
      { ...genuine, body: genuine.body.replace(/(CDATA\[.{40}\w)\w/, '$1_') },
      { ...genuine, body: '<xml><Content>hello</Content></xml>' },
      { ...genuine, body: '<!DOCTYPE xml [<!ENTITY a "b">]><xml>&a;</xml>' },
      { ...genuine, body: '' },
      emulator.wire(fields, Date.now() - 301_000),
      emulator.wire({ ...fields, MsgId: 'none' }),
    ];
    for (const call of bad) {
      const response = await fetch(call.url, { method: 'POST', body: call.body });
      expect([response.status, await response.text()]).toEqual([403, '']);
    }
    const place = { channel: 'wechat', account: emulator.account.appId, place: 'stranger' } as const;
    expect(await store.conversationAt(place)).toBeUndefined();
    expect(port.asked).toEqual([]);
    expect((await emulator.call(genuine, 'stranger')).kind).toBe('reply');
  });

  it('takes other methods for none', async () => {
    const { emulator } = await deskOf();
    const { url } = emulator.wire({ MsgType: 'text' });
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(405);
  });

  it('asks WeChat to call again where a message cannot be kept, and answers it then, once', async () => {
    const disk = { isStuck: true, waiting: [] as (() => void)[] };
    const { emulator, port } = await deskOf(
      {},
      {
        timing: { answerWithinMs: 300 },
        store: (store) => ({
          ...store,
          async accept(...given) {
            if (disk.isStuck) await new Promise<void>((resolve) => disk.waiting.push(resolve));
            return store.accept(...given);
          },
        }),
      },
    );
    const fields = {
      ToUserName: emulator.account.name,
      FromUserName: 'patient',
      CreateTime: Math.floor(Date.now() / 1000),
      MsgType: 'text',
      Content: OUTPUT,
      MsgId: '7000000000000000003',
    };
    const wire = emulator.wire(fields);
    expect((await fetch(wire.url, { method: 'POST', body: wire.body })).status).toBe(503);
    disk.isStuck = false;
    for (const go of disk.waiting) go();
    await expect
      .poll(async () => (await emulator.call(wire, 'patient')).kind, { timeout: 20_000 })
      .toMatch(/reply|accepted/);
    await expect.poll(() => port.asked.length, { timeout: 20_000 }).toBe(1);
  });

  it('answers each call in time while the model stands still', async () => {
    const { script, release } = gate();
    const { emulator } = await deskOf({ [SLOW]: script });
    const deliveries = await Promise.all(Array.from({ length: 40 }, () => emulator.follower().writes(SLOW)));
    for (const { outcomes } of deliveries) expect(outcomes).toEqual([{ kind: 'accepted' }]);
    const took = deliveries.map(({ tookMs }) => tookMs).toSorted((one, other) => one - other);
    // A second at a bench of its own; here other tests run as well.
    expect(took[20]!).toBeLessThan(4000);
    release();
  });

  it('sets the menu of the account when it starts', async () => {
    const { emulator } = await deskOf();
    await expect.poll(() => emulator.menus.length, { timeout: 20_000 }).toBe(1);
  });

  it('writes no secret and no words of an asker into the log', async () => {
    const { emulator, logged } = await deskOf({}, { isIpListed: false });
    const person = emulator.follower();
    await person.writes(OUTPUT);
    await expect.poll(() => logged.length, { timeout: 20_000 }).toBeGreaterThan(0);
    const { secret, token, aesKey } = emulator.account;
    const all = JSON.stringify(logged.map((line) => [line, String(line.details.err ?? '')]));
    for (const hidden of [secret, token, aesKey, OUTPUT]) expect(all).not.toContain(hidden);
  });
});
