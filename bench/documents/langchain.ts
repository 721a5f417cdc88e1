import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
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

const PACKAGES = join(import.meta.dirname, '..', 'rivals', 'package.json');

/** Reads files of a pack, one after the other, in a process of its own. */
export async function readWithLangchain(
  pack: string,
  paths: readonly string[],
): Promise<{ files: RivalFile[] } & Omit<WatchedRun, 'output'>> {
  const packages = await install();
  const script = join(import.meta.dirname, 'langchain-child.ts');
  const { output, ...run } = await runWatched([script, packages, pack, JSON.stringify(paths)], {});
  // A parser of PDF writes warnings to standard output; what is printed last is the result.
  return { files: JSON.parse(output.slice(output.lastIndexOf('[{"path"'))) as RivalFile[], ...run };
}

/** Installs the packages of bench/rivals into a folder under the system's temporary folder, once a version. */
async function install(): Promise<string> {
  const wanted = await readFile(PACKAGES);
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `luodi-bench-rivals-${name}`);
  const done = join(folder, 'installed');
  if (existsSync(done)) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), wanted);
  const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', ['install', ...options], { cwd: folder });
  await writeFile(done, '');
  return folder;
}
