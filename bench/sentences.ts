/**
 * What retrieval and the gate do on development sets, without a model: whether the right paragraph comes first,
 * whether the answer composed holds the answer, and how often the gate opens with the paragraph and without it.
 *
 *   node bench/sentences.ts --squad FILE … [--rgb FILE …] [--every N]
 */
import { parseArgs } from 'node:util';
import { Citations } from '../src/answer/citations.ts';
import { composeExtract } from '../src/answer/compose/compose.ts';
import { rankSentences } from '../src/answer/compose/select.ts';
import { judge } from '../src/answer/gate/gate.ts';
import { type DevelopmentSet, holdsAnswer, rgbSet, squadSet } from './development.ts';

const { values } = parseArgs({
  options: {
    squad: { type: 'string', multiple: true, default: [] },
    rgb: { type: 'string', multiple: true, default: [] },
    every: { type: 'string', default: '1' },
  },
});

for (const set of [...values.squad.map((file) => squadSet(file)), ...values.rgb.map(rgbSet)]) {
  console.log(JSON.stringify({ set: set.name, ...(await measure(set, Number(values.every))) }));
}

/** Shares in per cent of every `every`th question of a set. */
async function measure(set: DevelopmentSet, every: number): Promise<Record<string, number>> {
  const counts = { paragraphFirst: 0, sentenceRight: 0, answerRight: 0, opensWithIt: 0, opensWithoutIt: 0 };
  const questions = set.questions.filter((_, i) => i % every === 0);
  for (const question of questions) {
    const retrieval = await set.retrieve(question);
    const { evidence } = retrieval;
    const best = rankSentences(evidence)[0];
    const sentence = best?.evidence.passage.text.slice(best.sentence.start, best.sentence.end) ?? '';
    const answer = composeExtract(retrieval, new Citations('zh-Hans')) ?? '';
    counts.paragraphFirst += Number(question.documents.has(evidence[0]?.document.id ?? ''));
    counts.sentenceRight += Number(holdsAnswer(sentence, question));
    counts.answerRight += Number(holdsAnswer(answer, question));
    counts.opensWithIt += Number(judge(retrieval).open);
    counts.opensWithoutIt += Number(judge(await set.retrieveWithout(question)).open);
  }
  const shares = Object.entries(counts).map(([name, count]) => [
    name,
    Number(((100 * count) / questions.length).toFixed(1)),
  ]);
  return { questions: questions.length, ...Object.fromEntries(shares) };
}
