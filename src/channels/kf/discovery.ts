import { describeError } from '../../errors.ts';
import type { ChannelLog } from '../channel.ts';
import type { KfApi } from './kf-api.ts';

/** Finds out which service accounts there are; where that fails, it is tried again. */
export interface Discovery {
  begin(): void;
  end(): void;
}

/** @param options.found called with the ids of the accounts, each time that they are looked for */
export function createDiscovery(options: {
  api: Pick<KfApi, 'accounts'>;
  log: ChannelLog;
  found: (accounts: string[]) => void;
  retryMs: number;
}): Discovery {
  const { api, log, found, retryMs } = options;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;

  async function discover(): Promise<void> {
    try {
      const accounts = await api.accounts();
      if (!isOver) found(accounts.map(({ id }) => id));
    } catch (error) {
      if (isOver) return;
      log.error({ err: error }, `The service accounts could not be listed: ${describeError(error)}`);
      timer = setTimeout(begin, retryMs).unref();
    }
  }

  function begin(): void {
    clearTimeout(timer);
    void discover();
  }

  return {
    begin,
    end() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
