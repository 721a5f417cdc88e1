import { fold } from '../../language/fold.ts';
import { FIGURES } from '../../retrieval/question/expectation.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import type { Retrieval } from '../../retrieval/retrieve.ts';
import type { Chosen } from '../compose/select.ts';
import { HOME_SHARE, isCity, NO_NAME, zonesIn } from './places.ts';

/**
 * Counties and zones of which a question wants a figure, where what would answer says of itself that it is the
 * figure of the whole city or of another zone: the city's foreign capital is not that of 衡东.
 *
 * @returns what is wanting, in the asker's language; none where the passage names them, or says of no place what it is of
 */
export function missingScope(retrieval: Retrieval, { sentence, evidence }: Chosen): string[] {
  const { query, rarity } = retrieval;
  if (!query.expectations.some((expectation) => FIGURES.includes(expectation))) return [];
  if (zonesIn(query.text).some(({ names }) => !isSpokenOf(names, retrieval))) return [];
  const own = fold(`${evidence.passage.locator.headingPath.join('\n')}\n${evidence.passage.text}`);
  const isWhole = WHOLE.test(sentence.folded);
  const isHome = (name: string) => [...termsOf(name)].every((term) => rarity.share(term) >= HOME_SHARE);
  const asked = partsAsked(retrieval).filter(({ name }) => !isHome(name) && !isCity(name));
  const isNamed = asked.some(({ name }) => writtenAs(name).test(isWhole ? sentence.folded : own));
  const isOfAnother = isWhole || ANY_ZONE.test(own);
  if (isNamed || !isOfAnother) return [];
  const figureOf = (written: string) =>
    query.language === 'en' ? `this figure for ${written}` : `${written}的这项数据`;
  return asked.map(({ written }) => figureOf(written));
}

/** A zone of which nothing found speaks is told to be missing itself. */
function isSpokenOf(names: readonly string[], { evidence }: Retrieval): boolean {
  return evidence.some(({ passage, around }) => {
    const text = fold(`${passage.text}\n${around}`);
    return names.some((name) => text.includes(name));
  });
}

/** A rank within the whole is that of the part: 全市排名第一. */
const WHOLE = /(?:全[市省县州国]|我[市省县])(?!排[名位]|第|首|前|领先|最|唯一|十大|百强)/;
const ANY_ZONE = /(?:经开|高新|开发)区/;
/** A county, city or zone by the two characters before the word for it. */
const PART = /(\p{Script=Han}{2})(?:经开区|高新区|开发区|县(?![域级])|市(?![场值民]))/gu;
/** What stands before the word for a zone and is no name: 建设高新区. */
const NO_PLACE =
  /建设|建成|打造|推进|推动|支持|走进|进入|入驻|落户|位于|来到|对接|发展|创新|园区|项目|企业|重点|示范|特色|高新|经开/;
/** Zones that go by the word for them alone, where there is one of each. */
const BARE_ZONE = /高新区|经开区/g;

/** The counties and zones that a question names, also without the word for them, as the evidence knows them. */
function partsAsked({ query, evidence }: Retrieval): { name: string; written: string }[] {
  const folded = fold(query.text);
  const known = new Set(
    evidence.flatMap(({ passage, around }) =>
      [...fold(`${passage.text}\n${around}`).matchAll(PART)].flatMap(([, name]) =>
        NO_NAME.test(name!) || NO_PLACE.test(name!) ? [] : [name!],
      ),
    ),
  );
  const chinese = [...known].filter((name) => folded.includes(name));
  const zones = [...folded.matchAll(BARE_ZONE)].map(([zone]) => zone);
  const translated = query.units.flatMap(({ label, alternatives }) =>
    alternatives.flatMap(({ wording }) =>
      /^[a-z]/.test(label) && wording !== undefined && known.has(wording)
        ? [{ name: wording, written: label }]
        : [],
    ),
  );
  return [...[...chinese, ...zones].map((name) => ({ name, written: name })), ...translated];
}

/** A zone in its short or its long form. */
function writtenAs(name: string): RegExp {
  if (name === '高新区') return /高新(?:区|技术|产业)/;
  return name === '经开区' ? /经开区|经济(?:技术)?开发/ : new RegExp(name);
}
