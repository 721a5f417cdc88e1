import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramApi, type TelegramApi } from '../src/channels/telegram/api.ts';
import { TelegramFailure } from '../src/channels/telegram/failure.ts';
import { startTelegramEmulator, type TelegramEmulator } from './support/telegram-emulator.ts';

let emulator: TelegramEmulator;
let api: TelegramApi;

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  api = createTelegramApi({ token: emulator.world.token, apiRoot: emulator.apiRoot });
});
afterEach(() => emulator.close());

async function failing(method: string, payload: object = {}, caller = api): Promise<TelegramFailure> {
  const error = await caller.call(method, payload).then(
    () => new Error('The call was done.'),
    (error: unknown) => error,
  );
  if (!(error instanceof TelegramFailure)) throw error;
  return error;
}

const TEXT = { chat_id: 200, text: '机密的提问' };

describe('what the Bot API does not do', () => {
  it.each([
    [403, 'Forbidden: bot was blocked by the user', 'gone'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'gone'],
    [403, 'Forbidden: user is deactivated', 'gone'],
    [400, 'Bad Request: chat not found', 'gone'],
    [400, 'Bad Request: PEER_ID_INVALID', 'gone'],
    [400, 'Bad Request: not enough rights to send text messages to the chat', 'gone'],
    [400, "Bad Request: can't parse entities: Unsupported start tag", 'refused'],
    [400, 'Bad Request: message is too long', 'refused'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'refused'],
    [404, 'Not Found: method not found', 'refused'],
    [404, 'Not Found', 'misconfigured'],
    [401, 'Unauthorized', 'misconfigured'],
    [409, 'Conflict: terminated by other getUpdates request', 'busy'],
  ] as const)('%i %s is %s, and surely not done', async (code, description, failure) => {
    emulator.fails({ method: 'sendMessage', code, description });
    expect(await failing('sendMessage', TEXT)).toMatchObject({ failure, isNotTaken: true, status: code });
  });

  it('of a server that breaks, it is not known whether it was done', async () => {
    emulator.fails({ method: 'sendMessage', code: 502, description: 'Bad Gateway' });
    expect(await failing('sendMessage', TEXT)).toMatchObject({ failure: 'busy', isNotTaken: false });
  });

  it('too many calls are a wait of one chat, and of all when it comes again before anything is sent', async () => {
    const tooMany = { code: 429, description: 'Too Many Requests: retry after 3', retryAfter: 3, times: 2 };
    emulator.fails({ method: 'sendMessage', ...tooMany });
    expect(await failing('sendMessage', TEXT)).toMatchObject({
      ...{ failure: 'busy', retryAfterMs: 3000, isAccountWide: false },
    });
    expect(await failing('sendMessage', TEXT)).toMatchObject({ retryAfterMs: 3000, isAccountWide: true });
    emulator.says({ id: 200 }, '/start');
    await api.call('sendMessage', TEXT);
    emulator.fails({ method: 'sendMessage', ...tooMany });
    expect(await failing('sendMessage', TEXT)).toMatchObject({ isAccountWide: false });
  });

  it('a call that takes too long may have been done', async () => {
    const slow = api.call('getUpdates', { timeout: 50 }, { withinMs: 20 });
    await expect(slow).rejects.toMatchObject({ failure: 'busy', status: 0, isNotTaken: false });
  });

  it('a server that is not there took nothing, and the token stands in no error', async () => {
    await emulator.close();
    const { token } = emulator.world;
    const failure = await failing('sendMessage', TEXT);
    expect(failure).toMatchObject({ failure: 'busy', isNotTaken: true });
    expect(JSON.stringify([failure, failure.message, String(failure.cause)])).not.toContain(token);
    emulator = await startTelegramEmulator();
  });

  it('an answer that is not of the Bot API is told without token and words', async () => {
    const page = createTelegramApi({ token: emulator.world.token, apiRoot: `${emulator.apiRoot}/elsewhere` });
    const failure = await failing('sendMessage', TEXT, page);
    const told = JSON.stringify([failure, failure.message, failure.stack]);
    expect(told).not.toContain(emulator.world.token);
    expect(told).not.toContain(TEXT.text);
  });
});
