import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fold } from '../src/language/fold.ts';
import { stem } from '../src/language/tokens.ts';

const file = new URL('../src/retrieval/glossary/glossary.tsv', import.meta.url);
const lines = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const entries = lines.map((line) => {
  const [english = '', chinese = '', ...rest] = line.split('\t');
  return { line, english, chinese: chinese.split('|'), rest };
});

const QUESTION_WORDS = [
  'who',
  'what',
  'when',
  'where',
  'which',
  'why',
  'how',
  'how many',
  'how much',
  'is',
  'the',
];

describe('the bilingual glossary', () => {
  it('holds at least a thousand entries', () => {
    expect(entries.length).toBeGreaterThanOrEqual(1000);
  });

  it('has one English and one Chinese column on every line', () => {
    const broken = entries.filter(({ english, chinese, rest }) => !english || !chinese[0] || rest.length > 0);
    expect(broken.map(({ line }) => line)).toEqual([]);
  });

  it('writes English in lower case, with single spaces and no stray punctuation', () => {
    const odd = entries.filter(({ english }) => !/^[a-z0-9]+(?:[ '&-]+[a-z0-9]+)*$/.test(english));
    expect(odd.map(({ english }) => english)).toEqual([]);
    expect(entries.filter(({ english }) => english.includes('  '))).toEqual([]);
  });

  it('gives every English term once, whatever its endings and hyphens', () => {
    const seen = new Set<string>();
    const twice = entries.filter(({ english }) => {
      const key = english.split(/[ -]+/).map(stem).join(' ');
      return seen.size === seen.add(key).size;
    });
    expect(twice.map(({ english }) => english)).toEqual([]);
  });

  it('writes every Chinese term with Han characters, in Simplified script, without repeating one', () => {
    const odd = entries.filter(
      ({ chinese }) =>
        new Set(chinese).size !== chinese.length ||
        chinese.some(
          (term) => !/\p{Script=Han}/u.test(term) || /[\s\p{P}]/u.test(term.replaceAll('、', '')),
        ) ||
        chinese.some((term) => fold(term) !== term.normalize('NFKC').toLowerCase()),
    );
    expect(odd.map(({ line }) => line)).toEqual([]);
  });

  it('leaves question words out', () => {
    const words = new Set(entries.map(({ english }) => english));
    expect(QUESTION_WORDS.filter((word) => words.has(word))).toEqual([]);
  });

  it.each([
    ['actually used foreign capital', '实际使用外资'],
    ['high-tech zone', '高新区'],
    ['standard factory building', '标准厂房'],
    ['first working day', '第一个工作日'],
    ['ahead of schedule', '提前'],
    ['total investment', '总投资'],
  ])('knows %s', (english, chinese) => {
    expect(entries.find((entry) => entry.english === english)?.chinese).toContain(chinese);
  });
});
