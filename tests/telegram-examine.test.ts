import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examineTelegram } from '../src/channels/telegram/examine.ts';
import { startTelegramEmulator, type TelegramEmulator } from './support/telegram-emulator.ts';

let emulator: TelegramEmulator;
beforeEach(async () => {
  emulator = await startTelegramEmulator();
});
afterEach(() => emulator.close());

const WEBHOOK = { url: 'https://desk.example/channels/telegram', secret: 'a-secret_of-the-webhook' };
const NOW = Date.parse('2026-03-02T09:00:00+08:00');

async function examine({
  token = emulator.world.token,
  webhook = undefined as typeof WEBHOOK | undefined,
} = {}) {
  const deps = { fetch, clock: () => new Date(NOW) };
  const findings = await examineTelegram({ token, apiRoot: emulator.apiRoot, webhook }, deps);
  expect(JSON.stringify(findings)).not.toContain(token);
  return findings;
}

const updatesOf = async (webhook?: typeof WEBHOOK) =>
  (await examine({ webhook })).find(({ what }) => what === 'Telegram updates');

describe('doctor', () => {
  it('names the bot, and says what it hears in groups and whether it is asked in other chats', async () => {
    expect(await examine()).toMatchObject([
      { state: 'ok', found: expect.stringContaining('@LuodiDeskBot') },
      { state: 'ok', found: expect.stringContaining('privacy mode off') },
      { state: 'ok', found: expect.stringContaining('on: @LuodiDeskBot') },
      { state: 'ok', found: expect.stringContaining('asked for by Luodi; 0 waiting') },
    ]);
    Object.assign(emulator.world.me, { can_read_all_group_messages: false, supports_inline_queries: false });
    expect(await examine()).toMatchObject([
      {},
      { found: expect.stringContaining('privacy mode on') },
      { state: 'off', next: expect.stringContaining('/setinline') },
      {},
    ]);
  });

  it('says that a token is wrong, and where the right one is', async () => {
    expect(await examine({ token: '1234567:wrong-and-secret-all-the-same' })).toMatchObject([
      { state: 'broken', next: expect.stringContaining('@BotFather') },
    ]);
  });

  it('says that nothing answers, without the token', async () => {
    await emulator.close();
    expect(await examine()).toMatchObject([{ what: 'Telegram bot', state: 'broken' }]);
    emulator = await startTelegramEmulator();
  });

  it('says that a webhook of somebody else is in the way', async () => {
    emulator.world.webhook = { url: 'https://other.example/', secret: '' };
    expect(await updatesOf()).toMatchObject({
      state: 'broken',
      found: expect.stringContaining('other.example'),
    });
    expect(await updatesOf(WEBHOOK)).toMatchObject({
      state: 'broken',
      next: expect.stringContaining('Start'),
    });
  });

  it('says what went wrong with the last call, when, and what to do', async () => {
    emulator.world.webhook = { ...WEBHOOK };
    expect(await updatesOf(WEBHOOK)).toMatchObject({
      state: 'ok',
      found: expect.stringContaining('0 waiting'),
    });
    const lastError = { at: NOW - 60_000, message: 'Wrong response from the webhook: 401 Unauthorized' };
    emulator.world.webhook = { ...WEBHOOK, lastError };
    expect(await updatesOf(WEBHOOK)).toMatchObject({
      ...{ state: 'broken', found: expect.stringContaining('2026-03-02T00:59:00.000Z') },
      next: expect.stringContaining('TELEGRAM_WEBHOOK_SECRET'),
    });
    emulator.world.webhook.lastError = { ...lastError, at: NOW - 2 * 3600_000 };
    expect(await updatesOf(WEBHOOK)).toMatchObject({ state: 'ok' });
  });
});
