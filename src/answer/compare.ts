import { inScriptOf } from '../language/detect.ts';
import { fold } from '../language/fold.ts';
import { type Library, type Retrieval, retrieve } from '../retrieval/retrieve.ts';
import type { Answer, Question } from '../types.ts';
import { Citations } from './citations.ts';
import { statement } from './compose.ts';
import { judge } from './gate.ts';
import { selectSentences } from './select.ts';

/**
 * Answers a comparison side by side: each side is asked for by itself, so that neither crowds out the other.
 *
 * @returns `undefined` if the question compares nothing, or if the documents do not answer for every side
 */
export async function compareSides(
  question: Question,
  { query }: Retrieval,
  library: Library,
): Promise<Answer | undefined> {
  if (query.sides.length !== 2) return undefined;
  const [first, second] = query.sides as [string, string];
  const folded = fold(query.text);
  const start = folded.indexOf(first);
  const end = folded.indexOf(second, start + first.length) + second.length;
  if (start === -1 || end < second.length) return undefined;
  const rest = folded
    .slice(end)
    .replace(/对比(?:一下)?|比较(?:一下)?|相比|有(?:什么|何)(?:区别|差别|不同)/g, '');
  const citations = new Citations(query.language);
  const lines: string[] = [];
  for (const side of [first, second]) {
    const retrieval = await retrieve(
      { ...question, text: `${folded.slice(0, start)}${side}${rest}`, history: [] },
      library,
    );
    if (!judge(retrieval).open) return undefined;
    const sided = { ...retrieval, query: { ...retrieval.query, language: query.language } };
    const best = selectSentences(sided)[0]!;
    const label = inScriptOf(query.language, side);
    lines.push(`${label}${query.language === 'en' ? ': ' : '：'}${statement(best, sided, citations)}`);
  }
  return {
    outcome: 'answered',
    text: lines.join('\n'),
    citations: citations.list,
    language: query.language,
    composedBy: 'extractive',
  };
}
