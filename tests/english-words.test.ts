import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fold } from '../src/language/fold.ts';
import { stem } from '../src/language/tokens.ts';
import { glossary } from '../src/retrieval/glossary/glossary.ts';

const file = new URL('../src/retrieval/glossary/everyday.tsv', import.meta.url);
const entries = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [english = '', chinese = '', ...rest] = line.split('\t');
    return { line, english, chinese: chinese.split('|'), rest };
  });

describe('everyday English', () => {
  it('has one English and one Chinese column on every line', () => {
    const broken = entries.filter(
      ({ english, chinese, rest }) =>
        !/^[a-z0-9]+(?:[ '&-]+[a-z0-9]+)*$/.test(english) || !chinese[0] || rest.length > 0,
    );
    expect(broken.map(({ line }) => line)).toEqual([]);
  });

  it('gives every word once, whatever its endings and hyphens', () => {
    const seen = new Set<string>();
    const twice = entries.filter(({ english }) => {
      const key = english.split(/[ -]+/).map(stem).join(' ');
      return seen.size === seen.add(key).size;
    });
    expect(twice.map(({ english }) => english)).toEqual([]);
  });

  it('writes Chinese in Simplified characters, without repeating a wording', () => {
    const odd = entries.filter(
      ({ chinese }) =>
        new Set(chinese).size !== chinese.length ||
        chinese.some((wording) => !/^\p{Script=Han}+$/u.test(wording) || fold(wording) !== wording),
    );
    expect(odd.map(({ line }) => line)).toEqual([]);
  });

  it('is searched beside the terms of the trade', () => {
    expect(glossary().byEnglish.get(stem('load'))).toContain('荷载');
    expect(glossary().byEnglish.get('first bus')).toContain('首班');
  });

  it('makes no synonyms of what one word may stand for', () => {
    expect(glossary().siblings.get('条件') ?? []).not.toContain('情况');
    expect(glossary().terms.has('末班')).toBe(false);
  });
});
