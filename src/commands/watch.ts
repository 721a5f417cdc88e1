import { once } from 'node:events';
import { describeError } from '../errors.ts';
import { warn } from './terminal.ts';

/** Quiet time after a change before the packs are read again, in milliseconds: programs save in several steps. */
const SETTLE_MS = 500;

/**
 * Calls `run` whenever something in the folders has changed and come to rest, one run at a time, until the
 * process is told to stop. A run that fails is said, and the watch goes on.
 */
export async function watchPacks(folders: readonly string[], run: () => Promise<unknown>): Promise<void> {
  const { watch } = await import('chokidar');
  const watcher = watch([...folders], {
    ignoreInitial: true,
    ignored: /(?:^|[/\\])(?:\.[^/\\]+|~\$[^/\\]*|node_modules)(?:[/\\]|$)/,
    awaitWriteFinish: { stabilityThreshold: SETTLE_MS, pollInterval: 100 },
  });
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const signal of SIGNALS) process.once(signal, onSignal);
  try {
    await once(watcher, 'ready');
    warn(`Watching ${folders.join(', ')}; end with Ctrl+C.`);
    await runOnChanges(watcher, run, stop.signal);
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
    await watcher.close();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

type Watcher = import('chokidar').FSWatcher;

async function runOnChanges(watcher: Watcher, run: () => Promise<unknown>, stop: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const start = () => {
    running = running.then(run).then(
      () => {},
      (error) => warn(`${describeError(error)} What was read earlier goes on answering.`),
    );
  };
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(start, SETTLE_MS);
  });
  watcher.on('error', (error) => warn(`The folders can no longer be watched: ${describeError(error)}`));
  if (!stop.aborted) await once(stop, 'abort');
  clearTimeout(timer);
  await running;
}
