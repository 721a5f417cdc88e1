/**
 * Cuts a stream of text into statements as soon as each is complete: at a sentence's end with the marks
 * that follow it, or at a line's end. What remains when the stream ends is the last statement.
 */
export async function* statementsOf(stream: AsyncIterable<string>): AsyncGenerator<string> {
  let buffer = '';
  for await (const delta of stream) {
    buffer += delta;
    for (let end = statementEnd(buffer); end !== undefined; end = statementEnd(buffer)) {
      const statement = buffer.slice(0, end).trim();
      buffer = buffer.slice(end);
      if (statement) yield statement;
    }
  }
  if (buffer.trim()) yield buffer.trim();
}

// The end must be followed by something, since a mark may still belong to the sentence and ". 5" to a number.
// A Latin mark ends a sentence only before a space, a mark or Han: addresses and image mark-up hold them too.
const END =
  /(?:[。！？]|[!?.](?=\s|[[【]\d|\p{Script=Han}))[”"’」』）)]*(?:[ \t]?[[【]\d+(?:[,，、]\s?\d+)*[\]】])*(?=\s*[^\s[【。！？!?”"’」』）)])|\n/u;

function statementEnd(buffer: string): number | undefined {
  const match = END.exec(buffer);
  return match ? match.index + match[0].length : undefined;
}
