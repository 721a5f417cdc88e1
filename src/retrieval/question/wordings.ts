import type { Figure } from '../../language/figures.ts';
import { bigramId, tokenize, unigramId } from '../../language/tokens.ts';
import { glossary } from '../glossary/glossary.ts';
import type { Alternative, QueryUnit } from './query.ts';

/** Another way to write a thing: the ids of its pairs and words, or of its one character. */
export function alternative(wording: string, factor: number): Alternative {
  const tokens = tokenize(wording);
  const terms: number[] = [];
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1];
    if (!token.han) terms.push(unigramId(token));
    else if (next?.han) terms.push(bigramId(token, next));
    else if (tokens.length === 1) terms.push(unigramId(token));
  }
  return { terms, factor, wording };
}

/** A unit that is one word or phrase. */
export function ofOneWord(label: string, alternatives: Alternative[]): QueryUnit {
  return { field: 'bigram', label, word: label, emphasis: 1, focus: false, alternatives };
}

/** RMB 10 billion is written 100亿 or 百亿 in Chinese, 10 billion in English. */
export function amountUnit(raw: string, value: number): QueryUnit {
  const alternatives = [alternative(raw, 1)];
  if (value >= 1e8) alternatives.push(alternative(`${value / 1e8}亿`, 1));
  else alternatives.push(alternative(`${value / 1e4}万`, 1));
  const round = ROUND_AMOUNTS.get(value);
  if (round) alternatives.push(alternative(round, 1));
  return ofOneWord(raw, alternatives);
}

const ROUND_AMOUNTS = new Map([
  [1e9, '十亿'],
  [1e10, '百亿'],
  [1e11, '千亿'],
  [1e12, '万亿'],
]);

/** A figure in Chinese numerals, 两个亿 or 三个月, which a document may write 2亿 or 3个月. */
export function numeralUnit({ raw, value }: Figure, focus: boolean): QueryUnit {
  const counter = /[^零〇一二两三四五六七八九十百千万亿个多余]*$/.exec(raw)![0];
  const classifier = /个(?=[^亿万]*$)/.test(raw) ? '个' : '';
  const digits = value >= 1e8 ? `${value / 1e8}亿` : value >= 1e4 ? `${value / 1e4}万` : `${value}`;
  const alternatives = [alternative(raw, 1), alternative(`${digits}${classifier}${counter}`, 1)];
  return { ...ofOneWord(raw, alternatives), focus };
}

/** 百亿 is written 100亿 as well. */
export function inDigits(pair: string): Alternative[] {
  const value = ROUND_NUMERALS[pair];
  return value ? [alternative(value, 1)] : [];
}

const ROUND_NUMERALS: Record<string, string> = {
  十亿: '10亿',
  百亿: '100亿',
  千亿: '1000亿',
  十万: '10万',
  百万: '100万',
  千万: '1000万',
};

/** Glossary wordings of a Han run, longest first from the left, with the wordings that mean the same. */
export function synonymsIn(text: string): { start: number; end: number; wordings: string[] }[] {
  const { siblings, longestWording } = glossary();
  const found: { start: number; end: number; wordings: string[] }[] = [];
  for (let start = 0; start < text.length - 1; start++) {
    for (let length = Math.min(longestWording, text.length - start); length >= 2; length--) {
      const wordings = siblings.get(text.slice(start, start + length));
      if (!wordings?.length) continue;
      found.push({ start, end: start + length, wordings });
      start += length - 1;
      break;
    }
  }
  return found;
}
