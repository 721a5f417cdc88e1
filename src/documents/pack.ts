import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { AppError } from '../errors.ts';
import type { DocumentSource, Pack } from '../types.ts';
import { type FolderContent, listFolder } from './folder.ts';
import { fieldOfColumn } from './pack-columns.ts';
import type { PackDescription, PackEntry } from './pack-schema.ts';
import { parsePackYaml } from './pack-yaml.ts';
import { READERS } from './readers.ts';

/** Extensions that a reader takes. */
const READABLE = READERS.flatMap(({ extensions }) => extensions);

/** Extensions of older and other office formats, which are converted before they are read. */
export const CONVERTIBLE: readonly string[] = [
  ...['.doc', '.xls', '.ppt', '.wps', '.et', '.dps', '.rtf', '.odt', '.ods', '.odp'],
];

/**
 * The documents of a folder: what its `pack.yaml` names, or without one every readable file, public. What is
 * not read is in `skipped` with the reason; a folder with nothing readable gives a pack without documents.
 * @throws AppError `bad-input` when there is no such folder; `misconfigured` for a mistake in `pack.yaml`.
 */
export async function readPack(directory: string): Promise<Pack> {
  const folder = resolve(directory);
  await requireFolder(folder, directory);
  const content = await listFolder(folder).catch((cause) => {
    throw new AppError('bad-input', `The folder ${directory} cannot be read: ${cause.message}.`, {
      next: 'Give the user that runs Luodi the right to read it and what is in it.',
      cause,
    });
  });
  const description = await describePack(folder, content);
  const chosen = description.documents
    ? await chooseNamed(folder, content.files, description.documents)
    : chooseReadable(folder, content.files);
  return {
    directory: folder,
    name: description.name ?? basename(folder),
    languages: description.languages ?? ['zh-Hans', 'zh-Hant', 'en'],
    timezone: description.timezone ?? 'Asia/Shanghai',
    contact: description.contact,
    documents: chosen.documents,
    skipped: [...content.skipped, ...chosen.skipped],
  };
}

async function requireFolder(folder: string, asGiven: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (!found) {
    throw new AppError('bad-input', `There is no folder ${asGiven}.`, {
      next: 'Create it and put the documents into it, or name another folder with --pack.',
    });
  }
  if (!found.isDirectory()) {
    throw new AppError('bad-input', `${asGiven} is a file, not a folder.`, {
      next: 'Name the folder that contains it.',
    });
  }
}

/** A description under another spelling must not be passed over: it may keep staff documents from the public. */
async function describePack(folder: string, content: FolderContent): Promise<PackDescription> {
  const named = [...content.files, ...content.skipped.map(({ path }) => path)].find((path) =>
    /^pack\.ya?ml$/i.test(path),
  );
  if (named === undefined) return {};
  if (named !== 'pack.yaml') {
    throw new AppError('misconfigured', `${named} must be called pack.yaml.`, { next: 'Rename the file.' });
  }
  const source = await readFile(join(folder, named), 'utf8').catch((cause) => {
    throw new AppError('misconfigured', `pack.yaml cannot be read: ${cause.message}.`, {
      next: 'Make pack.yaml a readable file of the folder.',
      cause,
    });
  });
  return parsePackYaml(source);
}

type Chosen = Pick<Pack, 'documents' | 'skipped'>;

function chooseReadable(folder: string, files: readonly string[]): Chosen {
  const chosen: Chosen = { documents: [], skipped: [] };
  for (const path of files) {
    if (path === 'pack.yaml' || path === 'incentives.yaml') continue;
    if (isReadable(path)) chosen.documents.push({ path, file: join(folder, path), audience: 'public' });
    else chosen.skipped.push({ path, reason: noReader(path) });
  }
  return chosen;
}

/** Where two entries match one file, the first one describes it; if any keeps it for staff, it is for staff. */
async function chooseNamed(
  folder: string,
  files: readonly string[],
  entries: readonly PackEntry[],
): Promise<Chosen> {
  const chosen: Chosen = { documents: [], skipped: [] };
  const taken = new Set<string>(['pack.yaml']);
  const matches = await Promise.all(
    entries.map(async (entry) => ({ entry, matching: await filesOf(folder, files, entry.path) })),
  );
  const forStaff = new Set(
    matches.flatMap(({ entry, matching }) => (entry.audience === 'staff' ? matching : [])),
  );
  for (const { entry, matching } of matches) {
    if (matching.length === 0) {
      const reason = isDynamicPattern(entry.path)
        ? 'named in pack.yaml, matches no file'
        : 'named in pack.yaml, not found';
      chosen.skipped.push({ path: entry.path, reason });
    }
    for (const path of matching) {
      if (taken.has(path)) continue;
      taken.add(path);
      const audience = forStaff.has(path) ? 'staff' : 'public';
      if (isReadable(path)) chosen.documents.push({ ...sourceOf(entry, path, folder), audience });
      else chosen.skipped.push({ path, reason: noReader(path) });
    }
  }
  for (const path of files) {
    if (!taken.has(path) && isReadable(path)) chosen.skipped.push({ path, reason: 'not named in pack.yaml' });
  }
  return chosen;
}

/** A file of exactly that name goes before a pattern: brackets are common in the names of notices. */
async function filesOf(folder: string, files: readonly string[], pattern: string): Promise<string[]> {
  const wanted = pattern.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  // macOS writes names in decomposed form.
  const exact = files.filter((path) => path.normalize('NFC') === wanted.normalize('NFC'));
  if (exact.length > 0 || !isDynamicPattern(wanted)) return exact;
  const matching = new Set(
    await glob(wanted, { cwd: folder, followSymbolicLinks: false, expandDirectories: false }),
  );
  return files.filter((path) => matching.has(path));
}

function sourceOf(entry: PackEntry, path: string, folder: string): Omit<DocumentSource, 'audience'> {
  return {
    path,
    file: join(folder, path),
    title: entry.title,
    type: entry.type,
    zone: entry.zone,
    columns: entry.columns && columnsByField(entry.columns),
    documentNumber: entry.document_number,
    effectiveFrom: entry.effective_from,
    effectiveTo: entry.effective_to,
    supersedes: entry.supersedes,
    sourceUrl: entry.source_url,
    location: entry.location,
    event: entry.event && {
      id: entry.event.id,
      startsOn: entry.event.starts_on,
      endsOn: entry.event.ends_on,
    },
  };
}

function columnsByField(columns: Record<string, string>): DocumentSource['columns'] {
  return Object.fromEntries(Object.entries(columns).map(([key, heading]) => [fieldOfColumn(key)!, heading]));
}

function isReadable(path: string): boolean {
  const extension = extname(path).toLowerCase();
  return READABLE.includes(extension) || CONVERTIBLE.includes(extension);
}

function noReader(path: string): string {
  const extension = extname(path).toLowerCase();
  return extension === '' ? 'no reader for files without an extension' : `no reader for ${extension}`;
}
