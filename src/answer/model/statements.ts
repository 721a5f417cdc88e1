import { jsonStatements } from './json.ts';

/** A sentence longer than this is none; a model that goes on without an end is not read to its end. */
const LONGEST_STATEMENT = 1000;

/**
 * Cuts a stream of text into statements as soon as each is complete: at a sentence's end with the marks
 * that follow it, or at a line's end. What remains when the stream ends is the last statement. A reply in
 * the form of `ANSWER_FORM` gives the same, each text with its numbers as marks behind it.
 */
export async function* statementsOf(stream: AsyncIterable<string>): AsyncGenerator<string> {
  const deltas = stream[Symbol.asyncIterator]();
  try {
    let opening = '';
    let isOver = false;
    while (!isOver && UNCLEAR.test(opening)) {
      const { value, done } = await deltas.next();
      isOver = done === true;
      opening = `${opening}${value ?? ''}`.trimStart();
    }
    const rest = resume(opening, deltas);
    yield* JSON_OPENING.test(opening) ? jsonStatements(rest) : plainStatements(rest);
  } finally {
    await deltas.return?.();
  }
}

/** JSON comes bare or in a fence. */
const JSON_OPENING = /^(?:\{|\[\s*\{|```)/;
/** What may still become the one or the other. */
const UNCLEAR = /^(?:|`{1,2}|\[\s*)$/;

async function* resume(opening: string, deltas: AsyncIterator<string>): AsyncGenerator<string> {
  if (opening) yield opening;
  for (let next = await deltas.next(); !next.done; next = await deltas.next()) yield next.value;
}

async function* plainStatements(stream: AsyncIterable<string>): AsyncGenerator<string> {
  let buffer = '';
  for await (const delta of stream) {
    buffer += delta;
    for (let end = statementEnd(buffer); end !== undefined; end = statementEnd(buffer)) {
      const statement = buffer.slice(0, end).trim();
      buffer = buffer.slice(end);
      if (statement) yield statement;
    }
    if (buffer.length > LONGEST_STATEMENT) break;
  }
  if (buffer.trim()) yield buffer.trim();
}

const MARK = String.raw`[[【]\d+(?:[,，、]\s?\d+)*[\]】]`;
/**
 * Where a mark stands before the end mark, as the prompt has it, nothing can follow that belongs to the sentence.
 * Else the end must be followed by something, since a mark may still come and ". 5" belong to a number. There, a
 * Latin mark ends a sentence only before a space, a mark or Han: addresses and image mark-up hold them too.
 */
const END = new RegExp(
  [
    `${MARK}[。！？!?.]`,
    String.raw`(?:[。！？]|[!?.](?=\s|[[【]\d|\p{Script=Han}))[”"’」』）)]*(?:[ \t]?${MARK})*(?=\s*[^\s[【。！？!?”"’」』）)])`,
    String.raw`\n`,
  ].join('|'),
  'u',
);

function statementEnd(buffer: string): number | undefined {
  const match = END.exec(buffer);
  return match ? match.index + match[0].length : undefined;
}
