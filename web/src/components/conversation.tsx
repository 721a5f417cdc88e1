import type { Turn } from '../chat-state.ts';
import { languageOfWords } from '../language.ts';
import { lastOf } from '../last-of.ts';
import type { About, Citation } from '../protocol.ts';
import type { Strings } from '../strings.ts';
import type { Chat } from '../use-chat.ts';
import { useFollow } from '../use-follow.ts';
import { visibleText } from '../visible-text.ts';
import { AnswerCard } from './answer-card.tsx';
import { DownIcon } from './icons.tsx';

export interface ConversationProps {
  strings: Strings;
  about: About | undefined;
  chat: Chat;
  onSource: (citation: Citation) => void;
}

/** Questions and answers, oldest first. */
export function Conversation({ strings, about, chat, onSource }: ConversationProps) {
  const { turns } = chat;
  const { log, onScroll, away, follow } = useFollow(turns);
  return (
    <>
      <div
        class="scroll"
        ref={log}
        onScroll={onScroll}
        role="log"
        aria-label={strings.conversation}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it
        tabIndex={0}
      >
        <div class="turns">
          {turns.map((turn, index) => (
            <article class="turn" key={turn.id}>
              <p class="question" lang={languageOfWords(turn.question)}>
                <span class="visually-hidden">{strings.you}: </span>
                {visibleText(turn.question)}
              </p>
              <AnswerCard {...{ strings, about, turn, chat, onSource }} newest={index === turns.length - 1} />
            </article>
          ))}
        </div>
      </div>
      {away && (
        <button type="button" class="latest" onClick={follow}>
          <DownIcon /> {strings.latest}
        </button>
      )}
      <p class="visually-hidden" role="status">
        {progressOf(lastOf(turns), strings)}
      </p>
    </>
  );
}

function progressOf(turn: Turn | undefined, strings: Strings): string {
  if (turn === undefined || turn.status === 'troubled') return '';
  if (turn.isReconnecting) return strings.reconnecting;
  if (turn.status === 'stopped') return strings.stopped;
  if (turn.status === 'done') return strings.answered;
  return turn.step === 'searching' ? strings.searching : strings.composing;
}
