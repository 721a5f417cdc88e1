/**
 * Asks a file of questions, a JSON array of texts, one after another in one process, and prints how long
 * each took: `node bench/questions.ts FILE PACK DATA`. Run by `answers.ts`; the pack is ingested before.
 */
import { readFile } from 'node:fs/promises';
import { createLuodi } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { finalAnswer } from '../src/luodi.ts';
import { peakMemory } from './measure.ts';

/** What this prints, as JSON. */
export interface QuestionTimes {
  /** Milliseconds of each question, in the order asked. */
  ms: number[];
  /** How many answers had each outcome. */
  outcomes: Record<string, number>;
  passages: number;
  peakBytes?: number;
}

const [file = '', pack = '', data = ''] = process.argv.slice(2);
const questions: string[] = JSON.parse(await readFile(file, 'utf8'));
const luodi = await createLuodi(loadConfig({ packs: [pack], data }));
try {
  await luodi.ingest();
  const times: QuestionTimes = { ms: [], outcomes: {}, passages: await luodi.passages() };
  for (const text of questions) {
    const startedAt = performance.now();
    const events = luodi.answer({ text, history: [], audience: 'public', asOf: luodi.today() });
    const { outcome } = await finalAnswer(events);
    times.ms.push(performance.now() - startedAt);
    times.outcomes[outcome] = (times.outcomes[outcome] ?? 0) + 1;
  }
  times.peakBytes = peakMemory();
  console.log(JSON.stringify(times));
} finally {
  await luodi.close();
}
