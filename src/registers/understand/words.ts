import { readFileSync } from 'node:fs';
import type { FieldName, RegisterName } from '../../register-types.ts';
import { wordKey } from './lexicon.ts';
import type { Dimension, Meaning, PlainKind, Stage, Utility } from './pieces.ts';

let loaded: ReadonlyMap<string, readonly Meaning[]> | undefined;

/** What the words of a register question mean, by their key; read once from `words.tsv` beside this file. */
export function questionWords(): ReadonlyMap<string, readonly Meaning[]> {
  loaded ??= parseWords(readFileSync(new URL('./words.tsv', import.meta.url), 'utf8'));
  return loaded;
}

function parseWords(tsv: string): Map<string, Meaning[]> {
  const words = new Map<string, Meaning[]>();
  for (const line of tsv.split('\n')) {
    const [kind, rest, chinese, english] = line.split('\t');
    if (line.startsWith('#') || !kind) continue;
    const meaning = meaningOf(kind, (rest ?? '').split(' ').filter(Boolean));
    for (const wording of `${chinese ?? ''}|${english ?? ''}`.split('|').filter(Boolean)) {
      const key = wordKey(wording);
      words.set(key, [...(words.get(key) ?? []), meaning]);
    }
  }
  return words;
}

/** The meaning that a line of the table names; the table is ours, and a test reads each of its lines. */
function meaningOf(kind: string, [first, second]: readonly string[]): Meaning {
  switch (kind) {
    case 'register':
      return { kind, register: first as RegisterName };
    case 'utility':
      return { kind, utility: first as Utility };
    case 'how-much':
      return first === undefined ? { kind } : { kind, of: first as FieldName | 'days' | 'size' };
    case 'sum':
    case 'field':
      return { kind, field: first as FieldName };
    case 'extreme':
      return {
        kind,
        direction: first === 'largest' ? first : 'smallest',
        ...(second !== undefined && { of: second as FieldName | 'days' }),
      };
    case 'dimension':
      return { kind, by: first as Dimension };
    case 'stage':
      return { kind, stage: first as Stage };
    default:
      return { kind: kind as PlainKind };
  }
}
