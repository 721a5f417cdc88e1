import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether LibreOffice is here to make office files with; where not, what needs them is skipped by name. */
export const HAS_LIBREOFFICE = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).status === 0;

/** What a suite is called that needs LibreOffice, with the reason where it is skipped. */
export function officeSuite(title: string): string {
  return HAS_LIBREOFFICE ? title : `${title} (skipped: no LibreOffice)`;
}

/** A document as it is written by hand: flat OpenDocument (`.fodt`, `.fods`, `.fodp`) or HTML, by file name. */
export type OfficeSources = Record<string, string>;

/**
 * Lets LibreOffice save documents in one of its formats, as a person at the program would.
 *
 * @param format `docx`, `xlsx`, `pptx`, `pdf`, `doc`, `xls`, or an extension with a filter as `soffice` takes it
 * @returns the bytes by file name, with the new extension: `policy.fodt` gives `policy.docx`
 */
export async function saveAs(format: string, sources: OfficeSources): Promise<Record<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'luodi-office-'));
  const output = join(folder, 'out');
  try {
    await mkdir(output);
    for (const [name, source] of Object.entries(sources)) await writeFile(join(folder, name), source);
    const files = Object.keys(sources).map((name) => join(folder, name));
    // A profile of its own: two runs of the program on one profile stop each other.
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    await run('soffice', [profile, '--headless', '--convert-to', format, '--outdir', output, ...files]);
    const saved: Record<string, Buffer> = {};
    for (const name of Object.keys(sources)) {
      const made = `${basename(name, extname(name))}.${format.split(':')[0]}`;
      if (!existsSync(join(output, made))) throw new Error(`LibreOffice did not save ${name} as ${format}.`);
      saved[made] = await readFile(join(output, made));
    }
    return saved;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
