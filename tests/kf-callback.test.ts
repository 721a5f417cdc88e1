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
