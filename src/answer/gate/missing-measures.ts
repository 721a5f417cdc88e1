import { fold } from '../../language/fold.ts';
import { type Expectation, FIGURES } from '../../retrieval/question/expectation.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import { type Concept, conceptsIn } from '../../verification/concepts.ts';
import type { Statement } from './statements.ts';

/** Measures that documents call by a word of their own: where that word is wanting, so is the figure. */
const OWN_WORD = new Set(
  (
    'completed-investment registered-capital revenue profit export import tax rent property-fee deposit water ' +
    'sewage steam power gas salary far height load valuation gdp foreign ' +
    'signed started topped completed operating founded'
  ).split(' '),
);
/** Named of nearly every project: it is missed only where the sentence gives another measure instead. */
const COMMON = new Set(['investment', 'output', 'sales']);
const EVENTS: readonly Expectation[] = ['date', 'duration'];
// A share is often said of what was named before: 免租两年，第三年按市场价的60%收取.
const AMOUNTS: readonly Expectation[] = ['money', 'quantity'];

/**
 * What a question asks a figure of, in its own words, where the sentences that would answer speak of something
 * else: the investment of a project is not its revenue, the day it was signed not the day it was opened.
 *
 * @returns none where what is asked for goes without a word of its own, or one of several is spoken of
 */
export function missingMeasures({ query }: Retrieval, statements: readonly Statement[]): string[] {
  const kinds = query.expectations.filter((expectation) => FIGURES.includes(expectation));
  if (kinds.length === 0 || query.sides.length > 0 || query.expectations[0] === 'yes-no') return [];
  const text = fold(query.text);
  const group = kinds.every((kind) => EVENTS.includes(kind)) ? 'event' : 'measure';
  if (group === 'measure' && !kinds.some((kind) => AMOUNTS.includes(kind))) return [];
  const asked = conceptsIn(text).filter((concept) => concept.group === group);
  const telling = asked.filter(({ name }) => OWN_WORD.has(name) || COMMON.has(name));
  if (telling.length === 0) return [];
  const said = conceptsIn(statements.map((statement) => statement.text).join('\n'));
  const spoken = [...said, ...conceptsIn(statements.map(({ over }) => over).join('\n'))];
  const isOther = said.some((concept) => concept.group === 'measure' && !asked.includes(concept));
  const isMissed = (concept: Concept) =>
    OWN_WORD.has(concept.name) ? !spoken.includes(concept) : isOther && !said.includes(concept);
  // Of a subsidy for rent, the subsidy is asked for: 厂房租金补贴多少.
  const isSpoken = asked.some((concept) => !telling.includes(concept) && spoken.includes(concept));
  return !isSpoken && telling.every(isMissed) ? telling.map((concept) => wordOf(concept, text)) : [];
}

function wordOf({ words, name }: Concept, text: string): string {
  return words.exec(text)?.[0] ?? name;
}
