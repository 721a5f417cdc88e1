import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../src/language/fold.ts';
import { countTerms, passageTerms, toSparse } from '../src/language/terms.ts';
import { bigramId, stem, termSequence, tokenize, unigramId } from '../src/language/tokens.ts';

const tokensOf = (text: string) => tokenize(fold(text)).map(({ text }) => text);
const han = (text: string) => ({ text, han: true });
const word = (text: string) => ({ text, han: false });
const weightOf = (term: number, text: string, context?: string) => {
  const { terms, weights } = passageTerms(text, context);
  const at = terms.indexOf(term);
  return at < 0 ? 0 : weights[at]!;
};

describe('the tokens of a text', () => {
  it('are single Han characters, whole numbers and stemmed words', () => {
    expect(tokensOf('引进52个projects')).toEqual(['引', '进', '52', '个', 'project']);
    expect(tokensOf('1,638.77亿元')).toEqual(['1638.77', '亿', '元']);
    expect(tokensOf('（一）、。')).toEqual(['一']);
  });

  it('are the same however a word is inflected', () => {
    expect(stem('investments')).toBe(stem('investment'));
    expect(stem('signed')).toBe(stem('signing'));
    expect(stem('tax')).toBe('tax');
    for (const [form, base] of [
      ['brought', 'bring'],
      ['built', 'building'],
      ['used', 'use'],
      ['grew', 'grow'],
    ] as const)
      expect(stem(form)).toBe(stem(base));
  });
});

describe('term ids', () => {
  it('are a character, a pair in its order, and a word apart from both', () => {
    expect(unigramId(han('园'))).toBe('园'.charCodeAt(0));
    expect(bigramId(han('园'), han('区'))).not.toBe(bigramId(han('区'), han('园')));
    expect(unigramId(word('park'))).toBeGreaterThanOrEqual(0xc0000000);
    expect(unigramId(word('park'))).not.toBe(unigramId(word('parks')));
  });

  it('are unsigned 32-bit numbers for whatever characters', () => {
    const character = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 });
    fc.assert(
      fc.property(character, character, (first, second) => {
        for (const id of [unigramId(han(first)), unigramId(word(first)), bigramId(han(first), han(second))]) {
          expect(Number.isInteger(id) && id >= 0 && id <= 0xffffffff).toBe(true);
        }
      }),
    );
  });

  it('count words in both fields and pairs of neighbours only', () => {
    const { unigrams, bigrams, length } = countTerms('园区 park 园区');
    expect(length).toBe(5);
    expect(unigrams.get(unigramId(han('园')))).toBe(2);
    expect(bigrams.get(bigramId(han('园'), han('区')))).toBe(2);
    expect(bigrams.get(unigramId(word('park')))).toBe(1);
    expect(bigrams.has(bigramId(han('区'), han('园')))).toBe(false);
  });
});

describe('the terms of a passage', () => {
  it('are ascending, unique and of positive weight, from whatever text', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(text, text, (passage, context) => {
        const { terms, weights } = passageTerms(passage, context);
        expect(weights).toHaveLength(terms.length);
        for (let i = 1; i < terms.length; i++) expect(terms[i]).toBeGreaterThan(terms[i - 1]!);
        expect([...weights].every((weight) => weight > 0 && Number.isFinite(weight))).toBe(true);
      }),
    );
  });

  it('are the same in both scripts', () => {
    expect(passageTerms('產業園區總投資222.8億元')).toEqual(passageTerms('产业园区总投资222.8亿元'));
  });

  it('weigh more when repeated, less in a longer passage', () => {
    const term = unigramId(word('park'));
    expect(weightOf(term, 'park park zone')).toBeGreaterThan(weightOf(term, 'park zone'));
    expect(weightOf(term, 'park')).toBeGreaterThan(weightOf(term, `park ${'zone '.repeat(300)}`));
  });

  it('of the title are found too, at a lower weight than those of the passage', () => {
    const term = unigramId(word('park'));
    const inTitle = weightOf(term, 'zone', 'park');
    expect(inTitle).toBeGreaterThan(0);
    expect(inTitle).toBeLessThan(weightOf(term, 'zone park'));
  });

  it('do not depend on any other passage', () => {
    const before = passageTerms('园区总投资');
    for (let i = 0; i < 50; i++) passageTerms(`园区 ${i}`);
    expect(passageTerms('园区总投资')).toEqual(before);
  });
});

it('a sparse vector is sorted by unsigned id', () => {
  const { terms, weights } = toSparse(
    new Map([
      [0xffffffff, 1],
      [7, 2],
      [0x80000000, 3],
    ]),
  );
  expect([...terms]).toEqual([7, 0x80000000, 0xffffffff]);
  expect([...weights]).toEqual([2, 3, 1]);
});

describe('the sequence of a text', () => {
  it('is that of its tokens one by one, whatever the script', () => {
    const pieces = fc.constantFrom(
      '园區',
      '著',
      '𠮷野',
      '々',
      'Ünï',
      '㎡',
      '１２，０００',
      'A1号',
      'μa都',
      "park's",
      ' ',
      '，',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect([...termSequence(text)]).toEqual(tokenize(fold(text)).map(unigramId));
      }),
    );
  });
});
