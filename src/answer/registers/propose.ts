import { AppError } from '../../errors.ts';
import { fold } from '../../language/fold.ts';
import type { ChatMessage, ChatModel, ChatTool, ToolCall } from '../../models/model.ts';
import type { RegisterName, RegisterQuery, RegisterScope } from '../../register-types.ts';
import { asSaid, disagreements, type Said, saidOf } from '../../registers/understand/agreement.ts';
import { checkQuery } from '../../registers/understand/check-query.ts';
import { registerQuerySchema } from '../../registers/understand/query-schema.ts';
import { itemsOf, type Vocabularies, vocabulariesOf } from '../../registers/understand/vocabulary.ts';
import type { RegisterStore } from '../../store/register-store.ts';
import type { Answer, Language, Question } from '../../types.ts';
import { neutral, template } from '../model/prompt.ts';

/** What a proposal needs. */
export interface Proposing {
  registers: RegisterStore;
  chat: ChatModel;
  scope: RegisterScope;
  language: Language;
  /** The name of the park. */
  park: string;
  signal?: AbortSignal;
}

/** A query that a model proposed and that passed, with what its calls took. */
export interface Proposal {
  query: RegisterQuery;
  tokens?: Answer['tokens'];
}

/** Milliseconds for both calls: the passages still have to answer where they come to nothing. */
const PATIENCE_MS = 20_000;

/**
 * Lets a chat model propose the query for a question over registers that no rule reads, and takes it where every
 * word of the question is accounted for by it, and everything in it by the question. The model is told of the fields
 * and values of one register, never of its rows; one that errs is told why and asked once more.
 *
 * @returns `undefined` where it is no such question, the model calls nothing or errs twice
 * @throws AppError where the model cannot be asked
 */
export async function proposeQuery(question: Question, proposing: Proposing): Promise<Proposal | undefined> {
  const { chat, registers, scope, language, park } = proposing;
  const asked = chat.call && (await readSaid(question, proposing));
  if (!asked) return undefined;
  const { said, vocabularies } = asked;
  const spent = { prompt: 0, completion: 0 };
  const limit = AbortSignal.timeout(PATIENCE_MS);
  const signal = proposing.signal ? AbortSignal.any([proposing.signal, limit]) : limit;
  const onUsage = (usage: typeof spent) => {
    spent.prompt += usage.prompt;
    spent.completion += usage.completion;
  };
  const tool = toolFor(said.register);
  let messages = promptFor(question, said.register, { vocabularies, park });
  for (let isSecond = false; ; isSecond = true) {
    const call = await chat.call!(messages, tool, { signal, onUsage });
    if (!call) return undefined;
    const checked = await checkQuery(call.arguments, { registers, scope, language, park });
    const faults = checked instanceof AppError ? [checked.message] : disagreements(said, checked);
    if (!(checked instanceof AppError) && faults.length === 0) {
      const query = asSaid(said, checked, language);
      return { query, ...(spent.prompt > 0 && { tokens: spent }) };
    }
    if (isSecond) return undefined;
    messages = [...messages, ...correction(call, faults)];
  }
}

/** Registers that a model may be asked about; prices and chains are read by rules or left to the passages. */
const PROPOSED = ['projects', 'plots', 'factories'] as const;
/** Kinds of words by which a question asks for something to be counted, added up, ordered or listed. */
const ASKING: readonly string[] = [
  'how-many',
  'how-much',
  'sum',
  'average',
  'extreme',
  'ranked',
  'which',
  'one',
  'each',
  'elapsed',
];

/** What a question says of the only register that can be meant by it. One that names none may lean on an earlier one. */
async function readSaid(
  { text, history }: Question,
  { registers, scope, park }: Proposing,
): Promise<{ said: Said; vocabularies: Vocabularies } | undefined> {
  const held = await registers.registers(scope);
  for (const register of PROPOSED.filter((name) => held.has(name))) {
    const vocabularies = await vocabulariesOf(register, registers, scope, fold(text));
    const said = saidOf(text, { register, vocabularies, park, asOf: scope.asOf });
    const isNamed = said?.pieces.some(
      (piece) =>
        piece.kind === 'register' ||
        (piece.kind === 'stage' && register === 'projects' && history.length === 0),
    );
    if (said && isNamed && said.pieces.some(({ kind }) => ASKING.includes(kind)))
      return { said, vocabularies };
  }
  return undefined;
}

function toolFor(register: RegisterName): ChatTool {
  return {
    name: 'query',
    description: 'Reads rows of the table; the program computes.',
    parameters: registerQuerySchema(register),
  };
}

/** Values of one field that a model is told; more are rather names than kinds. */
const MOST_VALUES = 40;

/** The messages that ask a chat model for a query: the rules, what values rows have, then the question. */
export function promptFor(
  { text, asOf }: Pick<Question, 'text' | 'asOf'>,
  register: RegisterName,
  { vocabularies, park }: { vocabularies: Vocabularies; park: string },
): ChatMessage[] {
  const values = [...vocabularies.byField].flatMap(([field, vocabulary]) => {
    const items = field === 'investor' ? [] : [...itemsOf(vocabulary).keys()];
    return items.length > 0 ? [`${field}: ${neutral(items.slice(0, MOST_VALUES).join('、'))}`] : [];
  });
  const system = template('register-query')
    .replace('{{register}}', register)
    .replace('{{park}}', () => park)
    .replace('{{day}}', asOf)
    .replace('{{values}}', () => values.join('\n'));
  return [
    { role: 'system', content: system },
    { role: 'user', content: `<question>${neutral(text)}</question>` },
  ];
}

/** So many characters of a call go back to the model; no more is needed to know it again. */
const QUOTED = 600;

function correction(call: ToolCall, faults: readonly string[]): ChatMessage[] {
  const lines = faults.map((fault) => `- ${neutral(fault).slice(0, QUOTED)}`).join('\n');
  return [
    { role: 'assistant', content: (JSON.stringify(call.arguments) ?? '').slice(0, QUOTED) },
    { role: 'user', content: `That call cannot be used:\n${lines}\nCall once more.` },
  ];
}
