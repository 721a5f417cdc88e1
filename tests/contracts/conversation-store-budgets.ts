import { describe, expect, it } from 'vitest';
import { LEASE_MS, partsOf, said, T, words } from '../support/conversations.ts';
import { type ConversationStoreDriver, eachWithStore } from './conversation-store.ts';

const DAY = 86_400_000;
const BUDGET = { sends: 2, windowMs: 2 * DAY };

/** What every store does where a channel lets only so much be sent, or only as the response to its own calls. */
export function describeConversationBudgets(driver: ConversationStoreDriver): void {
  describe(`conversation store: budgets: ${driver.name}`, () => {
    const held = eachWithStore(driver);
    const states = async (message: string) => (await held.store.parts(message)).map(({ state }) => state);
    const backlog = async () => {
      const { waiting, held: kept, failed } = await held.store.backlog();
      return { waiting, held: kept, failed };
    };

    it('holds what is beyond the budget until the asker writes again, and then sends it first', async () => {
      const { conversation } = await held.steps.accept(said('问'), { budget: BUDGET });
      const message = await held.steps.answer(['一', '二', '三', '四']);
      expect(await held.steps.sendAll()).toEqual(['一', '二']);
      expect(await states(message.id)).toEqual(['sent', 'sent', 'held', 'held']);
      await held.store.enqueue(conversation.id, partsOf('五'), T);
      expect(await held.steps.send()).toBeUndefined();
      expect(await backlog()).toEqual({ waiting: 0, held: 3, failed: 0 });
      const again = await held.steps.accept(said('又问'), { budget: BUDGET, now: T + 9 });
      expect(again.conversation.budget).toEqual({ left: 2, until: T + 9 + BUDGET.windowMs });
      await held.steps.answer(['六'], {}, T + 9);
      expect(await held.steps.sendAll(T + 9)).toEqual(['三', '四']);
      await held.steps.accept(said('再问'), { budget: BUDGET, now: T + 10 });
      expect(await held.steps.sendAll(T + 10)).toEqual(['五', '六']);
    });

    it('goes on to other conversations where one has nothing left to send with', async () => {
      await held.steps.accept(said('问'), { budget: { sends: 0, windowMs: DAY } });
      await held.steps.answer(['一']);
      await held.steps.accept(said('问', { place: 'chat 2' }), { now: T + 1, budget: BUDGET });
      await held.steps.answer(['甲'], {}, T + 1);
      expect(await held.steps.send(T + 2)).toBe('甲');
      expect(await backlog()).toEqual({ waiting: 0, held: 1, failed: 0 });
    });

    it('holds what is past the window', async () => {
      await held.steps.accept(said('问'), { budget: BUDGET });
      await held.steps.answer(['一']);
      expect(await held.steps.mayClaimPart(T + BUDGET.windowMs)).toBeUndefined();
      expect(await backlog()).toEqual({ waiting: 0, held: 1, failed: 0 });
    });

    it('takes a budget for what it lets, and never adds two up', async () => {
      const accept = async (sends: number, windowMs: number, now = T) =>
        (await held.steps.accept(said('问'), { budget: { sends, windowMs }, now })).conversation.budget;
      expect(await accept(5, 1000)).toEqual({ left: 5, until: T + 1000 });
      expect(await accept(3, 900)).toEqual({ left: 5, until: T + 1000 });
      expect(await accept(0, 9000)).toEqual({ left: 5, until: T + 1000 });
      expect(await accept(5, 1000, T + 1)).toEqual({ left: 5, until: T + 1001 });
      expect(await accept(20, 100, T + 2)).toEqual({ left: 20, until: T + 102 });
      expect(await accept(1, 10, T + 500)).toEqual({ left: 1, until: T + 510 });
      expect((await held.steps.accept(said('问'))).conversation.budget).toEqual({ left: 1, until: T + 510 });
    });

    it('gives back what a try took that the channel did not count, at most what the budget was', async () => {
      await held.steps.accept(said('问'), { budget: BUDGET });
      await held.steps.answer(['一', '二']);
      const left = async () => {
        const { conversation } = await held.steps.accept(said('又'));
        return conversation.budget!.left;
      };
      const first = await held.steps.claimPart();
      expect([first.conversation.budget!.left, await left()]).toEqual([1, 1]);
      await held.store.postponePart(first.lease, { readyAt: T, error: 'busy', refund: true });
      expect(await left()).toBe(2);
      const second = await held.steps.claimPart();
      await held.store.postponePart(second.lease, { readyAt: T, error: 'busy', refund: false });
      expect(await left()).toBe(1);
      const third = await held.steps.claimPart();
      await held.steps.accept(said('再'), { budget: BUDGET, now: T + 1 });
      await held.store.postponePart(third.lease, { readyAt: T, error: 'busy', refund: true });
      expect(await left()).toBe(2);
    });

    it('tries a part that was cut off again with what the first try took', async () => {
      await held.steps.accept(said('问'), { budget: { sends: 1, windowMs: DAY } });
      await held.steps.answer(['一', '二']);
      await held.steps.claimPart();
      const again = await held.steps.claimPart(T + LEASE_MS);
      expect(again).toMatchObject({ part: { payload: { text: '一' } }, mayBeSent: true });
      await held.store.partSent(again.lease, { at: T });
      expect(await held.steps.mayClaimPart(T + LEASE_MS)).toBeUndefined();
    });

    it('remembers of a part that it may be sent while it is held', async () => {
      await held.steps.accept(said('问'), { budget: BUDGET });
      await held.steps.answer(['一']);
      await held.steps.claimPart(T + BUDGET.windowMs - 1);
      const late = T + BUDGET.windowMs + LEASE_MS;
      expect(await held.steps.mayClaimPart(late)).toBeUndefined();
      await held.steps.accept(said('又问'), { budget: BUDGET, now: late });
      expect(await held.steps.claimPart(late)).toMatchObject({ mayBeSent: true });
    });

    it('holds a part, and those after it, where the channel says that its window is closed', async () => {
      const { conversation } = await held.steps.accept(said('问'), { budget: BUDGET });
      const message = await held.steps.answer(['一', '二']);
      const { lease } = await held.steps.claimPart();
      expect(await held.store.holdPart(lease, '95001')).toBe(true);
      await held.store.enqueue(conversation.id, partsOf('三'), T);
      expect(await held.steps.mayClaimPart()).toBeUndefined();
      expect(await held.store.parts(message.id)).toMatchObject([{ error: '95001' }, { state: 'held' }]);
      await held.steps.accept(said('又问'), { budget: { sends: 9, windowMs: DAY } });
      expect(await held.steps.sendAll()).toEqual(['一', '二', '三']);
    });

    it('gives parts as the response to the channel’s own call, the same ones again', async () => {
      await held.steps.accept(said('问'));
      const { id: first } = await held.steps.answer(['零', '一', '二', '三']);
      expect(await held.steps.send()).toBe('零');
      const taken = await held.store.takeParts(first, { limit: 1, at: T });
      expect(taken).toMatchObject([{ payload: { text: '一' }, state: 'taken' }]);
      expect(await held.store.takeParts(first, { limit: 2, at: T + 1 })).toEqual(taken);
      expect(await states(first)).toEqual(['sent', 'taken', 'waiting', 'waiting']);
      expect(await held.steps.sendAll()).toEqual(['二', '三']);
      expect(await held.store.takeParts('none')).toEqual([]);
    });

    it('takes nothing that would overtake what is on its way', async () => {
      await held.steps.accept(said('问'));
      const first = await held.steps.answer(['一']);
      await held.steps.accept(said('又问'));
      const second = await held.steps.answer(['二']);
      expect(await held.store.takeParts(second.id)).toEqual([]);
      const { lease } = await held.steps.claimPart();
      expect(await held.store.takeParts(first.id)).toEqual([]);
      expect(await held.store.takeParts(second.id)).toEqual([]);
      await held.store.postponePart(lease, { readyAt: T + 5, error: 'busy', refund: true });
      expect(await held.store.takeParts(first.id)).toEqual([]);
      await held.steps.send(T + 5);
      expect(words(await held.store.takeParts(second.id))).toEqual(['二']);
      expect(await held.steps.sendAll(T + 5)).toEqual([]);
    });

    it('keeps what waits to be fetched until somebody comes for it', async () => {
      const { conversation } = await held.steps.accept(said('问'), { budget: BUDGET });
      const kept = partsOf('一', '二', '三').map((part) => ({ ...part, isHeld: true }));
      const message = await held.steps.answer([], { parts: kept });
      expect(words(await held.store.takeParts(message.id, { limit: 1, at: T }))).toEqual(['一']);
      const next = await held.steps.accept(said('又问'), { budget: { sends: 9, windowMs: 9 * DAY } });
      expect(await held.steps.mayClaimPart()).toBeUndefined();
      const options = { message: next.message.id, limit: 1, at: T };
      const taken = await held.store.takeHeld(conversation.id, options);
      expect(taken).toMatchObject([{ payload: { text: '二' }, state: 'taken', message: message.id }]);
      expect(await held.store.takeHeld(conversation.id, options)).toEqual(taken);
      const after = await held.steps.accept(said('再问'));
      const rest = { message: after.message.id, limit: 5, at: T };
      expect(words(await held.store.takeHeld(conversation.id, rest))).toEqual(['三']);
      expect(await held.store.takeHeld('none', { ...rest, message: 'none' })).toEqual([]);
    });
  });
}
