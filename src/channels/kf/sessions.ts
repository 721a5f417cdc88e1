import { createHash } from 'node:crypto';
import { describeError } from '../../errors.ts';
import type { ConversationStore } from '../../store/conversation-store.ts';
import type { ChannelLog } from '../channel.ts';
import type { KfApi } from './kf-api.ts';

/** A customer at a service account. */
export interface Customer {
  account: string;
  customer: string;
}

/** Who has the word with each customer: a person of ours, or the desk. */
export interface Sessions {
  /** @param wasUntilLater whether a person is known to have had the word after the moment that is asked about */
  isWithPerson(customer: Customer, wasUntilLater: () => boolean): Promise<boolean>;
  note(customer: Customer, isWithPerson: boolean): Promise<void>;
}

/** States of a session (document/path/94669, 会话分配): waiting for a person, and with one. */
export const POOL = 2;
export const WITH_PERSON = 3;

/**
 * Keeps what events and transfers tell. That a person has the word is asked again before it is believed, because a
 * session also ends by itself, after 48 hours, and nothing tells so; that the desk has it is not, because sending is
 * refused where that is wrong.
 */
export function createSessions({
  api,
  store,
  log,
}: {
  api: Pick<KfApi, 'state'>;
  store: Pick<ConversationStore, 'readCursor' | 'writeCursor'>;
  log: ChannelLog;
}): Sessions {
  const wasWithPerson = async (customer: Customer) => (await store.readCursor(nameOf(customer))) === 'person';
  async function note(customer: Customer, isWithPerson: boolean): Promise<void> {
    if (isWithPerson === (await wasWithPerson(customer))) return;
    await store.writeCursor(nameOf(customer), isWithPerson ? 'person' : 'desk');
  }
  return {
    note,
    async isWithPerson(customer, wasUntilLater) {
      if (!(await wasWithPerson(customer))) return false;
      // The present state would tell of a session that ended only after the message.
      if (wasUntilLater()) return true;
      try {
        const isWithPerson = isPersonal(await api.state(customer));
        await note(customer, isWithPerson);
        return isWithPerson;
      } catch (error) {
        log.warn({ err: error, account: customer.account }, `Who has the word: ${describeError(error)}`);
        return true;
      }
    },
  };
}

export function isPersonal(state: number): boolean {
  return state === POOL || state === WITH_PERSON;
}

/** No customer's id stands in it, so that none outlives what is erased of them. */
function nameOf({ account, customer }: Customer): string {
  return `kf-session:${createHash('sha256').update(`${account}\n${customer}`).digest('hex').slice(0, 32)}`;
}
