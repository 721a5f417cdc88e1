import type { Channel, ChannelFinding } from '../channels/channel.ts';
import type { ChannelDeps } from '../channels/channel-deps.ts';
import type { Config } from '../config.ts';
import type { ConversationStore } from '../store/conversation-store.ts';

/**
 * The channels that are configured. Each is loaded only where it is: their packages take time and memory.
 */
export async function openChannels(settings: Config['channels'], deps: ChannelDeps): Promise<Channel[]> {
  const { telegram, wechat, kf, wecom } = settings;
  const channels = await Promise.all([
    telegram &&
      import('../channels/telegram/telegram.ts').then((door) => door.createTelegramChannel(telegram, deps)),
    wechat && import('../channels/wechat/wechat.ts').then((door) => door.createWechatChannel(wechat, deps)),
    kf && import('../channels/kf/kf.ts').then((door) => door.createKfChannel(kf, deps)),
    wecom && import('../channels/wecom/wecom.ts').then((door) => door.createWecomChannel(wecom, deps)),
  ]);
  return channels.filter((channel) => channel !== undefined);
}

/**
 * How each channel that is configured stands, as its vendor tells; those that are not are named as off.
 * @param store what a running desk has noted of its channels, where there is any
 */
export async function examineChannels(
  { channels, publicUrl }: Pick<Config, 'channels' | 'publicUrl'>,
  store?: ConversationStore,
): Promise<ChannelFinding[]> {
  const { telegram, wechat, kf, wecom } = channels;
  const given = { fetch, clock: () => new Date(), publicUrl, store };
  const off = (what: string, variable: string) => [
    { what, state: 'off' as const, found: `${variable} is not set` },
  ];
  const findings = await Promise.all([
    telegram
      ? import('../channels/telegram/examine.ts').then((door) => door.examineTelegram(telegram, given))
      : off('Telegram', 'TELEGRAM_BOT_TOKEN'),
    wechat
      ? import('../channels/wechat/examine.ts').then((door) => door.examineWechat(wechat, given))
      : off('WeChat Official Account', 'WECHAT_APP_ID'),
    kf
      ? import('../channels/kf/examine.ts').then((door) => door.examineKf(kf, given))
      : off('WeChat Customer Service', 'WECOM_CORP_ID'),
    wecom
      ? import('../channels/wecom/examine.ts').then((door) => door.examineWecom(wecom, given))
      : off('WeCom AI bot', 'WECOM_BOT_ID'),
  ]);
  return findings.flat();
}
