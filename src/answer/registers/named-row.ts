import type { RegisterName, RegisterQuery, RegisterScope } from '../../register-types.ts';
import { audiencesFor } from '../../retrieval/candidates/search.ts';
import type { RegisterStore } from '../../store/register-store.ts';
import type { Answer, AnswerEvent, Question } from '../../types.ts';
import { tableOf } from './table.ts';

/** What is asked for by its name alone, and shown as a card. */
const SHOWN: readonly RegisterName[] = ['plots', 'factories'];

/**
 * The events of an answer; where that rests on one plot or building alone, which the question names, with that row in
 * full as its table. Without it, where the registers fail: the answer itself does not rest on them.
 */
export async function* withNamedRow(
  events: AsyncIterable<AnswerEvent>,
  { text, audience, asOf }: Question,
  { registers, onFailure }: RowDesk,
): AsyncGenerator<AnswerEvent> {
  const scope = { audiences: audiencesFor(audience), asOf };
  for await (const event of events) {
    if (event.type !== 'answer') {
      yield event;
      continue;
    }
    const found = await addRow(event.answer, text, { registers, scope }).catch((error: unknown) => {
      onFailure?.('retrieval', error);
      return event.answer;
    });
    yield { type: 'answer', answer: found };
  }
}

/** What finding the row needs. */
export interface RowDesk {
  registers: RegisterStore;
  onFailure?(stage: 'retrieval', error: unknown): void;
}

async function addRow(
  answer: Answer,
  asked: string,
  { registers, scope }: { registers: RegisterStore; scope: RegisterScope },
): Promise<Answer> {
  const [cited, ...others] = answer.citations;
  if (answer.outcome !== 'answered' || answer.table || !cited || others.length > 0) return answer;
  for (const register of SHOWN) {
    const [row, ...more] = await registers.named(register, asked, scope);
    if (!row?.values.name || more.length > 0 || row.passage !== cited.passage) continue;
    const { raw } = row.values.name;
    const query: RegisterQuery = {
      register,
      filters: [{ field: 'name', op: 'in', values: [raw], label: raw }],
      measures: [],
      list: { fields: [] },
    };
    const table = tableOf(await registers.run(query, scope), answer.language);
    return table?.total === 1 ? { ...answer, table } : answer;
  }
  return answer;
}
