import { FORCE, SELF } from './chinese-words.ts';
import { DATE, type Marked, NAME, namesIn } from './marks.ts';

/** Anything within a clause but another name. */
const WORDS = '[^,、。;:与按\\uf000-\\uf8ff]';
const PUBLISHED = '(?:印发|发布|公布|制定|出台|施行|实施|执行)的';
const EARLIER = `(?:同时|对|将|此前|原来?|原有|以前|之前|先前|现行|${WORDS}{0,30}(?:${PUBLISHED}|原有?的?))*`;
const CEASE =
  '(?:废止|失效|停止执行|停止实施|停止施行|停止使用|不再执行|不再施行|不再实施|不再适用|终止执行|终止|作废|撤销)';
const WHEN = `(?:(?:自|从)?(?:${SELF}${FORCE}(?:之日起|后)|${DATE}起|即日起|同日起?))?`;
const NAMES = `(${NAME}+)(?:等(?:[\\d一二三四五六七八九十]{1,3}[个件份项])?)?(?:文件?|通知|规定|政策|办法)*`;
const ADVERBS = '(?:也|亦|均|将|即|则|一并|相应|随之|予以|同步|同时|自行|自动|自然|即行)*';

const CEASES = new RegExp(`^${EARLIER}${NAMES}${ADVERBS}${WHEN}${ADVERBS}${CEASE}$`);
const REPLACES = new RegExp(
  `^(?:${SELF})?(?:同时|将|并|且|一并|正式|${DATE}起)*(?:废止|替代|取代|代替|替换)了?${EARLIER}${NAMES}$`,
);
/** What stands between the names of a list: 、和, and by whom and when the next one was published. */
const BETWEEN = new RegExp(
  `(?<=${NAME})(?:[,、]|以及|[和及与])+(?:${WORDS}{0,20}${PUBLISHED}|原)?(?=${NAME})`,
  'g',
);

/** A sentence with the names of each list side by side, so that no comma of a list parts a clause. */
export function joinNames(text: string): string {
  return text.replace(BETWEEN, '');
}

/**
 * What a clause says is no longer in force because of the document: whole documents only, not an article
 * of one (第五条同时废止), and not what differs from the document (与本办法不一致的). `undefined` if it repeals nothing.
 */
export function repealsOf(marked: Marked, clause: string): Repeals | undefined {
  const names = (CEASES.exec(clause) ?? REPLACES.exec(clause))?.[1];
  if (names === undefined) return undefined;
  return { names: namesIn(marked, names), namesItself: ITSELF.test(clause) };
}

export interface Repeals {
  names: string[];
  /** Whether the clause names the document that does it: 自本政策施行之日起停止执行. */
  namesItself: boolean;
}

const ITSELF = new RegExp(SELF);
