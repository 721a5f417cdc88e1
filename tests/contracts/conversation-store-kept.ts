import { describe, expect, it } from 'vitest';
import { answerOf, said, T, textOf } from '../support/conversations.ts';
import { type ConversationStoreDriver, eachWithStore } from './conversation-store.ts';

/** What every store keeps beside messages on their way, and forgets. */
export function describeConversationKeeping(driver: ConversationStoreDriver): void {
  describe(`conversation store: what is kept: ${driver.name}`, () => {
    const held = eachWithStore(driver);
    const asked = async (...texts: string[]) => {
      for (const text of texts) {
        await held.steps.accept(said(text));
        await held.steps.answer([text], { question: text, answer: answerOf(text) });
      }
      const place = { channel: 'telegram', account: 'bot', place: 'chat 1' } as const;
      return (await held.store.conversationAt(place))!;
    };

    it('gives the newest messages, oldest first, page by page and since the conversation was begun anew', async () => {
      const { id } = await asked('一', '二', '三', '四');
      const page = await held.store.messages(id, { limit: 2 });
      expect(page.map(textOf)).toEqual(['三', '四']);
      const before = { limit: 9, before: page[0]!.number };
      const earlier = await held.store.messages(id, before);
      expect(earlier.map(textOf)).toEqual(['一', '二']);
      await held.store.updateConversation(id, { since: earlier[0]!.number });
      expect((await held.store.messages(id, before)).map(textOf)).toEqual(['二']);
      expect(await held.store.messages('none', { limit: 1 })).toEqual([]);
    });

    it('changes only what is given, and never where somebody came from', async () => {
      const { id } = await asked('一');
      await held.store.updateConversation(id, { source: '展会', language: 'en' });
      await held.store.updateConversation(id, { source: '二维码', isReachable: false });
      await held.store.updateConversation(id, {});
      await held.store.updateConversation('none', { language: 'en' });
      expect(await held.store.conversation(id)).toMatchObject({
        source: '展会',
        language: 'en',
        isLanguageChosen: false,
        isReachable: false,
      });
    });

    it('rates an answer of the conversation, the last time', async () => {
      const { id } = await asked('一');
      const [message] = await held.store.messages(id, { limit: 1 });
      const other = await held.steps.accept(said('x', { place: 'chat 2' }));
      const rated = (
        rating: { value: 'up' | 'down'; reason?: string },
        conversation = id,
        of = message!.id,
      ) => held.store.rate({ conversation, message: of, rating });
      expect(await rated({ value: 'up' })).toBe(true);
      expect(await rated({ value: 'down', reason: 'old' })).toBe(true);
      expect(await rated({ value: 'up' }, other.conversation.id)).toBe(false);
      expect(await rated({ value: 'up' }, other.conversation.id, other.message.id)).toBe(false);
      expect((await held.store.message(message!.id))?.rating).toEqual({ value: 'down', reason: 'old' });
    });

    it('passes over a rating of what is not an answer of the conversation', async () => {
      const { id } = await asked('一');
      const [message] = await held.store.messages(id, { limit: 1 });
      await held.steps.accept(said('x', { place: 'chat 2' }));
      await held.steps.answer([], { rating: { message: message!.id, rating: { value: 'down' } } });
      expect((await held.store.message(message!.id))?.rating).toBeUndefined();
    });

    it('lists what people must see to, newest first, until it is closed', async () => {
      for (const at of [1, 2, 3]) {
        await held.steps.accept(said(`${at}`));
        await held.steps.answer([], { matters: [{ kind: 'person', detail: `${at}` }] }, T + at);
      }
      const listed = await held.store.openMatters({ limit: 2 });
      expect(listed.map(({ detail }) => detail)).toEqual(['3', '2']);
      expect(await held.store.closeMatter(listed[0]!.id, T)).toBe(true);
      expect(await held.store.closeMatter(listed[0]!.id, T)).toBe(false);
      expect((await held.store.openMatters({ limit: 9 })).map(({ detail }) => detail)).toEqual(['2', '1']);
    });

    it('says what waits, and since when', async () => {
      expect(await held.store.backlog()).toEqual({ messages: 0, waiting: 0, held: 0, failed: 0 });
      await held.steps.accept(said('一'), { now: T });
      await held.steps.accept(said('二'), { now: T + 5 });
      await held.steps.answer(['一', '又']);
      await held.steps.accept(said('三', { place: 'chat 2' }), { now: T + 6 });
      await held.steps.claim(T + 9);
      const { oldestMessageAt, ...counts } = await held.store.backlog();
      expect([counts, oldestMessageAt]).toEqual([{ messages: 2, waiting: 2, held: 0, failed: 0 }, T + 5]);
    });

    it('forgets a conversation while it is being answered and sent, and keeps its place', async () => {
      const { id } = await asked('一', '二');
      const [message] = await held.store.messages(id, { limit: 1 });
      await held.store.share({ token: 'link', message: message!.id, until: T + 9 });
      const sending = await held.steps.claimPart();
      await held.steps.accept(said('三'));
      await held.steps.accept(said('四'));
      const answering = await held.steps.claim();
      await held.store.erase(id);
      await held.store.erase('none');
      expect(await held.store.settle(answering.lease, { at: T, state: 'settled', parts: [] })).toBe(false);
      expect(await held.store.partSent(sending.lease, { at: T })).toBe(false);
      expect(await held.store.messages(id, { limit: 9 })).toEqual([]);
      expect(await held.store.parts(message!.id)).toEqual([]);
      expect(await held.store.shared('link', T)).toBeUndefined();
      expect(await held.store.openMatters({ limit: 9 })).toEqual([]);
      expect(await held.steps.mayClaim(T + 1e9)).toBeUndefined();
      expect(await held.steps.mayClaimPart(T + 1e9)).toBeUndefined();
      const again = await held.steps.accept(said('五'));
      expect(again).toMatchObject({ conversation: { id }, isNew: true });
      expect(again.message.number).toBeGreaterThan(answering.message.number);
      await held.steps.answer(['五']);
      expect(await held.steps.sendAll()).toEqual(['五']);
    });

    it('keeps cursors, and secrets that are made once', async () => {
      expect(await held.store.readCursor('kf:one')).toBeUndefined();
      await held.store.writeCursor('kf:one', 'a');
      await held.store.writeCursor('kf:one', 'b');
      const other = await held.opened.reopen();
      expect([await other.readCursor('kf:one'), await other.readCursor('kf:two')]).toEqual(['b', undefined]);
      const made = await Promise.all(
        [held.store, other, held.store, other].map((store, at) =>
          store.secret('links', () => `secret ${at}`),
        ),
      );
      expect(new Set(made).size).toBe(1);
      expect(await other.secret('links', () => 'other')).toBe(made[0]);
    });

    it('shares one answer with whoever has its token, for as long as it was meant', async () => {
      const { id } = await asked('一');
      const [message] = await held.store.messages(id, { limit: 1 });
      await held.store.share({ token: 'link', message: message!.id, until: T + 10 });
      expect(await held.store.shared('link', T + 9)).toEqual(message);
      expect(await held.store.shared('link', T + 10)).toBeUndefined();
      expect(await held.store.shared('other', T)).toBeUndefined();
    });
  });
}
