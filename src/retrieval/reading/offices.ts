import { fold, HAN } from '../../language/fold.ts';
import type { Query } from '../question/query.ts';
import type { AnalysedSentence } from './passage-analysis.ts';

/** An office: what it is called in Chinese, and what it is of. */
interface Office {
  title: string;
  isDeputy: boolean;
  /** Two characters, as 耒阳 of 耒阳市委; absent where the text names no place or body before it. */
  of?: string;
  /** As it stands in the folded text. */
  written: string;
}

/** Whether a sentence names the office whose holder a question asks for, each time as that of another place or a deputy. */
export function isOfOtherOffice(query: Query, { folded }: AnalysedSentence): boolean {
  const asked = officeAsked(query);
  if (asked?.of === undefined) return false;
  const held = officesIn(folded).filter(({ title }) => title === asked.title);
  return held.length > 0 && !held.some((office) => isSame(office, asked));
}

/** The office whose holder a question asks for, in its own words, where a sentence does not name it. */
export function officeLacking(query: Query, { folded }: AnalysedSentence): string[] {
  const asked = officeAsked(query);
  // Offices are read in Chinese alone.
  if (
    asked?.of === undefined ||
    !HAN.test(folded) ||
    officesIn(folded).some((office) => isSame(office, asked))
  )
    return [];
  return [asked.written];
}

function isSame(office: Office, { title, isDeputy, of }: Office): boolean {
  return (
    office.title === title && office.isDeputy === isDeputy && (office.of === undefined || office.of === of)
  );
}

const ASKS_WHO = /谁|哪(?:一)?位|何人|叫(?:什么|啥)|姓(?:什么|甚|啥)|名字|\bwho\b|\bname of\b/;

function officeAsked({ text, expectations, units }: Query): Office | undefined {
  const folded = expectations.length === 1 ? fold(text) : '';
  if (!ASKS_WHO.test(folded)) return undefined;
  const [office] = officesIn(folded);
  if (office) return office;
  const [written, before, deputy, title, behind] = ENGLISH.exec(folded) ?? [];
  if (written === undefined || title === undefined) return undefined;
  const spellings = units
    .filter(({ label }) => label === behind || label === before)
    .flatMap(({ alternatives }) => alternatives.flatMap(({ wording }) => wording ?? []));
  return {
    title: TITLES[title]!,
    isDeputy: deputy !== undefined,
    of: spellings.find((wording) => PLACE.test(wording)),
    written: written.replace(/^the /, ''),
  };
}

const TITLES: Record<string, string> = {
  mayor: '市长',
  'party secretary': '书记',
  'party chief': '书记',
  magistrate: '县长',
};
/** With its place before or behind it: Leiyang's mayor, the deputy party secretary of Hengyang. */
const ENGLISH =
  /(?:\b([a-z]+)(?:['’]s)? )?(?:\b(vice|deputy)[ -])?(?:municipal |county |city )?\b(mayor|party secretary|party chief|magistrate)\b(?: (?:of|in|for) (?:the )?(?:city of )?([a-z]+))?/;
const PLACE = /^\p{Script=Han}{2}$/u;

const TITLE = /(副)?(市长|县长|区长|镇长|书记)/g;
/** What an office is of, by the two characters before the word for it. */
const BODY = /(\p{Script=Han}{2})(?:市|县|区|镇|经开区|高新区|开发区)/gu;

/** The offices that a folded text names, each with the nearest place before it. */
function officesIn(folded: string): Office[] {
  return [...folded.matchAll(TITLE)].map(({ 0: written, 1: deputy, 2: title, index }) => {
    const body = [...folded.slice(0, index + 1).matchAll(BODY)].at(-1);
    return {
      title: title!,
      isDeputy: deputy !== undefined,
      of: body?.[1],
      written: folded.slice(body?.index ?? index, index + written.length),
    };
  });
}
