import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { figuresOf, type LoadFigures, spread } from './load-figures.ts';
import { type LoadModel, type ModelPace, startLoadModel } from './load-model.ts';
import { planLoad, seededRandom } from './load-schedule.ts';
import { type ServerFigures, startServer } from './load-server.ts';
import { type SeenVisit, visit } from './load-visitor.ts';

export interface LoadOptions {
  visitors: number;
  seconds: number;
  /** Questions of each visitor. */
  questions: number;
  /** The pace of a model that words the answers; without one, they are made of the documents' own words. */
  model?: ModelPace;
  /** Questions that one visitor among them asks within the time, who is to be limited; none for no such visitor. */
  abusive: number;
  seed: number;
  pack: string;
}

export interface LoadResult {
  honest: LoadFigures;
  /** Of the abusive visitor: how many were answered and how many refused. */
  abusive: { answered: number; refused: number };
  server: ServerFigures;
  model?: { calls: number; most: number; refused: number; stalled: number };
  /** How late the generator itself was, in milliseconds at most: figures of a late generator are its own. */
  generatorLateMs: number;
  /** The run in parts: what was asked in each, and how long the answers took at p95, in milliseconds. */
  parts: LoadPart[];
  serverLog: string;
}

/** A part of the run; `processorsWanted` is the load average of the whole machine, other programs included. */
export interface LoadPart {
  fromSeconds: number;
  questions: number;
  wholeP95: number;
  processorsWanted: number;
}

const PART_SECONDS = 20;

const QUESTIONS = join(import.meta.dirname, 'gold/knowledge.jsonl');

/** Runs the load against a server of its own. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const random = seededRandom(options.seed);
  const model = options.model && (await startLoadModel(options.model, seededRandom(options.seed + 1)));
  const env = model && { OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'load', CHAT_MODEL: 'load' };
  const server = await startServer({ pack: options.pack, env });
  const pool = readQuestions();
  const plan = planLoad({ ...options, random, pool });
  const [misuse] = planLoad({ ...options, visitors: 1, questions: options.abusive, random, pool });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const loads: number[] = [];
  const timer = setInterval(() => loads.push(loadavg()[0]!), PART_SECONDS * 1000);
  const beganAt = performance.now() + 500;
  const everyone = Promise.all(plan.map((visitor) => visit(server.origin, visitor, { beganAt })));
  const abuser =
    options.abusive > 0 && misuse
      ? await visit(server.origin, misuse, { beganAt, isAbusive: true })
      : undefined;
  const visits = await everyone;
  clearInterval(timer);
  const figures = await server.stop();
  await model?.close();
  return {
    honest: figuresOf(visits, model?.calls),
    abusive: tallyOf(abuser),
    server: figures,
    model: model && modelFigures(model),
    generatorLateMs: delay.max / 1e6,
    parts: partsOf(visits, { beganAt, loads }),
    serverLog: server.log(),
  };
}

function partsOf(
  visits: readonly SeenVisit[],
  { beganAt, loads }: { beganAt: number; loads: readonly number[] },
): LoadPart[] {
  const partOf = ({ dueAt }: { dueAt: number }) => Math.floor((dueAt - beganAt) / 1000 / PART_SECONDS);
  const parts = Map.groupBy(
    visits.flatMap(({ questions }) => questions),
    partOf,
  );
  return [...parts]
    .sort(([one], [other]) => one - other)
    .map(([part, questions]) => ({
      fromSeconds: part * PART_SECONDS,
      questions: questions.length,
      wholeP95: spread(questions.map(({ endMs }) => endMs)).p95,
      processorsWanted: loads[part] ?? Number.NaN,
    }));
}

/** What visitors ask about the documents that ship. */
function readQuestions(): string[] {
  const lines = readFileSync(QUESTIONS, 'utf8').trim().split('\n');
  return lines.map((line) => (JSON.parse(line) as { question: string }).question);
}

function tallyOf(visit: SeenVisit | undefined): LoadResult['abusive'] {
  const questions = visit?.questions ?? [];
  return {
    answered: questions.filter(({ isWhole }) => isWhole).length,
    refused: questions.filter(({ status }) => status === 429).length,
  };
}

function modelFigures({ calls, most }: LoadModel): NonNullable<LoadResult['model']> {
  const count = (fault: string) => calls.filter((call) => call.fault === fault).length;
  return { calls: calls.length, most: most(), refused: count('refused'), stalled: count('stalled') };
}
