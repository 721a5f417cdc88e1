import type { Language } from '../protocol.ts';
import type { Strings } from '../strings.ts';
import type { AboutState } from '../use-about.ts';
import { ContactCard } from './contact-card.tsx';

export interface WelcomeProps {
  strings: Strings;
  language: Language;
  about: AboutState;
  onAsk: (question: string) => void;
}

/** The empty page: a greeting, what one may ask, and questions that the documents can answer. */
export function Welcome({ strings, language, about, onAsk }: WelcomeProps) {
  const suggestions = about.value?.suggestions[language] ?? [];
  return (
    <div class="scroll">
      <div class="welcome">
        <h2>{strings.greeting}</h2>
        <p class="welcome-introduction">{strings.introduction}</p>
        {about.failed && <p class="hint">{strings.aboutFailed}</p>}
        <p class="label" id="topics">
          {strings.mayAsk}
        </p>
        <ul class="topics" aria-labelledby="topics">
          {strings.topics.map((topic) => (
            <li key={topic}>{topic}</li>
          ))}
        </ul>
        {suggestions.length > 0 && (
          <>
            <p class="label" id="examples">
              {strings.tryAsking}
            </p>
            <ul class="examples" aria-labelledby="examples">
              {suggestions.map((question) => (
                <li key={question}>
                  <button type="button" lang={language} onClick={() => onAsk(question)}>
                    {question}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        {about.value?.contact && <ContactCard contact={about.value.contact} strings={strings} />}
      </div>
    </div>
  );
}
