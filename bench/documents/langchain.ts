import { join } from 'node:path';
import { installRivals } from '../rivals/packages.ts';
import { runWatched, type WatchedRun } from './processes.ts';

/** What became of a file with LangChain's loaders and splitter. */
export interface RivalFile {
  /** Path inside the pack. */
  path: string;
  status: 'read' | 'failed' | 'no loader';
  reason?: string;
  ms: number;
  texts: string[];
}

/** How the loaders and the splitter are set. */
export interface Setting {
  name: string;
  /** Characters of a chunk at most, and those that neighbours share. */
  chunk: readonly [size: number, overlap: number];
  /** With what a user who reads its documentation sets for Chinese pages; else as it comes. */
  isForChinese: boolean;
}

/** From the plainest to the kindest: the last is the size that the splitter has unless told otherwise. */
export const SETTINGS: readonly Setting[] = [
  { name: '500/50', chunk: [500, 50], isForChinese: false },
  { name: '500/50, set for Chinese', chunk: [500, 50], isForChinese: true },
  { name: '1000/200, set for Chinese', chunk: [1000, 200], isForChinese: true },
];

/** Reads files of a pack, one after the other, in a process of its own. */
export async function readWithLangchain(
  pack: string,
  paths: readonly string[],
  setting: Setting,
): Promise<{ files: RivalFile[] } & Omit<WatchedRun, 'output'>> {
  const packages = await installRivals();
  const script = join(import.meta.dirname, 'langchain-child.ts');
  const orders = JSON.stringify({ paths, setting });
  const { output, ...run } = await runWatched([script, packages, pack, orders], {});
  // A parser of PDF writes warnings to standard output; what is printed last is the result.
  return { files: JSON.parse(output.slice(output.lastIndexOf('[{"path"'))) as RivalFile[], ...run };
}
