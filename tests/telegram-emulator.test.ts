import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from './support/kf-bench.ts';
import { startTelegramEmulator, type TelegramEmulator } from './support/telegram-emulator.ts';

let emulator: TelegramEmulator;
beforeEach(async () => {
  emulator = await startTelegramEmulator();
});
afterEach(() => emulator.close());

const PERSON = { id: 5001 };
const GROUP = -1001;

interface Said {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: unknown;
}

async function call(method: string, params: object = {}, token = emulator.world.token): Promise<Said> {
  const response = await fetch(`${emulator.apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  const said = (await response.json()) as Said;
  expect(response.status).toBe(said.ok ? 200 : said.error_code);
  return said;
}

const idsOf = ({ result }: Said) => (result as { update_id: number }[]).map(({ update_id }) => update_id);

describe('getUpdates', () => {
  it('gives updates again until a higher offset confirms them; a negative one forgets all but the last', async () => {
    const ids = ['a', 'b', 'c', 'd'].map((text) => emulator.says(PERSON, text)!);
    expect(idsOf(await call('getUpdates', { limit: 2 }))).toEqual(ids.slice(0, 2));
    expect(idsOf(await call('getupdates'))).toEqual(ids);
    expect(idsOf(await call('getUpdates', { offset: ids[1] }))).toEqual(ids.slice(1));
    expect(idsOf(await call('getUpdates', { offset: -1 }))).toEqual(ids.slice(3));
    expect(idsOf(await call('getUpdates'))).toEqual(ids.slice(3));
    expect(idsOf(await call('getUpdates', { offset: ids[3]! + 1 }))).toEqual([]);
  });

  it('waits for an update, and ends the wait of another program', async () => {
    const first = call('getUpdates', { timeout: 30 });
    await until(() => emulator.calls('getUpdates').length === 1);
    const second = call('getUpdates', { timeout: 30 });
    expect((await first).description).toBe(
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    );
    const id = emulator.says(PERSON, 'a');
    expect(idsOf(await second)).toEqual([id]);
  });

  it('gives the kinds that were asked for last, and is refused beside a webhook', async () => {
    await call('getUpdates', { allowed_updates: ['callback_query'] });
    expect(emulator.says(PERSON, 'a')).toBeUndefined();
    await call('getUpdates');
    expect(emulator.says(PERSON, 'a')).toBeUndefined();
    await call('setWebhook', { url: 'https://desk.example', allowed_updates: [] });
    expect((await call('getUpdates')).description).toContain(
      "can't use getUpdates method while webhook is active",
    );
  });
});

describe('what is sent', () => {
  beforeEach(() => {
    emulator.says(PERSON, 'a');
    emulator.adds(PERSON, GROUP);
  });
  const send = (params: object) => call('sendMessage', { chat_id: 5001, text: 'x', ...params });
  const button = (fields: object) => ({ reply_markup: { inline_keyboard: [[{ text: 'x', ...fields }]] } });

  it.each([
    [{ chat_id: 9 }, 'Bad Request: chat not found'],
    [{ text: ' \n ' }, 'Bad Request: message text is empty'],
    [{ text: 'x'.repeat(4097) }, 'Bad Request: message is too long'],
    [{ text: 'x'.repeat(32_769) }, 'Bad Request: Text is too long'],
    [
      { text: 'a<br>b', parse_mode: 'HTML' },
      'Bad Request: can\'t parse entities: Unsupported start tag "br" at byte offset 1',
    ],
    [
      { text: '<b>a', parse_mode: 'HTML' },
      'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    [button({ callback_data: '问'.repeat(22) }), 'Bad Request: BUTTON_DATA_INVALID'],
    [button({}), 'Bad Request: Text buttons are unallowed in the inline keyboard'],
    [{ reply_markup: {} }, 'Bad Request: Field "inline_keyboard" must be of type Array'],
    [{ reply_parameters: { message_id: 99 } }, 'Bad Request: message to be replied not found'],
    [{ message_thread_id: 7 }, 'Bad Request: message thread not found'],
  ])('is refused in the words of Telegram: %o', async (params, description) => {
    expect(await send(params)).toMatchObject({ ok: false, error_code: 400, description });
    expect(emulator.shown(5001)).toEqual([]);
  });

  it('is refused to whoever blocked the bot, with another token, and by methods that are none', async () => {
    emulator.blocks(PERSON);
    expect((await send({})).description).toBe('Forbidden: bot was blocked by the user');
    expect(await call('getMe', {}, '1:wrong')).toMatchObject({
      error_code: 401,
      description: 'Unauthorized',
    });
    expect(await call('sendPigeon')).toMatchObject({ description: 'Not Found: method not found' });
  });

  it('may not be edited into itself, nor a button be answered twice', async () => {
    const { result } = await send({});
    const { message_id } = result as { message_id: number };
    const edit = { chat_id: 5001, message_id, text: 'x' };
    expect((await call('editMessageText', edit)).description).toMatch(
      /^Bad Request: message is not modified: /,
    );
    expect((await call('editMessageText', { ...edit, message_id: 99 })).description).toBe(
      'Bad Request: message to edit not found',
    );
    const callback_query_id = emulator.taps(PERSON, emulator.shown(5001)[0]!, { data: 'x' });
    expect(await call('answerCallbackQuery', { callback_query_id })).toMatchObject({ ok: true });
    expect((await call('answerCallbackQuery', { callback_query_id })).description).toBe(
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
  });

  it('as a draft goes to private chats only, and vanishes when a message comes', async () => {
    const draft = { draft_id: 7, text: 'x', can_stop: true };
    expect((await call('sendMessageDraft', { chat_id: GROUP, ...draft })).ok).toBe(false);
    expect((await call('sendMessageDraft', { chat_id: 5001, ...draft, draft_id: 0 })).ok).toBe(false);
    expect((await call('sendMessageDraft', { chat_id: 5001, ...draft })).ok).toBe(true);
    expect(emulator.world.chats.get(5001)!.drafts.size).toBe(1);
    await send({});
    expect(emulator.world.chats.get(5001)!.drafts.size).toBe(0);
  });

  it('too fast is refused with the time to wait', async () => {
    emulator.world.flood = { everyMs: 60_000, burst: 1 };
    expect((await send({})).ok).toBe(true);
    expect(await send({})).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
    expect((await send({ chat_id: GROUP })).ok).toBe(true);
  });
});
