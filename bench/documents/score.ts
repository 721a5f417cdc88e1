import { FACT_KINDS, type FactKind, type FileResult, judge, type Kept, type Piece } from './facts.ts';
import type { PackFile } from './pack.ts';

/** What one system made of one file. */
export interface ReadFile {
  path: string;
  status: 'read' | 'failed' | 'no loader';
  pieces: Piece[];
}

/** What one system made of the files of one format, or of all. */
export interface Score {
  files: number;
  read: number;
  failed: number;
  noLoader: number;
  /** Of the files that were read. */
  pages: number;
  /** What reading all files of the format takes. */
  seconds: number;
  kept: Record<FactKind, Kept>;
  pieces: number;
  noisyPieces: number;
  garbledPieces: number;
}

/** The scores by format, in the order of the pack; `seconds` is what each format takes. */
export function scoreByFormat(
  pack: readonly PackFile[],
  read: readonly ReadFile[],
  seconds: ReadonlyMap<string, number>,
): Map<string, Score> {
  const results = new Map(read.map((file) => [file.path, file]));
  const scores = new Map<string, Score>();
  for (const file of pack) {
    const score = scores.get(file.format) ?? { ...emptyScore(), seconds: seconds.get(file.format) ?? 0 };
    scores.set(file.format, score);
    const result = results.get(file.path) ?? { status: 'failed', pieces: [] };
    score.files += 1;
    score[result.status === 'no loader' ? 'noLoader' : result.status] += 1;
    if (result.status === 'read') score.pages += file.pages;
    addResult(score, judge(file.facts, result.pieces));
  }
  return scores;
}

/** All formats together. */
export function sumScores(scores: Iterable<Score>): Score {
  const sum = emptyScore();
  for (const score of scores) {
    for (const name of ['files', 'read', 'failed', 'noLoader', 'pages', 'seconds'] as const)
      sum[name] += score[name];
    addResult(sum, score);
  }
  return sum;
}

function addResult(score: Score, { kept, pieces, noisyPieces, garbledPieces }: FileResult): void {
  score.pieces += pieces;
  score.noisyPieces += noisyPieces;
  score.garbledPieces += garbledPieces;
  for (const kind of FACT_KINDS) {
    const [sum, more] = [score.kept[kind], kept[kind]];
    if (!more) continue;
    for (const name of ['facts', 'inText', 'withPlace', 'named'] as const) sum[name] += more[name];
  }
}

function emptyScore(): Score {
  const none = (): Kept => ({ facts: 0, inText: 0, withPlace: 0, named: 0 });
  return {
    ...{ files: 0, read: 0, failed: 0, noLoader: 0, pages: 0, seconds: 0 },
    kept: { row: none(), article: none(), order: none(), encoding: none(), note: none(), text: none() },
    ...{ pieces: 0, noisyPieces: 0, garbledPieces: 0 },
  };
}
