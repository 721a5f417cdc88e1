import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished } from 'vitest';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
/** The user "nobody": where tests run as root, who may read everything, this one may not. */
const NOBODY = 65534;

export interface CommandOptions {
  env?: Record<string, string>;
  input?: string;
  /** Where it runs, and looks for `.env`; a folder without one unless set. */
  cwd?: string;
  /** Runs as a user without rights, where the tests themselves run as root. */
  unprivileged?: boolean;
}

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

const IS_ROOT = process.getuid?.() === 0;

/** Whether Luodi can be run as a user without rights: always, unless root keeps the repository to itself. */
export const CAN_RUN_UNPRIVILEGED =
  !IS_ROOT || spawnSync(process.execPath, [MAIN, '--help'], { uid: NOBODY, gid: NOBODY }).status === 0;

/** Starts the command line outside the repository, so that no `.env` and no variable of ours is read. */
export function startLuodi(args: readonly string[], options: CommandOptions = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { PATH: process.env.PATH, LUODI_LOG_LEVEL: 'warn', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.unprivileged && IS_ROOT && { uid: NOBODY, gid: NOBODY }),
  });
}

/** Runs the command line to its end. */
export async function luodi(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const child = startLuodi(args, options);
  const stdout = collect(child.stdout!);
  const stderr = collect(child.stderr!);
  child.stdin!.on('error', () => {});
  child.stdin!.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout: stdout(), stderr: stderr() };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

/** The first line of a stream that matches; throws when the stream ends without one. */
export async function lineOf(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  for await (const line of createInterface({ input: stream })) if (pattern.test(line)) return line;
  throw new Error(`No line matches ${pattern}.`);
}

/** A new folder that holds `files` by their paths. */
export async function folderOf(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'luodi-test-'));
  await addFiles(folder, files);
  return folder;
}

/** Writes files into a folder, with the folders that they stand in. */
export async function addFiles(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** `folderOf` within a test, which removes it when it has finished. */
export async function testFolder(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const folder = await folderOf(files);
  onTestFinished(() => removeFolders([folder]));
  return folder;
}

/** Removes folders that `folderOf` made. */
export async function removeFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}

/** The lines of an output, without an empty last one. */
export function linesOf(output: string): string[] {
  return output.split('\n').filter((line) => line !== '');
}

/** The one line that a command ends with, and its exit code. */
export async function refusal(args: readonly string[], options?: CommandOptions) {
  const { code, stdout, stderr } = await luodi(args, options);
  expect(stdout).toBe('');
  const lines = linesOf(stderr);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/\bat .*\.[jt]s:\d/);
  return [code, lines[0]];
}
