import { useEffect, useReducer, useRef } from 'preact/hooks';
import { callApi, postJson } from './api.ts';
import { EMPTY_CHAT, isOpen, type Rating, reduceChat, type Turn } from './chat-state.ts';
import { ask, type FollowOptions, resume, type StreamEvent, TroubleError } from './chat-stream.ts';
import { lastOf } from './last-of.ts';
import type { ChartImage, Contact, Language, PastTurn } from './protocol.ts';

export interface Chat {
  turns: Turn[];
  /** Ignored while an answer is on its way. */
  ask: (question: string) => void;
  stop: () => void;
  retry: (turn: Turn) => void;
  clear: () => void;
  /** @returns whether it was kept */
  rate: (turn: Turn, rating: Rating) => Promise<boolean>;
  /** A link to an answer, for others; `undefined` where it could not be made. */
  share: (turn: Turn) => Promise<string | undefined>;
  /** Tells the staff that somebody wants to talk to them. */
  callPerson: () => Promise<{ contact?: Contact } | undefined>;
}

/** The conversation of this visitor, as it was left, with one answer on its way at a time. */
export function useChat(language: Language): Chat {
  const [state, dispatch] = useReducer(reduceChat, EMPTY_CHAT);
  const running = useRef<{ id: string; abort: AbortController } | undefined>(undefined);
  const chatId = useRef(newId());

  const run = async (id: string, begin: (options: FollowOptions) => AsyncGenerator<StreamEvent>) => {
    const abort = new AbortController();
    running.current = { id, abort };
    const pause = untilOnline(abort.signal);
    try {
      const options = { messageId: id, signal: abort.signal, call: callApi, pause };
      for await (const part of begin(options)) dispatch({ type: 'part', id, part });
      dispatch({ type: 'end', id });
    } catch (error) {
      if (abort.signal.aborted) return;
      const trouble = error instanceof TroubleError ? error.trouble : { kind: 'interrupted' as const };
      dispatch({ type: 'trouble', id, trouble });
    }
  };
  const askAs = (id: string, question: string) =>
    run(id, (options) => ask({ ...options, chatId: chatId.current, question, language }));

  useEffect(() => {
    void (async () => {
      const turns = await readHistory();
      dispatch({ type: 'restore', turns });
      for (const { id, answer } of turns) if (answer?.table?.chart) void showChart(id);
      const open = lastOf(turns.filter((turn) => turn.state === 'open'));
      if (open) await run(open.id, resume);
    })();
  }, []);
  const showChart = async (id: string) => {
    const chart = await readChart(id);
    if (chart) dispatch({ type: 'chart', id, chart });
  };

  const stop = () => {
    if (running.current === undefined) return;
    const { id, abort } = running.current;
    dispatch({ type: 'stop', id });
    abort.abort();
    void callApi(`/api/chat/${encodeURIComponent(id)}/stop`, { method: 'POST' }).catch(() => undefined);
  };

  return {
    turns: state.turns,
    stop,
    ask: (question) => {
      if (isOpen(lastOf(state.turns))) return;
      const id = newId();
      dispatch({ type: 'ask', id, question });
      void askAs(id, question);
    },
    retry: (turn) => {
      if (isOpen(lastOf(state.turns))) return;
      const id = newId();
      dispatch({ type: 'retry', id: turn.id, as: id });
      void askAs(id, turn.question);
    },
    clear: () => {
      if (isOpen(lastOf(state.turns))) stop();
      chatId.current = newId();
      dispatch({ type: 'clear' });
      void callApi('/api/conversation', { method: 'DELETE' }).catch(() => undefined);
    },
    rate: async (turn, rating) => {
      const isKept = await isDone(postJson('/api/feedback', { message: turn.id, ...rating }));
      if (isKept) dispatch({ type: 'rate', id: turn.id, rating });
      return isKept;
    },
    share: async (turn) => {
      const made = await jsonOf<{ url: string }>(postJson('/api/share', { message: turn.id }));
      return made && new URL(made.url, location.href).href;
    },
    callPerson: () => jsonOf<{ contact?: Contact }>(postJson('/api/person', { language })),
  };
}

/** What was said before the page was loaded; nothing where that cannot be read: one can ask all the same. */
async function readHistory(): Promise<PastTurn[]> {
  return (await jsonOf<{ turns: PastTurn[] }>(callApi('/api/conversation')))?.turns ?? [];
}

function readChart(id: string): Promise<ChartImage | undefined> {
  return jsonOf<ChartImage>(callApi(`/api/conversation/${encodeURIComponent(id)}/chart`));
}

async function jsonOf<Body>(call: Promise<Response>): Promise<Body | undefined> {
  try {
    const response = await call;
    return response.ok ? ((await response.json()) as Body) : undefined;
  } catch {
    return undefined;
  }
}

async function isDone(call: Promise<Response>): Promise<boolean> {
  return call.then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Waits; a phone that wakes up or finds its network again waits no longer. */
function untilOnline(signal: AbortSignal): (ms: number) => Promise<void> {
  return (ms) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        window.removeEventListener('online', done);
        document.removeEventListener('visibilitychange', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      window.addEventListener('online', done);
      document.addEventListener('visibilitychange', done);
      signal.addEventListener('abort', done);
    });
}

/** Not `randomUUID`: it is missing where a page is served over plain HTTP, as in a hall's own network. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
}
