import { AppError, describeError } from '../../errors.ts';
import type { ChannelFinding } from '../channel.ts';
import { createKfApi, type KfApi } from './kf-api.ts';
import type { KfSettings } from './settings.ts';

const CALLBACK = 'WeChat Customer Service callback';
const ACCOUNTS = 'WeChat Customer Service accounts';

/** What `doctor` says of WeChat Customer Service; never throws. */
export async function examineKf(
  settings: KfSettings,
  deps: { fetch: typeof fetch; clock: () => Date; publicUrl?: string },
): Promise<ChannelFinding[]> {
  const api = createKfApi(settings, deps);
  return [callback(deps.publicUrl), ...(await accounts(api, settings))];
}

function callback(publicUrl: string | undefined): ChannelFinding {
  if (!publicUrl) {
    const next = 'Set LUODI_PUBLIC_URL, and give WeCom <that>/channels/kf as 接收消息服务器配置 › URL.';
    const found = 'no public address: messages are looked for once a minute';
    return { what: CALLBACK, state: 'off', found, next };
  }
  const url = new URL('channels/kf', `${publicUrl.replace(/\/*$/, '')}/`).href;
  return { what: CALLBACK, state: 'ok', found: `to be entered in the console: ${url}` };
}

async function accounts(api: KfApi, settings: KfSettings): Promise<ChannelFinding[]> {
  try {
    const list = await api.accounts();
    if (list.length === 0) {
      const next = 'Choose one under 微信客服 › API › 通过API管理微信客服账号.';
      return [{ what: ACCOUNTS, state: 'broken', found: 'none that the application may manage', next }];
    }
    const names = list.map(({ id, name }) => `${name} (${id})`).join(', ');
    const people = await Promise.all(list.map(({ id, name }) => servicers(api, { id, name, settings })));
    return [{ what: ACCOUNTS, state: 'ok', found: names }, ...people];
  } catch (error) {
    return [broken(ACCOUNTS, error)];
  }
}

async function servicers(
  api: KfApi,
  { id, name, settings }: { id: string; name: string; settings: KfSettings },
): Promise<ChannelFinding> {
  const what = `WeChat Customer Service staff of ${name || id}`;
  try {
    const onDuty = await api.servicersOnDuty(id);
    const wanted = settings.servicers.filter((servicer) => !onDuty.includes(servicer));
    if (
      onDuty.length > 0 &&
      wanted.length < settings.servicers.length + Number(settings.servicers.length === 0)
    ) {
      return { what, state: 'ok', found: `${onDuty.length} receiving customers` };
    }
    const next = 'Let somebody switch to 接待中 in WeCom; until then customers wait in the queue.';
    return { what, state: 'off', found: 'nobody who is receiving customers', next };
  } catch (error) {
    return broken(what, error);
  }
}

function broken(what: string, error: unknown): ChannelFinding {
  const isOurs = error instanceof AppError;
  return {
    what,
    state: 'broken',
    found: isOurs ? error.message : describeError(error),
    next: isOurs ? error.next : undefined,
  };
}
