import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationStore } from '../../src/store/conversation-store.ts';
import { answerOf, LEASE_MS, partsOf, said, stepsOf, T, textOf } from '../support/conversations.ts';

export interface ConversationStoreDriver {
  name: string;
  /** An empty store; `reopen` opens the same data again, as another process would. */
  open(): Promise<OpenConversations>;
}

export interface OpenConversations {
  store: ConversationStore;
  reopen(): Promise<ConversationStore>;
  dispose(): Promise<void>;
}

/** A store of its own for each test of a suite, and the usual steps with it. */
export function eachWithStore(driver: ConversationStoreDriver) {
  const held = {} as {
    opened: OpenConversations;
    store: ConversationStore;
    steps: ReturnType<typeof stepsOf>;
  };
  beforeEach(async () => {
    held.opened = await driver.open();
    held.store = held.opened.store;
    held.steps = stepsOf(held.store);
  });
  afterEach(() => held.opened.dispose());
  return held;
}

/** What every store does with messages that come in and are answered. */
export function describeConversationStore(driver: ConversationStoreDriver): void {
  describe(`conversation store: messages: ${driver.name}`, () => {
    const held = eachWithStore(driver);

    it('gives a message back as it was accepted, with its conversation', async () => {
      const inbound = said('土地多少钱一亩？', {
        language: 'zh-Hant',
        isGroup: true,
        reference: { topic: 7 },
      });
      const { message, conversation, isNew, lease } = await held.steps.accept(inbound);
      expect({ isNew, lease }).toEqual({ isNew: true, lease: undefined });
      expect(message.id).toMatch(/^[0-9a-f]{32}$/);
      expect(message).toMatchObject({ state: 'waiting', attempts: 0, acceptedAt: T, inbound });
      expect(conversation).toEqual({
        id: message.conversation,
        channel: 'telegram',
        account: 'bot',
        place: 'chat 1',
        isGroup: true,
        language: 'zh-Hant',
        isLanguageChosen: false,
        isReachable: true,
        since: 0,
        createdAt: T,
      });
      const again = await held.opened.reopen();
      expect(await again.message(message.id)).toEqual(message);
      expect(await again.conversation(conversation.id)).toEqual(conversation);
      const place = { channel: 'telegram', account: 'bot', place: 'chat 1' } as const;
      expect(await again.conversationAt(place)).toEqual(conversation);
      expect(await again.conversationAt({ ...place, place: 'chat 2' })).toBeUndefined();
    });

    it('keeps characters that are none, without failing', async () => {
      const text = 'a\0b\ud800c';
      const { message, conversation } = await held.steps.accept(said(text, { place: 'p\0', key: 'k\0' }));
      expect(textOf(message)).toBe(text);
      expect(await held.store.conversationAt({ ...conversation, place: 'p\0' })).toEqual(conversation);
      const { lease } = await held.steps.claim();
      const settlement = { at: T, state: 'settled', question: text, answer: answerOf(text) } as const;
      const changes = { source: text };
      const matters = [{ kind: 'person', detail: text }] as const;
      expect(await held.store.settle(lease, { ...settlement, parts: partsOf(text), changes, matters })).toBe(
        true,
      );
      const { lease: sending, part } = await held.steps.claimPart();
      expect(part.payload).toEqual({ text });
      expect(await held.store.abandonPart(sending, { at: T, error: text, isGone: false })).toBe(true);
      expect((await held.store.openMatters({ limit: 9 })).map(({ detail }) => detail)).toEqual([
        'a\uFFFDb\uFFFDc',
        'a\uFFFDb\uFFFDc',
      ]);
    });

    it('takes a message that is delivered again for the one that it is, whatever became of it', async () => {
      const inbound = said('一');
      const first = await held.steps.accept(inbound, { budget: { sends: 2, windowMs: 100 } });
      const claim = { owner: 'two', leaseMs: LEASE_MS };
      const again = await held.steps.accept(inbound, {
        claim,
        budget: { sends: 9, windowMs: 900 },
        now: T + 50,
      });
      expect(again).toEqual({ message: first.message, conversation: first.conversation, isNew: false });
      await held.steps.answer([]);
      expect(await held.steps.accept(inbound)).toMatchObject({ isNew: false, message: { state: 'settled' } });
      const others = [
        await held.steps.accept({ ...inbound, account: 'other bot' }),
        await held.steps.accept({ ...inbound, channel: 'wechat' }),
      ];
      expect(others.map(({ isNew }) => isNew)).toEqual([true, true]);
      expect(new Set([first, ...others].map(({ conversation }) => conversation.id)).size).toBe(3);
    });

    it('answers a conversation in the order of its channel, one message after the other', async () => {
      for (const [text, rank] of [
        ['三', 30],
        ['一', 10],
        ['二', 20],
        ['二又', 20],
      ] as const) {
        await held.steps.accept(said(text, { rank }));
      }
      const order: string[] = [];
      for (let step = 0; step < 4; step += 1) {
        const { lease, message } = await held.steps.claim();
        order.push(textOf(message));
        expect(await held.steps.mayClaim()).toBeUndefined();
        await held.store.settle(lease, { at: T, state: 'settled', parts: [] });
      }
      expect(order).toEqual(['一', '二', '二又', '三']);
      expect(await held.steps.mayClaim()).toBeUndefined();
    });

    it('answers several conversations at once, those that have waited longest first', async () => {
      await held.steps.accept(said('一', { place: 'chat 1' }), { now: T });
      await held.steps.accept(said('又', { place: 'chat 1' }), { now: T + 1 });
      await held.steps.accept(said('二', { place: 'chat 2' }), { now: T + 2 });
      const now = T + 5;
      expect(textOf((await held.steps.claim(now)).message)).toBe('一');
      expect(textOf((await held.steps.claim(now)).message)).toBe('二');
      expect(await held.steps.mayClaim(now)).toBeUndefined();
    });

    it('claims only what is of the channels that are asked for', async () => {
      await held.steps.accept(said('一', { channel: 'kf' }));
      const claim = { now: T, owner: 'one', leaseMs: LEASE_MS };
      expect(await held.store.claimMessage({ ...claim, channels: ['web', 'telegram'] })).toBeUndefined();
      expect(await held.store.claimMessage({ ...claim, channels: [] })).toBeUndefined();
      expect(await held.store.claimMessage({ ...claim, channels: ['web', 'kf'] })).toBeDefined();
    });

    it('claims what is accepted at once where nothing else of its conversation is open', async () => {
      const claim = { owner: 'one', leaseMs: LEASE_MS };
      const first = await held.steps.accept(said('一'), { claim });
      expect(first.lease).toMatchObject({ id: first.message.id, until: T + LEASE_MS });
      expect(first.message).toMatchObject({ state: 'answering', attempts: 1 });
      expect((await held.steps.accept(said('二'), { claim })).lease).toBeUndefined();
      expect((await held.steps.accept(said('三', { place: 'chat 2' }), { claim })).lease).toBeDefined();
      expect(await held.steps.mayClaim()).toBeUndefined();
      await held.store.settle(first.lease!, { at: T, state: 'settled', parts: [] });
      expect((await held.steps.accept(said('四'), { claim })).lease).toBeUndefined();
      expect(textOf((await held.steps.claim()).message)).toBe('二');
    });

    it('takes up what was being answered when the lease ran out, and refuses whoever had it', async () => {
      await held.steps.accept(said('一'));
      await held.steps.accept(said('零', { rank: -1 }));
      const first = await held.steps.claim();
      await held.steps.accept(said('更早', { rank: -2 }));
      expect(await held.steps.mayClaim(T + LEASE_MS - 1)).toBeUndefined();
      const second = await held.steps.claim(T + LEASE_MS);
      expect(second.message).toMatchObject({ id: first.message.id, attempts: 2 });
      expect(second.lease.token).not.toBe(first.lease.token);
      const settlement = { at: T, state: 'settled', question: '被拒', parts: partsOf('被拒') } as const;
      expect(await held.store.settle(first.lease, settlement)).toBe(false);
      expect(await held.store.release(first.lease, T)).toBe(false);
      expect(await held.store.renew(first.lease, T + 9 * LEASE_MS)).toBe(false);
      expect(await held.store.message(first.message.id)).toEqual(second.message);
      expect(await held.store.parts(first.message.id)).toEqual([]);
      expect(await held.store.settle(second.lease, { ...settlement, question: '零' })).toBe(true);
      expect(await held.store.settle(second.lease, settlement)).toBe(false);
      expect(textOf((await held.steps.claim()).message)).toBe('更早');
    });

    it('keeps a lease that is renewed, and one that ran out but that nobody took', async () => {
      await held.steps.accept(said('一'));
      const { lease } = await held.steps.claim();
      expect(await held.store.renew(lease, T + 5 * LEASE_MS)).toBe(true);
      expect(await held.steps.mayClaim(T + 2 * LEASE_MS)).toBeUndefined();
      const late = { at: T + 9 * LEASE_MS, state: 'settled', parts: [] } as const;
      expect(await held.store.settle(lease, late)).toBe(true);
    });

    it('gives back a message that is released, from then on and in its order', async () => {
      await held.steps.accept(said('一'));
      await held.steps.accept(said('二'));
      const { lease } = await held.steps.claim();
      expect(await held.store.release(lease, T + 1000)).toBe(true);
      expect(await held.steps.mayClaim(T + 999)).toBeUndefined();
      const { message } = await held.steps.claim(T + 1000);
      expect([textOf(message), message.attempts]).toEqual(['一', 2]);
    });

    it('writes what became of a message all at once', async () => {
      const { conversation, message: earlier } = await held.steps.accept(said('一'));
      await held.steps.answer([], { question: '一？', answer: answerOf('甲') });
      await held.steps.accept(said('二'));
      const message = await held.steps.answer(['子', '丑'], {
        question: '二？',
        answer: answerOf('乙'),
        changes: { language: 'en', isLanguageChosen: true, source: '展会', since: earlier.number },
        rating: { message: earlier.id, rating: { value: 'down', reason: 'wrong' } },
        matters: [{ kind: 'person', detail: '二？' }],
      });
      expect(await held.store.message(message.id)).toEqual({
        ...message,
        state: 'settled',
        question: '二？',
        answer: answerOf('乙'),
      });
      expect(await held.store.message(earlier.id)).toMatchObject({
        rating: { value: 'down', reason: 'wrong' },
      });
      expect(await held.store.conversation(conversation.id)).toMatchObject({
        language: 'en',
        isLanguageChosen: true,
        source: '展会',
        since: earlier.number,
      });
      expect(await held.store.parts(message.id)).toMatchObject([
        { author: 'ai', payload: { text: '子' }, state: 'waiting', attempts: 0, readyAt: T },
        { author: 'ai', payload: { text: '丑' }, state: 'waiting', attempts: 0, readyAt: T },
      ]);
      expect(await held.store.openMatters({ limit: 5 })).toMatchObject([
        { kind: 'person', detail: '二？', message: message.id, conversation: conversation.id, createdAt: T },
      ]);
    });

    it('keeps long answers of many parts in order', async () => {
      const texts = Array.from({ length: 173 }, (_, at) => `${at}`);
      await held.steps.accept(said('一'));
      const message = await held.steps.answer(texts);
      expect((await held.store.parts(message.id)).map(({ payload }) => payload.text)).toEqual(texts);
      expect(await held.steps.sendAll()).toEqual(texts);
    });
  });
}
