import { useState } from 'preact/hooks';
import type { Turn } from '../chat-state.ts';
import type { Strings } from '../strings.ts';
import type { Chat } from '../use-chat.ts';
import { ThumbDownIcon, ThumbUpIcon } from './icons.tsx';

/** What the desk calls the reasons, in the order of `Strings.reasons`. */
const REASONS = ['wrong', 'unclear', 'beside-the-point', 'outdated', 'other'];

interface RatingProps {
  strings: Strings;
  turn: Turn;
  chat: Chat;
}

/** Whether an answer helped. Of one that did not, why is asked next. */
export function RatingButtons({
  strings,
  turn,
  chat,
  onDown,
}: RatingProps & { onDown: (is: boolean) => void }) {
  const [hasFailed, setFailed] = useState(false);
  const rate = async (value: 'up' | 'down') => {
    const isKept = await chat.rate(turn, { value });
    setFailed(!isKept);
    onDown(isKept && value === 'down');
  };
  return (
    <>
      <button
        type="button"
        class="action thumb"
        aria-pressed={turn.rating?.value === 'up'}
        aria-label={strings.helpful}
        title={strings.helpful}
        onClick={() => void rate('up')}
      >
        <ThumbUpIcon />
      </button>
      <button
        type="button"
        class="action thumb"
        aria-pressed={turn.rating?.value === 'down'}
        aria-label={strings.notHelpful}
        title={strings.notHelpful}
        onClick={() => void rate('down')}
      >
        <ThumbDownIcon />
      </button>
      <span class="visually-hidden" role="status">
        {hasFailed ? strings.ratingFailed : turn.rating && strings.rated}
      </span>
    </>
  );
}

/** Why an answer was no help. */
export function Reasons({ strings, turn, chat, onDone }: RatingProps & { onDone: () => void }) {
  const give = async (reason: string | undefined) => {
    if (reason) await chat.rate(turn, { value: 'down', reason });
    onDone();
  };
  return (
    <fieldset class="reasons">
      <legend>{strings.whatWasWrong}</legend>
      {strings.reasons.map((label, at) => (
        <button type="button" key={label} onClick={() => void give(REASONS[at])}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}
