/**
 * Words of a question that say how it is asked, not what about. They are blanked before search:
 * no document holds them, and pairs of characters across them mean nothing.
 */

// What is unknown: the words that an answer stands in for. Longest first where one holds another.
const INTERROGATIVES =
  /百分之几|为啥|为嘛|多长时间|什么时候|什么时间|什么地方|什么样的?|为什么|多少(?:[个家户人名位条场次辆台套种类所座栋届元钱]|项(?!目))?|多久|多[大高长宽深远重](?![家于])|哪(?:一)?[个家些里儿年天日月位种类届次]|哪\s?[几一二两三四五六七八九十\d]+[个家项条种类位所]?|几(?:[个家户人名位条场次辆台套种类所座栋届月年天号]|项(?!目))|何时|何处|为何|如何|怎么样?|怎样|什么|啥|是不是|是否|有没有|能不能|可不可以|谁|吗|呢|几/g;

// Courtesy and grammar around it.
const FILLERS =
  /(?<=\d{4})年度?|请问一下|请问|请告诉我|告诉我|请介绍一?下?|介绍一下|我想(?:了解|知道|问)(?:一下)?|想(?:了解|知道|问)一下|麻烦|帮我|帮忙|查一下|说说|一下|换一?个话题|另一个问题|顺便问(?:一下)?|里头|里面|听说|据说|分别(?:是|为)?|各是|各为|大概|大约|究竟|到底|当时|当初|目前|现在|具体|一共|总共|以及|还是|或者|并且|关于|对于|(?:你|我|他|她|它)们|你|我|它|他|她|这个|那个|这些|那些|该|的话|的|了|是|吧|啊|呀|么|就|都|也|还|又|把|被|那|这|和|与|及|及其|有(?=\s|$)/g;

const ENGLISH_FILLERS = new Set(
  (
    'a an the of in on at to for from by with about into over under and or but if then than as is are was were be been being am do does did ' +
    'doing done have has had having will would shall should can could may might must i you he she it we they me him her us them my your his its ' +
    'our their this that these those there here what which who whom whose when where why how many much long often far please tell give show ' +
    'know want like need any some all each every no not only also just so such very more most other please could kindly let s t re ll ve d m ' +
    "say says said according during per once up out off down everything something anything roughly about around nearly almost article document documents text source exactly actually really currently now still yet already ever even quite plus extra whole entire overall altogether both either there's what's who's it's that's isn't aren't wasn't doesn't don't didn't hasn't haven't won't can't amount total number kind kinds type"
  ).split(' '),
);

/** Places of the interrogative words in folded text. */
export function interrogatives(folded: string): { start: number; end: number }[] {
  return [...folded.matchAll(INTERROGATIVES)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Folded text with question words and fillers turned into spaces, so that offsets stay. */
export function blankQuestionWords(folded: string): string {
  const blank = (match: string) => ' '.repeat(match.length);
  return folded.replace(INTERROGATIVES, blank).replace(FILLERS, blank);
}

export function isEnglishFiller(word: string): boolean {
  return ENGLISH_FILLERS.has(word);
}
