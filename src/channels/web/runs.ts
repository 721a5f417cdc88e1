import type { ChartImage } from '../../charts/draw.ts';
import type { Answer, AnswerEvent } from '../../types.ts';
import { answerParts, startPart, TextParts, type UiPart } from './ui-parts.ts';

/** A part as it is streamed; `id` is what a reader goes on from: the run's name and the part's number in it. */
export interface RunEvent {
  id: string;
  part: UiPart;
}

/** One attempt to answer a message, with all that it said so far: readers come, leave, and come again. */
export interface Run {
  /** Of this run alone: a number of another run means nothing here. */
  readonly epoch: string;
  readonly events: readonly RunEvent[];
  /** Whether nothing more comes. */
  readonly isClosed: boolean;
  /** Whether its last word was an answer. */
  readonly isAnswered: boolean;
}

/** The runs of this process, by message. */
export interface RunHub {
  /** The newest run of a message, while it goes on and for a while after. */
  run(message: string): Run | undefined;
  /** Calls `onChange` whenever something happens to the runs of a message, until the function returned is called. */
  listen(message: string, onChange: () => void): () => void;
  /** Ends the run of a message, also one that has yet to begin here. */
  stop(message: string): void;
}

/** What feeds a run: the events of an answer, and its end. */
export interface RunFeed {
  show(event: AnswerEvent): void;
  end(): void;
  readonly signal: AbortSignal;
}

export interface RunHubOptions {
  createEpoch: () => string;
  /** Draws the chart of an answer; what it throws has been told already, and the answer goes without. */
  chartOf: (answer: Answer) => Promise<ChartImage | undefined>;
  /** How long a run is kept after its end; whoever comes later reads the store. */
  keepMs?: number;
}

/** As many messages as may be stopped before they are begun. */
const STOPS_KEPT = 1000;

/** Runs in memory, each as long as its answer. */
export function createRunHub({ createEpoch, chartOf, keepMs = 30_000 }: RunHubOptions) {
  const runs = new Map<string, { run: Run; abort: AbortController }>();
  const listeners = new Map<string, Set<() => void>>();
  const stops = new Set<string>();
  const changed = (message: string) => {
    for (const listener of listeners.get(message) ?? []) listener();
  };

  /** Begins a run; a second one of the same message takes the place of the first. */
  function open(message: string): RunFeed {
    const abort = new AbortController();
    if (stops.delete(message)) abort.abort();
    const { run, feed } = createRun({
      message,
      epoch: createEpoch(),
      chartOf,
      onChange: () => {
        changed(message);
        if (run.isClosed) setTimeout(() => forget(message, run), keepMs).unref();
      },
    });
    runs.set(message, { run, abort });
    feed.begin();
    return { show: feed.show, end: feed.end, signal: abort.signal };
  }
  function forget(message: string, run: Run): void {
    if (runs.get(message)?.run === run) runs.delete(message);
  }

  const hub: RunHub = {
    run: (message) => runs.get(message)?.run,
    listen(message, onChange) {
      const those = listeners.get(message) ?? new Set();
      listeners.set(message, those.add(onChange));
      return () => {
        those.delete(onChange);
        if (those.size === 0 && listeners.get(message) === those) listeners.delete(message);
      };
    },
    stop(message) {
      const present = runs.get(message);
      if (present) return present.abort.abort();
      stops.add(message);
      for (const oldest of stops) {
        if (stops.size <= STOPS_KEPT) break;
        stops.delete(oldest);
      }
    },
  };
  return { ...hub, open };
}

interface NewRun extends Pick<RunHubOptions, 'chartOf'> {
  message: string;
  epoch: string;
  onChange: () => void;
}

function createRun({ message, epoch, chartOf, onChange }: NewRun) {
  const events: RunEvent[] = [];
  const text = new TextParts();
  const run = { epoch, events, isClosed: false, isAnswered: false };
  let hasEnded = false;
  let isDrawing = false;
  const say = (parts: Iterable<UiPart>) => {
    for (const part of parts) events.push({ id: `${epoch}-${events.length + 1}`, part });
    onChange();
  };
  const closeIfDone = () => {
    if (!hasEnded || isDrawing || run.isClosed) return;
    run.isClosed = true;
    onChange();
  };
  const draw = async (answer: Answer) => {
    isDrawing = true;
    const chart = await chartOf(answer);
    if (chart) say([{ type: 'data-chart', data: chart }]);
    isDrawing = false;
    closeIfDone();
  };
  const show = (event: AnswerEvent) => {
    if (run.isAnswered || hasEnded) return;
    if (event.type === 'status') say([{ type: 'data-status', data: { step: event.step }, transient: true }]);
    else if (event.type === 'text') say(text.add(event.delta));
    else if (event.type === 'reset') say(text.reset());
    else {
      run.isAnswered = true;
      say(text.settle(event.answer.text));
      say(answerParts(event.answer));
      void draw(event.answer);
    }
  };
  const end = () => {
    hasEnded = true;
    closeIfDone();
  };
  return { run, feed: { begin: () => say([startPart(message)]), show, end } };
}
