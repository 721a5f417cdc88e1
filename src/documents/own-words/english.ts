import { dayOf, type Term } from './days.ts';
import { DATE, dateAt, type Marked, NAME, namesIn } from './marks.ts';
import type { Standing, Statement } from './statement.ts';

const SUBJECT =
  /^(?:this|these|the (?:present|above|foregoing))\s(?:[a-z'-]+\s){0,4}?(?:policy|policies|measures?|notice|rules?|regulations?|plan|opinions?|guidelines?|provisions?|document|announcement|scheme|incentives?|decision|circular|programme|program)\b/;
const PRONOUN = /^(?:it|they)\b/;
/** Opens the sentence but is no part of it: Article 20, 8., (2). */
const OPENING =
  /^(?:(?:article|section|chapter) \d{1,3}[.:]?|\d{1,2}[.)]|\(\d{1,2}\)|[-•*]|(?:validity|effective (?:date|period)):)\s*/;

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const TERM = `(\\d{1,3}|${NUMBERS.join('|')})(?: \\(\\d{1,3}\\))?[ -](year|month|day)s?`;
const IN_FORCE =
  '(?:(?:effective|in effect|in force|valid|applicable|implemented|applied)|(?:takes?|have|has) effect|(?:comes?|enters?) into (?:force|effect)|appl(?:y|ies))';
const FROM = '(?:from|on|as of|as from|with effect from|starting(?: from| on)?|beginning(?: on)?)';
const UNTIL = '(?:until|till|through|to|up to)';
const ISSUE =
  'the (?:date|day) (?:of (?:its |their |the )?(?:issue|issuance|promulgation|publication|release)|(?:it is|they are) (?:issued|published|promulgated))';
const REPEALED =
  '(?:repealed|superseded|replaced|annulled|abolished|revoked|no longer (?:valid|in force|in effect|applicable))';
const MEANWHILE =
  '(?: (?:simultaneously|hereby|accordingly|at the same time|on the same (?:day|date)|from that date))?';

type Step = [RegExp, (statement: Statement, match: RegExpExecArray, marked: Marked) => void];
const step = (source: string, take: Step[1]): Step => [new RegExp(`^(?:${source})(?=$|[ ,;.)])`), take];

/** Where a new statement begins; what was said before it stands by itself. */
const BOUNDARY = /^(?:,|and\b)/;
const STEPS: readonly Step[] = [
  step('shall|will|is|are|be|hereby|remains?|stays?|also', () => {}),
  step(
    `(?:${IN_FORCE} )?from (${DATE}) ${UNTIL} (?:and including )?(${DATE})`,
    (statement, [, first, last], marked) => {
      startOn(statement, first!, marked);
      endOn(statement, last!, marked);
    },
  ),
  step(`${IN_FORCE}(?: ${FROM})? (?:and including )?(${DATE})`, (statement, [, day], marked) =>
    startOn(statement, day!, marked),
  ),
  step(`${IN_FORCE}(?: ${FROM})? ${ISSUE}`, (statement) => {
    statement.start = {};
  }),
  step(`(?:${IN_FORCE} )?${UNTIL} (?:and including )?(${DATE})`, (statement, [, day], marked) =>
    endOn(statement, day!, marked),
  ),
  step(
    `(?:expires?|lapses?|ends?|terminates?) (?:on|at the end of) (${DATE})`,
    (statement, [, day], marked) => endOn(statement, day!, marked),
  ),
  step(
    `(?:${IN_FORCE} )?(?:for|with) a (?:validity )?(?:period|term)(?: of validity)? of ${TERM}`,
    (statement, [, count, unit]) => lasts(statement, count!, unit!),
  ),
  step(`(?:${IN_FORCE} )?for ${TERM}`, (statement, [, count, unit]) => lasts(statement, count!, unit!)),
  step(
    `(?:hereby )?(?:replaces?|repeals?|supersedes?|revokes?) (?:the [^.;,]{0,80}?|all )?(${NAME}(?:(?:, | and |, and )(?:the )?${NAME})*)${MEANWHILE}`,
    repeals,
  ),
  step(
    `(?:the [^.;,]{0,80}?)?(${NAME}(?:(?:, | and |, and )(?:the )?${NAME})*) (?:is|are|shall be|will be|shall|ceases?)(?: hereby| simultaneously| also)* (?:${REPEALED}|cease to (?:apply|have effect|be in force)|to (?:apply|have effect|be in force))${MEANWHILE}`,
    repeals,
  ),
];

/** What an English sentence says of its own document, from its first word on as far as it is understood. */
export function readEnglish(marked: Marked, { mayLackSubject }: Standing): Statement {
  const nothing: Statement = { repeals: [], isOwn: false };
  let rest = marked.text.trim();
  for (let opening = OPENING.exec(rest); opening; opening = OPENING.exec(rest))
    rest = rest.slice(opening[0].length);
  rest = rest.replace(new RegExp(`\\((${NAME})\\)`, 'g'), '$1').replace(/[.;!]+$/, '');
  const subject = SUBJECT.exec(rest)?.[0] ?? (mayLackSubject ? PRONOUN.exec(rest)?.[0] : undefined);
  if (subject === undefined && !mayLackSubject) return nothing;
  return readStatements(marked, rest.slice(subject?.length ?? 0).trim()) ?? nothing;
}

/** The statements up to the first that is not understood; `undefined` where that is the first one. */
function readStatements(marked: Marked, text: string): Statement | undefined {
  const said: Statement = { repeals: [], isOwn: true };
  let whole: Statement | undefined;
  let rest = text;
  while (rest !== '') {
    const boundary = BOUNDARY.exec(rest)?.[0];
    if (boundary !== undefined) whole = { ...said, repeals: [...said.repeals] };
    const length = boundary?.length ?? takeStep(said, rest, marked);
    if (length === undefined) return whole;
    rest = rest.slice(length).trim();
  }
  return said;
}

function takeStep(said: Statement, rest: string, marked: Marked): number | undefined {
  for (const [pattern, take] of STEPS) {
    const match = pattern.exec(rest);
    if (!match) continue;
    take(said, match, marked);
    return match[0].length;
  }
  return undefined;
}

function startOn(said: Statement, character: string, marked: Marked): void {
  const day = dayOf(dateAt(marked, character), 'first');
  if (day !== undefined) said.start = { day };
}

function endOn(said: Statement, character: string, marked: Marked): void {
  const day = dayOf(dateAt(marked, character), 'last');
  if (day !== undefined) said.end = { day };
}

function lasts(said: Statement, count: string, unit: string): void {
  const number = /\d/.test(count) ? Number(count) : NUMBERS.indexOf(count) + 1;
  said.end = { term: { count: number, unit: unit as Term['unit'] } };
}

function repeals(said: Statement, [, names]: RegExpExecArray, marked: Marked): void {
  said.repeals.push(...namesIn(marked, names!));
}
