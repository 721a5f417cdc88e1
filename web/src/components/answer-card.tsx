import { isOpen, type Trouble, type Turn } from '../chat-state.ts';
import type { About, Citation, Outcome } from '../protocol.ts';
import { fill, type Strings } from '../strings.ts';
import type { Chat } from '../use-chat.ts';
import { visibleText } from '../visible-text.ts';
import { AnswerActions } from './answer-actions.tsx';
import { Computed } from './answer-table.tsx';
import { AnswerText } from './answer-text.tsx';
import { ContactCard } from './contact-card.tsx';
import { Sources } from './sources.tsx';

export interface AnswerCardProps {
  strings: Strings;
  about: About | undefined;
  turn: Turn;
  newest: boolean;
  chat: Chat;
  onSource: (citation: Citation) => void;
}

/** What became of one question, in the manner of its outcome. */
export function AnswerCard(props: AnswerCardProps) {
  const { strings, about, turn, newest, chat, onSource } = props;
  const open = isOpen(turn);
  const outcome = turn.status === 'troubled' ? 'failed' : turn.answer?.outcome;
  const citations = turn.answer?.citations;
  const language = turn.answer?.language;
  return (
    <div class={`answer ${outcome ?? 'pending'}`} aria-busy={open}>
      <OutcomeTitle outcome={outcome} strings={strings} />
      <AnswerText {...{ text: turn.text, language, citations, strings, onSource }} />
      {open && turn.isReconnecting && (
        <p class="progress reconnecting" aria-hidden="true">
          {strings.reconnecting}
        </p>
      )}
      {open && !turn.isReconnecting && turn.text === '' && <Progress step={turn.step} strings={strings} />}
      {turn.trouble && <p class="trouble">{sentenceOf(turn.trouble, strings)}</p>}
      {turn.status === 'stopped' && <p class="notice">{strings.stopped}</p>}
      {turn.answer?.notice && <p class="notice">{visibleText(turn.answer.notice)}</p>}
      {turn.answer?.table && (
        <Computed {...{ table: turn.answer.table, chart: turn.chart, language, strings }} />
      )}
      {citations && citations.length > 0 && <Sources {...{ citations, strings, onSource }} />}
      {(outcome === 'declined' || outcome === 'handoff') && about?.contact && (
        <ContactCard contact={about.contact} strings={strings} />
      )}
      {!open && <AnswerActions {...{ strings, about, turn, chat }} />}
      {newest && turn.status === 'done' && (
        <FollowUps questions={turn.answer?.suggestions ?? []} {...{ language, strings }} onAsk={chat.ask} />
      )}
    </div>
  );
}

function OutcomeTitle({ outcome, strings }: { outcome: Outcome | undefined; strings: Strings }) {
  if (outcome !== 'declined' && outcome !== 'handoff' && outcome !== 'failed') return null;
  return <p class="outcome">{strings[outcome]}</p>;
}

function Progress({ step, strings }: { step: Turn['step']; strings: Strings }) {
  return (
    <p class="progress" aria-hidden="true">
      <span class="progress-dots">
        <i />
        <i />
        <i />
      </span>
      {strings[step]}
    </p>
  );
}

function sentenceOf(trouble: Trouble, strings: Strings): string {
  switch (trouble.kind) {
    case 'busy':
      return trouble.retryAfterSeconds ? fill(strings.busyFor, trouble.retryAfterSeconds) : strings.busy;
    case 'server':
    case 'refused':
      return visibleText(trouble.message);
    default:
      return strings[trouble.kind];
  }
}

interface FollowUpsProps {
  questions: string[];
  language: string | undefined;
  strings: Strings;
  onAsk: (question: string) => void;
}

function FollowUps({ questions, language, strings, onAsk }: FollowUpsProps) {
  if (questions.length === 0) return null;
  return (
    <div class="follow-ups">
      <p class="label">{strings.followUp}</p>
      <ul>
        {questions.map((question) => (
          <li key={question}>
            <button type="button" lang={language} onClick={() => onAsk(question)}>
              {visibleText(question)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
