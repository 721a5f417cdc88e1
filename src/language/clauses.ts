/**
 * Clauses of a sentence with their closing commas, in order; joined they give the sentence again.
 * Never split inside quotation marks, brackets or a number.
 */
export function splitClauses(sentence: string): string[] {
  const clauses: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < sentence.length; i++) {
    const character = sentence[i]!;
    if (OPENING.includes(character)) depth++;
    else if (CLOSING.includes(character)) depth = Math.max(0, depth - 1);
    const inNumber =
      character === ',' && /\d/.test(sentence[i - 1] ?? '') && /^\d{3}(?!\d)/.test(sentence.slice(i + 1));
    if (depth === 0 && '，,；;'.includes(character) && !inNumber) {
      clauses.push(sentence.slice(start, i + 1));
      start = i + 1;
    }
  }
  if (start < sentence.length) clauses.push(sentence.slice(start));
  return clauses;
}

const OPENING = '“「『（(【《';
const CLOSING = '”」』）)】》';
