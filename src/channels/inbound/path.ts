import type { ChannelName, Conversation, Inbound, StoredMessage } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import type {
  Accepted,
  ClaimedMessage,
  ClaimedPart,
  ClaimOptions,
  ConversationStore,
} from '../../store/conversation-store.ts';
import type { Day } from '../../types.ts';
import type { Channel, ChannelLog, Intake } from '../channel.ts';
import type { DeskPort } from '../desk-port.ts';
import type { Links } from '../links.ts';
import { answerClaimed } from './answering.ts';
import { deliverClaimed } from './delivering.ts';
import { PATH_SETTINGS, type PathParts, type PathSettings } from './path-parts.ts';
import { createTurnstile } from './turnstile.ts';
import { createWaiters, type Waiters } from './waiters.ts';
import { createWorkLoop, type WorkLoop } from './work-loop.ts';

/** The way that every message takes: kept, answered in order, its reply kept, delivered. */
export interface InboundPath extends Intake {
  /** Adds a channel; before `start`. */
  serve(channel: Channel): void;
  /** Begins to answer and to deliver, first what an earlier process left. */
  start(): Promise<void>;
  /** Takes up nothing more, and lets what is under way end within `withinMs`; the rest is for another process. */
  stop(withinMs?: number): Promise<void>;
}

export interface InboundPathOptions {
  store: ConversationStore;
  port: DeskPort;
  links: Pick<Links, 'source'>;
  /** The day answers are for, in the park's time zone. */
  today: () => Day;
  clock: () => Date;
  log: ChannelLog;
  /** Names this process. */
  owner: string;
  /** From 0 to 1; spreads tries. */
  random?: () => number;
  settings?: Partial<PathSettings>;
}

/** How long work under way has to end, in milliseconds; and the share of it that is kept for what is being sent. */
const STOP_MS = 25_000;
const SENDING_SHARE = 0.2;
/** How long what was given back has to notice, in milliseconds. */
const GIVE_BACK_MS = 2_000;

/** Opens the path over a store. */
export function openInboundPath(options: InboundPathOptions): InboundPath {
  return new Path(options);
}

class Path implements InboundPath {
  readonly #channels = new Map<ChannelName, Channel>();
  readonly #parts: PathParts;
  readonly #waiters: Waiters;
  readonly #answering: WorkLoop;
  /** One for each channel: one that takes nothing keeps no other from being served. */
  readonly #delivering = new Map<ChannelName, WorkLoop>();
  readonly #closing = new AbortController();
  readonly #timeUp = new AbortController();

  constructor(options: InboundPathOptions) {
    const { store, port, links, today, clock, log, owner, random = Math.random } = options;
    const settings = { ...PATH_SETTINGS, ...options.settings };
    const desk = { port, store, links, today };
    const turnstile = createTurnstile(store, clock);
    const channels = this.#channels;
    const failures = new Map<string, number>();
    this.#parts = { store, desk, channels, clock, random, log, owner, settings, turnstile, failures };
    this.#waiters = createWaiters({ store, pollMs: settings.pollMs });
    this.#answering = this.#loop(settings.answersAtOnce, () => this.#nextAnswer());
  }

  serve(channel: Channel): void {
    const { name } = channel;
    this.#channels.set(name, channel);
    this.#delivering.set(
      name,
      this.#loop(this.#parts.settings.sendsAtOnce, () => this.#nextDelivery(name)),
    );
  }

  async accept(
    inbound: Inbound,
  ): Promise<{ message: StoredMessage; conversation: Conversation; isNew: boolean }> {
    const { store, settings, owner } = this.#parts;
    const { leaseMs } = settings;
    const limits = this.#channels.get(inbound.channel)?.limits;
    const room = limits && this.#answering.room();
    const budget = inbound.lets ?? limits?.budget;
    const claim = room && { owner, leaseMs };
    let accepted: Accepted | undefined;
    try {
      accepted = await store.accept(inbound, { now: this.#now(), budget, claim });
    } finally {
      if (!accepted?.lease) room?.leave();
    }
    const { message, conversation, isNew, lease } = accepted;
    if (lease) room!.run(() => this.#answer({ lease, message, conversation }));
    // A message may have opened the window for what was held.
    if (isNew) this.#delivering.get(inbound.channel)?.wake();
    return { message, conversation, isNew };
  }

  settled(message: string, withinMs: number): Promise<StoredMessage | undefined> {
    return this.#waiters.wait(message, withinMs);
  }

  async start(): Promise<void> {
    this.#answering.start();
    for (const loop of this.#delivering.values()) loop.start();
  }

  async stop(withinMs = STOP_MS): Promise<void> {
    this.#closing.abort();
    const until = performance.now() + withinMs;
    // Until answering has ended, what it leaves is still sent.
    await this.#answering.stop(withinMs * (1 - SENDING_SHARE));
    this.#timeUp.abort();
    const left = Math.max(0, until - performance.now());
    await Promise.all([
      this.#answering.stop(GIVE_BACK_MS),
      ...[...this.#delivering.values()].map((loop) => loop.stop(left)),
    ]);
    this.#waiters.close();
  }

  #loop(atOnce: number, next: () => Promise<(() => Promise<void>) | undefined>): WorkLoop {
    const { log, settings } = this.#parts;
    const onError = (error: unknown) => log.error({ err: error }, describeError(error));
    return createWorkLoop({ next, atOnce, pollMs: settings.pollMs, onError });
  }

  async #nextAnswer(): Promise<(() => Promise<void>) | undefined> {
    const claimed = await this.#parts.store.claimMessage(this.#claim([...this.#channels.keys()]));
    return claimed && (() => this.#answer(claimed));
  }

  async #answer(claimed: ClaimedMessage): Promise<void> {
    const { id, acceptedAt, inbound } = claimed.message;
    try {
      await answerClaimed(claimed, this.#parts, { timeUp: this.#timeUp.signal });
    } finally {
      this.#waiters.look(id);
      const passiveMs = this.#channels.get(inbound.channel)?.limits.passiveMs ?? 0;
      this.#delivering.get(inbound.channel)?.wakeIn(Math.max(0, acceptedAt + passiveMs - this.#now()));
    }
  }

  async #nextDelivery(channel: ChannelName): Promise<(() => Promise<void>) | undefined> {
    const claimed = await this.#parts.store.claimPart(this.#claim([channel]));
    return claimed && (() => this.#deliver(claimed));
  }

  async #deliver(claimed: ClaimedPart): Promise<void> {
    const next = await deliverClaimed(claimed, this.#parts, { closing: this.#closing.signal });
    if (next) this.#delivering.get(claimed.conversation.channel)?.wakeIn(Math.max(0, next - this.#now()));
  }

  #claim(channels: readonly ChannelName[]): ClaimOptions {
    const { owner, settings } = this.#parts;
    return { now: this.#now(), leaseMs: settings.leaseMs, owner, channels };
  }

  #now(): number {
    return this.#parts.clock().getTime();
  }
}
