import type { Estimate } from '../../incentive-types.ts';
import { readSituation } from '../../incentives/ask/situation.ts';
import { calculate } from '../../incentives/calculate.ts';
import { inScriptOf } from '../../language/detect.ts';
import { audiencesFor } from '../../retrieval/candidates/search.ts';
import type { IncentiveStore } from '../../store/incentive-store.ts';
import type { KnowledgeStore } from '../../store/knowledge-store.ts';
import type { Answer, Language, Question } from '../../types.ts';
import { Citations } from '../citations.ts';
import { composeEstimate, type Marks, passageOf } from './compose.ts';
import { incentiveWording } from './wording.ts';

/** What estimating needs. */
export interface IncentiveDesk {
  store: KnowledgeStore;
  incentives: IncentiveStore;
}

/**
 * Answers what an asker would get for the figures of a plan, by the rules in force that they may see: each amount with
 * its arithmetic, what does not stack, what is missing, and the one figure that decides where it is not known.
 *
 * @returns `undefined` where it is no such question, or no rule bears on it: the passages answer it then
 */
export async function answerFromIncentives(
  { text, history, audience, asOf }: Question,
  { store, incentives }: IncentiveDesk,
  language: Language,
): Promise<Answer | undefined> {
  const situation = readSituation(text, history);
  if (!situation) return undefined;
  const estimate = calculate(situation, await incentives.incentives(audiencesFor(audience)), asOf);
  if (!saysSomething(estimate)) return undefined;
  const citations = new Citations(language);
  const marks = await marksFor(estimate, { store, citations, language });
  const composed = inScriptOf(language, composeEstimate(estimate, { language, marks }));
  layDown(composed, citations);
  return {
    outcome: 'answered',
    text: composed,
    citations: citations.list,
    language,
    composedBy: 'extractive',
  };
}

/** Puts what the estimate goes by and comes to, the asker's own figures and the day among it, below the first quote. */
function layDown(composed: string, { list, language }: Citations): void {
  const [first] = list;
  const lines = composed.replace(/\s?\[\d+\]/g, '').split('\n');
  const quoted = list.map(({ quote }) => quote).join('\n');
  const said = lines.filter((line) => /\d/.test(line) && !quoted.includes(line));
  if (first && said.length > 0)
    first.quote += `\n${inScriptOf(language, incentiveWording(language).computed(said.join('\n')))}`;
}

/** Whether there is more to tell than that nothing is known; without a figure or a topic, that nothing is for them. */
function saysSomething({ parts, unmet, asks, unknown, situation }: Estimate): boolean {
  const { figures, about, asksWhether } = situation;
  const isOpen = Object.keys(figures).length === 0 && about.length === 0;
  if (isOpen && asksWhether) return parts.length + unknown.length === 0 && unmet.length > 0;
  return parts.length > 0 || unmet.length > 0 || asks !== undefined;
}

/** Cites passages by their ids; what is computed from one stands below its quote, so that it can be done again. */
async function marksFor(
  { parts, excluded, unmet, unknown }: Estimate,
  { store, citations, language }: { store: KnowledgeStore; citations: Citations; language: Language },
): Promise<Marks> {
  const all = [...parts, ...excluded.map(({ part }) => part)];
  const ids = [
    ...all.flatMap(({ rule, lines }) => [rule.passage, ...lines.flatMap(({ passage }) => passage ?? [])]),
    ...excluded.map(({ by }) => by.passage),
    ...unmet.map(({ rule, why }) => passageOf(rule, why)),
    ...unknown.map(({ rule }) => rule.passage),
  ];
  const passages = await store.passages([...new Set(ids)]);
  return {
    of(id, computed) {
      const evidence = passages.get(id);
      if (!evidence) throw new Error(`The passage ${id} of an incentive is not served.`);
      const n = citations.cite(evidence, []);
      const citation = citations.list[n - 1]!;
      const said = computed && inScriptOf(language, incentiveWording(language).computed(computed));
      if (said && !citation.quote.includes(said)) citation.quote += `\n${said}`;
      return `[${n}]`;
    },
  };
}
