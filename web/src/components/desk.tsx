import { LANGUAGES } from '../language.ts';
import type { About, Language } from '../protocol.ts';
import { fill, type Strings } from '../strings.ts';
import { ContactCard, telephoneLink } from './contact-card.tsx';
import { LandingMark, PhoneIcon } from './icons.tsx';

const LANGUAGE_NAMES: Record<Language, { short: string; full: string }> = {
  'zh-Hans': { short: '简', full: '简体中文' },
  'zh-Hant': { short: '繁', full: '繁體中文' },
  en: { short: 'EN', full: 'English' },
};

export interface DeskProps {
  strings: Strings;
  language: Language;
  setLanguage: (language: Language) => void;
  about: About | undefined;
}

/** The head of the page: a column beside the conversation on a laptop, a bar above it on a phone. */
export function Desk({ strings, language, setLanguage, about }: DeskProps) {
  const contact = about?.contact;
  return (
    <header class="desk">
      <div class="desk-top">
        <LandingMark />
        <LanguageSwitch {...{ strings, language, setLanguage }} />
        {contact?.phone && (
          <a class="call" href={telephoneLink(contact.phone)} aria-label={strings.contact}>
            <PhoneIcon />
          </a>
        )}
      </div>
      <div class="desk-name">
        <p class="desk-kind">{strings.desk}</p>
        <h1 lang={about?.languages[0]}>{about?.name ?? strings.desk}</h1>
        <p class="desk-tagline">
          {strings.tagline.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </p>
      </div>
      <div class="desk-foot">
        {contact && <ContactCard contact={contact} strings={strings} />}
        {about && <p class="desk-documents">{fill(strings.documents, about.documents)}</p>}
      </div>
    </header>
  );
}

function LanguageSwitch({ strings, language, setLanguage }: Omit<DeskProps, 'about'>) {
  return (
    <fieldset class="languages">
      <legend class="visually-hidden">{strings.language}</legend>
      {LANGUAGES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          aria-label={LANGUAGE_NAMES[each].full}
          onClick={() => setLanguage(each)}
        >
          {LANGUAGE_NAMES[each].short}
        </button>
      ))}
    </fieldset>
  );
}
