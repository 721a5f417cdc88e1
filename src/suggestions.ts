import { simplify, traditionalize } from './language/fold.ts';
import type { KnowledgeStore } from './store/knowledge-store.ts';
import type { Language } from './types.ts';

/** Suggestions shown at most, in each language. */
const SUGGESTIONS = 6;
/** Candidates tried at most in each language: each costs a search. */
const CANDIDATES = 18;
/** Passages of a document whose headings are looked at. */
const PASSAGES_READ = 200;
const QUESTION = /[？?]$/;
/** A heading worth asking about: neither a bare number nor a sentence. */
const HEADING_CHARACTERS = { least: 3, most: 24, mostLatin: 60 };

/** What a suggestion is made of: questions that the documents write themselves, and what else they are about. */
export interface SuggestionSources {
  questions: string[];
  topics: string[];
}

/** Reads headings of the public documents: those that are questions, and those of other documents as topics. */
export async function suggestionSources(store: KnowledgeStore): Promise<SuggestionSources> {
  const questions = new Set<string>();
  const topics = new Set<string>();
  const records = (await store.documents()).filter(({ source }) => source.audience === 'public');
  for (const record of records) {
    const passages = await store.passagesOf(record.id, 0, PASSAGES_READ);
    for (const heading of new Set(passages.flatMap((passage) => passage.locator.headingPath))) {
      if (QUESTION.test(heading)) questions.add(heading);
      else if (isTopic(heading) && heading !== record.title) topics.add(heading);
    }
    if (isTopic(record.title)) topics.add(record.title);
  }
  return { questions: [...questions], topics: [...topics] };
}

function isTopic(heading: string): boolean {
  const length = [...heading].length;
  const { least, most, mostLatin } = HEADING_CHARACTERS;
  return length >= least && length <= (isEnglish(heading) ? mostLatin : most) && /\p{L}{2}/u.test(heading);
}

/**
 * Questions in one language that might be suggested, best first: those that the documents write in it,
 * then one for each of their topics. English asks about Chinese headings only where there are no others.
 * Which of them are answered is for the caller to try.
 */
export function candidateSuggestions({ questions, topics }: SuggestionSources, language: Language): string[] {
  const isOurs = (text: string) => isEnglish(text) === (language === 'en');
  const ours = topics.filter(isOurs);
  const asked = (language === 'en' && ours.length === 0 ? topics : ours).map(ASK_ABOUT[language]);
  return [...new Set([...questions.filter(isOurs), ...asked].map(CONVERT[language]))].slice(0, CANDIDATES);
}

/** English headings carry Chinese names in brackets, and Chinese ones carry abbreviations: the larger part decides. */
function isEnglish(text: string): boolean {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  return count(/[a-z]/gi) > count(/\p{Script=Han}/gu);
}

const CONVERT: Record<Language, (text: string) => string> = {
  'zh-Hans': simplify,
  'zh-Hant': traditionalize,
  en: (text) => text,
};

const ASK_ABOUT: Record<Language, (topic: string) => string> = {
  'zh-Hans': (topic) => `${topic}讲了什么？`,
  'zh-Hant': (topic) => `${topic}講了什麼？`,
  en: (topic) => `What does “${topic}” say?`,
};

/** The first suggestions of which `isAnswered` says yes. */
export async function answeredSuggestions(
  candidates: readonly string[],
  isAnswered: (question: string) => Promise<boolean>,
): Promise<string[]> {
  const answered: string[] = [];
  for (const candidate of candidates) {
    if (answered.length === SUGGESTIONS) break;
    if (await isAnswered(candidate)) answered.push(candidate);
  }
  return answered;
}
