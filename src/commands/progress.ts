import { SingleBar } from 'cli-progress';
import type { FileReport, IngestProgress } from '../ingest/report.ts';
import { clip, printable, warn } from './terminal.ts';

export interface IngestDisplay {
  onProgress(event: IngestProgress): void;
  /** Leaves the terminal as it was; harmless when repeated. */
  stop(): void;
}

/** Shows an ingest on standard error: a bar on a terminal, a line for each file elsewhere; nothing where nothing changed. */
export function showIngest(): IngestDisplay {
  return process.stderr.isTTY ? barDisplay() : lineDisplay();
}

function barDisplay(): IngestDisplay {
  const bar = createBar('Reading {bar} {value}/{total} {name}');
  const messages: string[] = [];
  const stop = () => {
    bar.stop();
    for (const message of messages.splice(0)) warn(message);
  };
  return {
    stop,
    onProgress(event) {
      if (event.type === 'started') bar.start(event.files, 0, { name: '' });
      if (event.type === 'reading') bar.update(event.position - 1, { name: clip(event.path, 40) });
      if (event.type === 'finished') {
        bar.update(event.position, { name: '' });
        messages.push(...complaints(event.file));
      }
      if (event.type === 'notice') messages.push(event.text);
    },
  };
}

function lineDisplay(): IngestDisplay {
  return {
    stop() {},
    onProgress(event) {
      if (event.type === 'notice') warn(event.text);
      if (event.type !== 'finished') return;
      const { file, position, files } = event;
      for (const complaint of complaints(file)) warn(complaint);
      if (CHANGED.has(file.status)) {
        process.stderr.write(`[${position}/${files}] ${printable(file.path)}: ${file.passages} passages\n`);
      }
    },
  };
}

const CHANGED: ReadonlySet<FileReport['status']> = new Set(['read', 'renamed', 'described']);

function complaints(file: FileReport): string[] {
  return file.status === 'failed' ? [`${file.path}: ${file.reason}`] : [];
}

/** A count on standard error: a bar on a terminal, a line every hundred elsewhere. */
export function showCount(what: string, total: number): { step(): void; stop(): void } {
  const bar = process.stderr.isTTY
    ? createBar(`${what} {bar} {value}/{total}, {eta_formatted} left`)
    : undefined;
  let done = 0;
  bar?.start(total, 0);
  return {
    step() {
      done += 1;
      if (bar) bar.update(done);
      else if (done % 100 === 0 || done === total) process.stderr.write(`${what} ${done}/${total}\n`);
    },
    stop: () => bar?.stop(),
  };
}

function createBar(format: string): SingleBar {
  return new SingleBar({
    format,
    stream: process.stderr,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
  });
}
