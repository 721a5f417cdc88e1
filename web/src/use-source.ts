import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Citation, PublicSource } from './protocol.ts';

export type SourceLoad =
  | { status: 'loading' | 'missing' | 'failed'; view?: undefined }
  | { status: 'ready'; view: PublicSource };

/** Loads the passage behind a citation, anew for each citation and each `retry`. */
export function useSource(citation: Citation | undefined): { source: SourceLoad; retry: () => void } {
  const [source, setSource] = useState<SourceLoad>({ status: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const passage = citation?.passage;
  useEffect(() => {
    setSource({ status: 'loading' });
    if (passage === undefined) return;
    const gone = new AbortController();
    load(passage, gone.signal)
      .then(setSource)
      .catch(() => {
        if (!gone.signal.aborted) setSource({ status: 'failed' });
      });
    return () => gone.abort();
  }, [passage, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { source, retry };
}

async function load(passage: string, signal: AbortSignal): Promise<SourceLoad> {
  const response = await fetch(`/api/source/${encodeURIComponent(passage)}`, { signal });
  if (response.status === 404) return { status: 'missing' };
  if (!response.ok) return { status: 'failed' };
  return { status: 'ready', view: (await response.json()) as PublicSource };
}
