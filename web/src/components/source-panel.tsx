import { useEffect, useRef } from 'preact/hooks';
import { languageOfWords } from '../language.ts';
import type { Citation } from '../protocol.ts';
import { placeIn, sourceAddress } from '../source-address.ts';
import type { Strings } from '../strings.ts';
import { type SourceLoad, useSource } from '../use-source.ts';
import { visibleText } from '../visible-text.ts';
import { CloseIcon, RetryIcon } from './icons.tsx';
import { Quote, SourceText, type SourceTextProps } from './source-text.tsx';
import { Validity } from './validity.tsx';

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
            <div class="panel-heading">
              <h2 id="panel-title" lang={languageOfWords(citation.title)}>
                <PanelTitle {...{ strings, citation, view: source.view }} />
              </h2>
              {source.view?.state && <Validity {...{ state: source.view.state, strings }} />}
            </div>
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

/** The document's title, which leads to the document once it is known to be there. */
function PanelTitle({
  strings,
  citation,
  view,
}: Omit<SourceTextProps, 'view'> & { view: SourceLoad['view'] }) {
  if (view === undefined) return visibleText(citation.title);
  return (
    <a
      class="panel-title"
      href={sourceAddress(citation, placeIn(view, citation))}
      target="_blank"
      rel="noopener"
    >
      {visibleText(view.title)}
      <span class="visually-hidden"> ({strings.newWindow})</span>
    </a>
  );
}

interface PanelBodyProps {
  strings: Strings;
  citation: Citation;
  source: SourceLoad;
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
      <Quote {...{ strings, citation }} />
    </div>
  );
}
