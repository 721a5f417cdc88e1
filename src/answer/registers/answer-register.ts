import type { ChatModel } from '../../models/model.ts';
import type { Computed, RegisterQuery, RegisterScope } from '../../register-types.ts';
import { readChainQuery } from '../../registers/understand/chain-question.ts';
import { readRegisterQuery } from '../../registers/understand/understand.ts';
import { audiencesFor, type Library } from '../../retrieval/candidates/search.ts';
import type { RegisterStore } from '../../store/register-store.ts';
import type { Answer, Contact, Language, Question } from '../../types.ts';
import { wordingFor } from '../wording.ts';
import { projectsBearing } from './bearing.ts';
import { checkArithmetic } from './check.ts';
import { arithmeticOf, composeComputed } from './compose.ts';
import { answerEmpty } from './empty.ts';
import { citeRows } from './evidence.ts';
import { type Proposal, proposeQuery } from './propose.ts';
import { statedTotal } from './stated.ts';
import { tableOf } from './table.ts';
import { registerWording } from './wording.ts';

/** What answering from registers needs. */
export interface RegisterDesk extends Library {
  registers: RegisterStore;
  about: { name: string; contact?: Contact };
  /** May propose how a question is read that no rule reads. */
  chat?: ChatModel;
  onFailure?(stage: 'model', error: unknown): void;
}

/**
 * Answers a question that is to be counted, added up, ordered or listed over the rows of registers.
 *
 * @returns `undefined` where it is no such question or is not read with certainty: the passages answer it then
 */
export async function answerFromRegisters(
  question: Question,
  desk: RegisterDesk,
  language: Language,
  signal?: AbortSignal,
): Promise<Answer | undefined> {
  if (ASSERTS.test(question.text)) return undefined;
  const scope = { audiences: audiencesFor(question.audience), asOf: question.asOf };
  const query =
    (await readRegisterQuery(question, desk.registers, scope, { park: desk.about.name }))?.query ??
    (await readChainQuery(question.text, desk.registers, { scope, language }));
  if (query) return isFactOfOne(query) ? undefined : answerQuery(query, { question, desk, scope, language });
  const proposal = await proposed(question, { desk, scope, language }, signal);
  if (!proposal) return undefined;
  const answer = await answerQuery(proposal.query, { question, desk, scope, language });
  const { tokens } = proposal;
  return answer && { ...answer, notice: wordingFor(language).modelRead(), ...(tokens && { tokens }) };
}

/** What is asked of one project by its name stands in its row, in columns that no register has, too: 2026年计划投资. */
function isFactOfOne({ register, filters, measures }: RegisterQuery): boolean {
  const isNamed = filters.some(({ field, op }) => field === 'name' && op === 'in');
  return register === 'projects' && isNamed && !measures.some(({ kind }) => kind === 'elapsed');
}

/** What a chat model proposes, where there is one; one that fails leaves the question to the passages. */
async function proposed(
  question: Question,
  { desk, scope, language }: Omit<QueryContext, 'question'>,
  signal?: AbortSignal,
): Promise<Proposal | undefined> {
  const { chat, registers, about } = desk;
  if (!chat) return undefined;
  try {
    return await proposeQuery(question, { registers, chat, scope, language, park: about.name, signal });
  } catch (error) {
    desk.onFailure?.('model', error);
    return undefined;
  }
}

/** Whoever asserts something is answered by what the documents say of it: 是2023年签的吧, isn't it? */
const ASSERTS =
  /(?:吧|[对對是](?:吗|嗎)|是不是|[对對]不[对對])[？?。]?\s*$|\b(?:right|correct|(?:is|was|are|were|do|does|did|has|have)n['’]t (?:it|they|that|there))\s*\?\s*$/i;

/**
 * What a query comes to as an answer, whoever wrote the query.
 *
 * @returns `undefined` where one row is asked for a value that it does not have
 */
export async function answerQuery(
  query: RegisterQuery,
  { question, desk, scope, language }: QueryContext,
): Promise<Answer | undefined> {
  const computed = await desk.registers.run(query, scope);
  // A cell without a value may say why: 面议. Its passage does.
  if (lacksAsked(computed)) return undefined;
  const counted = new Set(computed.rows.map(({ document }) => document));
  const stated = await statedTotal(question, query, { library: desk, counted, language });
  const answer = { outcome: 'answered', language, composedBy: 'extractive' } as const;
  if (computed.total === 0)
    return stated ? { ...answer, ...stated } : answerEmpty(computed, { desk, scope, language });
  checkArithmetic(computed);
  const { citations, ...marks } = await citeRows(computed.rows, {
    store: desk.store,
    language,
    after: stated?.citations.length ?? 0,
    arithmetic: arithmeticOf(computed, language),
  });
  const told = composeComputed(computed, { language, ...marks });
  const table = tableOf(computed, language);
  const cited = [...(stated?.citations ?? []), ...citations];
  const bearing = await projectsBearing(computed, { desk, scope, language, after: cited.length });
  const text = stated ? `${stated.text}\n${registerWording(language).listed(told)}` : told;
  return {
    ...answer,
    text: bearing ? `${text}\n${bearing.text}` : text,
    citations: [...cited, ...(bearing?.citations ?? [])],
    ...(table && { table }),
  };
}

function lacksAsked({ query, rows, total }: Computed): boolean {
  const asked = query.list?.fields.filter((field) => field !== 'name' && field !== 'zone') ?? [];
  return total === 1 && asked.length > 0 && asked.every((field) => rows[0]?.values[field] === undefined);
}

interface QueryContext {
  question: Question;
  desk: RegisterDesk;
  scope: RegisterScope;
  language: Language;
}
