import { afterEach, describe, expect, it } from 'vitest';
import { type KfBench, kfBench, until } from './support/kf-bench.ts';
import { ACCOUNT } from './support/kf-emulator-world.ts';

let bench: KfBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

const CUSTOMER = 'wmCustomer1';
const texts = ({ accepted }: KfBench) =>
  accepted.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));

describe('what a customer sends', () => {
  const read = async (entry: Record<string, unknown>) => {
    bench = await kfBench();
    await bench.emulator.sends(CUSTOMER, entry);
    await until(() => bench!.accepted.length === 1);
    return bench.accepted[0]!.content;
  };

  it.each([
    ['voice', 'voice'],
    ['image', 'picture'],
    ['video', 'video'],
    ['file', 'file'],
    ['link', 'other'],
    ['miniprogram', 'other'],
    ['business_card', 'other'],
  ])('as %s is unreadable', async (msgtype, what) => {
    expect(await read({ msgtype, [msgtype]: { media_id: 'm' } })).toEqual({ kind: 'unreadable', what });
  });

  it('as a place is read in WGS 84', async () => {
    const location = { latitude: 39.91640428150164, longitude: 116.41024449916938, name: '', address: '' };
    const content = await read({ msgtype: 'location', location });
    expect(content).toMatchObject({ kind: 'location' });
    if (content.kind !== 'location') return;
    expect(content.latitude).toBeCloseTo(39.915, 4);
    expect(content.longitude).toBeCloseTo(116.404, 4);
  });

  it('as an entry of our menu is a tap', async () => {
    const text = { content: '👍', menu_id: 'rate.up' };
    expect(await read({ msgtype: 'text', text })).toEqual({ kind: 'tap', token: 'rate.up' });
  });

  it('as an entry of another menu is what it says', async () => {
    const text = { content: '你好', menu_id: '人工 客服' };
    expect(await read({ msgtype: 'text', text })).toEqual({ kind: 'text', text: '你好' });
  });
});

describe('events', () => {
  it('tell who came, by which link, and lets one welcome be sent for twenty seconds', async () => {
    bench = await kfBench();
    await bench.emulator.enters(CUSTOMER, { scene: 'expo2026', param: 'booth-12' });
    await until(() => bench!.accepted.length === 1);
    expect(bench.accepted[0]).toMatchObject({
      content: { kind: 'arrival', source: 'expo2026/booth-12' },
      lets: { sends: 1, windowMs: 20_000 },
      reference: { welcomeCode: expect.any(String) },
    });
  });

  it('let nothing be sent where no welcome is due, or no more', async () => {
    bench = await kfBench();
    bench.emulator.deliverTo(async () => new Response('lost'));
    await bench.emulator.enters('wmLate');
    bench.clock.pass(21_000);
    bench.again();
    await bench.emulator.says(CUSTOMER, '一');
    await bench.emulator.enters(CUSTOMER);
    await until(() => bench!.accepted.length === 3);
    const arrivals = bench.accepted.filter(({ content }) => content.kind === 'arrival');
    expect(arrivals.map(({ lets }) => lets)).toEqual([
      { sends: 0, windowMs: 0 },
      { sends: 0, windowMs: 0 },
    ]);
    expect(arrivals.map(({ reference }) => reference)).toEqual([undefined, undefined]);
  });

  it('of people taking the word and giving it back decide who is answered', async () => {
    bench = await kfBench();
    await bench.emulator.says(CUSTOMER, '一');
    await until(() => bench!.accepted.length === 1);
    await bench.emulator.takesOver(CUSTOMER, 'zhangsan');
    await bench.emulator.says(CUSTOMER, '二');
    await bench.emulator.writes('zhangsan', CUSTOMER, '您好，我是张三');
    await bench.emulator.says(CUSTOMER, '三');
    await until(() => bench!.accepted.length === 3);
    await bench.emulator.endsSession(CUSTOMER);
    await bench.emulator.says(CUSTOMER, '四');
    await until(() => bench!.accepted.length === 4);
    const whose = bench.accepted.map(({ isForPeople = false }) => isForPeople);
    expect(whose).toEqual([false, true, true, false]);
  });

  it('are not waited for where a session ended by itself', async () => {
    bench = await kfBench();
    await bench.emulator.takesOver(CUSTOMER, 'zhangsan');
    await bench.emulator.says(CUSTOMER, '一');
    await bench.emulator.says(CUSTOMER, '二');
    await until(() => bench!.accepted.length === 2);
    bench.emulator.customer(ACCOUNT, CUSTOMER)!.state = 4;
    await bench.emulator.says(CUSTOMER, '三');
    await until(() => bench!.accepted.length === 3);
    expect(bench.accepted[2]?.isForPeople).toBeUndefined();
  });

  it('leave a customer to the people who have them where nobody can say so now', async () => {
    bench = await kfBench();
    await bench.emulator.takesOver(CUSTOMER, 'zhangsan');
    await until(() => bench!.cursors.size === 2);
    bench.emulator.fail('kf/service_state/get', { status: 502 });
    await bench.emulator.says(CUSTOMER, '一');
    await until(() => bench!.accepted.length === 1);
    expect(bench.accepted[0]?.isForPeople).toBe(true);
  });

  it('say which of our messages did not arrive, and who refuses them', async () => {
    bench = await kfBench();
    await bench.emulator.says(CUSTOMER, '一');
    const message = {
      msgtype: 'text' as const,
      text: { content: '答' },
      touser: CUSTOMER,
      open_kfid: ACCOUNT,
    };
    bench.emulator.shown.push({
      ...message,
      customer: CUSTOMER,
      account: ACCOUNT,
      msgid: 'a'.repeat(32),
      on: 'message',
    });
    await bench.emulator.bounces('a'.repeat(32), 10);
    await until(() => bench!.bounced.length === 1);
    expect(bench.bounced[0]).toMatchObject({ part: 'a'.repeat(32), isGone: true });
  });

  it('of recalls and of staff going on and off duty are passed over', async () => {
    bench = await kfBench();
    const event = (rest: object) => ({ msgtype: 'event', origin: 4, event: { open_kfid: ACCOUNT, ...rest } });
    await bench.emulator.sends(CUSTOMER, event({ event_type: 'user_recall_msg', recall_msgid: 'x' }));
    await bench.emulator.sends(CUSTOMER, event({ event_type: 'servicer_status_change', status: 2 }));
    await bench.emulator.says(CUSTOMER, '一');
    await until(() => bench!.accepted.length === 1);
    expect(texts(bench)).toEqual(['一']);
  });
});
