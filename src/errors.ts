/**
 * Errors that a person meets. Each says what failed, why, and what to do next.
 *
 * `message` is for the log and the terminal; only `publicMessage` may cross a channel.
 */
export type ErrorCode = 'misconfigured' | 'bad-input' | 'unreadable' | 'unreachable' | 'refused' | 'conflict';

export interface AppErrorOptions {
  /** What the person who runs Luodi can do about it, one sentence. */
  next?: string;
  /** What an asker on a channel may read; a neutral sentence unless set. */
  publicMessage?: string;
  /** Whether the same call may succeed later without anyone changing anything. */
  retryable?: boolean;
  /** How long the other side asked to wait before the next try, in milliseconds. */
  retryAfterMs?: number;
  cause?: unknown;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly next: string | undefined;
  readonly publicMessage: string;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.next = options.next;
    this.publicMessage =
      options.publicMessage ??
      '系统暂时无法回答，请稍后再试。 / Something went wrong; please try again later.';
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** One line for a terminal or a log: what failed and what to do next, without a stack. */
export function describeError(error: unknown): string {
  if (error instanceof AppError) return error.next ? `${error.message} ${error.next}` : error.message;
  return error instanceof Error ? error.message : String(error);
}
