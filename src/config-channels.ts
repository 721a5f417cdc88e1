import { z } from 'zod';
import { AppError } from './errors.ts';

/** A Telegram bot; without `webhook`, it is asked for its updates. */
export interface TelegramSettings {
  token: string;
  apiRoot?: string;
  webhook?: { url: string; secret: string };
}

/** A WeChat Official Account. */
export interface WechatSettings {
  appId: string;
  /** Needed for everything that we begin: messages, menu, QR codes. */
  secret?: string;
  token: string;
  /** 43 characters; without it, calls are signed and not encrypted. */
  aesKey?: string;
  apiRoot?: string;
  /** Whether the account is verified: it may then send messages by itself. */
  isVerified: boolean;
}

/** WeChat Customer Service, by way of a WeCom application. */
export interface KfSettings {
  corpId: string;
  secret: string;
  token: string;
  aesKey: string;
  apiRoot?: string;
  /** User ids of the staff to whom a conversation is handed; those on duty of the account where empty. */
  servicers: string[];
}

/** The AI bot of WeCom, for staff. */
export interface WecomSettings {
  botId: string;
  secret: string;
  url?: string;
}

/** Channels that are configured, and what the interfaces admit. */
export interface ChannelSettings {
  telegram?: TelegramSettings;
  wechat?: WechatSettings;
  kf?: KfSettings;
  wecom?: WecomSettings;
  /** Origins of the sites that may show the desk within their pages: `https://park.example`. */
  widgetOrigins: string[];
  /** Keys of the programs that may use `/v1` and `/mcp`; empty where anybody may, as on the page. */
  apiKeys: string[];
  /** Questions that one visitor may ask in a minute, and that may come from one address: a hall has one. */
  questionsPerMinute: { visitor: number; address: number };
  /** Whether the last `X-Forwarded-For` entry names the client: only behind a proxy that sets it. */
  trustsProxy: boolean;
}

const text = z.string().trim().min(1).optional();
const url = z.url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' });
const list = z
  .string()
  .default('')
  .transform((given) => given.split(/[\s,]+/).filter(Boolean));
const flag = z.enum(['true', 'false'], 'must be true or false').default('false');
const perMinute = (usual: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'must be a whole number from 1 to 999999')
    .transform(Number)
    .default(usual);
const aesKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}$/, 'must be the 43 characters of EncodingAESKey')
  .optional();
const origins = list.refine(
  (given) => given.every((origin) => URL.parse(origin)?.origin === origin),
  'must be origins such as https://park.example, separated by commas',
);

/** The variables of the channels, by name. */
export const CHANNEL_VARIABLES = {
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d{1,20}:[\w-]{20,}$/, 'must be a token as @BotFather gives it')
    .optional(),
  TELEGRAM_API_ROOT: url.optional(),
  TELEGRAM_WEBHOOK_URL: url.optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'must be 16 to 256 of A-Z a-z 0-9 _ -')
    .optional(),
  WECHAT_APP_ID: text,
  WECHAT_APP_SECRET: text,
  WECHAT_TOKEN: text,
  WECHAT_AES_KEY: aesKey,
  WECHAT_VERIFIED: flag,
  WECHAT_API_ROOT: url.optional(),
  WECOM_CORP_ID: text,
  WECOM_SECRET: text,
  WECOM_TOKEN: text,
  WECOM_AES_KEY: aesKey,
  WECOM_KF_SERVICERS: list,
  WECOM_API_ROOT: url.optional(),
  WECOM_BOT_ID: text,
  WECOM_BOT_SECRET: text,
  WECOM_BOT_URL: z
    .url({ protocol: /^wss?$/, error: 'must be an address that starts with ws:// or wss://' })
    .optional(),
  LUODI_WIDGET_ORIGINS: origins,
  LUODI_API_KEYS: list.refine(
    (keys) => keys.every((key) => key.length >= 16),
    'must be keys of 16 characters or more',
  ),
  LUODI_QUESTIONS_PER_VISITOR: perMinute(20),
  LUODI_QUESTIONS_PER_ADDRESS: perMinute(6000),
  LUODI_TRUST_PROXY: flag,
};

const shape = z.object(CHANNEL_VARIABLES);
type Variables = z.infer<typeof shape>;

/**
 * The channels from checked variables.
 * @throws AppError `misconfigured` where a channel is only half configured, naming what is missing.
 */
export function channelSettings(variables: Variables): ChannelSettings {
  return {
    telegram: telegram(variables),
    wechat: wechat(variables),
    kf: kf(variables),
    wecom: wecom(variables),
    widgetOrigins: variables.LUODI_WIDGET_ORIGINS,
    apiKeys: variables.LUODI_API_KEYS,
    questionsPerMinute: {
      visitor: variables.LUODI_QUESTIONS_PER_VISITOR,
      address: variables.LUODI_QUESTIONS_PER_ADDRESS,
    },
    trustsProxy: variables.LUODI_TRUST_PROXY === 'true',
  };
}

function telegram(variables: Variables): TelegramSettings | undefined {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: address, TELEGRAM_API_ROOT: apiRoot } = variables;
  if (!token) return undefined;
  if (!address) return { token, apiRoot };
  const { TELEGRAM_WEBHOOK_SECRET: secret } = complete('TELEGRAM_WEBHOOK_URL', variables, [
    'TELEGRAM_WEBHOOK_SECRET',
  ]);
  return { token, apiRoot, webhook: { url: address, secret } };
}

function wechat(variables: Variables): WechatSettings | undefined {
  const { WECHAT_APP_ID: appId, WECHAT_AES_KEY: key, WECHAT_API_ROOT: apiRoot } = variables;
  if (!appId) return undefined;
  const isVerified = variables.WECHAT_VERIFIED === 'true';
  const { WECHAT_TOKEN: token } = complete('WECHAT_APP_ID', variables, ['WECHAT_TOKEN']);
  if (isVerified) complete('WECHAT_VERIFIED', variables, ['WECHAT_APP_SECRET']);
  return { appId, secret: variables.WECHAT_APP_SECRET, token, aesKey: key, apiRoot, isVerified };
}

function kf(variables: Variables): KfSettings | undefined {
  const { WECOM_CORP_ID: corpId, WECOM_API_ROOT: apiRoot, WECOM_KF_SERVICERS: servicers } = variables;
  if (!corpId) return undefined;
  const names = ['WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY'] as const;
  const needed = complete('WECOM_CORP_ID', variables, names);
  const { WECOM_SECRET: secret, WECOM_TOKEN: token, WECOM_AES_KEY: key } = needed;
  return { corpId, secret, token, aesKey: key, apiRoot, servicers };
}

function wecom(variables: Variables): WecomSettings | undefined {
  const { WECOM_BOT_ID: botId, WECOM_BOT_URL: address } = variables;
  if (!botId) return undefined;
  const { WECOM_BOT_SECRET: secret } = complete('WECOM_BOT_ID', variables, ['WECOM_BOT_SECRET']);
  return { botId, secret, url: address };
}

/** What a variable needs beside it. */
function complete<Name extends keyof Variables>(
  variable: string,
  variables: Variables,
  names: readonly Name[],
): { [Key in Name]: NonNullable<Variables[Key]> } {
  const missing = names.filter((name) => !variables[name]);
  if (missing.length === 0) return variables as { [Key in Name]: NonNullable<Variables[Key]> };
  throw new AppError('misconfigured', `${variable} is set, but ${missing.join(' and ')} is not.`, {
    next: `Set it in .env, as docs/channels says, or unset ${variable}.`,
  });
}
