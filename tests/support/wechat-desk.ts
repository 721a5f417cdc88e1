import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { ChannelLog } from '../../src/channels/channel.ts';
import type { DeskPort } from '../../src/channels/desk-port.ts';
import { openInboundPath } from '../../src/channels/inbound/path.ts';
import { createLinks } from '../../src/channels/links.ts';
import type { WechatTiming } from '../../src/channels/wechat/settings.ts';
import { createWechatChannel } from '../../src/channels/wechat/wechat.ts';
import type { ConversationStore } from '../../src/store/conversation-store.ts';
import { openConversationStore } from '../../src/store/kysely-conversations.ts';
import { openStateDatabase } from '../../src/store/state-database.ts';
import { type EmulatorOptions, startWechatEmulator } from './wechat-emulator.ts';

export interface WechatDeskOptions extends EmulatorOptions {
  timing?: Partial<WechatTiming>;
  /** `https://desk.example` unless given; `null` for none. */
  publicUrl?: string | null;
  /** A store around the store. */
  store?: (store: ConversationStore) => ConversationStore;
}

export interface Logged {
  level: 'error' | 'warn' | 'info';
  details: Record<string, unknown>;
  message: string;
}

/** An Official Account at WeChat, called by the emulator, with the store and the inbound path of the desk behind it. */
export async function openWechatDesk(port: DeskPort, options: WechatDeskOptions = {}) {
  const emulator = await startWechatEmulator(options);
  const directory = mkdtempSync(join(tmpdir(), 'wechat-'));
  const opened = openConversationStore(await openStateDatabase({ file: join(directory, 'state.sqlite') }));
  const store = options.store?.(opened) ?? opened;
  const logged: Logged[] = [];
  const clock = () => new Date();
  const { publicUrl = 'https://desk.example' } = options;
  const links = createLinks({ publicUrl: publicUrl ?? undefined, secret: 'secret of the links', clock });
  const log = logInto(logged);
  const path = openInboundPath({
    store,
    port,
    links,
    clock,
    log,
    owner: 'test',
    today: () => '2026-03-01',
  });
  const { appId, secret, token, aesKey, mode } = emulator.account;
  const channel = createWechatChannel(
    {
      appId,
      secret,
      token,
      ...(mode !== 'plain' && { aesKey }),
      apiRoot: emulator.api.root,
      isVerified: options.isVerified ?? true,
    },
    { intake: path, port, store, links, clock, fetch, log },
    options.timing,
  );
  path.serve(channel);
  await path.start();
  await channel.start?.();
  const server = createServer(getRequestListener((request) => channel.handle!(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  emulator.callback = `http://127.0.0.1:${(server.address() as AddressInfo).port}/channels/wechat`;
  return {
    emulator,
    store,
    links,
    channel,
    logged,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await path.stop(5000);
      await emulator.close();
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export type WechatDesk = Awaited<ReturnType<typeof openWechatDesk>>;

function logInto(logged: Logged[]): ChannelLog {
  const at = (level: Logged['level']) => (details: Record<string, unknown>, message: string) => {
    logged.push({ level, details, message });
  };
  return { error: at('error'), warn: at('warn'), info: at('info') };
}
