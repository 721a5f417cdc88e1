import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

export interface FolderContent {
  /** Paths inside the folder with forward slashes, in order. */
  files: string[];
  /** Links that are not followed, each with the reason. */
  skipped: { path: string; reason: string }[];
}

/**
 * Every file below a folder. Hidden files, hidden folders, the `~$` files of an office program that has a
 * document open, and `node_modules` are not looked at; a symbolic link counts as a file only if it leads to a file inside the folder.
 */
export async function listFolder(directory: string): Promise<FolderContent> {
  const content: FolderContent = { files: [], skipped: [] };
  await addFolder({ directory, inside: '', root: await realpath(directory) }, content);
  content.files.sort(byCodeUnits);
  return content;
}

async function addFolder(
  place: { directory: string; inside: string; root: string },
  content: FolderContent,
): Promise<void> {
  const entries = await readdir(join(place.directory, place.inside), { withFileTypes: true });
  for (const entry of entries) {
    if (/^(?:\.|~\$)/.test(entry.name) || entry.name === 'node_modules') continue;
    const path = place.inside === '' ? entry.name : `${place.inside}/${entry.name}`;
    if (entry.isDirectory()) await addFolder({ ...place, inside: path }, content);
    else if (entry.isSymbolicLink()) await addLink({ ...place, inside: path }, content);
    else content.files.push(path);
  }
}

async function addLink(
  link: { directory: string; inside: string; root: string },
  content: FolderContent,
): Promise<void> {
  const reason = await whyNotFollowed(join(link.directory, link.inside), link.root);
  if (reason === undefined) content.files.push(link.inside);
  else content.skipped.push({ path: link.inside, reason });
}

async function whyNotFollowed(file: string, root: string): Promise<string | undefined> {
  const target = await realpath(file).catch(() => undefined);
  if (target === undefined) return 'a symbolic link that leads nowhere';
  if (target !== root && !target.startsWith(root + sep))
    return 'a symbolic link that leads out of the folder';
  return (await stat(target)).isFile() ? undefined : 'a symbolic link to a folder';
}

function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
