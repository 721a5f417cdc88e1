import type { Follower } from './follow.ts';
import type { UiPart } from './ui-parts.ts';

export interface UiMessageStreamOptions {
  follower: Follower;
  /** Called with what the reading threw; returns the sentence the visitor may read. */
  onError: (error: unknown) => string;
  /** Called once when the stream is over, whichever way. */
  onEnd?: () => void;
  /** Milliseconds between comment lines that keep proxies from closing a quiet connection. */
  pingEveryMs: number;
}

/** The headers of such a stream: nothing on the way may keep, compress or gather it. */
export const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  'x-vercel-ai-ui-message-stream': 'v1',
};

/**
 * Server-sent events of one answer, each with its `id`, ended by `data: [DONE]`; an exception becomes one `error`
 * part. Read only as fast as the other side takes it.
 */
export function uiMessageStream(options: UiMessageStreamOptions): ReadableStream<Uint8Array> {
  const { follower, onError, onEnd, pingEveryMs } = options;
  const encoder = new TextEncoder();
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    follower.stop();
    onEnd?.();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { lines, isDone } = await nextLines(follower, pingEveryMs, onError);
        if (isOver) return;
        controller.enqueue(encoder.encode(isDone ? `${lines}data: [DONE]\n\n` : lines));
        if (!isDone) return;
        end();
        controller.close();
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  );
}

async function nextLines(
  follower: Follower,
  pingEveryMs: number,
  onError: UiMessageStreamOptions['onError'],
): Promise<{ lines: string; isDone: boolean }> {
  try {
    const { events, isDone } = await follower.take(pingEveryMs);
    if (events.length === 0 && !isDone) return { lines: ': ping\n\n', isDone };
    const lines = events.map(({ id, part }) => `id: ${id}\n${dataLine(part)}`);
    return { lines: lines.join(''), isDone };
  } catch (error) {
    return { lines: dataLine({ type: 'error', errorText: onError(error) }), isDone: true };
  }
}

function dataLine(part: UiPart): string {
  return `data: ${JSON.stringify(part)}\n\n`;
}
