import { fold } from '../../language/fold.ts';
import { isEnglishFiller } from './question-words.ts';

const CAPITALISED =
  /(?<![\p{L}\d])\p{Lu}[\p{L}\d’'-]*(?: (?:(?:of|and|the|for) )?(?:\p{Lu}[\p{L}\d’'-]*|\d+(?![\d,.]|th\b)))*/gu;
const NO_NAME =
  /^(?:(?:rmb|usd|us|cny|hkd|eur)\b.*|gdp|ph\.?d|i|ok|okay|hi|hello|english|chinese|q[1-4]|phase .*|stage .*|[ivx]+|jan.*|feb.*|march|april|may|june|july|aug.*|sep.*|oct.*|nov.*|dec.*|mon.*day|tue.*|wed.*|thu.*|fri.*|sat.*|sun.*|compare|name|list|thanks|and|tell|give|total|investment|rent|back|yes|no)$/;

/**
 * Names in English questions, folded: what is written with a capital where no sentence begins.
 *
 * @param questions as they were asked
 */
export function properNames(questions: readonly string[]): string[] {
  const found = new Set<string>();
  for (const question of questions) {
    for (const { 0: text, index } of question.normalize('NFKC').matchAll(CAPITALISED)) {
      const name = nameOf(text, index === 0 || /[.?!]\s*$/.test(question.slice(0, index)));
      if (name !== undefined) found.add(name);
    }
  }
  return [...found].sort((a, b) => b.length - a.length);
}

/** The name in capitalised words; of those that open a sentence, the words that ask are none of it. */
function nameOf(text: string, opens: boolean): string | undefined {
  const words = text.split(' ');
  while (words.length > 0 && opens && isEnglishFiller(fold(words[0]!))) words.shift();
  const name = fold(words.join(' ')).replace(/['’]s$/, '');
  const isOneOpening = opens && words.length === 1 && words.length === text.split(' ').length;
  return name.length < 2 || isOneOpening || NO_NAME.test(name) ? undefined : name;
}
