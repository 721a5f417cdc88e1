/** Plain text and Markdown as they are, by file name: nothing converts them. */
export const sources: Record<string, string> = {
  'residence.txt': `\ufeff江川经开区人才落户问答
一、落户条件
在园区就业的大专以上学历人员，缴纳社保满3个月即可申请落户。
二、安家补贴
博士研究生安家补贴为28万元，分四年发放；硕士研究生安家补贴为9万元。
责任编辑：李某`,
  'shuttle.md': `# 江川经开区通勤巴士

## 班次

| 线路 | 首班 | 末班 | 间隔(分钟) |
| --- | --- | --- | --- |
| 高铁东站线 | 6:40 | 21:20 | 12 |
| 新材料园线 | 6:10 | 22:00 | 18 |

## 票价

通勤巴士票价为~~3元~~2元，园区企业员工凭工作证免费。
`,
};

export const questions = [
  {
    trait: 'a paragraph of plain text under a numbered line',
    question: '硕士研究生的安家补贴是多少？',
    document: 'residence.txt',
    fact: '9万元',
    locator: '安家补贴',
  },
  {
    trait: 'a row of a table in Markdown',
    question: '新材料园线通勤巴士的间隔是几分钟？',
    document: 'shuttle.md',
    fact: '18分钟',
    locator: '第2行',
  },
  {
    trait: 'what stands beside struck-out text',
    question: '江川经开区通勤巴士票价是多少？',
    document: 'shuttle.md',
    fact: '2元',
    locator: '票价',
  },
];
