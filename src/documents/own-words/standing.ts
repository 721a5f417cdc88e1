import { fold } from '../../language/fold.ts';
import { splitSentences } from '../../language/sentences.ts';
import type { Block, CleanText, Span } from '../../types.ts';

/** A sentence of a document with what its place says of its subject. */
export interface PlacedSentence extends Span {
  text: string;
  /** Whether it opens a closing article, where a rule speaks of itself without naming itself. */
  opensClosing: boolean;
  /** Whether the heading above it reads 有效期 or the like. */
  isUnderTerm: boolean;
  /** Whether it may go on with the sentence before it: the same paragraph, or the next one. */
  follows: boolean;
}

/** Longer ones are tables or lists that lost their line ends. */
const LONGEST_SENTENCE = 600;
const TELLING =
  /施行|[实實]施|[执執]行|生效|[试試]行|[实實]行|有效|效期|期限|[废廢]止|失效|作[废廢]|取代|替代|代替|[终終]止|撤[销銷]|[适適]用|起.{0,20}止|至.{0,20}止|effect|\bforce|valid|appl[iy]|repeal|supersed|replac|revok|expire|为期|為期/i;
const OWN_SUBJECT =
  /本[^，。；,;的自由]{0,12}(?:政策|[办辦]法|[规規]定|措施|意[见見]|通知|方案|[细細][则則]|公告|[条條]例|[规規][则則]|文件|制度)|以上政策|上述政策|\b(?:this|these)\s(?:\w+\s){0,4}(?:polic|measure|notice|rule|regulation|provision|incentive)/i;
const ARTICLE = /^\s*第\s?(?:[一二三四五六七八九十百〇零]{1,6}|\d{1,3})\s?[条條]/;
const TOP_NUMBER = /^\s*[一二三四五六七八九十]{1,4}、/;
const NUMBERING =
  /^(?:第[一二三四五六七八九十百〇零\d]{1,6}[章节条]|[一二三四五六七八九十]{1,4}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.])/;
const CLOSING = /^(?:附则|其[他它](?:事项|规定|要求)?|有关说明|施行与?解释|解释与?施行|解释权?|施行|生效)$/;
const TERM_HEADING =
  /^(?:政策|文件)?(?:有效期限?|(?:执行|实施|施行|试行|适用)(?:期限?|时间|日期)|生效(?:日期|时间)|期限)$/;
const LONGEST_CLOSING_HEADING = 20;

/** Whether a document is written as a rule that speaks of itself at all. */
export function speaksOfItself({ text, blocks }: CleanText): boolean {
  if (OWN_SUBJECT.test(text)) return true;
  const articles = blocks.filter(({ start, end }) =>
    ARTICLE.test(text.slice(start, Math.min(end, start + 12))),
  );
  return articles.length > 1;
}

/** The sentences that may say something of the document, each with its place. Answers to questions are not among them. */
export function* placedSentences(clean: CleanText): Generator<PlacedSentence> {
  const { text, blocks } = clean;
  let heading = '';
  let wasQuestion = false;
  let wasTelling = false;
  for (const block of blocks) {
    if (block.kind === 'boilerplate' || block.kind === 'caption' || block.kind === 'table-row') continue;
    const content = text.slice(block.start, block.end);
    const isTelling = TELLING.test(content) || TERM_HEADING.test(heading);
    if (isTelling && !wasQuestion && !/[？?]$/.test(heading) && !/^\s*(?:答|a)\s*[：:]/i.test(content))
      yield* sentencesOf(block, content, { heading, follows: wasTelling });
    const title = bareHeading(content);
    if (block.kind === 'heading' || isClosingHeading(title)) heading = title;
    wasQuestion = /[？?]\s*$/.test(content);
    wasTelling = isTelling;
  }
}

function* sentencesOf(
  block: Block,
  content: string,
  { heading, follows }: { heading: string; follows: boolean },
): Generator<PlacedSentence> {
  const isClosing = ARTICLE.test(content) || TOP_NUMBER.test(content) || isClosingHeading(heading);
  let quotes = 0;
  let isFirst = true;
  for (const { start, end } of splitSentences(content)) {
    const text = content.slice(start, end);
    const wasQuoted = quotes > 0;
    quotes += count(text, /[“「『]/g) - count(text, /[”」』]/g);
    // What stands in a quotation is said by somebody else.
    if (!wasQuoted && quotes <= 0 && text.length <= LONGEST_SENTENCE) {
      yield {
        text,
        start: block.start + start,
        end: block.start + end,
        opensClosing: isFirst && isClosing,
        isUnderTerm: isFirst && TERM_HEADING.test(heading),
        follows: !isFirst || follows,
      };
    }
    isFirst = false;
  }
}

function count(text: string, mark: RegExp): number {
  return text.match(mark)?.length ?? 0;
}

function isClosingHeading(title: string): boolean {
  return CLOSING.test(title) || TERM_HEADING.test(title);
}

/** A short line without its number and spaces; a longer one is no heading that says what follows. */
function bareHeading(content: string): string {
  if (content.length > LONGEST_CLOSING_HEADING && !/[？?]$/.test(content)) return '';
  const folded = fold(content).replace(/\s/g, '');
  return folded.replace(NUMBERING, '').replace(/[:。【】]/g, '');
}
