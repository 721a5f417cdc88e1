import type { StoredMessage } from '../../channel-types.ts';
import type { Intake } from '../channel.ts';
import type { Run, RunEvent, RunHub } from './runs.ts';
import { RESET, type UiPart } from './ui-parts.ts';

/** How far a reader has come: so many parts of one run. */
export interface Position {
  epoch: string;
  number: number;
}

/** What is new for a reader; empty where nothing came in time. After `isDone` there is nothing more. */
export interface Taken {
  events: readonly RunEvent[];
  isDone: boolean;
}

/** One reader of one answer, who takes what is there when they are ready: nothing piles up for the slow. */
export interface Follower {
  take(withinMs: number): Promise<Taken>;
  /** Lets go of what it waits for. */
  stop(): void;
}

export interface FollowOptions {
  message: string;
  after: Position | undefined;
  hub: RunHub;
  settled: Intake['settled'];
  /** The parts of a message that is settled, from `start` to `finish`. */
  storedParts: (message: StoredMessage) => Promise<UiPart[]>;
}

/** How long the store is asked at once whether a message is settled, where its run is not in this process. */
const SETTLED_WITHIN_MS = 15_000;
/** The name of what is read from the store in place of a run; no run has it. */
const STORED = 'stored';

/**
 * Reads where a reader left off, as `Last-Event-ID` or `?after=` say it.
 * @returns `undefined` for whoever begins, and for what is none of our names
 */
export function positionOf(name: string | undefined): Position | undefined {
  const [, epoch, number] = /^([0-9a-z]{1,16})-(\d{1,7})$/.exec(name ?? '') ?? [];
  return epoch === undefined ? undefined : { epoch, number: Number(number) };
}

/**
 * Follows the answer to a message from a position on: from its run in this process, from the next run where that one
 * came to nothing, and otherwise from the store once the message is settled there. Whatever the way, the text that
 * stands after the last `data-reset` is the answer's. `finish` comes when the answer is on disk.
 */
export function follow({ message, after, hub, settled, storedParts }: FollowOptions): Follower {
  let position = after;
  let stored: StoredMessage | undefined;
  let failure: { error: unknown } | undefined;
  let isAsking = false;
  let isStopped = false;
  let wake = () => {};
  const ignore = hub.listen(message, () => wake());

  /** Asks for the settled message, unless that is being asked for already. */
  const askStore = () => {
    if (isAsking || stored) return;
    isAsking = true;
    settled(message, SETTLED_WITHIN_MS)
      .then(
        (found) => {
          stored = found;
        },
        (error: unknown) => {
          failure = { error };
        },
      )
      .finally(() => {
        isAsking = false;
        wake();
      });
  };

  /** What follows the position in a run or in the store; another run than before begins with a reset. */
  const moveTo = (epoch: string, events: readonly RunEvent[]): RunEvent[] => {
    const isSame = position?.epoch === epoch;
    const resets = !isSame && (position?.number ?? 0) > 0 ? [{ id: `${epoch}-0`, part: RESET }] : [];
    const from = isSame ? position!.number : 0;
    position = { epoch, number: Math.max(from, events.length) };
    return [...resets, ...events.slice(from)];
  };

  const next = async (): Promise<Taken | undefined> => {
    const run = hub.run(message);
    if (run) {
      const events = moveTo(run.epoch, run.events);
      if (events.length > 0) return { events, isDone: false };
      if (!run.isClosed) return undefined;
    }
    if (failure) throw failure.error;
    if (!stored) return void askStore();
    if (run?.isAnswered && stored.answer) return { events: [finishOf(run)], isDone: true };
    const parts = await storedParts(stored);
    const events = parts.map((part, at) => ({ id: `${STORED}-${at + 1}`, part }));
    return { events: moveTo(STORED, events), isDone: true };
  };

  return {
    async take(withinMs) {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        wake();
      }, withinMs);
      try {
        for (;;) {
          const woken = new Promise<void>((resolve) => {
            wake = resolve;
          });
          const taken = await next();
          if (taken) return taken;
          if (isLate || isStopped) return { events: [], isDone: isStopped };
          await woken;
        }
      } finally {
        clearTimeout(timer);
      }
    },
    stop() {
      isStopped = true;
      ignore();
      wake();
    },
  };
}

function finishOf({ epoch, events }: Run): RunEvent {
  return { id: `${epoch}-${events.length + 1}`, part: { type: 'finish' } };
}
