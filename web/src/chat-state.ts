import type { StreamEvent } from './chat-stream.ts';
import type { AnswerData, ChartImage, PastTurn } from './protocol.ts';

/** Why an answer did not come; `server` and `refused` bring the server's own public sentence. */
export type Trouble =
  | { kind: 'network' }
  | { kind: 'interrupted' }
  | { kind: 'busy'; retryAfterSeconds?: number }
  | { kind: 'server' | 'refused'; message: string };

export type TurnStatus = 'waiting' | 'streaming' | 'done' | 'stopped' | 'troubled';

/** One question and what became of it. */
export interface Turn {
  /** The page's own name of the message, or the desk's after a reload: the desk knows both. */
  id: string;
  question: string;
  status: TurnStatus;
  step: 'searching' | 'composing';
  text: string;
  answer?: AnswerData;
  /** Of the answer's table; comes after it. */
  chart?: ChartImage;
  trouble?: Trouble;
  rating?: Rating;
  /** Whether the connection was lost and is sought again; the answer goes on meanwhile. */
  isReconnecting?: boolean;
}

export interface Rating {
  value: 'up' | 'down';
  reason?: string;
}

export interface ChatState {
  turns: Turn[];
}

export type ChatAction =
  | { type: 'ask'; id: string; question: string }
  | { type: 'restore'; turns: PastTurn[] }
  | { type: 'part'; id: string; part: StreamEvent }
  | { type: 'chart'; id: string; chart: ChartImage }
  | { type: 'rate'; id: string; rating: Rating }
  | { type: 'end'; id: string }
  | { type: 'stop'; id: string }
  | { type: 'trouble'; id: string; trouble: Trouble }
  | { type: 'retry'; id: string; as: string }
  | { type: 'clear' };

export const EMPTY_CHAT: ChatState = { turns: [] };

/** The next state of the conversation. What arrives for a turn that has ended changes nothing. */
export function reduceChat(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'clear':
      return EMPTY_CHAT;
    case 'ask':
      return { turns: [...state.turns, newTurn(action.id, action.question)] };
    case 'restore':
      // Whoever has asked already while the history was on its way sees it above.
      return { turns: [...action.turns.map(restoredTurn), ...state.turns] };
    case 'chart':
    case 'rate':
      return {
        turns: state.turns.map((turn) =>
          turn.id !== action.id
            ? turn
            : action.type === 'rate'
              ? { ...turn, rating: action.rating }
              : { ...turn, chart: action.chart },
        ),
      };
    case 'retry': {
      const again = state.turns.find((turn) => turn.id === action.id);
      if (again === undefined) return state;
      const others = state.turns.filter((turn) => turn !== again);
      return { turns: [...others, newTurn(action.as, again.question)] };
    }
    default:
      return {
        turns: state.turns.map((turn) =>
          turn.id === action.id && isOpen(turn) ? reduceTurn(turn, action) : turn,
        ),
      };
  }
}

/** Whether an answer is on its way. */
export function isOpen(turn: Turn | undefined): boolean {
  return turn?.status === 'waiting' || turn?.status === 'streaming';
}

function newTurn(id: string, question: string): Turn {
  return { id, question, status: 'waiting', step: 'searching', text: '' };
}

function restoredTurn({ id, question, state, text = '', answer, rating }: PastTurn): Turn {
  const status = state === 'open' ? 'waiting' : state === 'failed' ? 'troubled' : 'done';
  const trouble: Trouble | undefined =
    state === 'failed'
      ? text === ''
        ? { kind: 'interrupted' }
        : { kind: 'server', message: text }
      : undefined;
  const shown = state === 'failed' ? '' : text;
  return { id, question, status, step: 'searching', text: shown, answer, rating, trouble };
}

function reduceTurn(
  turn: Turn,
  action: Extract<ChatAction, { type: 'part' | 'end' | 'stop' | 'trouble' }>,
): Turn {
  switch (action.type) {
    case 'stop':
      return { ...turn, status: 'stopped' };
    case 'trouble':
      return { ...turn, status: 'troubled', trouble: action.trouble };
    case 'end':
      // A stream that closes without its answer was cut off on the way, whatever text had arrived.
      if (turn.answer === undefined) return { ...turn, status: 'troubled', trouble: { kind: 'interrupted' } };
      return { ...turn, status: 'done' };
    case 'part':
      if (action.part.type === 'reconnecting') return { ...turn, isReconnecting: true };
      return reducePart(turn.isReconnecting ? { ...turn, isReconnecting: false } : turn, action.part);
  }
}

function reducePart(turn: Turn, part: StreamEvent): Turn {
  switch (part.type) {
    case 'data-status':
      return { ...turn, step: part.data.step };
    case 'text-delta':
      return { ...turn, status: 'streaming', text: turn.text + part.delta };
    case 'data-reset':
      return { ...turn, status: 'waiting', text: '' };
    case 'data-answer':
      return { ...turn, answer: part.data };
    case 'data-chart':
      return { ...turn, chart: part.data };
    case 'error':
      return { ...turn, status: 'troubled', trouble: { kind: 'server', message: part.errorText } };
    default:
      return turn;
  }
}
