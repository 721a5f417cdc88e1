import { inScriptOf } from '../language/detect.ts';
import { readFigures } from '../language/figures.ts';
import { fold } from '../language/fold.ts';
import { phasesIn } from '../retrieval/question/phases.ts';
import type { Retrieval } from '../retrieval/retrieve.ts';
import type { Answer, Contact, Evidence, Language } from '../types.ts';
import { Citations } from './citations.ts';
import { type Missing, phaseIn } from './gate/missing.ts';
import { wordingFor } from './wording.ts';

/** Says plainly what the documents lack, what they hold that is near, and who can help. */
export function decline(retrieval: Retrieval, missing: Missing, about: { contact?: Contact }): Answer {
  const { language } = retrieval.query;
  const isEnglish = language === 'en';
  const wording = wordingFor(language);
  const citations = new Citations(language);
  const covered = coveredInstead(retrieval, missing, citations);
  const near = covered ? [] : nearTitles(retrieval.evidence, language, citations);
  const sentences = [
    lackOf(missing, language),
    covered ?? '',
    near.length > 0 ? wording.near(near.join(isEnglish ? '; ' : '；')) : '',
    wording.person(about.contact ? wording.contact(about.contact) : '').trim(),
  ];
  const text = sentences.filter(Boolean).join(isEnglish ? ' ' : '');
  return { outcome: 'declined', text, citations: citations.list, language, composedBy: 'fixed' };
}

/** Nothing of the question is known to be lacking by name. */
export const NOTHING_NAMED: Missing = { years: [], words: [] };

/**
 * The years or phases that the nearest passage speaks of in place of those asked for, with its mark. Its figures
 * are not said: the right figure of another year is the wrong answer, and is taken for one when it is repeated.
 */
function coveredInstead(
  { query, evidence }: Retrieval,
  missing: Missing,
  citations: Citations,
): string | undefined {
  const [nearest] = evidence;
  if (!nearest) return undefined;
  const text = fold([nearest.passage.text, ...nearest.passage.locator.headingPath].join('\n'));
  const isEnglish = query.language === 'en';
  const years = readFigures(text)
    .flatMap(({ date }) => date?.year ?? [])
    .filter((year) => !missing.years.includes(year));
  const others = phasesIn(text).filter((phase) => !query.phases.includes(phase));
  const phases = others.map((phase) => phaseIn(query.language, phase));
  const asksPhase = missing.words.some((word) => phasesIn(fold(word)).length > 0);
  const said =
    missing.years.length > 0
      ? years.map((year) => (isEnglish ? `${year}` : `${year}年`))
      : asksPhase
        ? phases
        : [];
  const named = [...new Set(said)].slice(0, MOST_COVERED);
  if (named.length === 0) return undefined;
  const mark = `${nameOf(nearest, query.language)}[${citations.cite(nearest, [])}]`;
  return wordingFor(query.language).coveredInstead(named.join(isEnglish ? ' and ' : '、'), mark);
}

const MOST_COVERED = 2;

/** What the documents lack, in a sentence. */
function lackOf({ years, words }: Missing, language: Language): string {
  const wording = wordingFor(language);
  const isEnglish = language === 'en';
  const separator = isEnglish ? ', ' : '、';
  if (years.length > 0)
    return wording.declinedYears(years.map((year) => (isEnglish ? year : `${year}年`)).join(separator));
  const quoted = words.map((word) => (isEnglish ? word : `“${inScriptOf(language, word)}”`));
  return quoted.length > 0 ? wording.declinedWords(quoted.join(separator)) : wording.declined();
}

const NEAR = 2;

/** Titles of what the documents hold near the question; titles only, so that no figure is taken for an answer. */
function nearTitles(evidence: readonly Evidence[], language: Language, citations: Citations): string[] {
  const titles = new Map<string, string>();
  for (const item of evidence.slice(0, NEAR * 2)) {
    const name = nameOf(item, language);
    if (titles.size < NEAR && !titles.has(name)) titles.set(name, `${name}[${citations.cite(item, [])}]`);
  }
  return [...titles.values()];
}

/** Title and heading of a passage: 《常见问题》企业家日是哪一天？ */
function nameOf({ passage, document }: Evidence, language: Language): string {
  const heading = passage.locator.headingPath.at(-1);
  const own = heading !== undefined && heading !== document.title ? heading : '';
  return inScriptOf(language, `《${document.title}》${own}`);
}
