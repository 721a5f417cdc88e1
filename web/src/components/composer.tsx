import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { QUESTION_LIMIT } from '../protocol.ts';
import { fill, type Strings } from '../strings.ts';
import { PlusIcon, SendIcon, StopIcon } from './icons.tsx';

/** The rest is shown once this few characters are left. */
const NEARLY_FULL = 200;

export interface ComposerProps {
  strings: Strings;
  field: RefObject<HTMLTextAreaElement | null>;
  answering: boolean;
  online: boolean;
  onAsk: (question: string) => void;
  onStop: () => void;
  /** Begins a new conversation; absent while there is none. */
  onClear: (() => void) | undefined;
}

/** Where the visitor writes: Enter sends, unless an input method is still composing a word. */
export function Composer({ strings, field, answering, online, onAsk, onStop, onClear }: ComposerProps) {
  const [draft, setDraft] = useState('');
  useGrowth(field, draft);
  const left = QUESTION_LIMIT - [...draft.trim()].length;
  const ready = !answering && online && draft.trim() !== '' && left >= 0;

  const send = () => {
    if (!ready) return;
    onAsk(draft.trim());
    setDraft('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    // Safari ends the composition before the key arrives; only the old key code still tells.
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (answering) onStop();
    else send();
  };

  return (
    <form class="composer" onSubmit={onSubmit}>
      {!online && (
        <p class="offline" role="alert">
          {strings.offline}
        </p>
      )}
      <div class="composer-row">
        {onClear && (
          <button
            type="button"
            class="clear"
            aria-label={strings.newConversation}
            title={strings.newConversation}
            onClick={onClear}
          >
            <PlusIcon />
          </button>
        )}
        <textarea
          ref={field}
          rows={1}
          value={draft}
          placeholder={strings.placeholder}
          aria-label={strings.question}
          aria-describedby="composer-keys composer-left"
          aria-invalid={left < 0}
          enterkeyhint="send"
          onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <SendButton {...{ strings, answering, ready }} />
      </div>
      <p class="composer-foot">
        <span class="ai-notice">
          <b aria-hidden="true">AI</b>
          {strings.aiNotice}
        </span>
        <span id="composer-keys" class="composer-keys">
          {strings.keys}
        </span>
        <span id="composer-left" class={left < 0 ? 'composer-left over' : 'composer-left'}>
          {left < 0 && fill(strings.tooLong, -left)}
          {left >= 0 && left < NEARLY_FULL && fill(strings.left, left)}
        </span>
      </p>
    </form>
  );
}

/** One button for both, so that the focus stays where it is when sending turns into stopping. */
function SendButton({ strings, answering, ready }: { strings: Strings; answering: boolean; ready: boolean }) {
  return (
    <button
      type="submit"
      class={answering ? 'send stopping' : 'send'}
      aria-label={answering ? strings.stop : strings.send}
      title={answering ? strings.stop : strings.send}
      aria-disabled={!answering && !ready}
    >
      {answering ? <StopIcon /> : <SendIcon />}
    </button>
  );
}

/** Grows the field with its text where the style sheet alone cannot. */
function useGrowth(field: RefObject<HTMLTextAreaElement | null>, draft: string): void {
  useLayoutEffect(() => {
    const area = field.current;
    if (area === null || CSS.supports('field-sizing', 'content')) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [field, draft]);
}
