import { FACT_KINDS, type FactKind, type Kept } from './facts.ts';
import type { Ingest } from './luodi.ts';
import type { Memory } from './processes.ts';
import { type Score, sumScores } from './score.ts';

type Scores = Record<string, Score>;

/** Everything that a run of the benchmark has measured. */
export interface Measured {
  seed: number;
  files: number;
  first: IngestFigures;
  oneChanged: IngestFigures;
  nothingChanged: IngestFigures;
  /** Scores by format. */
  luodi: Scores;
  /** One for each setting, the plainest first. */
  langchain: { name: string; seconds: number; memory: Memory; scores: Scores }[];
}

export interface IngestFigures extends Omit<Ingest, 'report'> {
  /** As the ingest itself reports them, without the start of the process. */
  reported: number;
  read: number;
  failed: string[];
  passages: number;
  rows: number;
}

/** All tables of a run in Markdown. */
export function describe(measured: Measured): string {
  return [
    runs(measured),
    memories(measured),
    speeds(measured),
    facts(measured),
    byFormat(measured),
    pieces(measured),
  ]
    .map(([head, ...rows]) => {
      const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
      return [line(head!), line(head!.map(() => '---')), ...rows.map(line)].join('\n');
    })
    .join('\n\n');
}

function runs({ first, oneChanged, nothingChanged, langchain }: Measured): string[][] {
  const ours = Object.entries({
    'all files': first,
    'one changed': oneChanged,
    'nothing changed': nothingChanged,
  });
  return [
    ['run', 'whole process', 'reported', 'files read', 'failed', 'passages or chunks', 'rows'],
    ...ours.map(([name, run]) => [
      `Luodi, ${name}`,
      `${run.seconds.toFixed(2)} s`,
      `${run.reported.toFixed(2)} s`,
      ...[run.read, run.failed.length, run.passages, run.rows].map(String),
    ]),
    ...langchain.map(({ name, seconds, scores }) => {
      const { read, failed, noLoader, pieces } = sumScores(Object.values(scores));
      const notRead = `${failed}, and ${noLoader} without a loader`;
      return [
        `LangChain ${name}; no index`,
        `${seconds.toFixed(2)} s`,
        '',
        String(read),
        notRead,
        String(pieces),
        '',
      ];
    }),
  ];
}

function memories({ first, langchain }: Measured): string[][] {
  const cells = ({ main, child, children }: Memory) =>
    [main, child, children].map((bytes) => (bytes === 0 ? '–' : `${Math.round(bytes / 2 ** 20)} MiB`));
  return [
    ['memory', 'main process', 'largest child', 'all children at once'],
    ['Luodi, all files', ...cells(first.memory)],
    ...langchain.map(({ name, memory }) => [`LangChain ${name}`, ...cells(memory)]),
  ];
}

function speeds({ first, luodi, langchain: [plainest] }: Measured): string[][] {
  const rate = ({ pages, seconds }: Score) => (pages > 0 && seconds > 0 ? (pages / seconds).toFixed(0) : '–');
  const row = (name: string, ours: Score, theirs: Score) => [
    name,
    ...[ours.files, ours.pages].map(String),
    rate(ours),
    theirs.noLoader > 0 && theirs.read === 0 ? 'no loader' : rate(theirs),
  ];
  const all = { ...sumScores(Object.values(luodi)), seconds: first.reported };
  return [
    ['pages a second', 'files', 'pages', 'Luodi, with the index', `LangChain ${plainest!.name}, without one`],
    ...Object.entries(luodi).map(([format, score]) => row(format, score, plainest!.scores[format]!)),
    row('all in one run', all, sumScores(Object.values(plainest!.scores))),
  ];
}

/** Facts of a kind that still stand, as a share of all there are. */
function share(scores: readonly Score[], kind: FactKind, of: keyof Kept): string {
  const { kept } = sumScores(scores);
  return kept[kind].facts === 0 ? '–' : `${((100 * kept[kind][of]) / kept[kind].facts).toFixed(1)}%`;
}

function facts(measured: Measured): string[][] {
  const unread = new Set(
    Object.entries(measured.langchain[0]!.scores).flatMap(([format, { noLoader }]) =>
      noLoader > 0 ? format : [],
    ),
  );
  const every = Object.keys(measured.luodi);
  const loaded = every.filter((format) => !unread.has(format));
  return [
    headOf('whole in one piece', measured),
    ...FACT_KINDS.flatMap((kind) => {
      const lines = [factLine(kind, every, kind, 'inText', measured)];
      if (kind !== 'row') return lines;
      lines.push(factLine('row, its value named', every, kind, 'named', measured));
      lines.push(factLine('row, where LangChain has a loader', loaded, kind, 'inText', measured));
      lines.push(factLine('row, its value named, there', loaded, kind, 'named', measured));
      return lines;
    }),
  ];
}

function byFormat(measured: Measured): string[][] {
  const rows = Object.entries(measured.luodi).flatMap(([format, { kept }]) =>
    FACT_KINDS.filter((kind) => kept[kind].facts > 0).map((kind) =>
      factLine(`${format}, ${kind}`, [format], kind, 'inText', measured),
    ),
  );
  return [headOf('by format', measured), ...rows];
}

function headOf(name: string, { langchain }: Measured): string[] {
  return [name, 'facts', 'Luodi', 'with its place', ...langchain.map(({ name }) => `LangChain ${name}`)];
}

function factLine(
  name: string,
  formats: readonly string[],
  kind: FactKind,
  of: 'inText' | 'named',
  { luodi, langchain }: Measured,
): string[] {
  const among = (scores: Scores) => formats.map((format) => scores[format]!);
  const count = sumScores(among(luodi)).kept[kind].facts;
  const withPlace = of === 'inText' ? share(among(luodi), kind, 'withPlace') : '';
  const theirs = langchain.map(({ scores }) => share(among(scores), kind, of));
  return [name, String(count), share(among(luodi), kind, of), withPlace, ...theirs];
}

function pieces({ luodi, langchain }: Measured): string[][] {
  const systems = [
    { name: 'Luodi', scores: luodi },
    ...langchain.map((run) => ({ ...run, name: `LangChain ${run.name}` })),
  ];
  return [
    ['pieces', 'all', 'with running headers, footers or navigation in them', 'with �'],
    ...systems.map(({ name, scores }) => {
      const { pieces, noisyPieces, garbledPieces } = sumScores(Object.values(scores));
      return [name, ...[pieces, noisyPieces, garbledPieces].map(String)];
    }),
  ];
}
