import { useEffect, useRef } from 'preact/hooks';
import { highlightsIn, piecesOf } from '../highlights.ts';
import { languageOfWords } from '../language.ts';
import type { Citation, PublicSource } from '../protocol.ts';
import { placeIn, sourceAddress } from '../source-address.ts';
import type { Strings } from '../strings.ts';
import { visibleText } from '../visible-text.ts';
import { OutsideIcon } from './icons.tsx';
import { Pieces } from './pieces.tsx';

export interface SourceTextProps {
  strings: Strings;
  citation: Citation;
  view: PublicSource;
}

/** The words that an answer relied on, without their surroundings. */
export function Quote({ strings, citation }: { strings: Strings; citation: Citation }) {
  return (
    <>
      <p class="label">{strings.quotedAs}</p>
      <blockquote class="passage" lang={languageOfWords(citation.quote)}>
        <Pieces pieces={piecesOf(citation.quote, citation.highlights)} />
      </blockquote>
    </>
  );
}

/** A passage in its context, with what is to be known of its document. */
export function SourceText({ strings, citation, view }: SourceTextProps) {
  const place = placeIn(view, citation);
  return (
    <>
      <Description {...{ strings, citation, view }} />
      {place === 'cited' ? <Context {...{ citation, view }} /> : <Quote {...{ strings, citation }} />}
      <p class="onward">
        <a href={sourceAddress(citation, place)} target="_blank" rel="noopener">
          <OutsideIcon /> {strings.openDocument}
          <span class="visually-hidden"> ({strings.newWindow})</span>
        </a>
      </p>
      <OriginalLink strings={strings} address={view.sourceUrl} />
    </>
  );
}

function Context({ citation, view }: Omit<SourceTextProps, 'strings'>) {
  const passage = useRef<HTMLQuoteElement>(null);
  useEffect(() => {
    const target = passage.current?.querySelector('mark') ?? passage.current;
    target?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <div class="context" lang={languageOfWords(view.passage)}>
      {view.before && <p class="around before">{visibleText(view.before)}</p>}
      <blockquote ref={passage} class="passage">
        <Pieces pieces={piecesOf(view.passage, highlightsIn(view.passage, citation))} />
      </blockquote>
      {view.after && <p class="around after">{visibleText(view.after)}</p>}
    </div>
  );
}

function Description({ strings, citation, view }: SourceTextProps) {
  const rows: [string, string | undefined][] = [
    [strings.documentNumber, view.documentNumber],
    [strings.zone, view.zone],
    [strings.place, citation.locator],
  ];
  const shown = rows.filter((row): row is [string, string] => Boolean(row[1]));
  return (
    <dl class="description">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd lang={languageOfWords(value)}>{visibleText(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A link out, only to a web address, and with the whole host in sight before anyone follows it. */
function OriginalLink({ strings, address }: { strings: Strings; address: string | undefined }) {
  const url = webAddress(address);
  if (url === undefined) return null;
  return (
    <p class="original">
      <a href={url.href} target="_blank" rel="noopener noreferrer">
        <OutsideIcon /> {strings.original}
        <span class="visually-hidden"> ({strings.newWindow})</span>
        <span class="original-host">{url.host}</span>
      </a>
    </p>
  );
}

function webAddress(address: string | undefined): URL | undefined {
  try {
    const url = new URL(address ?? '');
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
  } catch {
    return undefined;
  }
}
