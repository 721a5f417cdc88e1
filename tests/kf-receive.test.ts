import { afterEach, describe, expect, it } from 'vitest';
import { type KfBench, kfBench, until } from './support/kf-bench.ts';
import { verificationRequest } from './support/kf-callback.ts';
import { KF_ERRORS } from './support/kf-emulator-rules.ts';
import { ACCOUNT } from './support/kf-emulator-world.ts';

let bench: KfBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

const CUSTOMER = 'wmCustomer1';
const DAY_MS = 24 * 3600_000;
const texts = ({ accepted }: KfBench) =>
  accepted.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
const pulls = ({ emulator }: KfBench) => emulator.calls.filter(({ path }) => path === 'kf/sync_msg');
const seconds = ({ clock }: KfBench) => Math.floor(clock.now().getTime() / 1000);

describe('the address of the callback', () => {
  it('is confirmed with the decrypted text and nothing around it', async () => {
    bench = await kfBench();
    const request = verificationRequest(bench.emulator.secrets, seconds(bench), '1616140317555161061');
    const response = await bench.channel.handle!(request);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('1616140317555161061');
  });

  it.each([
    ['another token', { token: 'OtherToken' }],
    ['another corporation', { corpId: 'ww0000000000000000' }],
    ['another key', { aesKey: 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba' }],
    ['a timestamp of an hour ago', { timestamp: Date.parse('2026-03-02T08:00:00+08:00') / 1000 }],
    [
      'a byte that was altered',
      { alter: (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}` },
    ],
    ['a document type', { body: (body: string) => `<!DOCTYPE xml [<!ENTITY a "b">]>${body}` }],
    [
      'no encryption at all',
      { body: () => '<xml><Event>kf_msg_or_event</Event><OpenKfId>wk</OpenKfId></xml>' },
    ],
    ['more than a megabyte', { body: (body: string) => body + ' '.repeat(1024 * 1024) }],
  ])('answers 403 and pulls nothing for a call with %s', async (_, forgery) => {
    bench = await kfBench();
    const response = await bench.emulator.callback(ACCOUNT, forgery);
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('');
    await bench.channel.stop!();
    expect(bench.emulator.calls).toEqual([]);
    expect(bench.accepted).toEqual([]);
  });

  it('answers before anything is pulled, however long that takes', async () => {
    bench = await kfBench();
    bench.emulator.fail('gettoken', { kind: 'silence' });
    const response = await bench.emulator.callback();
    expect(await response.text()).toBe('success');
    expect(bench.accepted).toEqual([]);
  });
});

describe('what happened', () => {
  it('is pulled with the token of the callback, and each message accepted', async () => {
    bench = await kfBench();
    await bench.emulator.says(CUSTOMER, '2025年规上工业总产值是多少？');
    await until(() => bench!.accepted.length === 1);
    expect(bench.accepted[0]).toMatchObject({
      channel: 'kf',
      account: ACCOUNT,
      place: CUSTOMER,
      sender: CUSTOMER,
      content: { kind: 'text', text: '2025年规上工业总产值是多少？' },
      sentAt: bench.clock.now().getTime(),
      lets: { sends: 5, windowMs: 2 * DAY_MS },
    });
    expect(pulls(bench)[0]?.body.token).toMatch(/^ENC/);
  });

  it('is read to the end over short and empty pages, in order', async () => {
    bench = await kfBench({ pageSize: 2, hasEmptyPages: true });
    bench.emulator.deliverTo(async () => new Response('lost'));
    for (let n = 1; n <= 7; n += 1) await bench.emulator.says(CUSTOMER, `问题${n}`);
    bench.again();
    await bench.emulator.callback();
    await until(() => bench!.accepted.length === 7);
    expect(texts(bench)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `问题${n}`));
  });

  it('is read once at a time for each account, and again for what comes meanwhile', async () => {
    bench = await kfBench({ pageSize: 3 });
    await Promise.all(Array.from({ length: 40 }, (_, n) => bench!.emulator.says(`wm${n % 5}`, `问题${n}`)));
    await until(() => bench!.accepted.length === 40);
    expect(bench.acceptances.count).toBe(40);
  });

  it('counts as read only when every message of the page is accepted', async () => {
    bench = await kfBench();
    bench.failAccepting(1);
    await bench.emulator.says(CUSTOMER, '一');
    await until(() => bench!.log.some((line) => line.includes('disk full')));
    expect([...bench.cursors.keys()].filter((name) => name.startsWith('kf:'))).toEqual([]);
    await until(() => bench!.accepted.length === 1);
    await until(() => bench!.cursors.has(`kf:${ACCOUNT}`));
    expect(texts(bench)).toEqual(['一']);
  });

  it('is read again by the process after one that was killed between page and cursor', async () => {
    bench = await kfBench();
    await bench.emulator.says(CUSTOMER, '一');
    await until(() => bench!.cursors.has(`kf:${ACCOUNT}`));
    bench.cursors.delete(`kf:${ACCOUNT}`);
    bench.again();
    await bench.emulator.says(CUSTOMER, '二');
    await until(() => bench!.accepted.length === 2);
    expect(texts(bench)).toEqual(['一', '二']);
  });

  it('is looked for at the start, without a callback', async () => {
    bench = await kfBench();
    bench.emulator.deliverTo(async () => new Response('lost'));
    await bench.emulator.says(CUSTOMER, '停机时的问题');
    await bench.channel.start!();
    await until(() => bench!.accepted.length === 1);
    expect(pulls(bench)[0]?.body.token).toBe('');
  });

  it('is looked for again and again where callbacks do not come, more slowly after 45033', async () => {
    bench = await kfBench({ pollMs: 20 });
    bench.emulator.deliverTo(async () => new Response('lost'));
    bench.emulator.fail('kf/sync_msg', KF_ERRORS.concurrent, KF_ERRORS.concurrent);
    await bench.channel.start!();
    await until(() => pulls(bench!).length >= 3);
    await bench.emulator.says(CUSTOMER, '没有回调');
    bench.clock.pass(60_000);
    await until(() => bench!.accepted.length === 1);
  });

  it('is pulled without the token where that is taken no more', async () => {
    bench = await kfBench();
    bench.emulator.fail('kf/sync_msg', KF_ERRORS.badPullToken);
    await bench.emulator.says(CUSTOMER, '一');
    await until(() => bench!.accepted.length === 1);
    expect(pulls(bench).map(({ body }) => body.token !== '')).toEqual([true, false]);
  });

  it('is pulled with another access token where the first expired', async () => {
    bench = await kfBench();
    await bench.emulator.says(CUSTOMER, '一');
    await until(() => bench!.accepted.length === 1);
    bench.emulator.expireTokens();
    await bench.emulator.says(CUSTOMER, '二');
    await until(() => bench!.accepted.length === 2);
    expect(bench.emulator.calls.filter(({ path }) => path === 'gettoken')).toHaveLength(2);
  });

  it.each([
    [KF_ERRORS.busy],
    [{ status: 502 }],
    [{ kind: 'reset' } as const],
    [{ kind: 'not-json' } as const],
  ])('is pulled once more after %o', async (fault) => {
    bench = await kfBench();
    bench.emulator.fail('kf/sync_msg', fault);
    await bench.emulator.says(CUSTOMER, '一');
    await until(() => bench!.accepted.length === 1);
  });

  it('does not hold up the rest of the page where one entry is of unknown form', async () => {
    bench = await kfBench();
    bench.emulator.log.push({ account: ACCOUNT, at: bench.clock.now().getTime(), entry: { surprise: true } });
    await bench.emulator.says(CUSTOMER, '一');
    await until(() => bench!.accepted.length === 1);
  });

  it('leaves what is older than its 48 hours without an allowance', async () => {
    bench = await kfBench();
    bench.emulator.deliverTo(async () => new Response('lost'));
    await bench.emulator.says(CUSTOMER, '一');
    bench.clock.pass(1.5 * DAY_MS);
    await bench.emulator.says(CUSTOMER, '二');
    bench.clock.pass(DAY_MS);
    bench.again();
    await bench.emulator.callback();
    await until(() => bench!.accepted.length === 2);
    expect(bench.accepted.map(({ lets }) => lets)).toEqual([
      { sends: 0, windowMs: 0 },
      { sends: 5, windowMs: DAY_MS },
    ]);
  });
});

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

  it('as a command is one', async () => {
    const text = { content: '/zones 新材料' };
    expect(await read({ msgtype: 'text', text })).toEqual({
      kind: 'command',
      command: 'zones',
      argument: '新材料',
    });
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

it('keeps secrets and what customers write out of the log', async () => {
  bench = await kfBench();
  const { secret, token, aesKey } = bench.emulator.secrets;
  bench.emulator.fail('gettoken', { kind: 'reset' }, KF_ERRORS.badSecret);
  bench.emulator.fail('kf/sync_msg', { kind: 'reset' });
  await bench.emulator.says(CUSTOMER, '我的手机号是13800138000');
  await until(() => bench!.accepted.length === 1);
  expect(bench.log.length).toBeGreaterThanOrEqual(3);
  for (const kept of [secret, token, aesKey, 'access-', '13800138000']) {
    expect(bench.log.filter((line) => line.includes(kept))).toEqual([]);
  }
});
