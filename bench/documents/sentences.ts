import { DEPARTMENTS, INDUSTRIES, MATERIALS, PRODUCTS, ZONES } from './vocabulary.ts';
import type { Writer } from './writer.ts';

export type Theme = 'policy' | 'brochure' | 'news' | 'note' | 'remark';

type Template = (writer: Writer) => string;

const industry = (writer: Writer) => writer.pick(INDUSTRIES);
const zone = (writer: Writer) => writer.pick(ZONES);
const department = (writer: Writer) => writer.pick(DEPARTMENTS);
const product = (writer: Writer) => writer.pick(PRODUCTS);
const million = (writer: Writer) => `${writer.figure(50, 3000, 0)}万元`;
const billion = (writer: Writer) => `${writer.figure(0.5, 180)}亿元`;
const percent = (writer: Writer) => `${writer.figure(1, 60, 1)}%`;

/** Sentences of a rule: what is given to whom under which condition. */
const POLICY: readonly Template[] = [
  (w) =>
    `对固定资产投资达到${billion(w)}的${industry(w)}项目，按实际完成投资额的${percent(w)}给予奖励，单个项目最高${million(w)}。`,
  (w) =>
    `${industry(w)}企业购置生产设备的，按不含税设备投资额的${percent(w)}给予补贴，同一企业每年最高${million(w)}。`,
  (w) =>
    `租用${zone(w)}标准厂房的，前${w.whole(2, 5)}年按每平方米每月${w.figure(3, 20)}元给予租金补贴，补贴面积不超过${w.figure(1000, 30000, 0)}平方米。`,
  (w) =>
    `首次认定为${industry(w)}领域省级研发机构的，给予一次性奖励${million(w)}，升级为国家级的再奖励${million(w)}。`,
  (w) =>
    `企业年用电量超过${w.figure(300, 2000, 0)}万千瓦时的，超出部分按每千瓦时${w.figure(0.01, 0.2, 3)}元给予补贴，每年不超过${million(w)}。`,
  (w) =>
    `引进${industry(w)}领域博士研究生并签订${w.whole(3, 6)}年以上劳动合同的，按每人每月${w.figure(1000, 9000, 0)}元给予生活补贴。`,
  (w) =>
    `申请单位应当于每年${w.whole(1, 6)}月${w.whole(1, 28)}日前向${department(w)}提交申请，由${department(w)}在${w.whole(5, 40)}个工作日内完成审核。`,
  (w) =>
    `申请时应当提交${w.take(MATERIALS, 3).join('、')}，材料不齐的由${department(w)}在${w.whole(2, 9)}个工作日内一次告知，补正期限不超过${w.whole(5, 60)}日。`,
  (w) =>
    `${zone(w)}内企业通过${w.pick(['技术改造', '兼并重组', '增资扩股', '厂房加层'])}新增产值超过${billion(w)}的，按新增部分地方贡献的${percent(w)}给予奖励。`,
  (w) =>
    `对弄虚作假骗取资金的，由${department(w)}追回已拨付的资金并加收${percent(w)}的违约金，${w.whole(2, 6)}年内不再受理其申请。`,
  (w) =>
    `企业从江川港进出口${product(w)}的，每标准箱给予${w.figure(80, 900, 0)}元物流补贴，单个企业每年最高${million(w)}。`,
  (w) =>
    `${department(w)}会同${department(w)}建立${industry(w)}重点项目清单，清单内项目土地出让价款首期缴纳比例不低于${percent(w)}，余款在${w.whole(6, 24)}个月内缴清。`,
  (w) =>
    `成长型企业获得银行贷款的，按贷款市场报价利率的${percent(w)}给予贴息，贴息期限不超过${w.whole(12, 48)}个月，累计不超过${million(w)}。`,
  (w) =>
    `对建成${industry(w)}数字化车间的企业，按软硬件投入的${percent(w)}给予补助，其中${product(w)}生产线改造的补助上限为${million(w)}。`,
];

/** Sentences of a brochure: what the park has. */
const BROCHURE: readonly Template[] = [
  (w) =>
    `${zone(w)}规划面积${w.figure(3, 60)}平方公里，已建成${w.figure(1, 20)}平方公里，距江川高铁站${w.figure(2, 40)}公里，距江川港${w.figure(2, 40)}公里。`,
  (w) =>
    `${industry(w)}产业集聚企业${w.whole(20, 400)}家，2025年实现产值${billion(w)}，同比增长${percent(w)}，占园区工业总产值的${percent(w)}。`,
  (w) =>
    `园区工业用水每立方米${w.figure(2, 5)}元，污水处理厂日处理能力${w.figure(2, 30)}万吨，集中供热每吨蒸汽${w.figure(150, 280, 1)}元。`,
  (w) =>
    `${w.company()}在${zone(w)}投资${billion(w)}建设${product(w)}生产基地，项目达产后可实现年产值${billion(w)}，提供就业岗位${w.figure(100, 3000, 0)}个。`,
  (w) =>
    `园区现有标准厂房${w.figure(20, 200, 1)}万平方米，首层层高${w.figure(6, 12, 1)}米，楼面荷载每平方米${w.figure(0.5, 3)}吨，可立即入驻的有${w.figure(1, 40, 1)}万平方米。`,
  (w) =>
    `江川港拥有${w.whole(3000, 9000)}吨级泊位${w.whole(3, 12)}个，年吞吐能力${w.figure(300, 3000, 0)}万吨，已开通至沿海港口的集装箱航线${w.whole(3, 15)}条。`,
  (w) =>
    `园区与江川理工大学共建${industry(w)}产业学院，每年输送技能人才${w.figure(300, 4000, 0)}名，本地就业率达到${percent(w)}。`,
  (w) =>
    `产业引导基金总规模${billion(w)}，重点投向${industry(w)}和${industry(w)}，单个项目出资比例不超过${percent(w)}。`,
  (w) =>
    `220千伏变电站供电可靠率达到99.${w.whole(90, 99)}%，大工业用电平段电价每千瓦时${w.figure(0.4, 0.9, 4)}元。`,
  (w) =>
    `项目从签约到开工平均用时${w.whole(40, 150)}天，工业项目审批时限压缩至${w.whole(10, 60)}个工作日，由${department(w)}指定专员全程代办。`,
  (w) =>
    `园区建有人才公寓${w.figure(500, 6000, 0)}套、学校${w.whole(2, 12)}所、三级医院${w.whole(1, 4)}家，${w.whole(15, 40)}分钟可到达江川机场。`,
  (w) =>
    `${industry(w)}公共技术平台总投资${billion(w)}，拥有检测设备${w.figure(40, 800, 0)}台（套），为${product(w)}企业提供中试和检验服务。`,
  (w) =>
    `截至${w.day()}，${zone(w)}累计引进外资企业${w.whole(10, 200)}家，实际使用外资${w.figure(0.2, 9)}亿美元，进出口总额${billion(w)}。`,
];

/** Sentences of a report on what has happened. */
const NEWS: readonly Template[] = [
  (w) =>
    `${w.day()}，${w.company()}${product(w)}项目在${zone(w)}开工，总投资${billion(w)}，计划建设周期${w.whole(8, 40)}个月。`,
  (w) =>
    `${department(w)}有关负责人介绍，今年以来园区新签约${industry(w)}项目${w.whole(5, 90)}个，协议投资额${billion(w)}，同比增长${percent(w)}。`,
  (w) =>
    `在${w.day()}举行的${industry(w)}产业对接会上，${w.company()}与${w.company()}达成配套协议，年采购额${billion(w)}。`,
  (w) =>
    `${zone(w)}${w.pick(['一期', '二期', '三期'])}道路工程全长${w.figure(1, 20)}公里，概算投资${billion(w)}，预计${w.day()}建成通车。`,
  (w) =>
    `园区组织${w.whole(10, 120)}家企业赴外地参加${industry(w)}展会，达成意向订单${billion(w)}，其中${product(w)}占${percent(w)}。`,
  (w) =>
    `${w.company()}的${product(w)}生产线实现满负荷生产，月产能${w.figure(1, 90)}万件，一季度产值${billion(w)}。`,
  (w) =>
    `${department(w)}走访企业${w.whole(20, 300)}家，收集诉求${w.whole(30, 400)}件，已办结${percent(w)}，其余的将在${w.whole(5, 30)}个工作日内答复。`,
  (w) =>
    `统计显示，园区单位工业增加值能耗下降${percent(w)}，新增屋顶光伏装机${w.figure(3, 90)}兆瓦，年发电量${w.figure(300, 9000, 0)}万千瓦时。`,
];

/** What stands in small print below a page or a table. */
const NOTE: readonly Template[] = [
  (w) => `本款所称投资额按备案文件载明的口径计算，不含土地出让价款，且不低于${million(w)}。`,
  (w) => `该标准由${department(w)}每${w.whole(2, 5)}年调整一次，下次调整时间为${w.day()}。`,
  (w) => `数据由${department(w)}提供，统计时点为${w.day()}，其中预计数占${percent(w)}。`,
  (w) => `同一企业符合多项条件的按最高一项执行，累计金额以${million(w)}为限。`,
  (w) => `面积以不动产登记证书为准，误差超过${percent(w)}的由${department(w)}重新测量。`,
  (w) => `价格含税，不含每吨${w.figure(1, 30)}元的附加费，自${w.day()}起执行。`,
];

/** What a speaker adds to a slide. */
const REMARK: readonly Template[] = [
  (w) => `这一页重点讲${industry(w)}，去年实际到位资金${billion(w)}，比计划多${percent(w)}。`,
  (w) => `如果客商问到地价，可以说${zone(w)}最近一宗成交价是每亩${w.figure(18, 48, 1)}万元。`,
  (w) => `${w.company()}已经同意作为案例公开，投产后年纳税${million(w)}。`,
  (w) => `提醒来宾${w.day()}前报名参加${zone(w)}现场考察，名额${w.whole(20, 200)}个。`,
];

export const SENTENCES: Readonly<Record<Theme, readonly Template[]>> = {
  policy: POLICY,
  brochure: BROCHURE,
  news: NEWS,
  note: NOTE,
  remark: REMARK,
};
