import { flatOffice, flatTable } from '../flat-office.ts';

/** What LibreOffice saves in old and open formats: the name gives the document, `questions` the format. */
export const sources: Record<string, string> = {
  'lease-rules.fodt': flatOffice('text', {
    body: `<text:h text:outline-level="1">江川经济技术开发区标准厂房租赁办法</text:h>
<text:p>江经开〔2019〕7号</text:p>
<text:h text:outline-level="2">第一章 租金</text:h>
<text:p>第三条 标准厂房首层月租金为每平方米14.5元，二层以上为每平方米11元，押金为三个月租金。</text:p>
<text:p>第四条 租期满五年的，第六年起租金每年递增不超过3%。</text:p>
${flatTable('层高', [
  ['楼层', '层高(米)', '荷载(千克/平方米)'],
  ['首层', 7.9, 2500],
  ['二层', 5.4, 1200],
])}
<text:p>厂房钥匙由园区物业中心保管。</text:p>`,
  }),
  'utilities.fods': flatOffice('spreadsheet', {
    body: flatTable('水电气价格', [
      ['项目', '单价(元)', '计量单位'],
      ['工业用水', 3.85, '立方米'],
      ['管道天然气', 3.42, '立方米'],
      ['蒸汽', 228, '吨'],
    ]),
  }),
  'overview.fodp': flatOffice('presentation', {
    body: `<draw:page draw:name="一"><draw:frame svg:x="2cm" svg:y="1cm" svg:width="24cm" svg:height="2cm">
<draw:text-box><text:p>江川港区作业能力</text:p></draw:text-box></draw:frame>
<draw:frame svg:x="2cm" svg:y="5cm" svg:width="24cm" svg:height="6cm">
<draw:text-box><text:p>港区现有5000吨级泊位6个，年吞吐能力860万吨。</text:p></draw:text-box></draw:frame></draw:page>`,
  }),
  'visit-guide.fodt': flatOffice('text', {
    body: `<text:h text:outline-level="1">来访考察须知</text:h>
<text:p>考察团组请提前4个工作日预约，每批不超过35人，园区提供中巴车接送。</text:p>`,
  }),
  'talent-flats.fodt': flatOffice('text', {
    body: `<text:h text:outline-level="1">人才公寓申请说明</text:h>
<text:p>人才公寓户型为45平方米和72平方米两种，入住前两年免租，第三年按市场价的60%收取。</text:p>`,
  }),
};

export const questions = [
  {
    trait: 'an article in .doc',
    question: '标准厂房首层的月租金是多少？',
    document: 'lease-rules.doc',
    fact: '14.5元',
    locator: '租金',
  },
  {
    trait: 'a row of a sheet in .xls',
    question: '工业用水的单价是多少？',
    document: 'utilities.xls',
    fact: '3.85',
    locator: '水电气价格',
  },
  {
    trait: 'a slide of .ppt',
    question: '江川港区的年吞吐能力是多少？',
    document: 'overview.ppt',
    fact: '860万吨',
    locator: '第1页',
  },
  {
    trait: 'a paragraph of .rtf',
    question: '考察团组要提前几个工作日预约？',
    document: 'visit-guide.rtf',
    fact: '4个工作日',
    locator: '第1段',
  },
  {
    trait: 'a paragraph of .odt',
    question: '人才公寓第三年按市场价的多少收取租金？',
    document: 'talent-flats.odt',
    fact: '60%',
    locator: '第1段',
  },
];
