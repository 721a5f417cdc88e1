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
  /** Looks by itself from now on, without a token, at these accounts and those that a signal names. */
  watch(accounts: readonly string[]): void;
  /** Resolves when nothing more is being read. */
  stop(): Promise<void>;
}

export function createPuller(options: PullerOptions): Puller {
  return new AccountReaders(options);
}

class AccountReaders implements Puller {
  readonly #options: PullerOptions;
  readonly #readers = new Map<string, AccountReader>();
  #isWatching = false;

  constructor(options: PullerOptions) {
    this.#options = options;
  }

  signal({ account, token }: Signal): void {
    this.#readerOf(account).wake(token);
  }

  watch(accounts: readonly string[]): void {
    this.#isWatching = true;
    for (const reader of this.#readers.values()) reader.watch();
    for (const account of accounts) this.#readerOf(account).wake();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#readers.values()].map((reader) => reader.stop()));
  }

  #readerOf(account: string): AccountReader {
    const known = this.#readers.get(account);
    if (known) return known;
    const reader = new AccountReader(account, this.#options);
    if (this.#isWatching) reader.watch();
    this.#readers.set(account, reader);
    return reader;
  }
}

/** How long the token of a callback lifts the limit on pulling (document/path/94670). */
const TOKEN_MS = 10 * 60_000;

/** One account is read by one reading at a time; who comes meanwhile makes it go on. */
class AccountReader {
  readonly #account: string;
  readonly #options: PullerOptions;
  #token: { value: string; at: Instant } | undefined;
  #again = false;
  #isWatching = false;
  #isStopped = false;
  #failures = 0;
  #reading: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(account: string, options: PullerOptions) {
    this.#account = account;
    this.#options = options;
  }

  watch(): void {
    this.#isWatching = true;
    if (!this.#reading) this.#plan();
  }

  wake(token?: string): void {
    if (this.#isStopped) return;
    if (token) this.#token = { value: token, at: this.#options.clock().getTime() };
    clearTimeout(this.#timer);
    this.#again = true;
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
      if (this.#again) this.wake();
      else this.#plan();
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#reading;
  }

  #plan(): void {
    if (this.#isStopped || (this.#failures === 0 && !this.#isWatching)) return;
    const { pollMs, retryMs } = this.#options;
    const retry = Math.min(retryMs * 2 ** (this.#failures - 1), pollMs);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), this.#failures > 0 ? retry : pollMs).unref();
  }

  async #readAll(): Promise<void> {
    try {
      while (this.#again && !this.#isStopped) {
        this.#again = false;
        await this.#readPages();
      }
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.#again = false;
      const { log } = this.#options;
      log.warn({ err: error, account: this.#account }, `Messages could not be read: ${describeError(error)}`);
    }
  }

  async #readPages(): Promise<void> {
    const { store, take } = this.#options;
    const account = this.#account;
    const name = `kf:${account}`;
    let cursor = await store.readCursor(name);
    while (!this.#isStopped) {
      const page = await this.#readPage(cursor);
      for (const [index, entry] of page.items.entries()) {
        await take(entry, { account, after: () => page.items.slice(index + 1) });
      }
      const isSame = page.cursor === '' || page.cursor === cursor;
      // Only now: killed before, the page is read again, and what was accepted of it is known.
      if (!isSame) await store.writeCursor(name, page.cursor);
      cursor = page.cursor || cursor;
      if (!page.hasMore) return;
      if (isSame && page.items.length === 0) throw noProgress(account);
    }
  }

  /** A token or cursor that is taken no more is left out: what was read before is known by its `msgid`. */
  async #readPage(cursor: string | undefined): ReturnType<KfApi['pull']> {
    const { api, log } = this.#options;
    const account = this.#account;
    const token = this.#freshToken();
    try {
      return await api.pull(account, { cursor, token });
    } catch (error) {
      if (isOf(error, KF_ERROR.badPullToken) && token) {
        this.#token = undefined;
        return api.pull(account, { cursor });
      }
      if (isOf(error, KF_ERROR.badParameter) && cursor) {
        log.warn({ account }, 'The place up to which messages were read is unknown to WeCom.');
        return api.pull(account, { token });
      }
      throw error;
    }
  }

  #freshToken(): string | undefined {
    const { clock } = this.#options;
    return this.#token && clock().getTime() - this.#token.at < TOKEN_MS ? this.#token.value : undefined;
  }
}

function isOf(error: unknown, errcode: number): boolean {
  return error instanceof TencentError && error.errcode === errcode;
}

function noProgress(account: string): AppError {
  return new AppError('unreachable', `WeCom says that ${account} has more messages, and gives none.`, {
    retryable: true,
  });
}
