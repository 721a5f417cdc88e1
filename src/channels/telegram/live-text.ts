import { setTimeout as wait } from 'node:timers/promises';

/** A text that is shown while it grows, no oftener than the channel takes it. */
export interface LiveText {
  /** @param text gives what there is when it is shown: an answer grows far oftener than that */
  show(text: () => string): void;
  /** Shows nothing more; resolves once the last call is through, so that nothing comes after the reply. */
  end(): Promise<void>;
}

export interface LiveTextOptions {
  /** Shows a text; `false` ends the showing, as when the channel asks for patience. */
  push(text: string): Promise<boolean>;
  /** Least time between two calls, in milliseconds. */
  everyMs: number;
  /** After how long an unchanged text is shown again, where it would vanish. */
  keepMs?: number;
}

/** Shows the newest text at once, and whatever came meanwhile after `everyMs`; what has not changed is passed over. */
export function createLiveText({ push, everyMs, keepMs }: LiveTextOptions): LiveText {
  const ended = new AbortController();
  let wanted: (() => string) | undefined;
  let shown: string | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (!ended.signal.aborted && wanted) {
      const text = wanted();
      if (text === shown) break;
      if (!(await push(text))) ended.abort();
      shown = text;
      await wait(everyMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
    running = undefined;
  }

  function begin(): void {
    if (!ended.signal.aborted && wanted) running ??= run();
  }

  const keeping =
    keepMs === undefined
      ? undefined
      : setInterval(() => {
          if (running) return;
          shown = undefined;
          begin();
        }, keepMs).unref();
  return {
    show(text) {
      wanted = text;
      begin();
    },
    async end() {
      clearInterval(keeping);
      ended.abort();
      await running;
    },
  };
}
