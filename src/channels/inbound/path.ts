import type { ChannelName, Conversation, Inbound, StoredMessage } from '../../channel-types.ts';
import { describeError } from '../../errors.ts';
import type { ClaimedMessage, ClaimOptions, ConversationStore } from '../../store/conversation-store.ts';
import type { Day } from '../../types.ts';
import type { Channel, ChannelLog, Intake } from '../channel.ts';
import type { DeskPort } from '../desk-port.ts';
import type { Links } from '../links.ts';
import { answerClaimed } from './answering.ts';
import { deliverClaimed } from './delivering.ts';
import { PATH_SETTINGS, type PathParts, type PathSettings } from './path-parts.ts';
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

/** How long work under way has to end, in milliseconds. */
const STOP_MS = 25_000;

/** Opens the path over a store. */
export function openInboundPath(options: InboundPathOptions): InboundPath {
  return new Path(options);
}

class Path implements InboundPath {
  readonly #channels = new Map<ChannelName, Channel>();
  readonly #parts: PathParts;
  readonly #waiters: Waiters;
  readonly #answering: WorkLoop;
  readonly #delivering: WorkLoop;
  /** What is being answered here, by message. */
  readonly #underWay = new Map<string, ClaimedMessage>();
  #isStopping = false;

  constructor(options: InboundPathOptions) {
    const { store, port, links, today, clock, log, owner, random = Math.random } = options;
    const settings = { ...PATH_SETTINGS, ...options.settings };
    const desk = { port, store, links, today };
    this.#parts = { store, desk, channels: this.#channels, clock, random, log, owner, settings };
    this.#waiters = createWaiters({ store, pollMs: settings.pollMs });
    const onError = (error: unknown) => log.error({ err: error }, describeError(error));
    const { answersAtOnce, sendsAtOnce, pollMs } = settings;
    this.#answering = createWorkLoop({
      next: () => this.#nextAnswer(),
      ...{ atOnce: answersAtOnce, pollMs, onError },
    });
    this.#delivering = createWorkLoop({
      next: () => this.#nextDelivery(),
      ...{ atOnce: sendsAtOnce, pollMs, onError },
    });
  }

  serve(channel: Channel): void {
    this.#channels.set(channel.name, channel);
  }

  async accept(
    inbound: Inbound,
  ): Promise<{ message: StoredMessage; conversation: Conversation; isNew: boolean }> {
    const { store, settings, owner } = this.#parts;
    const { leaseMs } = settings;
    const limits = this.#channels.get(inbound.channel)?.limits;
    const accepted = await store.accept(inbound, {
      now: this.#now(),
      budget: inbound.lets ?? limits?.budget,
      claim: !this.#isStopping && this.#answering.hasRoom ? { owner, leaseMs } : undefined,
    });
    const { message, conversation, isNew, lease } = accepted;
    if (lease) this.#answering.run(() => this.#answer({ lease, message, conversation }));
    // A message may have opened the window for what was held.
    if (isNew) {
      this.#delivering.wake();
      if (!lease) this.#answering.wake();
    }
    return { message, conversation, isNew };
  }

  settled(message: string, withinMs: number): Promise<StoredMessage | undefined> {
    return this.#waiters.wait(message, withinMs);
  }

  async start(): Promise<void> {
    this.#answering.start();
    this.#delivering.start();
  }

  async stop(withinMs = STOP_MS): Promise<void> {
    this.#isStopping = true;
    const until = performance.now() + withinMs;
    await this.#answering.stop(withinMs);
    await this.#delivering.stop(Math.max(0, until - performance.now()));
    // Given back at once, what did not end in time need not wait for its lease to run out.
    const { store } = this.#parts;
    await Promise.all([...this.#underWay.values()].map(({ lease }) => store.release(lease, this.#now())));
    this.#waiters.close();
  }

  async #nextAnswer(): Promise<(() => Promise<void>) | undefined> {
    const claimed = await this.#parts.store.claimMessage(this.#claim());
    return claimed && (() => this.#answer(claimed));
  }

  async #answer(claimed: ClaimedMessage): Promise<void> {
    const { id } = claimed.message;
    this.#underWay.set(id, claimed);
    try {
      await answerClaimed(claimed, this.#parts);
    } finally {
      this.#underWay.delete(id);
      this.#waiters.look(id);
      this.#delivering.wake();
    }
  }

  async #nextDelivery(): Promise<(() => Promise<void>) | undefined> {
    const claimed = await this.#parts.store.claimPart(this.#claim());
    return claimed && (() => deliverClaimed(claimed, this.#parts));
  }

  #claim(): ClaimOptions {
    const { owner, settings } = this.#parts;
    return { now: this.#now(), leaseMs: settings.leaseMs, owner, channels: [...this.#channels.keys()] };
  }

  #now(): number {
    return this.#parts.clock().getTime();
  }
}
