import { FACT_KINDS, type FactKind, type Kept } from './facts.ts';
import type { Ingest } from './luodi.ts';
import type { Memory } from './processes.ts';
import { type Score, sumScores } from './score.ts';

/** Everything that a run of the benchmark has measured. */
export interface Measured {
  seed: number;
  files: number;
  first: Omit<Ingest, 'report'> & IngestFigures;
  oneChanged: Omit<Ingest, 'report'> & IngestFigures;
  nothingChanged: Omit<Ingest, 'report'> & IngestFigures;
  langchain: { seconds: number; memory: Memory };
  /** Scores of both by format. */
  scores: { luodi: Record<string, Score>; langchain: Record<string, Score> };
}

interface IngestFigures {
  /** As the ingest itself reports them, without the start of the process. */
  reported: number;
  read: number;
  failed: string[];
  passages: number;
  rows: number;
}

/** All tables of a run in Markdown. */
export function describe(measured: Measured): string {
  const luodi = new Map(Object.entries(measured.scores.luodi));
  const langchain = new Map(Object.entries(measured.scores.langchain));
  return [
    table(
      ['ingest', 'whole process', 'reported', 'files read', 'failed', 'passages', 'rows'],
      ingests(measured),
    ),
    table(['memory', 'main process', 'largest child', 'all children at once'], memories(measured)),
    speeds(luodi, langchain),
    facts(luodi, langchain),
    factsByFormat(luodi, langchain),
    pieces(luodi, langchain),
  ].join('\n\n');
}

function ingests({ first, oneChanged, nothingChanged, langchain, scores }: Measured): string[][] {
  const runs = { 'all files': first, 'one changed': oneChanged, 'nothing changed': nothingChanged };
  const ours = Object.entries(runs).map(([name, run]) => [
    name,
    `${run.seconds.toFixed(2)} s`,
    `${run.reported.toFixed(2)} s`,
    String(run.read),
    String(run.failed.length),
    String(run.passages),
    String(run.rows),
  ]);
  const { read, failed, pieces } = sumScores(Object.values(scores.langchain));
  const theirs = [`${langchain.seconds.toFixed(2)} s`, '', String(read), String(failed), String(pieces), ''];
  return [...ours, ['LangChain, loaded and split, no index', ...theirs]];
}

function memories({ first, langchain }: Measured): string[][] {
  const megabytes = (bytes: number) => (bytes === 0 ? '–' : `${Math.round(bytes / 2 ** 20)} MiB`);
  return [
    ['Luodi, all files', ...[first.memory.main, first.memory.child, first.memory.children].map(megabytes)],
    [
      'LangChain',
      ...[langchain.memory.main, langchain.memory.child, langchain.memory.children].map(megabytes),
    ],
  ];
}

type Scores = ReadonlyMap<string, Score>;

function speeds(luodi: Scores, langchain: Scores): string {
  const rate = ({ pages, ms }: Score) => (ms > 0 && pages > 0 ? (pages / (ms / 1000)).toFixed(0) : '–');
  const done = ({ read, failed, noLoader }: Score) =>
    `${read}${failed > 0 ? `, ${failed} failed` : ''}${noLoader > 0 ? `, ${noLoader} without a loader` : ''}`;
  const rows = [...luodi].map(([format, score]) => {
    const other = langchain.get(format)!;
    return [format, String(score.files), done(score), done(other), rate(score), rate(other)];
  });
  const head = ['format', 'files', 'read, Luodi', 'read, LangChain', 'pages/s, Luodi', 'pages/s, LangChain'];
  return table(head, rows);
}

const share = (part: number, { facts }: Kept) =>
  facts === 0 ? '–' : `${((100 * part) / facts).toFixed(1)}%`;

function facts(luodi: Scores, langchain: Scores): string {
  const [ours, theirs] = [luodi, langchain].map((scores) => sumScores(scores.values())) as [Score, Score];
  const loaded = sumScores(langchain.values().filter(({ noLoader }) => noLoader === 0));
  const line = (name: string, kind: FactKind, of: (kept: Kept) => number, placed: boolean) => {
    const kept = ours.kept[kind];
    const withPlace = placed ? share(kept.withPlace, kept) : '';
    const others = [theirs, loaded].map((score) => share(of(score.kept[kind]), score.kept[kind]));
    return [name, String(kept.facts), share(of(kept), kept), withPlace, ...others];
  };
  const rows = FACT_KINDS.map((kind) => line(kind, kind, ({ inText }) => inText, true));
  rows.splice(
    1,
    0,
    line('row, value named', 'row', ({ named }) => named, false),
  );
  const columns = ['Luodi, text', 'Luodi, with place', 'LangChain, text', 'LangChain, formats it loads'];
  const head = ['facts whole in one piece', 'facts', ...columns];
  return table(head, rows);
}

function factsByFormat(luodi: Scores, langchain: Scores): string {
  const rows = [...luodi].flatMap(([format, score]) =>
    FACT_KINDS.flatMap((kind) => {
      const [ours, theirs] = [score.kept[kind], langchain.get(format)!.kept[kind]];
      if (ours.facts === 0) return [];
      const shares = [share(ours.inText, ours), share(ours.withPlace, ours), share(theirs.inText, theirs)];
      return [[`${format}, ${kind}`, String(ours.facts), ...shares]];
    }),
  );
  return table(['by format', 'facts', 'Luodi, text', 'Luodi, with place', 'LangChain, text'], rows);
}

function pieces(luodi: Scores, langchain: Scores): string {
  const row = (name: string, ours: Score, theirs: Score) => [
    name,
    ...[ours, theirs].map((score) => String(score.pieces)),
    ...[ours, theirs].map((score) => String(score.noisyPieces)),
    ...[ours, theirs].map((score) => String(score.garbledPieces)),
  ];
  const rows = [...luodi].map(([format, score]) => row(format, score, langchain.get(format)!));
  rows.push(row('all', sumScores(luodi.values()), sumScores(langchain.values())));
  const both = (name: string) => [`${name}, Luodi`, `${name}, LangChain`];
  return table(['format', ...both('pieces'), ...both('with noise'), ...both('with �')], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
