import { fold } from '../../language/fold.ts';
import { glossary } from '../../retrieval/glossary/glossary.ts';
import { blankQuestionWords } from '../../retrieval/question/question-words.ts';

/**
 * Provinces and cities of China. A question about one of them is not answered by what is said of another,
 * however alike the words are.
 */
const PLACES = `
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门
石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔
乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河
牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵
安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营
烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州
荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾
河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁
内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 大理 拉萨 日喀则 昌都 林芝 西安 铜川 宝鸡 咸阳 渭南
延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 台北 高雄 台中 台南
新竹 浦东 雄安
`
  .trim()
  .split(/\s+/);

/** Names that are common words or parts of longer names as well: only with 市 or 省 behind them are they places. */
const AMBIGUOUS = new Set([
  '白银',
  '大庆',
  '黄山',
  '日照',
  '中山',
  '海南',
  '平凉',
  '定西',
  '安康',
  '大同',
  '吉安',
  '长治',
  '三明',
  '宁德',
  '玉林',
  '东营',
  '海东',
  '云浮',
  '北海',
  '来宾',
  '保山',
  '宝鸡',
  '泰安',
  '临沧',
  '新乡',
  '六安',
  '德州',
  '开封',
  '资阳',
  '遂宁',
  '铜川',
  '河池',
  '新余',
  '台州',
]);

/** Regions of several provinces, of which a question may have the wrong one. */
const REGIONS = ['长三角', '珠三角', '大湾区', '京津冀', '成渝'];

/** Regions named in a question. */
export function regionsIn(question: string): NamedPlace[] {
  const folded = withoutOrigin(fold(question));
  return REGIONS.filter((region) => folded.includes(region)).map((region) => ({
    asked: region,
    names: [region],
  }));
}

/** A place that so many passages name goes without saying in the others. */
export const HOME_SHARE = 0.25;

/** Whether a name is that of a city or province by itself. */
export function isCity(name: string): boolean {
  return PLACES.includes(name) && !AMBIGUOUS.has(name);
}

/** A place that a question names, and how evidence may write it. */
export interface NamedPlace {
  asked: string;
  /** Folded. */
  names: string[];
}

/** Countries, by what they are called in both languages; 美元 and 日元 are none. */
const COUNTRIES: readonly [RegExp, string[]][] = [
  [/日本|japan(?:ese)?\b/, ['日本', '日资', 'japan']],
  [/韩国|(?:south )?korean?\b/, ['韩国', '韩资', 'korea']],
  [/美国|\bamerican?\b|\bunited states\b|\bus compan/, ['美国', '美资', 'america', 'united states']],
  [/德国|german(?:y)?\b/, ['德国', '德资', 'german']],
  [/法国|\bfrance\b|\bfrench\b/, ['法国', '法资', 'france', 'french']],
  [
    /英国|\bbritish\b|\bbritain\b|\bunited kingdom\b/,
    ['英国', '英资', 'britain', 'british', 'united kingdom'],
  ],
  [/意大利|\bital(?:y|ian)\b/, ['意大利', 'ital']],
  [/俄罗斯|\brussian?\b/, ['俄罗斯', 'russia']],
  [/印度(?!尼)|\bindian?\b/, ['印度', 'india']],
  [/越南|vietnam(?:ese)?\b/, ['越南', 'vietnam']],
  [/泰国|thai(?:land)?\b/, ['泰国', 'thai']],
  [/新加坡|singapore(?:an)?\b/, ['新加坡', '新资', 'singapore']],
  [/马来西亚|malaysian?\b/, ['马来西亚', 'malaysia']],
  [/印度尼西亚|印尼|indonesian?\b/, ['印度尼西亚', '印尼', 'indonesia']],
  [/荷兰|\bdutch\b|netherlands\b/, ['荷兰', 'dutch', 'netherlands']],
  [/瑞士|\bswiss\b|switzerland\b/, ['瑞士', 'swiss', 'switzerland']],
  [/澳大利亚|australian?\b/, ['澳大利亚', '澳洲', 'australia']],
  [/加拿大|\bcanad(?:a|ian)\b/, ['加拿大', 'canad']],
  [/巴西|brazil(?:ian)?\b/, ['巴西', 'brazil']],
  [/西班牙|\bspain\b|\bspanish\b/, ['西班牙', 'spain', 'spanish']],
];

/** Where the asker comes from, which no answer has to speak of: 從浙江過來考察，…; 我们是日本企业，… */
const ORIGIN =
  /^[^,，。?？]*?(?:从|来自|我们?(?:公司|企业|是)|\bwe(?:['’]re| are)\b|\bfrom\b)[^,，。?？]*[,，](?=.)/;
const ASKS = /多少|几|哪|什么|怎么|如何|谁|是否|吗|\b(?:what|which|how|who|when|where|is|are|do|does|can)\b/;

/** A question without the clause in which its asker tells where he comes from. */
function withoutOrigin(folded: string): string {
  const told = ORIGIN.exec(folded)?.[0];
  return told && !ASKS.test(told.replace(/\bwe(?:['’]re| are)\b/, '')) ? folded.slice(told.length) : folded;
}

/** Countries, provinces and cities named in a question, in Chinese of either script or in English. */
export function placesIn(question: string): NamedPlace[] {
  const folded = withoutOrigin(fold(question));
  const countries = COUNTRIES.flatMap(([named, names]) => {
    const asked = named.exec(folded)?.[0];
    return asked ? [{ asked: asked[0]!.toUpperCase() + asked.slice(1), names }] : [];
  });
  const chinese = PLACES.filter((place) => folded.includes(AMBIGUOUS.has(place) ? `${place}市` : place));
  const english = [...folded.matchAll(/[a-z]+/g)].flatMap(([word]) => {
    const wordings =
      glossary()
        .byEnglish.get(word)
        ?.filter((wording) => PLACES.includes(wording)) ?? [];
    return wordings.length > 0
      ? [{ asked: word[0]!.toUpperCase() + word.slice(1), names: [word, ...wordings] }]
      : [];
  });
  return [...countries, ...chinese.map((place) => ({ asked: place, names: [place] })), ...english];
}

const ZONE =
  /(?<!\p{Script=Han})(\p{Script=Han}{2})(?:经开区|高新区|开发区|\p{Script=Han}{0,4}园(?![林艺子])|市|县)/gu;
/** Characters that no name of a place holds: verbs, pronouns and particles that stand before one. */
export const NO_NAME =
  /[全各该本这那哪我你您他她它此其个家座些级类型大化业济技术的在和与及有省市县区是要给到把被让向从对于为会能可将请去来做用就也都还又不没说问想把由跟同园]/u;

/** Zones, cities and counties that a question names with the word for them: 衡东经开区 names 衡东. */
export function zonesIn(question: string): NamedPlace[] {
  return [...blankQuestionWords(fold(question)).matchAll(ZONE)].flatMap(([whole, name]) =>
    NO_NAME.test(name!) ? [] : [{ asked: whole, names: [name!] }],
  );
}
