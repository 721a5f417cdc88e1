import type { Language } from '../../types.ts';

/** Share of a Chinese statement's words that are Han characters; names and abbreviations are the rest. */
const LEAST_HAN = 0.5;
/** Share of an English statement's words that may be Han characters: a name beside its translation. */
const MOST_HAN = 0.5;
/** Letters of neither script are of another tongue altogether. */
const OTHER_SCRIPT =
  /(?![\p{Script=Latin}\p{Script=Han}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}])\p{L}/u;

const ENGLISH_WORDS = words(
  'the of and in is are was were to for with a an by on at from has have had will be that its it this which than per',
);
const FOREIGN_WORDS = words(
  `de la el los las una del por para con que en es son fue se su al como más le les des du une est dans pour avec sur
   qui ont été der die das und ist von mit für den dem ein eine wurde il di della degli che per sono um uma do da dos
   das em não com dan yang di untuk dengan pada van het een voor och att som till på`,
);

/**
 * Whether a statement is in another tongue than was asked in, whichever script of Chinese it is: what stands
 * in quotation marks does not count. A statement of figures alone is in every tongue.
 */
export function isForeign(statement: string, language: Language): boolean {
  if (OTHER_SCRIPT.test(statement)) return true;
  const own = statement.replace(/“[^”]*”|「[^」]*」|《[^》]*》|"[^"]*"/g, '');
  const han = own.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = own.match(/\p{Script=Latin}+/gu) ?? [];
  if (han + latin.length === 0) return false;
  const share = han / (han + latin.length);
  if (language !== 'en') return share < LEAST_HAN;
  return share > MOST_HAN || isOtherLatin(latin);
}

/** Whether Latin words are of a language other than English, by its small words and accents. */
function isOtherLatin(latin: readonly string[]): boolean {
  const lower = latin.map((word) => word.toLowerCase());
  const foreign = lower.filter((word) => FOREIGN_WORDS.has(word) || /[^\x20-\x7e]/.test(word)).length;
  return foreign >= 2 && foreign > lower.filter((word) => ENGLISH_WORDS.has(word)).length;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
