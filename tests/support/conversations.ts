import { expect } from 'vitest';
import type { Inbound, PartPayload } from '../../src/channel-types.ts';
import type {
  Accepted,
  AcceptOptions,
  ClaimedMessage,
  ClaimedPart,
  ConversationStore,
  NewPart,
  Settlement,
} from '../../src/store/conversation-store.ts';
import type { Answer } from '../../src/types.ts';

/** A moment to count from; nothing of the store depends on today. */
export const T = 1_800_000_000_000;
export const LEASE_MS = 30_000;

let keys = 0;

/** A message as an adapter gives it; each with a key of its own, and by rank as they were made. */
export function said(text: string, changes: Partial<Inbound> = {}): Inbound {
  keys += 1;
  return {
    channel: 'telegram',
    account: 'bot',
    key: `key ${keys}`,
    place: 'chat 1',
    sender: 'asker 1',
    rank: keys,
    sentAt: T,
    content: { kind: 'text', text },
    ...changes,
  };
}

export const textOf = ({ inbound }: { inbound: Inbound }): string =>
  inbound.content.kind === 'text' ? inbound.content.text : inbound.content.kind;

export const answerOf = (text: string): Answer => ({
  outcome: 'answered',
  text,
  citations: [],
  language: 'zh-Hans',
  composedBy: 'extractive',
});

export const partsOf = (...texts: string[]): NewPart[] =>
  texts.map((text) => ({ author: 'ai', payload: { text } }));

export const words = (parts: readonly { payload: PartPayload }[]): unknown[] =>
  parts.map(({ payload }) => payload.text);

/** The usual steps, at a moment that is given; each fails where it gives nothing. */
export function stepsOf(store: ConversationStore) {
  const claim = (now: number, owner = 'one') => ({ now, owner, leaseMs: LEASE_MS });
  const steps = {
    accept: (inbound: Inbound, options: Partial<AcceptOptions> = {}): Promise<Accepted> =>
      store.accept(inbound, { now: T, ...options }),
    mayClaim: (now = T): Promise<ClaimedMessage | undefined> => store.claimMessage(claim(now)),
    claim: async (now = T): Promise<ClaimedMessage> => {
      const claimed = await store.claimMessage(claim(now));
      expect(claimed).toBeDefined();
      return claimed!;
    },
    mayClaimPart: (now = T): Promise<ClaimedPart | undefined> => store.claimPart(claim(now)),
    claimPart: async (now = T): Promise<ClaimedPart> => {
      const claimed = await store.claimPart(claim(now));
      expect(claimed).toBeDefined();
      return claimed!;
    },
    /** Answers what is next with parts. */
    answer: async (texts: readonly string[], settlement: Partial<Settlement> = {}, now = T) => {
      const { lease, message } = await steps.claim(now);
      const settled = { at: now, state: 'settled', parts: partsOf(...texts), ...settlement } as const;
      expect(await store.settle(lease, settled)).toBe(true);
      return message;
    },
    /** Sends what is next. @returns what it says; `undefined` where nothing is due */
    send: async (now = T): Promise<unknown> => {
      const claimed = await steps.mayClaimPart(now);
      if (!claimed) return undefined;
      expect(await store.partSent(claimed.lease, { at: now })).toBe(true);
      return claimed.part.payload.text;
    },
    sendAll: async (now = T): Promise<unknown[]> => {
      const sent: unknown[] = [];
      for (let next = await steps.send(now); next !== undefined; next = await steps.send(now))
        sent.push(next);
      return sent;
    },
  };
  return steps;
}
