import type { Finding } from './finding.ts';
import type { Held } from './held.ts';
import type { Reading, Segment } from './reading.ts';
import { type Term, termsOf } from './terms.ts';

/** What is denied or affirmed, in both languages: words of the thing, and what denies it. */
interface Stance {
  thing: RegExp;
  denied: RegExp;
}

const STANCES: Stance[] = [
  {
    thing:
      /有效|执行|施行|实施|生效|继续|适用|\bappl(?:y|ies)\b|in force|effective|took effect|valid|continue/,
    denied: /暂停|废止|停止|失效|终止|作废|不再|suspend|repeal|abolish|no longer|annul|terminat|ceas/,
  },
  { thing: /受理|接受|\baccept/, denied: /不予受理|不受理|不接受|不得受理|not (?:be )?accept|reject|refuse/ },
  {
    thing: /收取|收费|费用|\bcharge|\bfee\b/,
    denied:
      /不收|不收取|免收|免费|不另收|无须付费|free of charge|no (?:\w+ )?(?:fee|charge)|not charge|without charge|at no cost|for free|\bfree\b/,
  },
  {
    thing: /享受|\benjoys?\b|\bsubsid/,
    denied:
      /不享受|不得享受|没有其他|无其他|不再享受|no (?:other|further|additional)|not enjoy|without (?:other|further)/,
  },
  {
    thing: /重复|同时享受/,
    denied:
      /不重复|不得重复|不能重复|not (?:be )?(?:paid|rewarded|granted|combined) twice|only once|no double|cannot be combined|not.{0,12}repeat/,
  },
  {
    thing: /转租|sublet|sub-let/,
    denied:
      /不得转租|不能转租|不可转租|不允许转租|禁止转租|未经[^,。]{0,14}同意|not (?:be )?sublet|without (?:the )?.{0,30}consent|prohibit/,
  },
  {
    thing: /预处理|pre-?treat/,
    denied:
      /无须预处理|无需预处理|不必预处理|不用预处理|without (?:any )?pre-?treat|no pre-?treat|need not pre|not need/,
  },
  {
    thing: /入园|admit|admission|enter the park/,
    denied:
      /不得入园|不准入园|不能入园|禁止入园|一律不得|not (?:be )?admit|not allowed|may not enter|excluded|barred|prohibit|banned/,
  },
  {
    thing: /房地产|real[- ]estate/,
    denied:
      /除外|不含房地产|不包括房地产|不适用|excluded?|except|not include|do(?:es)? not apply|not eligible/,
  },
  { thing: /增值税|\bvat\b/, denied: /不含|未含|exclud|not includ|before vat|without vat|net of/ },
  {
    thing: /注册资本|registered capital/,
    denied: /不设|没有|无最低|未设|不要求|\bno (?:minimum )?|not require|without/,
  },
];

const ANTONYMS: [RegExp, RegExp][] = [
  [
    /提前|早于|比原计划早|ahead of|earlier/,
    /推迟|延后|延期|晚于|滞后|later than|behind schedule|delayed|postponed/,
  ],
  [/第一个|首个|首日|\bfirst\b/, /最后一|末个|\blast\b/],
  [
    /每月|每个月|\bevery month|each month|monthly|a month/,
    /每季|每个季度|each quarter|every quarter|quarterly/,
  ],
  [/以前|之前|日前|前申报|\bby\b|\bbefore\b|no later/, /以后|之后|日后|后申报|\bafter\b/],
  [/红线内|inside the red line|within the red line/, /红线外|outside (?:it|the red line)/],
];

const NEGATOR =
  /(?:不予|不得|不再|不能|不可|不必|不用|不准|不收|不享|不重|不设|不含|无须|无需|没有|尚未|未经|未|不|禁止|暂停|停止|免于)$/;
// These belong to how much, not to whether.
const NOT_DENYING = /不(?:超过|低于|少于|高于|多于|大于|小于|足|到|下|同|断|仅|但|论|管|限|动产)|未来|未经/;

/** Where a statement denies what its evidence affirms, or affirms what it denies. */
export function polarityFindings(
  statement: Reading,
  held: readonly Held[],
  rests: ReadonlyMap<Segment, readonly string[]>,
): Finding[] {
  return statement.segments.flatMap((segment) => {
    const finding =
      stanceFinding(segment, statement, held, rests.get(segment) ?? []) ??
      antonymFinding(segment, held) ??
      localFinding(segment, held) ??
      deniedFinding(segment, held);
    return finding ? [finding] : [];
  });
}

function stanceFinding(
  segment: Segment,
  statement: Reading,
  held: readonly Held[],
  borneOutBy: readonly string[],
): Finding | undefined {
  const sentence = sentenceOf(segment, statement);
  for (const { thing, denied } of STANCES) {
    if (!thing.test(segment.text) && !denied.test(segment.text)) continue;
    if (!thing.test(segment.text)) continue;
    const about = held.flatMap(({ reading }) =>
      reading.segments
        .filter(({ text }) => thing.test(text) || denied.test(text))
        .map((clause) => ({ clause, reading })),
    );
    const alike = likeness(segment, termsOf(segment, statement, held.map(({ words }) => words).join('\n')));
    const most = Math.max(...about.map(({ clause }) => alike(clause.text)));
    const borne = borneOutBy.filter((text) => thing.test(text) || denied.test(text));
    const likely = about
      .filter(({ clause }) => alike(clause.text) === most)
      .map(({ clause, reading }) => sentenceOf(clause, reading, 1));
    const clauses = borne.length > 0 ? borne : likely;
    if (clauses.length === 0) continue;
    const isDenied = denied.test(sentence);
    if (clauses.some((clause) => denied.test(clause) === isDenied)) continue;
    return {
      kind: 'negation',
      said: segment.text.trim(),
      start: segment.start,
      end: segment.end,
      held: clauses[0]!.trim(),
      reason: `The source says the opposite: ${clauses[0]!.trim()}`,
    };
  }
  return undefined;
}

function antonymFinding(segment: Segment, held: readonly Held[]): Finding | undefined {
  const all = held.map(({ words }) => words).join('\n');
  for (const pair of ANTONYMS)
    for (const [said, other] of [pair, [pair[1], pair[0]]] as const) {
      const match = said.exec(segment.text);
      if (match && !other.test(segment.text) && !said.test(all) && other.test(all))
        return {
          kind: 'negation',
          said: match[0],
          start: segment.start,
          end: segment.end,
          held: other.exec(all)![0],
          reason: `The source says ${other.exec(all)![0]}, not ${match[0]}.`,
        };
    }
  return undefined;
}

/** A Chinese word that is denied on one side and not on the other, in the clause of the evidence most like this one. */
function localFinding(segment: Segment, held: readonly Held[]): Finding | undefined {
  const clause = mostAlike(segment.text, held);
  if (!clause) return undefined;
  for (const pair of pairsOf(segment.text)) {
    if (!clause.includes(pair)) continue;
    const said = deniedAt(segment.text, pair);
    const heldSays = deniedAt(clause, pair);
    if (said !== heldSays && startsWord(pair))
      return {
        kind: 'negation',
        said: pair,
        start: segment.start,
        end: segment.end,
        held: clause.trim(),
        reason: `The source says of ${pair}: ${clause.trim()}`,
      };
  }
  return undefined;
}

/** A word that the evidence has only after 不, and the clause without a denial of any kind. */
function deniedFinding(segment: Segment, held: readonly Held[]): Finding | undefined {
  if (/[不未无没非免勿莫否]|禁止|暂停|停止/.test(segment.text)) return undefined;
  for (const pair of pairsOf(segment.text)) {
    if (!startsWord(pair)) continue;
    const places = held.flatMap(({ reading }) =>
      reading.segments.flatMap(({ text }) =>
        [...text.matchAll(new RegExp(pair, 'g'))].map(({ index }) => ({ text, index })),
      ),
    );
    const isDenied = ({ text, index }: { text: string; index: number }) =>
      text[index - 1] === '不' && !NOT_DENYING.test(text.slice(Math.max(0, index - 3), index + 3));
    if (places.length === 0 || !places.every(isDenied)) continue;
    const { start, end } = segment;
    const clause = places[0]!.text.trim();
    return {
      kind: 'negation',
      said: pair,
      start,
      end,
      held: clause,
      reason: `The source says of ${pair}: ${clause}`,
    };
  }
  return undefined;
}

const startsWord = (pair: string) => !/[的了在是为与和及不未无]/.test(pair);

function deniedAt(text: string, word: string): boolean {
  const at = text.indexOf(word);
  const before = text.slice(Math.max(0, at - 4), at);
  return NEGATOR.test(before) && !NOT_DENYING.test(text.slice(Math.max(0, at - 3), at + 3));
}

function pairsOf(text: string): string[] {
  const pairs: string[] = [];
  for (let at = 1; at < text.length; at++) {
    const pair = text.slice(at - 1, at + 1);
    if (/^\p{Script=Han}{2}$/u.test(pair)) pairs.push(pair);
  }
  return pairs;
}

/** The clause of the evidence that shares the most pairs of characters with a text, if a third of its own. */
function mostAlike(text: string, held: readonly Held[]): string | undefined {
  const pairs = pairsOf(text);
  let best: string | undefined;
  let most = Math.max(2, pairs.length / 3);
  for (const { reading } of held)
    for (const clause of reading.segments) {
      const shared = pairs.filter((pair) => clause.text.includes(pair)).length;
      if (shared >= most) [best, most] = [clause.text, shared + 0.1];
    }
  return best;
}

/** How many of a clause's pairs of characters and terms a text has. */
function likeness(segment: Segment, terms: readonly Term[]): (text: string) => number {
  const words: Term[] = [...pairsOf(segment.text).map((pair) => [pair]), ...terms];
  return (text) => words.filter((alternatives) => alternatives.some((word) => text.includes(word))).length;
}

/** The sentence that a clause is part of, or so many clauses to either side. */
function sentenceOf(segment: Segment, { segments }: Reading, reach = segments.length): string {
  const at = segments.indexOf(segment);
  return segments
    .filter((other, place) => other.sentence === segment.sentence && Math.abs(place - at) <= reach)
    .map(({ text }) => text)
    .join('');
}
