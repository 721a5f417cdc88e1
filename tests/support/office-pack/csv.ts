/** Tables as text of an invented park, as they come out of other programs. */

const TENANTS = `江川经开区标准厂房出租情况,,,,
厂房,园区,面积（平方米）,"月租金
（元/平方米）",入驻企业
A1,智造园,"5,600",12,江川精工科技有限公司
A2,智造园,4800,11.5,"江川仪表有限公司,江川传感有限公司"
B1,新材料园,7200,10.5,
,,,,
注：租金不含物业费，物业费每月每平方米1.5元。,,,,
`;

const TALENT = `人才补贴标准\t\t
层次\t一次性安家补贴（万元）\t每月生活补贴（元）
博士研究生\t20\t3000
硕士研究生\t8\t1500
`;

/** What is put into the pack as it is. */
export const sources = { 'plants.csv': TENANTS, 'talent.tsv': TALENT };

export const questions = [
  {
    trait: 'a row of a CSV file, with units in its header',
    question: 'A2厂房的月租金是多少？',
    document: 'plants.csv',
    fact: '11.5元/平方米',
    locator: '第5行',
  },
  {
    trait: 'a number with separators in quotes',
    question: 'A1厂房面积多大？',
    document: 'plants.csv',
    fact: '5,600平方米',
    locator: '标准厂房出租情况',
  },
  {
    trait: 'a note below the table of a CSV file',
    question: '标准厂房的物业费是多少？',
    document: 'plants.csv',
    fact: '1.5元',
    locator: '第8行',
  },
  {
    trait: 'values between tabs',
    question: '硕士研究生每月生活补贴有多少？',
    document: 'talent.tsv',
    fact: '1500元',
    locator: '第4行',
  },
];
