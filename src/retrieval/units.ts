import { readFigures } from '../language/figures.ts';
import { bigramId, stem, type Token, tokenize, unigramId } from '../language/terms.ts';
import { glossary } from './glossary.ts';
import type { Alternative, QueryUnit } from './query.ts';
import { blankQuestionWords, interrogatives, isEnglishFiller } from './question-words.ts';

/** How much a synonym counts beside the asker's own word. */
const SYNONYM = 0.7;
/** What stands within so many characters of the question word is what is asked for. */
const FOCUS_REACH = 6;
/** A word that neither glossary nor documents know may be a name or mere style. */
const UNKNOWN_WORD_EMPHASIS = 0.6;

/** Han spellings of names written in pinyin, by pinyin: `leiyang` → `耒阳`. */
export type NameSpellings = ReadonlyMap<string, readonly string[]>;

interface Run {
  text: string;
  start: number;
  han: boolean;
}

/**
 * Units of meaning of a folded question: single Han characters, pairs of them, and words or phrases of
 * other scripts, each with the other wordings by which documents may know it.
 */
export function readUnits(folded: string, names: NameSpellings = new Map()): QueryUnit[] {
  const content = blankQuestionWords(folded);
  const focus = focusOf(folded);
  const units: QueryUnit[] = [];
  for (const run of runsOf(content)) {
    if (run.han) units.push(...hanUnits(run, focus));
    else units.push(...wordUnits(run.text, names));
  }
  return units;
}

/** Words of a folded question that may be names in pinyin, for `KnowledgeStore.namesByPinyin`. */
export function pinyinCandidates(folded: string): string[] {
  const words = folded.match(/[a-z]{4,}/g) ?? [];
  return [...new Set(words.filter((word) => !isEnglishFiller(word)))];
}

function runsOf(content: string): Run[] {
  const runs: Run[] = [];
  for (const match of content.matchAll(/\p{Script=Han}+|[^\p{Script=Han}]+/gu)) {
    runs.push({ text: match[0], start: match.index, han: /^\p{Script=Han}/u.test(match[0]) });
  }
  return runs;
}

function focusOf(folded: string): (offset: number) => boolean {
  const marks = interrogatives(folded);
  if (marks.length === 0) return () => false;
  return (offset) =>
    marks.some(({ start, end }) => {
      const [from, to] = offset < start ? [offset, start] : [end, offset];
      return to - from <= FOCUS_REACH && !/[,，。;；:：?？]/.test(folded.slice(from, to));
    });
}

function hanUnits(run: Run, inFocus: (offset: number) => boolean): QueryUnit[] {
  const tokens = tokenize(run.text);
  const synonyms = synonymsIn(run.text);
  const units: QueryUnit[] = [];
  let offset = run.start;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const shared = { emphasis: 1, focus: inFocus(offset) };
    units.push({
      field: 'unigram',
      label: token.text,
      ...shared,
      alternatives: [{ terms: [unigramId(token)], factor: 1 }],
    });
    const next = tokens[i + 1];
    if (next) {
      const at = offset - run.start;
      const others = synonyms
        .filter(({ start, end }) => start <= at && at + token.text.length < end)
        .flatMap(({ wordings }) => wordings.map((wording) => alternative(wording, SYNONYM)));
      units.push({
        field: 'bigram',
        label: token.text + next.text,
        ...shared,
        alternatives: [
          { terms: [bigramId(token, next)], factor: 1 },
          ...others,
          ...inDigits(token.text + next.text),
        ],
      });
    }
    offset += token.text.length;
  }
  return units;
}

/** Glossary wordings of a Han run, longest first from the left, with the wordings that mean the same. */
function synonymsIn(text: string): { start: number; end: number; wordings: string[] }[] {
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

/** Units of a stretch without Han characters: glossary phrases, amounts, names, other words and numbers. */
function wordUnits(text: string, names: NameSpellings): QueryUnit[] {
  const amounts = readFigures(text).filter((figure) => figure.value >= 1e4);
  const plain = amounts.reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
  const found = amounts.map(({ raw, value, start }) => ({ unit: amountUnit(raw, value), start }));
  const words = [...plain.matchAll(/[a-z]+(?:['’][a-z]+)?|\d+(?:\.\d+)?|[\p{L}\p{N}]+/gu)];
  for (let i = 0; i < words.length; ) {
    const rest = words.slice(i).map(([word]) => word);
    const phrase = longestPhrase(rest);
    const unit = phrase?.unit ?? wordUnit(rest[0]!, names);
    if (unit) found.push({ unit, start: words[i]!.index });
    i += phrase?.length ?? 1;
  }
  return markEnglishFocus(text, found);
}

// "How many projects": what is asked for follows. "When did the project start": it comes last.
const ASKED_NEXT = /\bhow (?:many|much)\b|\bwhat(?: kinds? of| types? of)?\b|\bwhich\b/g;
const ASKED_LAST = /\bwhen\b|\bwhere\b|\bhow long\b|\bwho\b/g;

function markEnglishFocus(text: string, found: { unit: QueryUnit; start: number }[]): QueryUnit[] {
  const ordered = found.sort((a, b) => a.start - b.start);
  const focus = new Set<QueryUnit>();
  for (const match of text.matchAll(ASKED_NEXT)) {
    const next = ordered.find(({ start }) => start > match.index);
    if (next) focus.add(next.unit);
  }
  for (const match of text.matchAll(ASKED_LAST)) {
    const last = ordered.filter(({ start }) => start > match.index).at(-1);
    if (last) focus.add(last.unit);
  }
  return ordered.map(({ unit }) => ({ ...unit, focus: focus.has(unit) }));
}

/** The longest glossary phrase that the words begin with. */
function longestPhrase(words: readonly string[]): { unit: QueryUnit; length: number } | undefined {
  const { byEnglish, longestPhrase } = glossary();
  for (let length = Math.min(longestPhrase, words.length); length >= 1; length--) {
    const phrase = words.slice(0, length);
    if (length === 1 && isEnglishFiller(phrase[0]!)) return undefined;
    const stems = phrase.map(stem);
    const wordings = byEnglish.get(stems.join(' '));
    if (!wordings) continue;
    const own = stems
      .filter((_, i) => !isEnglishFiller(phrase[i]!))
      .map((word) => unigramId({ text: word, han: false }));
    const alternatives = [{ terms: own, factor: 1 }, ...wordings.map((wording) => alternative(wording, 1))];
    return {
      unit: { field: 'bigram', label: phrase.join(' '), emphasis: 1, focus: false, alternatives },
      length,
    };
  }
  return undefined;
}

function wordUnit(word: string, names: NameSpellings): QueryUnit | undefined {
  if (isEnglishFiller(word)) return undefined;
  const spellings = names.get(word) ?? [];
  const own = { terms: [unigramId({ text: stem(word), han: false })], factor: 1 };
  const known = spellings.length > 0 || /\d/.test(word);
  return {
    field: 'bigram',
    label: word,
    emphasis: known ? 1 : UNKNOWN_WORD_EMPHASIS,
    focus: false,
    alternatives: [own, ...spellings.map((spelling) => alternative(spelling, 1))],
  };
}

/** RMB 10 billion is written 100亿 or 百亿 in Chinese, 10 billion in English. */
function amountUnit(raw: string, value: number): QueryUnit {
  const alternatives = [alternative(raw, 1)];
  if (value >= 1e8) alternatives.push(alternative(`${value / 1e8}亿`, 1));
  else alternatives.push(alternative(`${value / 1e4}万`, 1));
  const round = ROUND_AMOUNTS.get(value);
  if (round) alternatives.push(alternative(round, 1));
  return { field: 'bigram', label: raw, emphasis: 1, focus: false, alternatives };
}

const ROUND_AMOUNTS = new Map([
  [1e9, '十亿'],
  [1e10, '百亿'],
  [1e11, '千亿'],
  [1e12, '万亿'],
]);

/** 百亿 is written 100亿 as well. */
function inDigits(pair: string): Alternative[] {
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

/** Another way to write a thing: the ids of its pairs and words, or of its one character. */
function alternative(wording: string, factor: number): Alternative {
  const tokens = tokenize(wording);
  const terms: number[] = [];
  for (const [i, token] of tokens.entries()) {
    const next: Token | undefined = tokens[i + 1];
    if (!token.han) terms.push(unigramId(token));
    else if (next?.han) terms.push(bigramId(token, next));
    else if (tokens.length === 1) terms.push(unigramId(token));
  }
  return { terms, factor };
}
