import { TelegramError } from 'telegraf';
import { DeliveryError, type DeliveryFailure } from '../channel.ts';

/** A call that the Bot API did not do. Holds neither the token nor what was to be sent. */
export class TelegramFailure extends DeliveryError {
  readonly method: string;
  /** `error_code` of the Bot API; 0 where there was no answer. */
  readonly status: number;
  readonly description: string;
  /** Of a group that became a supergroup: its id from now on. */
  readonly movedTo: number | undefined;

  constructor(given: { method: string; status: number; description: string } & FailureDetails) {
    const { method, status, description, retryAfterS, movedTo, isNotTaken = true } = given;
    const kind = kindOf(status, description);
    super(kind, `Telegram did not do ${method}: ${status || 'no answer'} ${description}`.trim(), {
      next: nextStep(status, description),
      retryAfterMs: retryAfterS === undefined ? undefined : retryAfterS * 1000,
      isNotTaken,
      isAccountWide: given.isAccountWide,
    });
    this.method = method;
    this.status = status;
    this.description = description;
    this.movedTo = movedTo;
  }

  says(pattern: RegExp): boolean {
    return pattern.test(this.description);
  }
}

interface FailureDetails {
  retryAfterS?: number;
  movedTo?: number;
  isNotTaken?: boolean;
  isAccountWide?: boolean;
}

/** Nobody reads there any more, or nobody lets us write. */
const GONE =
  /chat not found|PEER_ID_INVALID|user is deactivated|group chat was deactivated|not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|TOPIC_CLOSED/i;

function kindOf(status: number, description: string): DeliveryFailure {
  if (status === 0 || status === 409 || status === 429 || status >= 500) return 'busy';
  if (status === 401) return 'misconfigured';
  // A wrong token is a wrong path; a method that a server does not know says so.
  if (status === 404) return /method not found/i.test(description) ? 'refused' : 'misconfigured';
  return status === 403 || GONE.test(description) ? 'gone' : 'refused';
}

function nextStep(status: number, description: string): string | undefined {
  if (status === 401 || (status === 404 && !/method not found/i.test(description))) {
    return 'Set TELEGRAM_BOT_TOKEN to the token that @BotFather shows (/mybots › API Token), and check TELEGRAM_API_ROOT.';
  }
  if (status !== 409) return undefined;
  return /webhook/i.test(description)
    ? 'A webhook is set for this bot; it is removed when Luodi starts without TELEGRAM_WEBHOOK_URL.'
    : 'Another program asks for the updates of this bot: stop it, or give it a bot of its own.';
}

/** What telegraf threw, as a failure; `isAccountWide` where what is asked for is patience with all chats. */
export function failureOf(
  error: unknown,
  { method, token, isAccountWide }: { method: string; token: string; isAccountWide: boolean },
): TelegramFailure {
  if (error instanceof TelegramError) {
    const { retry_after: retryAfterS, migrate_to_chat_id: movedTo } = error.parameters ?? {};
    const { code: status, description } = error;
    return new TelegramFailure({
      method,
      status,
      description,
      retryAfterS,
      movedTo,
      isNotTaken: status < 500,
      isAccountWide,
    });
  }
  const problem = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new TelegramFailure({
    method,
    status: 0,
    // Addresses of the Bot API hold the token.
    description: problem.replaceAll(token, '[token]').replace(/\/bot[^/\s]+\//g, '/bot[token]/'),
    isNotTaken: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].includes(code),
  });
}
