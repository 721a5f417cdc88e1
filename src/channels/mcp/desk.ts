import { AppError, describeError } from '../../errors.ts';
import type { Day } from '../../types.ts';
import type { ChannelLog } from '../channel.ts';
import type { DeskPort } from '../desk-port.ts';
import type { Links } from '../links.ts';

/** What the tools and resources of one request work with. */
export interface McpDesk {
  port: DeskPort;
  links: Pick<Links, 'source'>;
  today(): Day;
  /** Takes a place for an answer in the making; `undefined` where the caller has them all. */
  enter(): (() => void) | undefined;
  /** Aborted when the client is gone. */
  signal: AbortSignal;
  /** Logs a failure, unless the client is gone, and gives what may be said of it. */
  publicMessage(error: unknown): string;
}

export interface McpDeskOptions {
  links: McpDesk['links'];
  /** The day answers are for, in the park's time zone. */
  today: () => Day;
  log: Pick<ChannelLog, 'error'>;
}

/** The desk for one request. */
export function createMcpDesk(
  port: DeskPort,
  { links, today, log, signal, enter }: McpDeskOptions & Pick<McpDesk, 'signal' | 'enter'>,
): McpDesk {
  return {
    port,
    links,
    today,
    signal,
    enter,
    publicMessage(error) {
      if (!signal.aborted) log.error({ err: error, path: '/mcp' }, describeError(error));
      return (error instanceof AppError ? error : new AppError('unreachable', '')).publicMessage;
    },
  };
}
