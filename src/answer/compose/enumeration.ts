import { readFigures } from '../../language/figures.ts';
import { fold } from '../../language/fold.ts';
import { held, type WeighedUnit } from '../../retrieval/candidates/coverage.ts';
import { FIGURES, fitsFigure } from '../../retrieval/question/expectation.ts';
import type { Query } from '../../retrieval/question/query.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import { names } from './naming.ts';

/** A sentence that opens a list and goes on with its members; joined they give the sentence again. */
export interface Enumeration {
  /** What stands before the first member, with its colon. */
  lead: string;
  /** Each without what separates it from the next. */
  members: string[];
  separator: string;
}

/** Separators of members, the strongest first: one that stands in a list at all divides it alone. */
const SEPARATORS: { pattern: RegExp; separator: string }[] = [
  { pattern: /[；;]\s?/g, separator: '；' },
  { pattern: /、/g, separator: '、' },
  { pattern: /，|,(?!\d)\s?/g, separator: '，' },
];
const ENGLISH_SEPARATORS: { pattern: RegExp; separator: string }[] = [
  { pattern: /;\s/g, separator: '; ' },
  { pattern: /,\s(?:and\s)?/g, separator: ', ' },
];
const COLON = /：|:\s/;

/** The list that a sentence gives behind its colon; `undefined` where it gives none of two members or more. */
export function enumerationIn(text: string): Enumeration | undefined {
  const colon = COLON.exec(text);
  if (!colon) return undefined;
  const lead = text.slice(0, colon.index + colon[0].length);
  const rest = text.slice(lead.length);
  const separators = /\p{Script=Han}/u.test(lead) ? SEPARATORS : ENGLISH_SEPARATORS;
  for (const { pattern, separator } of separators) {
    const members = splitOutsideBrackets(rest, pattern);
    if (members.length >= 2) return { lead, members, separator };
  }
  return undefined;
}

const BESIDE = /，|,(?!\d)\s?/g;
const ENGLISH_BESIDE = /,\s(?:and\s)?|\sand\s(?=[^,]*\d)/g;

/**
 * Figures of one kind that a sentence sets side by side after what they are all of: 第一年按80%补助，第三年按50%补助.
 *
 * @param isOne whether a part holds such a figure
 * @returns what stands before the first of them, the parts, and what comes after the last; `undefined` for fewer than two
 */
export function sideBySide(
  text: string,
  isOne: (part: string) => boolean,
): (Enumeration & { rest: string }) | undefined {
  const isChinese = /\p{Script=Han}/u.test(text);
  const separator = isChinese ? '，' : ', ';
  const parts = splitOutsideBrackets(text, isChinese ? BESIDE : ENGLISH_BESIDE);
  const first = parts.findIndex(isOne);
  const behind = parts.findIndex((part, at) => at > first && !isOne(part));
  const members = first === -1 ? [] : parts.slice(first, behind === -1 ? undefined : behind);
  if (members.length < 2) return undefined;
  const lead = parts.slice(0, first).map((part) => `${part}${separator}`);
  const rest = behind === -1 ? [] : parts.slice(behind).map((part) => `${separator}${part}`);
  return { lead: lead.join(''), members, separator, rest: rest.join('') };
}

/** What of a query decides which members are asked for. */
export type MemberQuery = Pick<Query, 'expectations' | 'text' | 'subject'>;

/**
 * Of a list whose members each have a figure of their own, what is asked for: its lead and those members that
 * hold what the others do not.
 *
 * @returns the text, or `undefined` where no member is singled out, or none that has a figure
 */
export function membersAsked(
  { lead, members, separator }: Enumeration,
  units: readonly WeighedUnit[],
  { expectations, text: question, subject }: MemberQuery,
): string | undefined {
  const asked = expectations.filter((expectation) => FIGURES.includes(expectation));
  if (asked.length === 0 || OF_EACH.test(fold(question))) return undefined;
  const answers = (member: string) =>
    readFigures(member).some((figure) => asked.some((expectation) => fitsFigure(expectation, figure)));
  if (members.filter(answers).length < 2) return undefined;
  const named = subject === undefined ? [] : members.filter((member) => names(member, subject, units));
  if (named.length > 0 && named.length < members.length)
    return named.some(answers) ? `${lead}${named.join(separator)}` : undefined;
  const terms = members.map(termsOf);
  const ofLead = termsOf(lead);
  const telling = units.filter(
    (unit) => held(unit, ofLead) < 0.5 && !terms.every((of) => held(unit, of) >= 0.5),
  );
  const weights = terms.map((of) => telling.reduce((sum, unit) => sum + unit.weight * held(unit, of), 0));
  const most = Math.max(...weights);
  const chosen = members.filter(
    (_, at) => weights[at]! > SINGLED_OUT && weights[at]! >= NEARLY_AS_MUCH * most,
  );
  if (chosen.length === 0 || chosen.length === members.length) return undefined;
  return chosen.some(answers) ? `${lead}${chosen.filter(answers).join(separator)}` : undefined;
}

const OF_EACH = /各|分别|\b(?:each|respectively|both)\b/;

/** Less of the question's weight than this singles nothing out. */
const SINGLED_OUT = 0.1;
/** Of what a member holds, another must hold this share to be meant as well; earlier questions count less than that. */
const NEARLY_AS_MUCH = 0.75;

function splitOutsideBrackets(text: string, separator: RegExp): string[] {
  const members: string[] = [];
  let from = 0;
  for (const match of text.matchAll(separator)) {
    const before = text.slice(from, match.index);
    if (depthOf(before) > 0) continue;
    members.push(before.trim());
    from = match.index + match[0].length;
  }
  members.push(text.slice(from).trim());
  return members.filter((member) => member !== '');
}

function depthOf(text: string): number {
  const opened = text.match(/[（(【《“「『]/g)?.length ?? 0;
  return opened - (text.match(/[）)】》”」』]/g)?.length ?? 0);
}
