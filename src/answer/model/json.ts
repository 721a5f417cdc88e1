import type { ReplyForm } from '../../models/model.ts';

/** The form of an answer asked of a model that can keep to one: statements, each with its evidence. */
export const ANSWER_FORM: ReplyForm = {
  name: 'answer',
  schema: {
    type: 'object',
    properties: {
      statements: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            text: { type: 'string' },
            evidence: { type: 'array', items: { type: 'integer' } },
          },
          required: ['text', 'evidence'],
          additionalProperties: false,
        },
      },
    },
    required: ['statements'],
    additionalProperties: false,
  },
};

/** A statement with all its mark-up longer than this is none. */
const LONGEST_OBJECT = 2000;

/**
 * Statements of a JSON reply, each as soon as its object closes: its text, its evidence as marks behind it.
 * Whatever surrounds the innermost objects is not looked at, so that a fence, a list without its object or a
 * reply that breaks off loses nothing that was complete; an object that is not JSON is left out.
 */
export async function* jsonStatements(stream: AsyncIterable<string>): AsyncGenerator<string> {
  let object: string | undefined;
  let isInText = false;
  let isEscaped = false;
  for await (const delta of stream) {
    for (const character of delta) {
      if (object !== undefined) object += character;
      if (isEscaped) isEscaped = false;
      else if (isInText && character === '\\') isEscaped = true;
      else if (character === '"') isInText = !isInText;
      else if (!isInText && character === '{') object = '{';
      else if (!isInText && character === '}') {
        const statement = statementIn(object ?? '');
        if (statement) yield statement;
        object = undefined;
      }
      if ((object?.length ?? 0) > LONGEST_OBJECT) return;
    }
  }
}

function statementIn(object: string): string | undefined {
  let read: { text?: unknown; evidence?: unknown };
  try {
    read = JSON.parse(object);
  } catch {
    return undefined;
  }
  if (typeof read.text !== 'string' || !read.text.trim()) return undefined;
  const numbers = Array.isArray(read.evidence) ? read.evidence.filter(Number.isSafeInteger) : [];
  const marks = numbers.map((n) => `[${n}]`).join('');
  // A statement is one line, wherever its text has others.
  return `${read.text.replace(/\s+/g, ' ').trim()}${marks}`;
}
