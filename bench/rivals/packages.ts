import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const PACKAGES = join(import.meta.dirname, 'package.json');

/**
 * Installs the packages that Luodi is compared with into a folder under the system's temporary folder, once a
 * version, and returns the folder. Nothing of them runs while they are installed.
 */
export async function installRivals(): Promise<string> {
  const wanted = await readFile(PACKAGES);
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `luodi-bench-rivals-${name}`);
  const done = join(folder, 'installed');
  if (existsSync(done)) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), wanted);
  const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
  // npm chooses by the Node it runs under: it has to be the one that runs the packages.
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` };
  await promisify(execFile)('npm', ['install', ...options], { cwd: folder, env });
  await writeFile(done, '');
  return folder;
}

/** What an installed package exports; of a CommonJS package, what it gives to `require`. */
export async function loadRival<T>(folder: string, name: string): Promise<T> {
  const installed = createRequire(join(folder, 'package.json'));
  const module = (await import(pathToFileURL(installed.resolve(name)).href)) as T & { default?: T };
  return module.default ?? module;
}

/** Name and pinned version, as a table shows them. */
export async function rivalVersion(name: string): Promise<string> {
  const { dependencies } = JSON.parse(await readFile(PACKAGES, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return `${name} ${dependencies[name]}`;
}
