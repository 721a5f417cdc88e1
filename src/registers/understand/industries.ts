import { readFileSync } from 'node:fs';

let loaded: Map<string, readonly string[]> | undefined;

/** The other names of an industry, Chinese and English; read once from `industries.tsv` beside this file. */
export function sameIndustries(name: string): readonly string[] {
  loaded ??= read();
  return loaded.get(name) ?? [];
}

/** Every Chinese name of an industry, for a zone that is called after what it is for. */
export function industryNames(): readonly string[] {
  loaded ??= read();
  return [...loaded.keys()].filter((name) => !/^[a-z]/.test(name));
}

function read(): Map<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  const tsv = readFileSync(new URL('./industries.tsv', import.meta.url), 'utf8');
  for (const line of tsv.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const names = line.split('|');
    for (const name of names) groups.set(name, [...(groups.get(name) ?? []), ...names]);
  }
  return groups;
}
