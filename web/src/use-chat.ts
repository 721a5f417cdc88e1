import { useReducer, useRef } from 'preact/hooks';
import { EMPTY_CHAT, historyOf, isOpen, reduceChat, type Turn } from './chat-state.ts';
import { ask, TroubleError } from './chat-stream.ts';

export interface Chat {
  turns: Turn[];
  /** Ignored while an answer is on its way. */
  ask: (question: string) => void;
  stop: () => void;
  retry: (turn: Turn) => void;
  clear: () => void;
}

/** The conversation of this page, with one answer on its way at a time. */
export function useChat(): Chat {
  const [state, dispatch] = useReducer(reduceChat, EMPTY_CHAT);
  const running = useRef<{ id: string; abort: AbortController } | undefined>(undefined);
  const count = useRef(0);
  const chatId = useRef(newChatId());

  const nextId = () => {
    count.current += 1;
    return `turn-${count.current}`;
  };

  const run = async (id: string, question: string, history: string[]) => {
    const abort = new AbortController();
    running.current = { id, abort };
    const fetchNow = window.fetch.bind(window);
    try {
      const options = { chatId: chatId.current, question, history, signal: abort.signal, fetch: fetchNow };
      for await (const part of ask(options)) dispatch({ type: 'part', id, part });
      dispatch({ type: 'end', id });
    } catch (error) {
      if (abort.signal.aborted) return;
      const trouble = error instanceof TroubleError ? error.trouble : { kind: 'interrupted' as const };
      dispatch({ type: 'trouble', id, trouble });
    }
  };

  const stop = () => {
    if (running.current === undefined) return;
    dispatch({ type: 'stop', id: running.current.id });
    running.current.abort.abort();
  };

  return {
    turns: state.turns,
    stop,
    ask: (question) => {
      if (isOpen(state.turns.at(-1))) return;
      const id = nextId();
      dispatch({ type: 'ask', id, question });
      void run(id, question, historyOf(state));
    },
    retry: (turn) => {
      if (isOpen(state.turns.at(-1))) return;
      const id = nextId();
      const others = { turns: state.turns.filter((other) => other.id !== turn.id) };
      dispatch({ type: 'retry', id: turn.id, as: id });
      void run(id, turn.question, historyOf(others));
    },
    clear: () => {
      stop();
      chatId.current = newChatId();
      dispatch({ type: 'clear' });
    },
  };
}

/** Not `randomUUID`: it is missing where a page is served over plain HTTP, as in a hall's own network. */
function newChatId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
}
