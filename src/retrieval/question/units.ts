import { readFigures } from '../../language/figures.ts';
import { bigramId, CODE, stem, tokenize, unigramId } from '../../language/tokens.ts';
import { glossary, phraseKey } from '../glossary/glossary.ts';
import { impliedUnits } from './implied.ts';
import type { QueryTerm, QueryUnit } from './query.ts';
import { blankQuestionWords, interrogatives, isEnglishFiller } from './question-words.ts';
import { alternative, amountUnit, inDigits, numeralUnit, ofOneWord, synonymsIn } from './wordings.ts';

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
  const blanked = blankQuestionWords(folded);
  const focus = focusOf(folded);
  // 一 is as often "a" or "per" as it is a number.
  const numerals = readFigures(blanked).filter(({ raw, value }) => value > 1 && !/[a-z\d]/.test(raw));
  const content = withoutStretches(blanked, numerals);
  const units = numerals.map((figure) => numeralUnit(figure, focus(figure.start)));
  for (const run of runsOf(content)) {
    if (run.han) units.push(...hanUnits(run, focus));
    else units.push(...wordUnits(run.text, names));
  }
  units.push(...impliedUnits(folded));
  return units;
}

/** Terms of the trade, as the glossary has them, in a folded question. */
export function readTerms(folded: string): QueryTerm[] {
  const focus = focusOf(folded);
  return runsOf(blankQuestionWords(folded)).flatMap((run) => {
    if (!run.han) return wordUnits(run.text, new Map()).flatMap(asTerm);
    return synonymsIn(run.text).flatMap(({ start, end, wordings }) => {
      const text = run.text.slice(start, end);
      if (![text, ...wordings].some((wording) => glossary().terms.has(wording))) return [];
      const ids = [text, ...wordings].map((wording) => alternative(wording, 1).terms);
      return [{ text, wordings: ids, focus: focus(run.start + start) }];
    });
  });
}

/** A phrase that the glossary knows has wordings beside its own. */
function asTerm({ label, alternatives, focus }: QueryUnit): QueryTerm[] {
  if (alternatives.length < 2 || /\d/.test(label)) return [];
  return [{ text: label, wordings: alternatives.map(({ terms }) => terms), focus }];
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
  const words = wordsOf(run.text);
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
    if (token.han && next?.han) {
      const at = offset - run.start;
      const others = synonyms
        .filter(({ start, end }) => start <= at && at + token.text.length < end)
        .flatMap(({ wordings }) => wordings.map((wording) => alternative(wording, SYNONYM)));
      const word = words.find(({ start, end }) => start <= at && at + token.text.length < end);
      units.push({
        field: 'bigram',
        label: token.text + next.text,
        ...shared,
        word: word?.text,
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

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/**
 * Words of a Han run. Characters that the segmenter's dictionary leaves alone are one word where they stand
 * side by side, since that is how it takes names it does not know: 美|宜|佳.
 */
function wordsOf(text: string): { text: string; start: number; end: number }[] {
  const words: { text: string; start: number; end: number; single: boolean }[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    const last = words.at(-1);
    if (segment.length === 1 && last?.single && last.end === index) {
      last.text += segment;
      last.end++;
    } else
      words.push({ text: segment, start: index, end: index + segment.length, single: segment.length === 1 });
  }
  return words;
}

const WORD = new RegExp(
  String.raw`${CODE}|[a-z]+(?:['’](?!s\b)[a-z]+)?|\d+(?:,\d{3})*(?:\.\d+)?|[\p{L}\p{N}]+`,
  'gu',
);

/** Units of a stretch without Han characters: glossary phrases, amounts, names, other words and numbers. */
function wordUnits(text: string, names: NameSpellings): QueryUnit[] {
  const amounts = readFigures(text).filter((figure) => figure.value >= 1e4);
  const plain = withoutStretches(text, amounts);
  const found = amounts.map(({ raw, value, start }) => ({ unit: amountUnit(raw, value), start }));
  const words = [...plain.matchAll(WORD)];
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
    if (phraseKey(phrase.slice(0, 1)) === '') return undefined;
    if (length === 1 && isEnglishFiller(phrase[0]!)) return undefined;
    const wordings = byEnglish.get(phraseKey(phrase));
    if (!wordings) continue;
    const own = phrase
      .filter((word) => !isEnglishFiller(word))
      .map((word) => unigramId({ text: stem(word), han: false }));
    const alternatives = [{ terms: own, factor: 1 }, ...wordings.map((wording) => alternative(wording, 1))];
    return {
      unit: ofOneWord(phrase.join(' '), alternatives),
      length,
    };
  }
  return undefined;
}

function wordUnit(word: string, names: NameSpellings): QueryUnit | undefined {
  if (isEnglishFiller(word)) return undefined;
  const spellings = names.get(word) ?? [];
  const own = { terms: [unigramId({ text: stem(word.replaceAll(',', '')), han: false })], factor: 1 };
  const known = spellings.length > 0 || /\d/.test(word);
  const unit = ofOneWord(word, [own, ...spellings.map((spelling) => alternative(spelling, 1))]);
  return known ? unit : { ...unit, emphasis: UNKNOWN_WORD_EMPHASIS };
}

function withoutStretches(text: string, stretches: readonly { start: number; end: number }[]): string {
  return stretches.reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
}
