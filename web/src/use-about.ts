import { useEffect, useState } from 'preact/hooks';
import type { About } from './protocol.ts';

export interface AboutState {
  value?: About;
  failed: boolean;
}

/** Who answers here; asked for once, and again when the network comes back after a failure. */
export function useAbout(): AboutState {
  const [state, setState] = useState<AboutState>({ failed: false });
  useEffect(() => {
    const gone = new AbortController();
    const load = () =>
      fetch('/api/about', { signal: gone.signal })
        .then(async (response) => {
          if (!response.ok) throw new Error(`About answered ${response.status}.`);
          setState({ value: (await response.json()) as About, failed: false });
        })
        .catch(() => {
          if (!gone.signal.aborted) setState((known) => ({ ...known, failed: true }));
        });
    void load();
    addEventListener('online', load, { signal: gone.signal });
    return () => gone.abort();
  }, []);
  return state;
}
