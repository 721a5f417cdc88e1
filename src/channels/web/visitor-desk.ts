import type { ConversationStore } from '../../store/conversation-store.ts';
import type { Day } from '../../types.ts';
import type { Intake } from '../channel.ts';
import type { DeskPort } from '../desk-port.ts';
import type { Links } from '../links.ts';
import type { WebLog } from './log.ts';
import type { AdmissionOptions } from './refusal.ts';
import type { Sessions } from './session.ts';
import type { VisitorMessages } from './visitor-messages.ts';
import type { WebChannel } from './web-channel.ts';

/** What the routes of visitors work with. */
export interface VisitorDesk extends AdmissionOptions {
  port: DeskPort;
  intake: Intake;
  store: ConversationStore;
  links: Links;
  channel: WebChannel;
  sessions: Sessions;
  messages: VisitorMessages;
  /** Folder of the built page, `web/dist`. */
  pageDirectory: string;
  /** The day answers are for, in the park's time zone. */
  today: () => Day;
  createId: () => string;
  /** Unguessable, at least 128 bits in base64url: for links that are passed on. */
  createToken: () => string;
  log: WebLog;
  /** Address of the page as visitors see it, for links that are passed on. */
  publicUrl?: string;
  /** Milliseconds between keep-alive comments on a stream; 15,000 unless set. */
  pingEveryMs?: number;
}
