import { languageOfWords } from '../language.ts';
import type { Contact } from '../protocol.ts';
import type { Strings } from '../strings.ts';

/** How to reach the park's staff: a number to call, a Telegram name, and when someone is there. */
export function ContactCard({ contact, strings }: { contact: Contact; strings: Strings }) {
  const telegram = telegramName(contact.telegram);
  return (
    <section class="contact" aria-label={strings.contact}>
      <p class="contact-title">{strings.contact}</p>
      <p class="contact-name" lang={languageOfWords(contact.name)}>
        {contact.name}
      </p>
      <dl>
        {contact.phone && (
          <div>
            <dt>{strings.phone}</dt>
            <dd>
              <a href={telephoneLink(contact.phone)}>{contact.phone}</a>
            </dd>
          </div>
        )}
        {contact.telegram && (
          <div>
            <dt>{strings.telegram}</dt>
            <dd>
              {telegram ? (
                <a href={`https://t.me/${telegram}`} target="_blank" rel="noopener noreferrer">
                  @{telegram}
                </a>
              ) : (
                contact.telegram
              )}
            </dd>
          </div>
        )}
        {contact.hours && (
          <div>
            <dt>{strings.hours}</dt>
            <dd lang={languageOfWords(contact.hours)}>{contact.hours}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** The number as a link to dial, without the spaces and dashes people write. */
export function telephoneLink(phone: string): string {
  return `tel:${phone.replace(/[^\d+,;*#]/g, '')}`;
}

/** A Telegram user name without its `@`, if it is one: 5 to 32 letters, digits and underscores. */
function telegramName(text: string | undefined): string | undefined {
  return /^@?([A-Za-z]\w{4,31})$/.exec(text ?? '')?.[1];
}
