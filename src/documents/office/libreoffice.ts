import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { confinement, pathOnly, SETTINGS, variablesWithin } from './libreoffice-confinement.ts';

/** How a run of LibreOffice ended. */
export interface Run {
  /** The exit code; `null` where a signal ended it. */
  code: number | null;
  /** Whether it was killed because its time was over. */
  timedOut: boolean;
}

const STANDARD_PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['/Applications/LibreOffice.app/Contents/MacOS/soffice'],
  win32: [
    'C:\\Program Files\\LibreOffice\\program\\soffice.com',
    'C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com',
  ],
};
/** Windows takes no program without knowing where it is itself. */
const WINDOWS = { SystemRoot: 'C:\\Windows', PATH: 'C:\\Windows\\System32' };

/**
 * Absolute path of LibreOffice: on the PATH, or where its installer puts it; `undefined` if it is not here.
 *
 * @param searchPath the PATH to look on, instead of that of this process
 */
export function findLibreOffice(searchPath?: string): string | undefined {
  const isWindows = process.platform === 'win32';
  const onPath = isWindows
    ? spawnSync('where', ['soffice.com'], { encoding: 'utf8', windowsHide: true })
    : spawnSync('/bin/sh', ['-c', 'command -v soffice || command -v libreoffice'], {
        encoding: 'utf8',
        env: pathOnly(searchPath),
      });
  const found = onPath.status === 0 ? onPath.stdout.split(/\r?\n/)[0] : undefined;
  return found ?? STANDARD_PLACES[process.platform]?.find((file) => existsSync(file));
}

/**
 * Runs LibreOffice without a window, in a profile made for this run below `folder`: no macro runs, no link
 * is followed, nothing reaches the network. The program and all it has started are killed after
 * `mostMilliseconds`, when `signal` aborts, and when this process exits.
 *
 * @param what arguments that say what to do, with paths that we have named ourselves
 */
export async function runLibreOffice(
  what: readonly string[],
  options: {
    program: string;
    folder: string;
    searchPath?: string;
    mostMilliseconds: number;
    signal?: AbortSignal;
  },
): Promise<Run> {
  const { program, folder, searchPath } = options;
  const profile = join(folder, 'profile');
  await mkdir(join(profile, 'user'), { recursive: true });
  await writeFile(join(profile, 'user', 'registrymodifications.xcu'), SETTINGS);
  const [command, ...rest] = [
    ...confinement(folder, searchPath),
    program,
    `-env:UserInstallation=${pathToFileURL(profile)}`,
    ...['--headless', '--norestore', '--nologo', '--nodefault', '--nolockcheck'],
    ...what,
  ];
  const isWindows = process.platform === 'win32';
  const child = spawn(command!, rest, {
    cwd: folder,
    env: isWindows ? { ...WINDOWS, ...variablesWithin(folder) } : pathOnly(searchPath),
    stdio: 'ignore',
    // A process group of its own, because the program is a script that starts others.
    detached: !isWindows,
    windowsHide: true,
  });
  return endOf(child, options);
}

/** Waits for the end of the program, and brings it about where it must be. */
async function endOf(
  child: ChildProcess,
  { mostMilliseconds, signal }: { mostMilliseconds: number; signal?: AbortSignal },
): Promise<Run> {
  let timedOut = false;
  const kill = () => killGroup(child);
  const timer = setTimeout(() => {
    timedOut = true;
    kill();
  }, mostMilliseconds);
  signal?.addEventListener('abort', kill, { once: true });
  process.prependOnceListener('exit', kill);
  if (signal?.aborted) kill();
  try {
    return await new Promise<Run>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, timedOut }));
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
    process.removeListener('exit', kill);
    // What the program has started may outlive it.
    kill();
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // The group is gone already: that is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
