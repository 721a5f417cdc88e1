import { columns, footnote, PAGE_COUNT, PAGE_NUMBER, p, pages, table } from './pdf-pages.ts';

const BROCHURE = [
  p('投资江川', 'Spread'),
  p('江川经济技术开发区招商手册（2026年版）', 'Title'),
  columns(
    'a',
    [
      p('区位与概况', 'Section'),
      p(
        '江川经济技术开发区地处江川市东部新城，距江川机场18公里、距江川港9公里，2010年升级为国家级经济技术开发区，规划面积86.5平方公里，已建成区域31.2平方公里。',
      ),
      p(
        '截至2025年底，园区有工业企业412家，其中规模以上工业企业137家，全年完成规模以上工业总产值1638.77亿元，同比增长9.4%；实际使用外资2.36亿美元，进出口总额184.5亿元。',
      ),
      p('主导产业', 'Section'),
      p(
        '园区以先进材料、智能装备、生物医药为三大主导产业。先进材料产业2025年产值达到712.3亿元，占园区工业总产值的43.5%，集聚了从基础树脂到特种纤维的完整链条。',
      ),
      p(
        '智能装备产业2025年产值486.1亿元，形成整机、关键零部件、系统集成三个环节，配套半径不超过30公里。生物医药产业2025年产值198.4亿元，拥有两个药品上市许可持有人平台。',
      ),
      p('载体与要素', 'Section'),
      p(
        '园区现有标准厂房96万平方米，其中可立即入驻21.7万平方米，首层层高8.1米，楼面荷载1.5吨每平方米。标准厂房月租金每平方米12元至16元，签约满五年的首年租金减半。',
      ),
      p(
        '工业用水每立方米3.15元，工业用电平段每千瓦时0.638元，天然气每立方米3.42元，污水处理厂日处理能力12万吨，集中供热每吨蒸汽215元。',
      ),
    ].join(''),
  ),
  p('表1　产业用地一览', 'Centred'),
  table([
    ['地块编号', '片区', '面积（亩）', '容积率', '起始价（万元/亩）'],
    ['JC-11', '新材料园', '126.4', '1.2—2.0', '28.5'],
    ['JC-12', '装备园', '83.0', '1.0—1.8', '26.0'],
    ['JC-13', '生物医药园', '45.7', '1.5—2.5', '32.0'],
  ]),
  columns(
    'b',
    [
      p('营商环境', 'Section'),
      p(
        '园区设立招商服务中心，项目从签约到开工平均用时97天。企业开办一日办结，工业项目“拿地即开工”审批时限压缩至30个工作日。',
      ),
      p('人才与金融', 'Section'),
      p(
        '园区与江川理工大学共建产业学院，每年输送技能人才2400名。产业引导基金总规模50亿元，单个项目出资比例不超过30%。',
      ),
      p('联系方式', 'Section'),
      p('招商服务中心电话0731-55501234，工作日九时至十七时三十分接待来访，节假日由值班人员接听。'),
    ].join(''),
  ),
  p('服务承诺', 'Section'),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) =>
    p(
      `承诺之${n}：园区为入驻企业指定一名服务专员，在收到第${n}类诉求后的${n + 1}个工作日内答复，答复应当写明办理部门、办理时限和联系人，逾期未答复的由管委会督查室在三日内约谈承办部门负责人，并将结果书面告知企业；企业对答复不满意的，可以在十五日内申请复核，复核由分管领导主持。`,
    ),
  ),
].join('');

/** A policy as it is issued: letterhead, number, title, articles, notes, signature, and an annex with a table over pages. */
const POLICY = [
  p('江川经济技术开发区管理委员会文件', 'Letterhead'),
  p('江经开〔2026〕3号', 'Centred'),
  p('江川经济技术开发区关于促进先进制造业高质量发展的若干政策', 'Title'),
  p('各街道办事处，园区各部门，各有关企业：', 'Plain'),
  p('为加快建设先进制造业集聚区，促进产业链上下游协同发展，根据省市有关规定，结合园区实际，制定本政策。'),
  p('第一章　总则', 'Section'),
  p(
    '第一条　本政策适用于在园区登记注册、具有独立法人资格、实行独立核算的先进制造业企业和为其提供服务的平台机构。',
  ),
  p(
    `第二条　本政策所称固定资产投资${footnote('固定资产投资按项目备案文件载明的口径计算，不含土地出让价款。')}，是指项目自开工之日起三年内实际完成的厂房、设备和技术投入。`,
  ),
  p('第二章　投资奖励', 'Section'),
  p(
    '第三条　新引进项目固定资产投资达到1亿元以上的，按实际完成投资额的3%给予奖励；达到5亿元以上的，按5%给予奖励；达到20亿元以上的，按8%给予奖励。单个企业累计不超过8000万元。',
  ),
  p('第四条　世界500强企业在园区设立区域总部，实缴注册资本不低于3000万美元的，给予一次性奖励：'),
  p('（一）生产型总部，奖励1200万元；', 'Item'),
  p('（二）研发型总部，奖励800万元；', 'Item'),
  p('（三）贸易型总部，奖励500万元。', 'Item'),
  p(
    `第五条　企业购置生产设备的，按设备投资额${footnote('设备投资额以增值税专用发票不含税金额为准。', 2)}的12%给予补贴，最高1500万元；购置进口关键设备的，补贴比例提高到15%，最高2000万元。`,
  ),
  p('第三章　要素保障', 'Section'),
  p(
    '第六条　对亩均税收达到35万元以上的项目，优先保障用地指标，土地出让价款可以在一年内分期缴纳，首期缴纳比例不低于50%，余款按照合同约定的期限缴清。',
  ),
  p(
    '第七条　年用电量超过1000万千瓦时的企业，按每千瓦时0.03元给予补贴，每年最高200万元，补贴期限不超过三年；使用绿色电力的，补贴标准上浮20%。',
  ),
  p(
    '第八条　租用园区标准厂房的，前两年租金全额补贴，第三年补贴50%，补贴面积不超过1万平方米。自行装修洁净车间的，按每平方米300元给予补贴，最高300万元。',
  ),
  p('第四章　申报与兑现', 'Section'),
  p(
    '第九条　企业应当于每年3月1日至4月30日通过江川惠企平台提交申请，由经济发展局会同财政局在30个工作日内完成审核，并在园区门户网站公示7日。',
  ),
  p(
    '第十条　公示无异议的，财政局在15个工作日内将资金拨付到企业账户。对弄虚作假骗取资金的企业，追回全部资金，三年内不再受理其申请。',
  ),
  p('第五章　附则', 'Section'),
  p('第十一条　本政策与园区其他政策有重复的，按照从高不重复的原则执行。'),
  p(
    '第十二条　本政策自2026年1月1日起施行，有效期三年。《江川经济技术开发区招商引资奖励办法》（江经开〔2023〕5号）同时废止。',
  ),
  p('附件：1.奖励标准表', 'Plain'),
  p('江川经济技术开发区管理委员会', 'Right'),
  p('2025年12月18日', 'Right'),
  p('附件1', 'NewPage'),
  p('先进制造业奖励标准表', 'Centred'),
  p('单位：万元', 'Right'),
  table(
    [
      [
        { text: '类别', down: 2 },
        { text: '条件', down: 2 },
        { text: '奖励标准', across: 2 },
        { text: '兑现期限', down: 2 },
      ],
      ['首次达标', '再次达标'],
      ...['智能工厂', '绿色工厂', '专精特新企业', '单项冠军企业', '高新技术企业', '技术中心'].flatMap(
        (name, group) =>
          ['国家级', '省级', '市级'].map((grade, at) => [
            ...(at === 0 ? [{ text: name, down: 3 }] : []),
            `经${grade}主管部门认定并在有效期内，且上一年度未发生安全生产责任事故的${name}`,
            String((3 - at) * (100 + group * 20)),
            String((3 - at) * (30 + group * 5)),
            `${at + 1}年`,
          ]),
      ),
    ],
    { headers: 2 },
  ),
].join('');

const ENGLISH = [
  p('Invest in Jiangchuan', 'Title'),
  columns(
    'e',
    [
      p('Location', 'Section'),
      p(
        'Jiangchuan Economic and Technological Development Zone lies in the eastern new town of Jiangchuan, 18 kilometres from the airport and 9 kilometres from the river port. It was raised to national level in 2010 and covers 86.5 square kilometres, of which 31.2 square kilometres have been developed.',
        'English',
      ),
      p('Industry', 'Section'),
      p(
        'At the end of 2025 the zone was home to 412 manufacturers, 137 of them above designated size. Their output reached RMB 163.877 billion, up 9.4% year on year. Advanced materials accounted for 43.5% of it, intelligent equipment for 29.7% and biopharmaceuticals for 12.1%.',
        'English',
      ),
      p('Incentives', 'Section'),
      p(
        'New projects with a fixed-asset investment of more than RMB 100 million receive a reimbursement of 3% of the amount actually invested; the percentage rises to 5% above RMB 500 million and to 8% above RMB 2 billion, with a ceiling of RMB 80 million for each company.',
        'English',
      ),
      p('Workforce', 'Section'),
      p(
        'The zone and Jiangchuan University of Technology run a joint college that trains 2,400 technicians every year. Companies that take part in the dual apprenticeship programme are reimbursed RMB 5,000 for each apprentice who stays for more than twelve months.',
        'English',
      ),
    ].join(''),
  ),
].join('');

const TRADITIONAL = [
  p('江川經濟技術開發區投資指南', 'Title'),
  p('一、土地供應', 'Section'),
  p(
    '工業用地出讓年期最長為五十年，起始價為每畝人民幣28.5萬元；標準廠房月租金為每平方公尺12元至16元，簽約滿五年者首年租金減半。',
  ),
  p('二、稅收優惠', 'Section'),
  p(
    '經認定之高新技術企業，減按15%之稅率徵收企業所得稅；設在園區之鼓勵類產業企業，自獲利年度起享受「兩免三減半」。',
  ),
  p('三、聯絡方式', 'Section'),
  p('招商服務中心電話：0731-55501234，電郵：invest@jiangchuan.example。'),
].join('');

/** A form: labels and values beside each other, a section across the table. */
const PROJECT = [
  p('项目情况表', 'Title'),
  table(
    [
      ['项目名称', '年产6万吨高性能聚酰胺项目', '投资方', '远航新材料有限公司'],
      ['总投资', '18.6亿元', '用地面积', '210亩'],
      [
        '建设内容',
        {
          text: '建设聚合装置4套、纺丝车间2座及配套公用工程，达产后年产值约26亿元，新增就业640人。',
          across: 3,
        },
      ],
      ['开工时间', '2026年3月', '投产时间', '2027年10月'],
    ],
    { headers: 0 },
  ),
].join('');

const LEDGER = [
  p('2025年签约项目台账', 'Title'),
  table([
    ['序号', '项目名称', '投资方', '园区', '投资额（亿元）', '签约日期', '备注'],
    ...Array.from({ length: 90 }, (_, i) => [
      String(i + 1),
      `${['高性能纤维', '智能减速器', '生物制剂', '储能系统', '特种玻璃'][i % 5]}项目${i + 1}期`,
      `${['远航', '鼎新', '康川', '恒储', '明砺'][i % 5]}${['新材料', '装备', '生物', '能源', '光电'][i % 5]}有限公司`,
      ['新材料园', '装备园', '生物医药园'][i % 3]!,
      (1.5 + i * 0.37).toFixed(2),
      `2025年${(i % 12) + 1}月${(i % 27) + 1}日`,
      i % 4 === 0 ? '已开工' : '',
    ]),
  ]),
].join('');

export const sources: Record<string, string> = {
  'brochure.fodt': pages(BROCHURE, {
    header: '江川经济技术开发区　招商手册',
    footer: `第${PAGE_NUMBER}页　共${PAGE_COUNT}页`,
  }),
  'policy.fodt': pages(POLICY, { footer: `— ${PAGE_NUMBER} —` }),
  'english.fodt': pages(ENGLISH, {
    header: 'Jiangchuan Investment Guide',
    footer: PAGE_NUMBER,
    width: 170,
    height: 240,
  }),
  'traditional.fodt': pages(TRADITIONAL),
  'project.fodt': pages(PROJECT),
  'ledger.fodt': pages(LEDGER, {
    header: '江川经济技术开发区招商局编制',
    footer: `${PAGE_NUMBER}/${PAGE_COUNT}`,
    width: 297,
    height: 210,
  }),
};

export const questions = [
  {
    trait: 'a sentence cut between two columns',
    question: '先进材料产业占园区工业总产值的比重是多少？',
    document: 'brochure.pdf',
    fact: '43.5%',
    locator: '主导产业 · 第1页',
  },
  {
    trait: 'a row of a ruled table between columns',
    question: 'JC-12地块的起始价是多少？',
    document: 'brochure.pdf',
    fact: '26.0万元/亩',
    locator: '第1页 · 表1 产业用地一览 · 第2行',
  },
  {
    trait: 'an article on the second page, under its chapter',
    question: '对弄虚作假骗取资金的企业几年内不再受理申请？',
    document: 'policy.pdf',
    fact: '三年内不再受理其申请',
    locator: '第四章 申报与兑现 › 第十条 · 第2页',
  },
  {
    trait: 'a row with merged cells on the second page of its table',
    question: '国家级技术中心首次达标奖励多少？',
    document: 'policy.pdf',
    fact: '600万元',
    locator: '附件1 · 第4页 · 先进制造业奖励标准表（单位：万元） · 第16行',
  },
  {
    trait: 'a row of a table over five pages',
    question: '储能系统项目89期的投资额是多少？',
    document: 'ledger.pdf',
    fact: '34.06亿元',
    locator: '第5页',
  },
  {
    trait: 'a form',
    question: '年产6万吨高性能聚酰胺项目的用地面积是多少？',
    document: 'project.pdf',
    fact: '210亩',
    locator: '第1页',
  },
  {
    trait: 'Traditional Chinese',
    question: '工業用地出讓年期最長為多少年？',
    document: 'traditional.pdf',
    fact: '五十年',
    locator: '一、土地供應 · 第1页',
  },
  {
    trait: 'English in two columns',
    question: 'How many technicians does the joint college train every year?',
    document: 'english.pdf',
    fact: '2,400 technicians',
    locator: 'Workforce',
  },
];
