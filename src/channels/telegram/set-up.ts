import { z } from 'zod';
import { COMMANDS } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import type { Language } from '../../types.ts';
import type { ChannelLog } from '../channel.ts';
import type { DeskPort } from '../desk-port.ts';
import type { TelegramApi } from './api.ts';
import type { TelegramSettings } from './settings.ts';
import { TELEGRAM_TEXTS } from './strings.ts';
import { ALLOWED_UPDATES, ME, type Me } from './update-schema.ts';

/** @throws TelegramFailure where nothing is known of the bot */
export async function askWhoWeAre(api: TelegramApi): Promise<Me> {
  return ME.parse(await api.call('getMe', {}));
}

/** Has updates pushed, or else makes sure that they can be asked for; what waits is not dropped. @throws TelegramFailure */
export async function chooseTransport(
  api: TelegramApi,
  { webhook }: Pick<TelegramSettings, 'webhook'>,
): Promise<void> {
  if (!webhook) {
    await api.call('deleteWebhook', { drop_pending_updates: false });
    return;
  }
  const { url, secret: secret_token } = webhook;
  await api.call('setWebhook', { url, secret_token, allowed_updates: ALLOWED_UPDATES });
}

/** Of the app's languages Telegram tells only the first two letters; where it has no list, there is the first. */
const LISTS: readonly { language: Language; code?: string }[] = [
  { language: 'zh-Hans' },
  { language: 'en', code: 'en' },
];

/**
 * Shows the commands, and says what the bot is where nobody has written it yet with @BotFather. What fails is logged:
 * questions are answered without it.
 */
export async function introduceBot(
  api: TelegramApi,
  { port, log }: { port: Pick<DeskPort, 'about'>; log: ChannelLog },
): Promise<void> {
  try {
    const { name } = await port.about();
    for (const { language, code } of LISTS) {
      const { commands, description, shortDescription } = TELEGRAM_TEXTS[language];
      const list = COMMANDS.map((command) => ({ command, description: commands[command] }));
      const coded = code ? { language_code: code } : {};
      for (const type of ['default', 'all_private_chats', 'all_group_chats']) {
        await api.call('setMyCommands', { commands: list, scope: { type }, ...coded });
      }
      await describe(api, { what: 'Description', key: 'description', text: description(name), coded });
      const short = shortDescription(name);
      await describe(api, { what: 'ShortDescription', key: 'short_description', text: short, coded });
    }
  } catch (error) {
    log.warn({ channel: 'telegram' }, `The bot is not introduced: ${describeError(error)}`);
  }
}

const TEXTS = z.record(z.string(), z.unknown());

async function describe(
  api: TelegramApi,
  { what, key, text, coded }: { what: string; key: string; text: string; coded: object },
): Promise<void> {
  const present = TEXTS.parse(await api.call(`getMy${what}`, coded));
  if (!present[key]) await api.call(`setMy${what}`, { [key]: text, ...coded });
}
