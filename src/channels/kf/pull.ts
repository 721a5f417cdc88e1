import type { Instant } from '../../channel-types.ts';
import { AppError, describeError } from '../../errors.ts';
import type { ConversationStore } from '../../store/conversation-store.ts';
import type { ChannelLog } from '../channel.ts';
import { TencentError } from '../wechat/api-client.ts';
import type { Signal } from './callback.ts';
import type { KfApi } from './kf-api.ts';
import { KF_ERROR } from './kf-errors.ts';

export interface PullerOptions {
  api: KfApi;
  store: ConversationStore;
  /** Takes one entry; the page counts as read when all of its entries are taken. `after` are those that follow it. */
  take: (entry: unknown, place: { account: string; after: () => unknown[] }) => Promise<void>;
  clock: () => Date;
  log: ChannelLog;
  /** How often to look where no callback comes, in milliseconds. */
  pollMs: number;
  /** The first wait after a failure, in milliseconds; it doubles up to `pollMs`. */
  retryMs: number;
}

/** Reads what happened at service accounts, page by page. */
export interface Puller {
  /** Something happened; returns at once. */
  signal(signal: Signal): void;
  /** Looks by itself from now on, without a token. */
  watch(accounts: readonly string[]): void;
  /** Resolves when nothing more is being read. */
  stop(): Promise<void>;
}

/** How long the token of a callback lifts the limit on pulling (document/path/94670). */
const TOKEN_MS = 10 * 60_000;

interface Account {
  id: string;
  token?: { value: string; at: Instant };
  /** Something happened since the page that is being read was asked for. */
  again: boolean;
  reading?: Promise<void>;
  timer?: NodeJS.Timeout;
  failures: number;
}

export function createPuller(options: PullerOptions): Puller {
  const { api, store, take, clock, log, pollMs, retryMs } = options;
  const accounts = new Map<string, Account>();
  let isStopped = false;
  let isWatching = false;

  const accountOf = (id: string) => {
    const account = accounts.get(id) ?? { id, again: false, failures: 0 };
    accounts.set(id, account);
    return account;
  };

  /** One reading at a time for each account; who comes meanwhile makes it go on. */
  function wake(account: Account): void {
    if (isStopped) return;
    clearTimeout(account.timer);
    account.again = true;
    account.reading ??= readAll(account).finally(() => {
      account.reading = undefined;
      if (account.again) wake(account);
      else plan(account);
    });
  }

  function plan(account: Account): void {
    if (isStopped || (account.failures === 0 && !isWatching)) return;
    const wait = account.failures > 0 ? Math.min(retryMs * 2 ** (account.failures - 1), pollMs) : pollMs;
    account.timer = setTimeout(() => wake(account), wait).unref();
  }

  async function readAll(account: Account): Promise<void> {
    try {
      while (account.again && !isStopped) {
        account.again = false;
        await readPages(account);
      }
      account.failures = 0;
    } catch (error) {
      account.failures += 1;
      account.again = false;
      log.warn({ err: error, account: account.id }, `Messages could not be read: ${describeError(error)}`);
    }
  }

  async function readPages(account: Account): Promise<void> {
    const name = `kf:${account.id}`;
    let cursor = await store.readCursor(name);
    while (!isStopped) {
      const page = await readPage(account, cursor);
      for (const [index, entry] of page.items.entries()) {
        await take(entry, { account: account.id, after: () => page.items.slice(index + 1) });
      }
      const isSame = page.cursor === '' || page.cursor === cursor;
      // Only now: killed before, the page is read again, and what was accepted of it is known.
      if (!isSame) await store.writeCursor(name, page.cursor);
      cursor = page.cursor || cursor;
      if (!page.hasMore) return;
      if (isSame && page.items.length === 0) throw noProgress(account.id);
    }
  }

  /** A token or cursor that is taken no more is left out: what was read before is known by its `msgid`. */
  async function readPage(account: Account, cursor: string | undefined): ReturnType<KfApi['pull']> {
    const token = freshToken(account);
    try {
      return await api.pull(account.id, { cursor, token });
    } catch (error) {
      if (isOf(error, KF_ERROR.badPullToken) && token) {
        account.token = undefined;
        return api.pull(account.id, { cursor });
      }
      if (isOf(error, KF_ERROR.badParameter) && cursor) {
        log.warn({ account: account.id }, 'The place up to which messages were read is unknown to WeCom.');
        return api.pull(account.id, { token });
      }
      throw error;
    }
  }

  function freshToken({ token }: Account): string | undefined {
    return token && clock().getTime() - token.at < TOKEN_MS ? token.value : undefined;
  }

  return {
    signal({ account: id, token }) {
      const account = accountOf(id);
      if (token) account.token = { value: token, at: clock().getTime() };
      wake(account);
    },
    watch(ids) {
      isWatching = true;
      for (const id of ids) wake(accountOf(id));
    },
    async stop() {
      isStopped = true;
      for (const account of accounts.values()) clearTimeout(account.timer);
      await Promise.all([...accounts.values()].map(({ reading }) => reading));
    },
  };
}

function isOf(error: unknown, errcode: number): boolean {
  return error instanceof TencentError && error.errcode === errcode;
}

function noProgress(account: string): AppError {
  return new AppError('unreachable', `WeCom says that ${account} has more messages, and gives none.`, {
    retryable: true,
  });
}
