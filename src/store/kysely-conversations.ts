import * as answering from './conversation-answering.ts';
import { accept } from './conversation-intake.ts';
import * as keeping from './conversation-keeping.ts';
import * as looking from './conversation-looking.ts';
import * as outbox from './conversation-outbox.ts';
import { enqueue } from './conversation-parts.ts';
import type { ClaimedPart, ClaimOptions, ConversationStore } from './conversation-store.ts';
import * as taking from './conversation-taking.ts';
import type { StateDatabase } from './state-database.ts';

/**
 * Conversations over SQLite or PostgreSQL, by the same queries. Closing the store closes `state`.
 *
 * Per conversation everything happens one after the other: each transaction that changes something of it first locks
 * its row, on which stands what is being answered and sent, and when something is next due.
 */
export function openConversationStore(state: StateDatabase): ConversationStore {
  const { kysely, transact } = state;
  return {
    accept: (inbound, options) => transact((work) => accept(work, inbound, options)),
    claimMessage: (claim) => transact((work) => answering.claimMessage(work, claim)),
    renew: (lease, until) => transact((work) => answering.renew(work, lease, until)),
    settle: (lease, settlement) => transact((work) => answering.settle(work, lease, settlement)),
    release: (lease, readyAt) => transact((work) => answering.release(work, lease, readyAt)),

    claimPart: (claim) => claimPart(state, claim),
    partSent: (lease, sent) => transact((work) => outbox.partSent(work, lease, sent)),
    postponePart: (lease, postponed) => transact((work) => outbox.postponePart(work, lease, postponed)),
    holdPart: (lease, error) => transact((work) => outbox.holdPart(work, lease, error)),
    abandonPart: (lease, failure) => transact((work) => outbox.abandonPart(work, lease, failure)),
    partBounced: (part, failure) => transact((work) => outbox.partBounced(work, part, failure)),
    takeParts: (message, options) => transact((work) => taking.takeParts(work, message, options)),
    takeHeld: (id, options) => transact((work) => taking.takeHeld(work, id, options)),
    enqueue: (id, parts, at) => transact((work) => enqueue(work, id, parts, at)),
    reserveSlot: (account, options) => transact((work) => keeping.reserveSlot(work, account, options)),
    pauseAccount: (account, until) => transact((work) => keeping.pauseAccount(work, account, until)),

    conversation: (id) => looking.conversation(kysely, id),
    conversationAt: (place) => looking.conversationAt(kysely, place),
    message: (id) => looking.message(kysely, id),
    messages: (id, options) => looking.messages(kysely, id, options),
    parts: (message) => looking.parts(kysely, message),
    openMatters: (options) => looking.openMatters(kysely, options),
    closeMatter: (id, at) => transact((work) => keeping.closeMatter(work, id, at)),
    backlog: () => looking.backlog(kysely),

    rate: (rated) => transact((work) => answering.rate(work, rated)),
    updateConversation: (id, changes) => transact((work) => keeping.updateConversation(work, id, changes)),
    erase: (id) => transact((work) => keeping.erase(work, id)),
    readCursor: (name) => looking.cursor(kysely, name),
    writeCursor: (name, value) => transact((work) => keeping.writeCursor(work, name, value)),
    secret: (name, make) => transact((work) => keeping.secret(work, name, make)),
    share: (shared) => transact((work) => keeping.share(work, shared)),
    shared: (token, now) => looking.shared(kysely, token, now),
    close: () => state.close(),
  };
}

/** Passes over conversations to which nothing must be sent, each settled in a transaction of its own. */
async function claimPart(state: StateDatabase, claim: ClaimOptions): Promise<ClaimedPart | undefined> {
  for (;;) {
    const claimed = await state.transact((work) => outbox.claimPart(work, claim));
    if (claimed === 'nothing due') return undefined;
    if (claimed !== 'not to be sent') return claimed;
  }
}
