import type { Concept } from './concepts.ts';
import type { Finding } from './finding.ts';
import { carriedInto, type Held } from './held.ts';
import type { Reading, Segment } from './reading.ts';
import { termsOf } from './terms.ts';

/** Words that bind, by what of the evidence would bear them out. */
const PROMISES: { said: RegExp; held: RegExp }[] = [
  {
    said: /保证|必定|一定(?!程度|规模|条件|比例|期限|数量|范围)|必然|承诺|确保|肯定(?:能|会|可)|包过|包办|绝对|稳赚|guarantee[sd]?|definitely|certainly|\bassure[sd]?\b|\bensures?\b|promise[sd]?|pledge[sd]?|without fail/,
    held: /保证|必定|一定|承诺|确保|肯定|对赌|约定|guarantee|definitely|certainly|assure|ensure|promise|pledge|commit/,
  },
  {
    said: /免征|免收|免费|免除|全免|免租|免税|免缴|免付|零租金|零收费|\bfree\b|\bwaived?\b|exempt(?:ed|ion)?|tax holiday|pays? (?:no|nothing)|at no (?:cost|charge)/,
    held: /免|不收|不收取|零租|无偿|\bfree\b|waive|exempt|no charge|not charge/,
  },
  {
    said: /永久|永远|终身|无限期|\bfor good\b|\bforever\b|permanent(?:ly)?|\bfor life\b|indefinite(?:ly)?/,
    held: /永久|永远|终身|长期|无限期|forever|permanent|for life|indefinite/,
  },
];

const HEDGE_HELD =
  /拟(?!定|合)|计划(?!生育|单列)|预计|力争|有望|规划到|到20\d\d年|征求意见|草案|意向|在谈|洽谈|筹备|辅导期|expected|planned|\bplans?\b|proposed|draft|target|\baims?\b|in talks/;
const HEDGE_SAID =
  /拟|计划|预计|力争|有望|征求意见|草案|目标|规划|将|会(?!议|员|上|展|计)|要(?!素|求|点)|预期|争取|意向|洽谈|在谈|辅导|提出|到20\d\d年|expect|\bplan(?:s|ned|ning)?\b|propos|draft|target|\baims?\b|\bwill\b|\bto be\b|\bwould\b|intend|scheduled|\bdue\b|tutoring|once|goal|envisage|project(?:ed|ion)\b|forecast|estimat|consult/;
const DONE =
  /已(?!经?计划|完成投资)|成功|正式|实现|完成了|has (?:been|gone|come|reached)|have (?:been|gone|come|reached)|(?:was|were) (?:completed|put|listed|opened|built)|\bopened\b|in force|took effect|\bwent\b|\breached\b|has \w+ed\b/;

/** Promises that the evidence does not make, and plans of the evidence said as done. */
export function commitmentFindings(
  statement: Reading,
  held: readonly Held[],
  rests: ReadonlyMap<Segment, readonly string[]>,
): Finding[] {
  const all = held.map(({ words }) => words).join('\n');
  return statement.segments.flatMap(
    (segment) => promiseFinding(segment, all) ?? planFinding(segment, statement, held, rests) ?? [],
  );
}

function promiseFinding(segment: Segment, all: string): Finding | undefined {
  for (const { said, held } of PROMISES) {
    const match = said.exec(segment.text);
    if (match && !held.test(all))
      return finding('promise', segment, match, `The source does not say ${match[0]}.`);
  }
  return undefined;
}

function planFinding(
  segment: Segment,
  statement: Reading,
  held: readonly Held[],
  rests: ReadonlyMap<Segment, readonly string[]>,
): Finding | undefined {
  const sentence = statement.segments
    .filter((other) => other.sentence === segment.sentence)
    .map(({ text }) => text)
    .join('');
  if (HEDGE_SAID.test(sentence)) return undefined;
  const clauses = rests.get(segment) ?? [];
  const heads = held.map(({ head }) => head.folded.text).join('\n');
  const hedge = clauses.map((text) => HEDGE_HELD.exec(text)).find((match) => match !== null);
  const isDraft = /征求意见|草案|draft/.test(heads);
  const done = DONE.exec(segment.text);
  if (hedge && clauses.every((text) => HEDGE_HELD.test(text)))
    return finding('plan', segment, done ?? undefined, `The source speaks of a plan: ${hedge[0]}.`, hedge[0]);
  if (isDraft) return finding('plan', segment, done ?? undefined, 'The source is a draft.');
  const events = segment.concepts.filter(({ group }) => group === 'event');
  const planned = likeliest(segment, statement, held, events);
  if (done && planned.length > 0 && planned.every(({ text }) => HEDGE_HELD.test(text)))
    return finding('plan', segment, done, 'The source speaks of a plan.', planned[0]!.text.trim());
  return undefined;
}

/** The clauses of the events, those first that stand with the most of a clause's own words. */
function likeliest(
  segment: Segment,
  statement: Reading,
  held: readonly Held[],
  events: readonly Concept[],
): Segment[] {
  const terms = termsOf(segment, statement, held.map(({ words }) => words).join('\n'));
  const places = held.flatMap(({ reading }) =>
    reading.segments
      .filter(({ concepts }) => events.some((event) => concepts.includes(event)))
      .map((place) => {
        const near = carriedInto(place, reading)
          .map(({ text }) => text)
          .join('');
        return { place, alike: terms.filter((term) => term.some((word) => near.includes(word))).length };
      }),
  );
  const most = Math.max(...places.map(({ alike }) => alike));
  return places.filter(({ alike }) => alike === most).map(({ place }) => place);
}

function finding(
  kind: 'promise' | 'plan',
  segment: Segment,
  match: RegExpExecArray | undefined,
  reason: string,
  held?: string,
): Finding {
  const start = segment.start + (match?.index ?? 0);
  const said = match?.[0] ?? segment.text.trim();
  return { kind, said, start, end: match ? start + said.length : segment.end, ...(held && { held }), reason };
}
