import type { AppError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';
import { unreachable } from './reply-errors.ts';
import { beginAttempt } from './waiting.ts';

/** Limits of one streamed reply, in milliseconds and characters. */
export interface ChatLimits {
  /** Until the first text or reasoning arrives. */
  firstDeltaMs: number;
  /** From one piece of text or reasoning to the next. */
  gapMs: number;
  /** One try, from the request to the last word. */
  wholeMs: number;
  /** All tries and the waits between them; no retry begins that could overrun it. */
  totalMs: number;
  /** The longest wait an endpoint may ask for that is still waited out. */
  maxRetryAfterMs: number;
  /** Wait before a retry where the endpoint names none. */
  backoffMs: number;
  /** From `finish_reason` to the end of the stream, which then no longer matters. */
  tailMs: number;
  /** Text and reasoning tags together; more is a model that does not stop. */
  maxCharacters: number;
}

/** Runs the clocks of one try; whatever runs out aborts `signal` with the error that says so. */
export interface Watch {
  readonly signal: AbortSignal;
  /** The next piece is expected within `ms`. */
  expect(ms: number): void;
  /** Nothing is expected: whoever reads the reply is busy. */
  rest(): void;
  /** Stops the clocks and closes the connection. */
  end(): void;
}

/** Starts the clocks of one try; `signal` is the asker's own. */
export function startWatch(limits: ChatLimits, endpoint: Endpoint, signal?: AbortSignal): Watch {
  const attempt = beginAttempt(signal);
  const stopAfter = (ms: number, what: string) =>
    setTimeout(() => attempt.giveUp(stalled(endpoint, ms, what)), ms);
  const whole = stopAfter(limits.wholeMs, 'its whole reply');
  let timer = stopAfter(limits.firstDeltaMs, 'the first word of its reply');
  return {
    signal: attempt.signal,
    expect(ms) {
      clearTimeout(timer);
      timer = stopAfter(ms, 'the next word of its reply');
    },
    rest() {
      clearTimeout(timer);
    },
    end() {
      clearTimeout(timer);
      clearTimeout(whole);
      attempt.end();
    },
  };
}

function stalled({ host }: Endpoint, ms: number, what: string): AppError {
  return unreachable(`The chat endpoint ${host} took more than ${ms / 1000} s for ${what}.`);
}
