import { expect } from 'vitest';
import type { ConversationStore, Lease, NewPart } from '../../src/store/conversation-store.ts';
import { ConversationModel, type NewModelPart } from './conversation-model.ts';
import type { Step } from './conversation-steps.ts';
import { LEASE_MS, said, T, words } from './conversations.ts';

/** A store and the model beside it, which take the same steps and must agree after each. */
export class Run {
  readonly #store: ConversationStore;
  readonly #model = new ConversationModel(T);
  readonly #leases: Lease[] = [];
  readonly #ids = new Map<string, string>();

  constructor(store: ConversationStore) {
    this.#store = store;
  }

  take(step: Step): Promise<void> {
    this.#model.now += 1;
    switch (step.do) {
      case 'accept':
        return this.#accept(step);
      case 'claim':
        return this.#claim();
      case 'claimPart':
        return this.#claimPart();
      case 'settle':
        return this.#settle(step);
      case 'release':
      case 'renew':
        return this.#giveBack(step.do, step);
      case 'sent':
      case 'postpone':
      case 'hold':
        return this.#sendingEnds(step.do, step);
      case 'abandon':
        return this.#abandon(step);
      case 'take':
      case 'takeHeld':
        return this.#takes(step);
      case 'enqueue':
        return this.#enqueue(step);
      case 'erase':
        return this.#erase(step.place);
      case 'wait':
        this.#model.now += step.delay;
        return Promise.resolve();
    }
  }

  /** That nothing was lost, nothing is there twice, and everything is in the state that it should be in. */
  async check(): Promise<void> {
    const model = this.#model;
    for (const { id, state } of model.messages) {
      expect((await this.#store.message(id))?.state).toBe(state);
      const parts = model.parts.filter(({ message }) => message === id);
      const stored = await this.#store.parts(id);
      expect(stored.map(({ payload, state, attempts }) => [payload.text, state, attempts])).toEqual(
        parts.map(({ text, state, attempts }) => [text, state, attempts]),
      );
    }
    for (const { place, isReachable, budget } of model.conversations.values()) {
      const { left, until } = budget ?? {};
      const kept = await this.#store.conversation(this.#ids.get(place)!);
      expect([kept?.isReachable, kept?.budget?.left, kept?.budget?.until]).toEqual([
        isReachable,
        left,
        until,
      ]);
      const messages = await this.#store.messages(this.#ids.get(place)!, { limit: 1000 });
      const own = model.messages.filter((message) => message.place === place);
      expect(messages.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
    }
    const count = (...states: string[]) => model.parts.filter(({ state }) => states.includes(state)).length;
    const { oldestMessageAt: _, ...backlog } = await this.#store.backlog();
    expect(backlog).toEqual({
      messages: model.messages.filter(({ state }) => state !== 'settled').length,
      waiting: count('waiting', 'sending'),
      held: count('held'),
      failed: count('failed'),
    });
  }

  get #claimOptions() {
    return { now: this.#model.now, leaseMs: LEASE_MS, owner: 'one' };
  }

  #lease(at: number): Lease {
    return this.#leases.at(-1 - at) ?? { id: 'none', token: 'none', until: 0 };
  }

  async #accept(step: Extract<Step, { do: 'accept' }>): Promise<void> {
    const model = this.#model;
    const { place, rank, budget, isClaimed, isDeparture } = step;
    const key = `key ${step.key}`;
    const inbound = said('问', {
      ...{ place, key, rank },
      ...(isDeparture && { content: { kind: 'departure' } }),
    });
    const claim = isClaimed ? { owner: 'one', leaseMs: LEASE_MS } : undefined;
    const accepted = await this.#store.accept(inbound, { now: model.now, budget, claim });
    const known = model.known(key);
    expect(accepted.isNew).toBe(known === undefined);
    if (known) {
      expect([accepted.message.id, accepted.lease]).toEqual([known.id, undefined]);
      return;
    }
    this.#ids.set(place, accepted.conversation.id);
    const isIdle = model.isIdle(place);
    const message = model.accept({ id: accepted.message.id, key, place, rank }, isDeparture);
    if (budget) model.renewBudget(place, budget);
    expect(accepted.lease !== undefined).toBe(isClaimed && isIdle);
    if (accepted.lease) this.#begun(message, accepted.lease);
  }

  #begun(message: { state: string; token?: string; leaseUntil: number }, lease: Lease): void {
    Object.assign(message, { token: lease.token, leaseUntil: lease.until });
    message.state = 'attempts' in message ? 'sending' : 'answering';
    this.#leases.push(lease);
  }

  async #claim(): Promise<void> {
    const message = this.#model.nextMessage();
    const claimed = await this.#store.claimMessage(this.#claimOptions);
    expect(claimed?.message.id).toBe(message?.id);
    if (message && claimed) this.#begun(message, claimed.lease);
  }

  async #claimPart(): Promise<void> {
    const { part, barred } = this.#model.nextPart();
    const claimed = await this.#store.claimPart(this.#claimOptions);
    for (const conversation of barred) this.#model.bar(conversation);
    expect(claimed?.part.payload.text).toBe(part?.text);
    if (!part || !claimed) return;
    const { budget } = this.#model.conversations.get(part.place)!;
    if (part.state === 'sending') part.mayBeSent = true;
    else if (budget) budget.left -= 1;
    part.attempts += 1;
    expect([claimed.mayBeSent, claimed.conversation.budget?.left]).toEqual([part.mayBeSent, budget?.left]);
    this.#begun(part, claimed.lease);
  }

  async #settle({ lease: at, parts }: Extract<Step, { do: 'settle' }>): Promise<void> {
    const lease = this.#lease(at);
    const message = this.#model.leasedMessage(lease);
    const settlement = { at: this.#model.now, state: 'settled', parts: this.#written(parts) } as const;
    expect(await this.#store.settle(lease, settlement)).toBe(message !== undefined);
    if (!message) return;
    message.state = 'settled';
    this.#model.add(message.place, message.id, parts);
  }

  #written(parts: readonly NewModelPart[]): NewPart[] {
    return parts.map(({ text, delay, isHeld }) => ({
      author: 'ai',
      payload: { text },
      readyAt: this.#model.now + delay,
      isHeld,
    }));
  }

  async #giveBack(what: 'release' | 'renew', step: { lease: number; delay: number }): Promise<void> {
    const lease = this.#lease(step.lease);
    const message = this.#model.leasedMessage(lease);
    const until = this.#model.now + step.delay;
    if (what === 'release') {
      expect(await this.#store.release(lease, until)).toBe(message !== undefined);
      if (message) Object.assign(message, { state: 'waiting', readyAt: until });
      return;
    }
    const leased = message ?? this.#model.leasedPart(lease.token);
    expect(await this.#store.renew(lease, until)).toBe(leased !== undefined);
    if (leased) leased.leaseUntil = until;
  }

  async #sendingEnds(
    what: 'sent' | 'postpone' | 'hold',
    step: { lease: number; delay: number; refund: boolean },
  ): Promise<void> {
    const lease = this.#lease(step.lease);
    const part = this.#model.leasedPart(lease.token);
    const { now } = this.#model;
    const at = now + step.delay;
    const conversation = part && this.#model.conversations.get(part.place)!;
    const { budget } = conversation ?? {};
    if (what === 'sent') {
      expect(await this.#store.partSent(lease, { at: now, pauseUntil: at })).toBe(part !== undefined);
      if (part) part.state = 'sent';
      if (conversation) conversation.pausedUntil = Math.max(conversation.pausedUntil, at);
    } else if (what === 'postpone') {
      const postponed = { readyAt: at, error: 'busy', refund: step.refund };
      expect(await this.#store.postponePart(lease, postponed)).toBe(part !== undefined);
      if (part) Object.assign(part, { state: 'waiting', readyAt: at });
      if (budget && step.refund) budget.left = Math.min(budget.left + 1, budget.sends);
    } else {
      expect(await this.#store.holdPart(lease, 'closed')).toBe(part !== undefined);
      for (const one of part ? this.#model.unsent(part.place) : []) one.state = 'held';
      if (budget) budget.left = 0;
    }
  }

  async #abandon({ lease: at, isGone }: Extract<Step, { do: 'abandon' }>): Promise<void> {
    const lease = this.#lease(at);
    const part = this.#model.leasedPart(lease.token);
    const failure = { at: this.#model.now, error: 'refused', isGone };
    expect(await this.#store.abandonPart(lease, failure)).toBe(part !== undefined);
    if (!part) return;
    for (const one of isGone ? this.#model.unsent(part.place) : [part]) one.state = 'failed';
    if (isGone) this.#model.conversations.get(part.place)!.isReachable = false;
    this.#model.matters += 1;
  }

  async #takes(step: { do: 'take' | 'takeHeld'; place: string; message: number; limit: number }) {
    const model = this.#model;
    const own = model.messages.filter(({ place }) => place === step.place);
    const message = own.at(-1 - (step.message % Math.max(own.length, 1)));
    if (!message) return;
    const { id } = message;
    const wasHeld = step.do === 'takeHeld';
    const before = model.taken(id, wasHeld);
    const found = wasHeld ? model.held(step.place) : model.takeable(id);
    const expected = before.length > 0 ? before : found.slice(0, step.limit);
    const options = { limit: step.limit, at: model.now };
    const given = wasHeld
      ? await this.#store.takeHeld(this.#ids.get(step.place)!, { message: id, ...options })
      : await this.#store.takeParts(id, options);
    expect(words(given)).toEqual(expected.map(({ text }) => text));
    for (const part of expected) Object.assign(part, { state: 'taken', takenFor: id, wasHeld });
  }

  async #enqueue({ place, parts }: Extract<Step, { do: 'enqueue' }>): Promise<void> {
    const id = this.#ids.get(place);
    if (!id) return;
    await this.#store.enqueue(id, this.#written(parts), this.#model.now);
    this.#model.add(place, undefined, parts);
  }

  async #erase(place: string): Promise<void> {
    const id = this.#ids.get(place);
    if (!id) return;
    await this.#store.erase(id);
    this.#model.erase(place);
  }
}
