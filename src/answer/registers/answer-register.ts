import type { RegisterQuery, RegisterScope } from '../../register-types.ts';
import { readChainQuery } from '../../registers/understand/chain-question.ts';
import { readRegisterQuery } from '../../registers/understand/understand.ts';
import { audiencesFor } from '../../retrieval/search.ts';
import type { KnowledgeStore } from '../../store/knowledge-store.ts';
import type { RegisterStore } from '../../store/register-store.ts';
import type { Answer, Language, Question } from '../../types.ts';
import { checkArithmetic } from './check.ts';
import { arithmeticOf, composeComputed } from './compose.ts';
import { answerEmpty } from './empty.ts';
import { citeRows } from './evidence.ts';
import { tableOf } from './table.ts';

/** What answering from registers needs. */
export interface RegisterDesk {
  store: KnowledgeStore;
  registers: RegisterStore;
  about: { name: string };
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
): Promise<Answer | undefined> {
  const scope = { audiences: audiencesFor(question.audience), asOf: question.asOf };
  const query =
    (await readRegisterQuery(question, desk.registers, scope, { park: desk.about.name }))?.query ??
    (await readChainQuery(question.text, desk.registers, { scope, language }));
  return query && answerQuery(query, { desk, scope, language });
}

/** What a query comes to as an answer, whoever wrote the query. */
export async function answerQuery(
  query: RegisterQuery,
  { desk, scope, language }: { desk: RegisterDesk; scope: RegisterScope; language: Language },
): Promise<Answer> {
  const computed = await desk.registers.run(query, scope);
  if (computed.total === 0) return answerEmpty(computed, { desk, scope, language });
  checkArithmetic(computed);
  const { citations, ...marks } = await citeRows(computed.rows, {
    store: desk.store,
    language,
    arithmetic: arithmeticOf(computed, language),
  });
  const text = composeComputed(computed, { language, ...marks });
  const table = tableOf(computed, language);
  return {
    outcome: 'answered',
    text,
    citations,
    language,
    composedBy: 'extractive',
    ...(table && { table }),
  };
}
