/**
 * Whether a message asks for more than is published, or to be promised something: what no document can answer
 * and only a person may. A question after the published rule itself, promises in it included, is none.
 *
 * @param folded the message, folded: Simplified Chinese, half width, lower case
 */
export function isWish(folded: string): boolean {
  const text = folded.replace(NO_PROMISE, ' ');
  if (ASKED_OF_US.some((pattern) => pattern.test(text))) return true;
  return !ASKS_THE_RULE.test(text) && WISHES.some((pattern) => pattern.test(text));
}

/** Nouns that have the words of a promise in them. */
const NO_PROMISE =
  /保证(?:金|书|保险|人|期|率)|(?:质量|履约|安全|信用|品质|有)保证|承诺(?:书|制|函|件|时限|时间|办结)|告知承诺|(?<!你们?|您|贵方|你们?必|您必|贵方必)(?:需要?|须|应当?|必须|书面)承诺|(?:作|做)出的?承诺|承诺的|融资担保|担保(?:公司|贷款|基金|物|费|机构)|确保险|(?:loan|credit|bank|money-back) guarantees?|guarantee (?:funds?|schemes?|compan\w+|deposits?)/g;

/** What asks for the content of a rule is answered from it. */
const ASKS_THE_RULE =
  /什么|哪|多少|几[个家年天次]|怎么|怎样|如何|为何|为什么|谁|^(?:what|which|who|when|where|why|how)\b/;

const PROMISE = '(?:保证|承诺|答应|担保|许诺|打包票|拍胸脯|拍板|确保)';
const US = '(?:你们?|您|贵方|贵区|贵园区|贵市|贵处)';

/** A promise asked of the desk is a wish whatever else is asked: 你们能保证给我多少. */
const ASKED_OF_US = [
  new RegExp(`${US}(?:们)?[^。?,;]{0,5}(?:能|可|会|敢|愿|得|必须|要|可以|给|现在)[^。?,;]{0,4}${PROMISE}`),
  new RegExp(
    `(?:能不能|可不可以|能否|可否|敢不敢|会不会|是不是可以|帮我|帮忙|替我|请(?!问))(?:给我们?|先|现在|再|帮我)?${PROMISE}`,
  ),
  /(?:可以|能|能够)(?:给我们?|向我们?|跟我们?)?(?:保证|承诺|答应)(?:我|给|吗|么|下来|\?|$)/,
  /\b(?:can|could|will|would|do) (?:you|the (?:park|zone|city|government)|your (?:park|zone|office|team))(?: guys)?(?: please| also| really| formally| just| at least| personally| definitely| now)? (?:promise|guarantee|assure|commit|pledge|agree to|vouch|make (?:us )?an exception)\b/,
  /(?:请|麻烦|帮忙|帮我|给我们?|能否|可否)[^。?,;]{0,6}(?:书面|白纸黑字|盖章|发函)[^。?,;]{0,3}(?:确认|保证|答应|承诺)/,
  /(?:请|麻烦|帮忙|帮我)(?:您|你们?)?确认(?:一下|下)?,?我们?(?:公司|企业|项目)?(?:一定|肯定|将|就|都)?(?:会|能|可以|能够)(?:拿到|得到|享受|获得|领到|批)(?!.*(?:哪|什么|多少|几))/,
  /\bconfirm (?:to us |for us |formally |officially )?(?:in writing\b|(?:in writing )?that (?:we|i|our|my)\b.{0,24}\b(?:will|shall|are going to|get|receive|qualify))/,
  /\b(?:put|give|state|need|want|have) (?:it|this|that|us|me)?.{0,24}\bin writing that (?:we|i|our|my)\b/,
  /(?:^|[.!?;,] ?|\bplease |\bjust )(?:promise|guarantee|assure) (?:me|us|that|my|our|to)\b/,
];

const MORE = '(?:再|更|额外|另外|另行|多|单独|特别)';
const GIVE = '(?:给|加|优惠|降|减|便宜|补|高|低|放宽|延长|让|争取|提高|照顾|倾斜)';
const ASKED = '(?:吗|么|嘛|吧|呗|呢|不|\\?|$|行|可以)';

const WISHES = [
  new RegExp(`(?:能|可|行|希望|想|要求|麻烦)[^。?]{0,14}${MORE}[^。?]{0,4}${GIVE}[^。?]{0,10}${ASKED}`),
  new RegExp(`${MORE}(?:给|加|优惠|降|减|便宜|补|让)(?:我们?)?(?:一?[点些]|一下|个)`),
  /(?:能|可以?|好|肯|还能)(?:不能|否|不可以)?(?:再|给我们?)?[^。?]{0,6}(?:(?<!谈)谈(?!谈|到|及|论)|商量|通融|还价|讲价|砍价|压价|特批|特事特办|破例|网开一面|变通|开绿灯|特殊(?:照顾|处理|对待)|开小灶)/,
  /(?:给|请|希望)[^。?]{0,6}特殊(?:照顾|处理|对待)/,
  /(?:可以|能)(?:保证|承诺|答应)[^。?]{0,16}(?:吗|么|\?)/,
  /(?:谈|商量|协商)(?:的)?(?:空间|余地)|(?:底价|底线|最低)[^。?]{0,4}谈|打个折|内部价|走(?:个)?后门|走关系|返点|回扣|私下给/,
  /(?:突破|超过|超出|高于|优于)[^。?]{0,6}(?:政策|上限|规定|公布|文件|标准|其他园区|别的园区)[^。?]{0,10}(?:吗|么|可以|能|行|\?)/,
  /(?:保证[^。?]{0,20}|包(?:我们?|您|企业)?[^。?]{0,6}(?:通过|过关|批|拿到|办成|落地|成功)[^。?]{0,8})(?:吗|么|吧|对吧|行吗|对不对|是不是|\?)$/,
  /(?:一定|肯定|百分之?百|百分百|100%|绝对|铁定)(?:能|会|可以|给|有)[^。?]{0,16}(?:吗|么|吧|对吧|\?)/,
  /\b(?:can|could|may|might|would|will|possible|any chance|is there|get|give|offer|want|like|need|grant)\b.{0,40}\b(?:better|lower|higher|bigger|longer|sweeter|cheaper|larger|extra|more generous|more favou?rable) (?:\w+ )?(?:rates?|price|rents?|deals?|terms?|offers?|discounts?|subsid(?:y|ies)|incentives?|package|grace|support|grants?|tax|holiday|conditions)\b/,
  /\b(?:negotiable|negotiate|bargain|haggle|wiggle room|make an exception|under the table|off the record|special (?:approval|treatment|favou?rs?)|sweeten)\b/,
  /\b(?:more than|beyond|above|over|exceed\w*|better than) (?:(?:what is|what's|the|your) )?(?:published|policy|stated|standard|official|cap|ceiling)\b/,
  /\b(?:can|could|would) (?:you|the (?:park|zone))\b.{0,12}\b(?:waive|match|beat|go (?:higher|lower)|do better|throw in|lower (?:the|our|my)|raise (?:the|our|my))\b/,
  /\b(?:am i|are we|is it|is that|is this|be)(?: \w+)? guaranteed\b|\b(?:will|would) (?:i|we|my|our)\b.{0,24}\b(?:definitely|certainly|for sure|guaranteed)\b/,
];
