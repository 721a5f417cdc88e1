import type { ConversationStore } from '../store/conversation-store.ts';
import type { ChannelLog, Intake } from './channel.ts';
import type { DeskPort } from './desk-port.ts';
import type { Links } from './links.ts';

/** What every adapter is given. */
export interface ChannelDeps {
  intake: Intake;
  port: DeskPort;
  /** For cursors and secrets; messages and replies go by way of `intake` and `render`. */
  store: ConversationStore;
  links: Links;
  clock: () => Date;
  fetch: typeof fetch;
  log: ChannelLog;
}
