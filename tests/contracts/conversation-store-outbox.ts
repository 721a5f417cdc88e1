import { describe, expect, it } from 'vitest';
import { LEASE_MS, partsOf, said, stepsOf, T } from '../support/conversations.ts';
import { type ConversationStoreDriver, eachWithStore } from './conversation-store.ts';

const DAY = 86_400_000;

/** What every store does with what is to be sent. */
export function describeConversationOutbox(driver: ConversationStoreDriver): void {
  describe(`conversation store: outbox: ${driver.name}`, () => {
    const held = eachWithStore(driver);
    /** A conversation in which these were answered, each with the parts of one message. */
    const answered = async (...answers: string[][]) => {
      let id = '';
      for (const texts of answers) {
        id = (await held.steps.accept(said('问'))).conversation.id;
        await held.steps.answer(texts);
      }
      return id;
    };
    const backlog = async () => {
      const { waiting, held: kept, failed } = await held.store.backlog();
      return { waiting, held: kept, failed };
    };

    it('sends a conversation’s parts one after the other, and those of others meanwhile', async () => {
      await answered(['一', '二'], ['三']);
      await held.steps.accept(said('问', { place: 'chat 2' }), { now: T + 1 });
      await held.steps.answer(['甲'], {}, T + 1);
      const now = T + 2;
      const first = await held.steps.claimPart(now);
      expect(first).toMatchObject({
        part: { payload: { text: '一' }, state: 'sending', attempts: 1 },
        conversation: { place: 'chat 1' },
        mayBeSent: false,
      });
      expect(first.message?.id).toBe(first.part.message);
      expect((await held.steps.claimPart(now)).part.payload.text).toBe('甲');
      expect(await held.steps.mayClaimPart(now)).toBeUndefined();
      expect(await held.store.partSent(first.lease, { at: now, sentAs: 'm1' })).toBe(true);
      expect((await held.store.parts(first.part.message!))[0]).toMatchObject({ state: 'sent', sentAs: 'm1' });
      expect(await held.steps.sendAll(now)).toEqual(['二', '三']);
    });

    it('lets the next part of a conversation wait as long as the channel wants', async () => {
      await answered(['一', '二']);
      const { lease } = await held.steps.claimPart();
      await held.store.partSent(lease, { at: T, pauseUntil: T + 1000 });
      expect(await held.steps.mayClaimPart(T + 999)).toBeUndefined();
      expect(await held.steps.send(T + 1000)).toBe('二');
      await held.steps.accept(said('问'));
      await held.steps.answer(['三'], { parts: [{ ...partsOf('三')[0]!, readyAt: T + 5000 }] });
      await held.store.enqueue((await held.steps.accept(said('又'))).conversation.id, partsOf('四'), T);
      expect(await held.steps.mayClaimPart(T + 4999)).toBeUndefined();
      expect(await held.steps.sendAll(T + 5000)).toEqual(['三', '四']);
    });

    it('claims only parts of the channels that are asked for', async () => {
      await answered(['一']);
      const claim = { now: T, owner: 'one', leaseMs: LEASE_MS };
      expect(await held.store.claimPart({ ...claim, channels: ['wechat', 'kf'] })).toBeUndefined();
      expect(await held.store.claimPart({ ...claim, channels: ['telegram'] })).toBeDefined();
    });

    it('takes up a part whose lease ran out as one that may be sent, and refuses whoever had it', async () => {
      await answered(['一', '二']);
      const first = await held.steps.claimPart();
      expect(await held.store.renew(first.lease, T + 2 * LEASE_MS)).toBe(true);
      expect(await held.steps.mayClaimPart(T + LEASE_MS)).toBeUndefined();
      const second = await held.steps.claimPart(T + 2 * LEASE_MS);
      expect(second).toMatchObject({ part: { id: first.part.id, attempts: 2 }, mayBeSent: true });
      expect(await held.store.partSent(first.lease, { at: T })).toBe(false);
      const postponed = { readyAt: T, error: 'x', refund: true };
      expect(await held.store.postponePart(first.lease, postponed)).toBe(false);
      expect(await held.store.holdPart(first.lease, 'x')).toBe(false);
      expect(await held.store.abandonPart(first.lease, { at: T, error: 'x', isGone: true })).toBe(false);
      expect(await held.store.renew(first.lease, T + DAY)).toBe(false);
      expect(await held.store.postponePart(second.lease, { ...postponed, readyAt: T + 3 * LEASE_MS })).toBe(
        true,
      );
      expect(await held.steps.claimPart(T + 3 * LEASE_MS)).toMatchObject({
        part: { id: first.part.id, attempts: 3, error: 'x' },
        mayBeSent: true,
      });
    });

    it('tries a part again before those after it', async () => {
      await answered(['一', '二']);
      const { lease } = await held.steps.claimPart();
      await held.store.postponePart(lease, { readyAt: T + 500, error: 'busy', refund: false });
      expect(await held.steps.mayClaimPart(T + 499)).toBeUndefined();
      expect(await held.steps.sendAll(T + 500)).toEqual(['一', '二']);
    });

    it('gives up a part for staff to see, and goes on with the next', async () => {
      const id = await answered(['一', '二']);
      const { lease, part } = await held.steps.claimPart();
      expect(await held.store.abandonPart(lease, { at: T + 1, error: 'too long', isGone: false })).toBe(true);
      expect(await held.store.openMatters({ limit: 9 })).toMatchObject([
        { kind: 'undelivered', conversation: id, message: part.message, part: part.id, detail: 'too long' },
      ]);
      expect(await held.steps.sendAll()).toEqual(['二']);
      expect(await backlog()).toEqual({ waiting: 0, held: 0, failed: 1 });
    });

    it('gives up everything for an asker who is gone, until they come back', async () => {
      const id = await answered(['一', '二'], ['三']);
      const { lease } = await held.steps.claimPart();
      await held.store.abandonPart(lease, { at: T, error: 'blocked', isGone: true });
      expect(await held.store.conversation(id)).toMatchObject({ isReachable: false });
      expect(await backlog()).toEqual({ waiting: 0, held: 0, failed: 3 });
      await held.store.enqueue(id, partsOf('四'), T);
      expect(await held.steps.mayClaimPart()).toBeUndefined();
      expect(await backlog()).toEqual({ waiting: 0, held: 0, failed: 4 });
      expect(await held.store.openMatters({ limit: 9 })).toHaveLength(2);
      await held.steps.accept(said('', { content: { kind: 'departure' } }));
      expect(await held.store.conversation(id)).toMatchObject({ isReachable: false });
      await held.steps.accept(said('回来了'));
      expect(await held.store.conversation(id)).toMatchObject({ isReachable: true });
      await held.store.enqueue(id, partsOf('五'), T);
      expect(await held.steps.sendAll()).toEqual(['五']);
    });

    it('gives up a part that was sent and reached nobody, once', async () => {
      const id = await answered(['一']);
      const { lease, part } = await held.steps.claimPart();
      const failure = { at: T, error: 'refused by the client', isGone: false };
      expect(await held.store.partBounced(part.id, failure)).toBe(false);
      await held.store.partSent(lease, { at: T });
      expect(await held.store.partBounced(part.id, { ...failure, isGone: true })).toBe(true);
      expect(await held.store.partBounced(part.id, failure)).toBe(false);
      expect(await held.store.partBounced('none', failure)).toBe(false);
      expect(await held.store.openMatters({ limit: 9 })).toHaveLength(1);
      expect(await held.store.conversation(id)).toMatchObject({ isReachable: false });
    });

    it('writes to a conversation without being asked, and to none that is not there', async () => {
      const { conversation } = await held.steps.accept(said('问'));
      const written = await held.store.enqueue(
        conversation.id,
        [{ author: 'staff', payload: { text: '您好' }, readyAt: T + 10 }],
        T,
      );
      expect(written).toMatchObject([{ author: 'staff', state: 'waiting', readyAt: T + 10 }]);
      expect(written[0]!.message).toBeUndefined();
      expect((await held.steps.claimPart(T + 10)).message).toBeUndefined();
      await expect(held.store.enqueue('none', partsOf('x'), T)).rejects.toMatchObject({ code: 'bad-input' });
    });

    it('keeps the pace of an account among all that use it', async () => {
      const other = await held.opened.reopen();
      const account = { channel: 'telegram', account: 'bot' } as const;
      const slot = (store = held.store, now = T) => store.reserveSlot(account, { now, gapMs: 40 });
      expect([await slot(), await slot(other), await slot()]).toEqual([T, T + 40, T + 80]);
      expect(await slot(other, T + 1000)).toBe(T + 1000);
      await held.store.pauseAccount(account, T + 5000);
      await held.store.pauseAccount(account, T + 2000);
      expect([await slot(other, T + 1001), await slot()]).toEqual([T + 5000, T + 5040]);
      const fresh = { ...account, account: 'other' };
      await held.store.pauseAccount(fresh, T + 7);
      expect(await held.store.reserveSlot(fresh, { now: T, gapMs: 1 })).toBe(T + 7);
    });

    it('goes on where another process was cut off', async () => {
      await answered(['一', '二']);
      await held.steps.claimPart();
      const later = stepsOf(await held.opened.reopen());
      expect(await later.sendAll(T + LEASE_MS)).toEqual(['一', '二']);
    });
  });
}
