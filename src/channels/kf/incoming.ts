import type { Inbound } from '../../channel-types.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import { type KfItem, readItem } from './items.ts';
import { bounceOf } from './kf-errors.ts';
import type { PullerOptions } from './pull.ts';
import type { Sessions } from './sessions.ts';

export type IncomingDeps = Pick<ChannelDeps, 'intake' | 'store' | 'clock' | 'log'> & { sessions: Sessions };

/** Takes what is read of an account: messages are accepted, and what became of sessions and of replies is kept. */
export function createTaker({ intake, store, clock, log, sessions }: IncomingDeps): PullerOptions['take'] {
  async function accept(inbound: Inbound, after: () => KfItem[]): Promise<void> {
    const { account, place: customer, content } = inbound;
    const wasUntilLater = () => after().some((item) => item.kind === 'session' && item.customer === customer);
    const isForPeople =
      content.kind !== 'arrival' && (await sessions.isWithPerson({ account, customer }, wasUntilLater));
    await intake.accept(isForPeople ? { ...inbound, isForPeople } : inbound);
  }

  return async (entry, { account, after }) => {
    const now = clock().getTime();
    const read = (entry: unknown) => readItem(entry, { account, now });
    const item = read(entry);
    switch (item.kind) {
      case 'inbound':
        return accept(item.inbound, () => after().map(read));
      case 'session':
        return sessions.note({ account, customer: item.customer }, item.isWithPerson);
      case 'bounced':
        log.warn({ part: item.part, failType: item.failType }, bounceOf(item.failType).error);
        await store.partBounced(item.part, { at: now, ...bounceOf(item.failType) });
        return;
      case 'ignored':
        log.info({ account }, `Passed over: ${item.what}`);
    }
  };
}
