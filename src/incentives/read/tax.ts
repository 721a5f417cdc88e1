/** What is measured by tax paid, on folded text. */
const TAX =
  /(?:地方|区级|财政|经济|经营|税收)+(?:综合)?贡献|地方(?:财力|留成|留存|所得)|税收(?:留成|留存|返还|奖励|贡献|增量)|(?:缴纳|入库|实缴|上缴|纳税|完税)(?:的)?[^,。;]{0,12}税(?:收|款|额)?|纳税(?:总)?额|年纳税|(?:增值税|所得税|契税|土地使用税|房产税)[^,。;]{0,14}(?:留|地方|返|奖|补)|先征后[返奖补]|即征即[返奖补]/;
const GRANTS = /奖励|奖补|补助|补贴|返还|扶持|奖(?=\d|‹|给)|先征后|即征即|资助/;
/** What forbids, ends or only requires the like. */
const NOT_GRANTED = /不得|严禁|禁止|清理|废止|取消|停止|依法纳税|依法缴纳|税务登记|偷税|欠税|完税证明/;

/**
 * Whether a sentence of folded policy text ties a reward to tax paid, which the Fair Competition Review Regulation
 * (公平竞争审查条例, in force since 2024-08-01) forbids unless law or the State Council allows it.
 */
export function isTiedToTax(sentence: string): boolean {
  return TAX.test(sentence) && GRANTS.test(sentence) && !NOT_GRANTED.test(sentence);
}
