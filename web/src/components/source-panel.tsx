import { useEffect, useRef } from 'preact/hooks';
import { highlightsIn, piecesOf } from '../highlights.ts';
import { languageOfWords } from '../language.ts';
import type { Citation, SourceView } from '../protocol.ts';
import { fill, type Strings } from '../strings.ts';
import { type SourceState, useSource } from '../use-source.ts';
import { visibleText } from '../visible-text.ts';
import { CloseIcon, OutsideIcon, RetryIcon } from './icons.tsx';
import { Pieces } from './pieces.tsx';

export interface SourcePanelProps {
  strings: Strings;
  /** The source to show; the panel is closed without one. */
  citation: Citation | undefined;
  onClose: () => void;
}

/** A passage in its document: a sheet at the side on a laptop, from below on a phone. */
export function SourcePanel({ strings, citation, onClose }: SourcePanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { source, retry } = useSource(citation);

  useEffect(() => {
    const panel = dialog.current;
    if (panel === null || citation === undefined) return;
    const opener = document.activeElement;
    panel.showModal();
    return () => {
      panel.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, [citation]);

  const onBackdrop = (event: MouseEvent) => {
    if (event.target === dialog.current) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape, which the dialog itself handles
    <dialog
      ref={dialog}
      class="panel"
      aria-labelledby="panel-title"
      onCancel={onClose}
      onClose={onClose}
      onClick={onBackdrop}
    >
      {citation && (
        <div class="panel-sheet">
          <header class="panel-head">
            <span class="source-number" aria-hidden="true">
              {citation.n}
            </span>
            <h2 id="panel-title" lang={languageOfWords(citation.title)}>
              {visibleText(source.view?.title ?? citation.title)}
            </h2>
            <button type="button" class="panel-close" aria-label={strings.close} onClick={onClose}>
              <CloseIcon />
            </button>
          </header>
          <div class="panel-body">
            <PanelBody {...{ strings, citation, source, retry }} />
          </div>
        </div>
      )}
    </dialog>
  );
}

interface PanelBodyProps {
  strings: Strings;
  citation: Citation;
  source: SourceState;
  retry: () => void;
}

function PanelBody({ strings, citation, source, retry }: PanelBodyProps) {
  if (source.status === 'ready') return <SourceText {...{ strings, citation, view: source.view }} />;
  if (source.status === 'loading') {
    return (
      <p class="progress" role="status">
        {strings.loadingSource}
      </p>
    );
  }
  return (
    <div role="alert">
      <p class="trouble">{source.status === 'missing' ? strings.sourceMissing : strings.sourceFailed}</p>
      {source.status === 'failed' && (
        <button type="button" class="action" onClick={retry}>
          <RetryIcon /> {strings.retry}
        </button>
      )}
      <p class="label">{strings.quotedAs}</p>
      <blockquote class="passage" lang={languageOfWords(citation.quote)}>
        <Pieces pieces={piecesOf(citation.quote, citation.highlights)} />
      </blockquote>
    </div>
  );
}

function SourceText({ strings, citation, view }: { strings: Strings; citation: Citation; view: SourceView }) {
  const passage = useRef<HTMLQuoteElement>(null);
  useEffect(() => {
    const target = passage.current?.querySelector('mark') ?? passage.current;
    target?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <>
      <Description strings={strings} view={view} />
      <div class="context" lang={languageOfWords(view.passage)}>
        {view.before && <p class="around before">{visibleText(view.before)}</p>}
        <blockquote ref={passage} class="passage">
          <Pieces pieces={piecesOf(view.passage, highlightsIn(view.passage, citation))} />
        </blockquote>
        {view.after && <p class="around after">{visibleText(view.after)}</p>}
      </div>
      <OriginalLink strings={strings} address={view.sourceUrl} />
    </>
  );
}

function Description({ strings, view }: { strings: Strings; view: SourceView }) {
  const rows: [string, string | undefined][] = [
    [strings.documentNumber, view.documentNumber],
    [strings.validity, validityOf(view, strings)],
    [strings.zone, view.zone],
    [strings.place, view.locator],
  ];
  const shown = rows.filter((row): row is [string, string] => Boolean(row[1]));
  return (
    <dl class="description">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd lang={name === strings.validity ? undefined : languageOfWords(value)}>
            {visibleText(value)}
            {name === strings.validity && isExpired(view) && <span class="expired">{strings.expired}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function validityOf({ effectiveFrom, effectiveTo }: SourceView, strings: Strings): string | undefined {
  if (effectiveFrom && effectiveTo) return `${effectiveFrom} – ${effectiveTo}`;
  if (effectiveFrom) return fill(strings.from, effectiveFrom);
  return effectiveTo && fill(strings.until, effectiveTo);
}

function isExpired({ effectiveTo }: SourceView): boolean {
  const now = new Date();
  const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  return effectiveTo !== undefined && effectiveTo < today;
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
