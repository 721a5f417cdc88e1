import { useState } from 'preact/hooks';
import type { Turn } from '../chat-state.ts';
import { copyText } from '../clipboard.ts';
import { answerToCopy } from '../copy-answer.ts';
import type { About, Contact } from '../protocol.ts';
import type { Strings } from '../strings.ts';
import type { Chat } from '../use-chat.ts';
import { ContactCard } from './contact-card.tsx';
import { CopyIcon, PersonIcon, RetryIcon, ShareIcon } from './icons.tsx';
import { RatingButtons, Reasons } from './rating.tsx';

export interface AnswerActionsProps {
  strings: Strings;
  about: About | undefined;
  turn: Turn;
  chat: Chat;
}

/** What can be done with an answer that is there: rate, copy, pass on, retry, or talk to a person instead. */
export function AnswerActions({ strings, about, turn, chat }: AnswerActionsProps) {
  const outcome = turn.status === 'troubled' ? 'failed' : turn.answer?.outcome;
  const isSaid = turn.status === 'done' && turn.text !== '' && outcome !== 'failed';
  const mayRetry = outcome === 'failed' || turn.status === 'stopped';
  const [isAskingWhy, setAskingWhy] = useState(false);
  return (
    <>
      <div class="actions">
        {mayRetry && (
          <button type="button" class="action" onClick={() => chat.retry(turn)}>
            <RetryIcon /> {strings.retry}
          </button>
        )}
        {isSaid && <RatingButtons {...{ strings, turn, chat }} onDown={setAskingWhy} />}
        {isSaid && <CopyButton {...{ strings, about, turn }} />}
        {isSaid && <ShareButton {...{ strings, turn, chat }} />}
        <PersonButton {...{ strings, chat }} isThereAlready={outcome === 'handoff'} />
      </div>
      {isAskingWhy && <Reasons {...{ strings, turn, chat }} onDone={() => setAskingWhy(false)} />}
    </>
  );
}

function CopyButton({ strings, about, turn }: Pick<AnswerActionsProps, 'strings' | 'about' | 'turn'>) {
  const [copied, setCopied] = useState<boolean>();
  const copy = async () => setCopied(await copyText(answerToCopy(turn, strings, about?.name)));
  const words = copied === undefined ? strings.copy : copied ? strings.copied : strings.copyFailed;
  return (
    <button type="button" class="action" onClick={() => void copy()}>
      <CopyIcon /> <span aria-live="polite">{words}</span>
    </button>
  );
}

/** Gives the link to the phone's own way of sharing where it has one, else to the clipboard. */
function ShareButton({ strings, turn, chat }: Pick<AnswerActionsProps, 'strings' | 'turn' | 'chat'>) {
  const [words, setWords] = useState(strings.share);
  const share = async () => {
    setWords(strings.sharing);
    const url = await chat.share(turn);
    if (url === undefined) setWords(strings.shareFailed);
    else if (await shareNatively(url, turn.question)) setWords(strings.share);
    else setWords((await copyText(url)) ? strings.shared : url);
  };
  return (
    <button type="button" class="action" onClick={() => void share()}>
      <ShareIcon /> <span aria-live="polite">{words}</span>
    </button>
  );
}

async function shareNatively(url: string, title: string): Promise<boolean> {
  if (!matchMedia('(pointer: coarse)').matches || typeof navigator.share !== 'function') return false;
  try {
    await navigator.share({ url, title });
    return true;
  } catch (error) {
    // Whoever closes the menu has chosen so.
    return (error as Error).name === 'AbortError';
  }
}

function PersonButton({
  strings,
  chat,
  isThereAlready,
}: Pick<AnswerActionsProps, 'strings' | 'chat'> & { isThereAlready: boolean }) {
  const [state, setState] = useState<'offered' | 'calling' | 'failed' | { contact?: Contact }>('offered');
  const call = async () => {
    setState('calling');
    setState((await chat.callPerson()) ?? 'failed');
  };
  if (isThereAlready) return null;
  if (typeof state === 'object')
    return (
      <div class="person" role="status">
        <p class="notice">{strings.personCalled}</p>
        {state.contact && <ContactCard contact={state.contact} strings={strings} />}
      </div>
    );
  return (
    <button type="button" class="action" disabled={state === 'calling'} onClick={() => void call()}>
      <PersonIcon />{' '}
      <span aria-live="polite">{state === 'failed' ? strings.personFailed : strings.person}</span>
    </button>
  );
}
