import { useEffect, useRef, useState } from 'preact/hooks';
import { IS_EMBEDDED } from './api.ts';
import { isOpen } from './chat-state.ts';
import { Composer } from './components/composer.tsx';
import { Conversation } from './components/conversation.tsx';
import { Desk } from './components/desk.tsx';
import { SourcePanel } from './components/source-panel.tsx';
import { Welcome } from './components/welcome.tsx';
import { lastOf } from './last-of.ts';
import type { Citation, Language } from './protocol.ts';
import { rememberedLanguage, rememberLanguage } from './remembered-language.ts';
import { sourceAddress } from './source-address.ts';
import { STRINGS, type Strings } from './strings.ts';
import { useAbout } from './use-about.ts';
import { useChat } from './use-chat.ts';
import { useOnline } from './use-online.ts';

/** The whole page: the desk with its name and contact, the conversation, the composer, the source panel. */
export function App() {
  const [language, setLanguage] = useLanguage();
  const strings = STRINGS[language];
  const about = useAbout();
  const chat = useChat(language);
  const online = useOnline();
  const { citation, open, close } = useCitation();
  const field = useRef<HTMLTextAreaElement>(null);
  const turn = lastOf(chat.turns);
  const answering = isOpen(turn);

  useTitle(about.value?.name, strings);
  useFocusReturn(field, answering);
  useCloseByKey();

  return (
    <div class={IS_EMBEDDED ? 'page embedded' : 'page'}>
      <Desk {...{ strings, language, setLanguage, about: about.value }} />
      <main class="talk">
        {chat.turns.length === 0 ? (
          <Welcome {...{ strings, language, about, onAsk: chat.ask }} />
        ) : (
          <Conversation {...{ strings, about: about.value, chat, onSource: open }} />
        )}
        <Composer
          {...{ strings, field, answering, online }}
          onAsk={chat.ask}
          onStop={chat.stop}
          onClear={chat.turns.length > 0 ? chat.clear : undefined}
        />
      </main>
      <SourcePanel {...{ strings, citation, onClose: close }} />
    </div>
  );
}

/** The source that is shown beside the conversation; a browser without dialogs goes to its page. */
function useCitation() {
  const [citation, setCitation] = useState<Citation>();
  const open = (chosen: Citation) => {
    if ('showModal' in document.createElement('dialog')) setCitation(chosen);
    else location.assign(sourceAddress(chosen, 'cited'));
  };
  return { citation, open, close: () => setCitation(undefined) };
}

function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState(rememberedLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (chosen: Language) => {
    rememberLanguage(chosen);
    setLanguage(chosen);
  };
  return [language, choose];
}

function useTitle(name: string | undefined, strings: Strings): void {
  useEffect(() => {
    document.title = name ? `${strings.desk} · ${name}` : strings.desk;
  }, [name, strings]);
}

/**
 * Gives the focus back to the field once the button that had it is gone or has done its work. Not on
 * touch screens, where it would open the keyboard over the answer.
 */
function useFocusReturn(field: { current: HTMLTextAreaElement | null }, answering: boolean): void {
  const before = useRef(answering);
  useEffect(() => {
    const changed = before.current !== answering;
    before.current = answering;
    if (!changed || !matchMedia('(pointer: fine)').matches) return;
    const active = document.activeElement;
    const free = active === null || active === document.body || active.classList.contains('send');
    if (free) field.current?.focus({ preventScroll: true });
  }, [answering, field]);
}

/** Within another site's page, Escape closes the window; only that page knows how. */
function useCloseByKey(): void {
  useEffect(() => {
    if (!IS_EMBEDDED) return undefined;
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) window.parent.postMessage('luodi:close', '*');
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, []);
}
