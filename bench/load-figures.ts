import type { ModelCall } from './load-model.ts';
import type { SeenQuestion, SeenVisit } from './load-visitor.ts';

/** Latencies in milliseconds. */
export interface Spread {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  most: number;
}

export interface LoadFigures {
  visitors: number;
  questions: number;
  /** Requests that ended in an error, in another status than 2xx and 429, or in half an answer. */
  failures: string[];
  /** Honest requests that were refused as too many. */
  refused: number;
  page: Spread;
  html: Spread;
  firstEvent: Spread;
  firstWords: Spread;
  whole: Spread;
  /** What the server adds to the model's own time, of answers whose model did not fail. */
  added?: Spread;
}

/** The figures of all visits. */
export function figuresOf(visits: readonly SeenVisit[], calls: readonly ModelCall[] = []): LoadFigures {
  const questions = visits.flatMap((visit) => visit.questions);
  const answered = questions.filter(({ isWhole }) => isWhole);
  const requests = [...visits.flatMap(({ page }) => page), ...questions];
  const wrong = requests.filter(({ status }) => (status < 200 || status > 299) && status !== 429);
  const halves = questions.filter(({ status, isWhole }) => status === 200 && !isWhole);
  return {
    visitors: visits.length,
    questions: questions.length,
    failures: [
      ...visits.flatMap(({ errors }) => errors),
      ...wrong.map(({ status }) => `status ${status}`),
      ...halves.map(({ question }) => `half an answer: ${question}`),
    ],
    refused: requests.filter(({ status }) => status === 429).length,
    page: spread(visits.map(({ pageMs }) => pageMs).filter(Number.isFinite)),
    html: spread(visits.flatMap(({ page }) => page.slice(0, 1).map(({ endMs }) => endMs))),
    firstEvent: spread(answered.map(({ firstMs }) => firstMs)),
    firstWords: spread(answered.flatMap(({ wordsMs }) => wordsMs ?? [])),
    whole: spread(answered.map(({ endMs }) => endMs)),
    ...(calls.length > 0 && { added: spread(addedMs(answered, calls)) }),
  };
}

/**
 * Time of each answer that no model was at work on it. Calls belong to the first question with their words that was
 * open then, one after the other; answers with a call that was refused or stalled are left out, as their waits are
 * the product's patience.
 */
function addedMs(answered: readonly SeenQuestion[], calls: readonly ModelCall[]): number[] {
  const free = [...calls].sort((one, other) => one.beganAt - other.beganAt);
  return answered
    .toSorted((one, other) => one.dueAt - other.dueAt)
    .flatMap(({ question, dueAt, endMs }) => {
      const own: ModelCall[] = [];
      for (const call of [...free]) {
        if (call.beganAt > dueAt + endMs) break;
        if (call.question !== question || call.beganAt < (own.at(-1)?.endedAt ?? dueAt)) continue;
        own.push(...free.splice(free.indexOf(call), 1));
      }
      const busyMs = own.reduce((sum, { beganAt, endedAt }) => sum + endedAt - beganAt, 0);
      return own.length === 0 || own.some(({ fault }) => fault) ? [] : [endMs - busyMs];
    });
}

/** How values spread. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), most: sorted.at(-1) ?? 0 };
}

/** The figures as a table for a terminal. */
export function linesOf(figures: LoadFigures): string[] {
  const { visitors, questions, failures, refused } = figures;
  const row = (name: string, { count, p50, p95, p99, most }: Spread) =>
    [name.padEnd(22), ...[count, p50, p95, p99, most].map((value) => value.toFixed(0).padStart(9))].join('');
  const kinds = Map.groupBy(failures, (failure) => failure);
  return [
    `${visitors} visitors, ${questions} questions, ${failures.length} failures, ${refused} refused as too many`,
    ...[...kinds].slice(0, 10).map(([failure, all]) => `  ${all.length} × ${failure}`),
    '',
    `${'milliseconds'.padEnd(22)}${['count', 'p50', 'p95', 'p99', 'most'].map((name) => name.padStart(9)).join('')}`,
    row('page, all of it', figures.page),
    row('page, HTML alone', figures.html),
    row('first event', figures.firstEvent),
    row('first words', figures.firstWords),
    row('whole answer', figures.whole),
    ...(figures.added ? [row('added to the model', figures.added)] : []),
  ];
}
