import type { ChannelName } from '../../channel-types.ts';
import type { ConversationStore } from '../../store/conversation-store.ts';
import type { Channel, ChannelLog } from '../channel.ts';
import type { TurnDesk } from './turn.ts';
import type { Turnstile } from './turnstile.ts';

/** What answering and delivering work with. */
export interface PathParts {
  store: ConversationStore;
  desk: TurnDesk;
  channels: ReadonlyMap<ChannelName, Channel>;
  clock: () => Date;
  random: () => number;
  log: ChannelLog;
  /** Of this process, for whoever looks into the database. */
  owner: string;
  settings: PathSettings;
  turnstile: Turnstile;
  /** Failures of parts that are tried again, where the channel named no wait: what it named one for is no failure. */
  failures: Map<string, number>;
}

/** What ends work before it is done. */
export interface Ending {
  /** The process is about to stop: what only waits is given back. */
  closing: AbortSignal;
  /** Time is up: what is under way is given back. */
  timeUp: AbortSignal;
}

export interface PathSettings {
  /** Messages answered at once: with a model most of the time is waiting. */
  answersAtOnce: number;
  /** Parts of one channel sent at once, each of another conversation. */
  sendsAtOnce: number;
  /** How long work belongs to a process that says nothing more: then another takes it over, in milliseconds. */
  leaseMs: number;
  /** How often a message that breaks is begun before it is given up. */
  attempts: number;
  /** How long one answer may take, in milliseconds. */
  answerMs: number;
  /** How long one call of a channel may take, in milliseconds. */
  sendMs: number;
  /** How often work that other processes left is looked for, in milliseconds. */
  pollMs: number;
}

export const PATH_SETTINGS: PathSettings = {
  answersAtOnce: 200,
  sendsAtOnce: 16,
  leaseMs: 20_000,
  attempts: 3,
  answerMs: 60_000,
  sendMs: 30_000,
  pollMs: 1_000,
};
