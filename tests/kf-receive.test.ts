import { afterEach, describe, expect, it } from 'vitest';
import { type KfBench, kfBench, until } from './support/kf-bench.ts';
import { callbackRequest } from './support/kf-callback.ts';
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

  it('at an account that is given to us later is looked for as well', async () => {
    bench = await kfBench();
    await bench.channel.start!();
    await until(() => pulls(bench!).length === 1);
    bench.emulator.accounts.push('wkSecond');
    const event = {
      account: 'wkSecond',
      token: '',
      at: bench.clock.now().getTime() / 1000,
      event: 'kf_account_auth_change',
    };
    const response = await bench.channel.handle!(callbackRequest(bench.emulator.secrets, event));
    expect(await response.text()).toBe('success');
    await until(() => pulls(bench!).some(({ body }) => body.open_kfid === 'wkSecond'));
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
