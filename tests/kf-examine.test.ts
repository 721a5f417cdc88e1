import { afterEach, expect, it } from 'vitest';
import { examineKf } from '../src/channels/kf/kf.ts';
import { testClock } from './support/kf-bench.ts';
import { type KfEmulator, startKfEmulator } from './support/kf-emulator.ts';
import { KF_ERRORS } from './support/kf-emulator-rules.ts';

let emulator: KfEmulator | undefined;
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

async function examine(
  options: { servicers?: Record<string, boolean>; ours?: string[]; publicUrl?: string; secret?: string } = {},
  prepare: (emulator: KfEmulator) => void = () => {},
) {
  const clock = testClock().now;
  emulator = await startKfEmulator({ clock, servicers: options.servicers ?? { zhangsan: true } });
  prepare(emulator);
  const settings = { ...emulator.secrets, apiRoot: emulator.apiRoot, servicers: options.ours ?? [] };
  const { publicUrl, secret = settings.secret } = options;
  return examineKf({ ...settings, secret }, { fetch, clock, publicUrl });
}

it('doctor names the address to enter, the accounts, and who receives customers', async () => {
  const found = await examine({
    publicUrl: 'https://desk.example/',
    servicers: { zhangsan: true, lisi: false },
  });
  expect(found).toMatchObject([
    { state: 'ok', found: expect.stringContaining('https://desk.example/channels/kf') },
    { state: 'ok', found: expect.stringContaining('招商咨询') },
    { state: 'ok', found: '1 receiving customers' },
  ]);
});

it.each([
  [{ lisi: false }, []],
  [{ zhangsan: true, lisi: false }, ['lisi']],
])('doctor says what to do where nobody takes customers: %o, ours %o', async (servicers, ours) => {
  const found = await examine({ servicers, ours, publicUrl: 'https://desk.example' });
  expect(found[2]).toMatchObject({ state: 'off', next: expect.stringContaining('接待中') });
});

it('doctor says that without a public address messages are looked for', async () => {
  const [callback] = await examine();
  expect(callback).toMatchObject({ state: 'off', next: expect.stringContaining('LUODI_PUBLIC_URL') });
});

it.each([
  ['a wrong secret', { secret: 'wrong' }, () => {}, 'WECOM_SECRET'],
  [
    'an address that is not listed',
    {},
    (given: KfEmulator) => given.fail('kf/account/list', KF_ERRORS.badAddress),
    '企业可信IP',
  ],
  ['no account', {}, (given: KfEmulator) => given.accounts.splice(0), '通过API管理'],
])('doctor says what to do about %s', async (_, options, prepare, next) => {
  const found = await examine(options, prepare);
  expect(found[1]).toMatchObject({ state: 'broken', next: expect.stringContaining(next) });
  expect(JSON.stringify(found)).not.toContain(emulator!.secrets.secret);
});
