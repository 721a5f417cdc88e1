/** Conversations as plain arrays: what the store must do, said a second time without a database. */

export interface ModelBudget {
  left: number;
  sends: number;
  until: number;
}

export interface ModelConversation {
  place: string;
  isReachable: boolean;
  pausedUntil: number;
  budget?: ModelBudget;
}

export interface ModelMessage {
  id: string;
  place: string;
  key: string;
  rank: number;
  order: number;
  state: 'waiting' | 'answering' | 'settled';
  readyAt: number;
  token?: string;
  leaseUntil: number;
}

export interface ModelPart {
  text: string;
  place: string;
  message?: string;
  order: number;
  state: 'waiting' | 'sending' | 'held' | 'sent' | 'taken' | 'failed';
  readyAt: number;
  attempts: number;
  isForFetching: boolean;
  mayBeSent: boolean;
  token?: string;
  leaseUntil: number;
  takenFor?: string;
  wasHeld?: boolean;
}

export interface NewModelPart {
  text: string;
  delay: number;
  isHeld: boolean;
}

export class ConversationModel {
  now: number;
  conversations = new Map<string, ModelConversation>();
  messages: ModelMessage[] = [];
  parts: ModelPart[] = [];
  matters = 0;
  #order = 0;

  constructor(now: number) {
    this.now = now;
  }

  // === Coming in and being answered

  known(key: string): ModelMessage | undefined {
    return this.messages.find((message) => message.key === key);
  }

  /** Whether nothing of a conversation is open. */
  isIdle(place: string): boolean {
    return !this.messages.some((message) => message.place === place && message.state !== 'settled');
  }

  accept(message: Pick<ModelMessage, 'id' | 'key' | 'place' | 'rank'>, isDeparture: boolean): ModelMessage {
    const { place } = message;
    const conversation = this.conversations.get(place) ?? { place, isReachable: true, pausedUntil: 0 };
    this.conversations.set(place, conversation);
    if (!isDeparture) conversation.isReachable = true;
    const accepted = { ...message, order: this.#next(), readyAt: this.now, leaseUntil: 0 };
    this.messages.push({ ...accepted, state: 'waiting' });
    return this.messages.at(-1)!;
  }

  renewBudget(place: string, { sends, windowMs }: { sends: number; windowMs: number }): void {
    const conversation = this.conversations.get(place)!;
    const { budget } = conversation;
    const until = this.now + windowMs;
    const isOpen = budget !== undefined && budget.left > 0 && budget.until > this.now;
    const isNoBetter = isOpen && (sends === 0 || (budget.left >= sends && budget.until >= until));
    if (!isNoBetter) conversation.budget = { left: sends, sends, until };
    if (!isOpen && sends === 0) return;
    for (const part of this.#of(place, 'held')) if (!part.isForFetching) part.state = 'waiting';
  }

  /** What a claim gives: of the conversations, what has been due the longest. */
  nextMessage(): ModelMessage | undefined {
    const due = [...this.conversations.keys()].flatMap((place) => {
      const all = this.messages.filter((message) => message.place === place);
      const under = all.find(({ state }) => state === 'answering');
      if (under) return [{ message: under, at: under.leaseUntil }];
      const [first] = all
        .filter(({ state }) => state === 'waiting')
        .sort((one, other) => one.rank - other.rank || one.order - other.order);
      return first ? [{ message: first, at: first.readyAt }] : [];
    });
    return this.#due(due)[0]?.message;
  }

  leasedMessage({ id, token }: { id: string; token: string }): ModelMessage | undefined {
    return this.messages.find((one) => one.id === id && one.token === token && one.state === 'answering');
  }

  add(place: string, message: string | undefined, parts: readonly NewModelPart[]): void {
    for (const { text, delay, isHeld } of parts) {
      const readyAt = this.now + delay;
      const fresh = { attempts: 0, mayBeSent: false, leaseUntil: 0, isForFetching: isHeld };
      const state = isHeld ? 'held' : 'waiting';
      this.parts.push({ ...fresh, text, place, message, readyAt, state, order: this.#next() });
    }
  }

  // === Going out

  /** What a claim gives, and the conversations that it passes over, as nothing must be sent to them. */
  nextPart(): { part?: ModelPart; barred: ModelConversation[] } {
    const all = [...this.conversations.values()].flatMap((conversation) => {
      const under = this.#of(conversation.place, 'sending')[0];
      if (under) return [{ conversation, part: under, at: under.leaseUntil }];
      const part = this.#of(conversation.place, 'waiting')[0];
      return part ? [{ conversation, part, at: Math.max(part.readyAt, conversation.pausedUntil) }] : [];
    });
    const due = this.#due(all);
    const isSendable = ({ conversation: { budget, isReachable }, part }: (typeof due)[number]) =>
      isReachable && (!budget || (budget.until > this.now && (budget.left > 0 || part.state === 'sending')));
    const at = due.findIndex(isSendable);
    const barred = due.slice(0, at === -1 ? due.length : at).map(({ conversation }) => conversation);
    return { part: due[at]?.part, barred };
  }

  /** Holds what is to be sent of a conversation, or gives it up where nobody is there. */
  bar({ place, isReachable }: ModelConversation): void {
    const unsent = this.unsent(place);
    for (const part of unsent) {
      if (part.state === 'sending') part.mayBeSent = true;
      part.state = isReachable ? 'held' : 'failed';
    }
    if (!isReachable) this.matters += 1;
  }

  unsent(place: string): ModelPart[] {
    return [...this.#of(place, 'sending'), ...this.#of(place, 'waiting')];
  }

  leasedPart(token: string): ModelPart | undefined {
    return this.parts.find((part) => part.token === token && part.state === 'sending');
  }

  // === Being taken

  takeable(message: string): ModelPart[] {
    const own = this.parts.filter((part) => part.message === message);
    const place = own[0]?.place ?? '';
    const [blocking] = this.unsent(place).filter(
      (part) => !(part.message === message && part.attempts === 0),
    );
    return own.filter(
      ({ state, attempts, order }) =>
        attempts === 0 &&
        (state === 'held' || (state === 'waiting' && (blocking === undefined || order < blocking.order))),
    );
  }

  taken(message: string, wasHeld: boolean): ModelPart[] {
    return this.parts.filter((part) => part.takenFor === message && part.wasHeld === wasHeld);
  }

  held(place: string): ModelPart[] {
    return this.#of(place, 'held');
  }

  erase(place: string): void {
    this.messages = this.messages.filter((message) => message.place !== place);
    this.parts = this.parts.filter((part) => part.place !== place);
  }

  /** What is due, the longest due first; no two are due at one moment. */
  #due<One extends { at: number }>(all: One[]): One[] {
    return all.filter(({ at }) => at <= this.now).sort((one, other) => one.at - other.at);
  }

  #of(place: string, state: ModelPart['state']): ModelPart[] {
    return this.parts.filter((part) => part.place === place && part.state === state);
  }

  #next(): number {
    this.#order += 1;
    return this.#order;
  }
}
