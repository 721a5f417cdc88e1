/** Server-sent events of one answer. */
export interface EventStreamOptions {
  /** The data of each event; called once. What it throws after the reader left is of no interest. */
  events: () => AsyncIterable<string>;
  /** Milliseconds between comment lines that keep proxies from closing a quiet connection. */
  pingEveryMs: number;
  /** Called when the reader goes away before the end. */
  onCancel: () => void;
}

/** Headers of such a response: nothing on the way is to keep, compress or gather it. */
export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** Writes events as they come; `events` must not throw, as nobody could be told any more. */
export function eventStream({
  events,
  pingEveryMs,
  onCancel,
}: EventStreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOpen = true;
  let ping: NodeJS.Timeout;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (line: string) => {
        if (isOpen) controller.enqueue(encoder.encode(`${line}\n\n`));
      };
      ping = setInterval(() => write(': ping'), pingEveryMs);
      const pump = async () => {
        for await (const data of events()) write(`data: ${data}`);
      };
      // Not awaited: until `start` settles a stream does not tell its source that the reader has left.
      void pump().finally(() => {
        clearInterval(ping);
        if (isOpen) controller.close();
        isOpen = false;
      });
    },
    cancel() {
      isOpen = false;
      clearInterval(ping);
      onCancel();
    },
  });
}
