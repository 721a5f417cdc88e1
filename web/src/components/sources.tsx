import { excerptOf } from '../highlights.ts';
import { languageOfWords } from '../language.ts';
import type { Citation } from '../protocol.ts';
import { placeAmong, sourceAddress } from '../source-address.ts';
import { fill, type Strings } from '../strings.ts';
import { visibleText } from '../visible-text.ts';
import { OutsideIcon } from './icons.tsx';
import { Pieces } from './pieces.tsx';

export interface SourcesProps {
  citations: Citation[];
  strings: Strings;
  onSource: (citation: Citation) => void;
}

/** The passages an answer stands on, each a button that shows it, with a link to its document. */
export function Sources({ citations, strings, onSource }: SourcesProps) {
  return (
    <section class="sources" aria-label={strings.sources}>
      <p class="label">{strings.sources}</p>
      <ol>
        {citations.map((citation) => (
          <li key={citation.n}>
            <button type="button" class="source" onClick={() => onSource(citation)}>
              <span class="source-number" aria-hidden="true">
                {citation.n}
              </span>
              <span class="source-body">
                <span class="visually-hidden">{fill(strings.source, citation.n)} </span>
                <span class="source-title" lang={languageOfWords(citation.title)}>
                  {visibleText(citation.title)}
                </span>
                {citation.locator && (
                  <span class="source-place" lang={languageOfWords(citation.locator)}>
                    {visibleText(citation.locator)}
                  </span>
                )}
                <span class="source-quote" lang={languageOfWords(citation.quote)}>
                  <Pieces pieces={excerptOf(citation)} />
                </span>
              </span>
            </button>
            <a
              class="source-open"
              href={sourceAddress(citation, placeAmong(citations, citation))}
              target="_blank"
              rel="noopener"
              title={strings.openDocument}
            >
              <OutsideIcon />
              <span class="visually-hidden">
                {fill(strings.openSource, citation.n)} ({strings.newWindow})
              </span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
