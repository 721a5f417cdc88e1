import type { RelatedWord } from '../../retrieval/reading/related-evidence.ts';

/** Rarity from which on a word is as good as a name. */
const RARE = 11;

/** Words rare enough to be names of something, without those of the question, which is folded. */
export function rareWords(words: readonly RelatedWord[], folded: string): string[] {
  return words.filter(({ text, rarity }) => rarity >= RARE && !folded.includes(text)).map(({ text }) => text);
}

const HAN_CHARACTER = /^\p{Script=Han}$/u;
const HAN_NAME = /^\p{Script=Han}{2,4}$/u;
const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝',
);
/** Rarity below which a single character is grammar and no part of a name. */
const NAME_CHARACTER = 6;

/**
 * What may be names of persons: pairs within a run of single characters, as which names stand that no dictionary
 * knows (纳达 and 达尔 of 纳达尔), and rare words that begin with a surname.
 */
export function personNames(words: readonly RelatedWord[], folded: string): string[] {
  const found: string[] = [];
  let run = '';
  for (const { text, rarity } of [...words, END]) {
    if (HAN_CHARACTER.test(text) && rarity >= NAME_CHARACTER && !folded.includes(text)) {
      run += text;
      continue;
    }
    for (let i = 0; i + 1 < run.length; i++) found.push(run.slice(i, i + 2));
    const isGivenName = run.length === 1 && SURNAMES.has(run) && text.length === 2 && rarity >= GIVEN_NAME;
    if (isGivenName) found.push(run + text);
    if (HAN_NAME.test(text) && rarity >= RARE && SURNAMES.has(text[0]!) && !folded.includes(text))
      found.push(text);
    run = '';
  }
  return found;
}

const END: RelatedWord = { text: '', rarity: 0 };
const GIVEN_NAME = 10;
