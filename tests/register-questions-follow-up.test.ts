import { describe, expect, it } from 'vitest';
import { inOneLine, readAsked } from './support/register-questions.ts';

const CONVERSATIONS: [string[], string][] = [
  [
    ['高新区2023年签约了多少个项目？', '那2024年呢？'],
    'projects: count | signed 2024 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['高新区2023年签约了多少个项目？', '其中开工的有几个？'],
    'projects: count | signed 2023 | started known | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['高新区2023年签约了多少个项目？', '总投资多少？'],
    'projects: sum amount | signed 2023 | zone=高新区+青山高新技术产业园区',
  ],
  [['高新区2023年签约了多少个项目？', '松木呢？'], 'projects: count | signed 2023 | zone=松木经开区'],
  [
    ['高新区2023年签约了多少个项目？', '分别是哪些？'],
    'projects: list name | signed 2023 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['高新区2023年签约了多少个项目？', '其中2亿元以上的有哪些？', '最大的是哪个？'],
    'projects: list name+amount, largest 1 by amount | amount>=2亿 | signed 2023 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['高新区2023年签约了多少个项目？', '那2024年呢？', '其中新能源的呢？', '总投资是多少？'],
    'projects: sum amount | industry=新能源 | signed 2024 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['高新区2023年签约了多少个项目？', '各产业分别有多少个？'],
    'projects: count, per industry | signed 2023 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['高新区2023年签约了多少个项目？', '松木经开区2024年有多少个项目？'],
    'projects: count | signed 2024 | zone=松木经开区',
  ],
  [
    ['高新区2023年签约了多少个项目？', '平均投资多少？'],
    'projects: average amount | signed 2023 | zone=高新区+青山高新技术产业园区',
  ],
  [['新材料项目有哪些？', '装备制造呢'], 'projects: list name | industry=装备制造'],
  [
    ['各园区分别有多少个项目？', '总投资呢？'],
    'projects: sum amount, sides zone=松木经开区 / zone=高新区+青山高新技术产业园区 / zone=白鹭工业园 / zone=西渡高新区 / zone=云溪科学城',
  ],
  [
    ['高新区和松木经开区2023年各签约多少个项目？', '2024年呢'],
    'projects: count, sides zone=高新区+青山高新技术产业园区 / zone=松木经开区 | signed 2024',
  ],
  [['可供地块有哪些？', '50亩以上的呢？'], 'plots: list name | area>=3.33333333万 | status=可供'],
  [['可供地块有哪些？', '其中高新区的有几块？'], 'plots: count | status=可供 | zone=高新区'],
  [['投资2亿元以上的项目有多少个？', '5亿元以上的呢？'], 'projects: count | amount>=5亿'],
  [
    ['How many projects were signed in the high-tech zone in 2023?', 'What about 2024?'],
    'projects: count | signed 2024 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['How many projects were signed in the high-tech zone in 2023?', 'How many of them are in operation?'],
    'projects: count | operating known | signed 2023 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['How many projects were signed in the high-tech zone in 2023?', 'And how much in total?'],
    'projects: sum amount | signed 2023 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['How many projects were signed in the high-tech zone in 2023?', 'Which ones?'],
    'projects: list name | signed 2023 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['How many projects were signed in the high-tech zone in 2023?', 'And in Songmu?'],
    'projects: count | signed 2023 | zone=松木经开区',
  ],
  [
    [
      'How many projects were signed in the high-tech zone in 2023?',
      'What about Songmu?',
      'Which is the largest?',
    ],
    'projects: list name+amount, largest 1 by amount | signed 2023 | zone=松木经开区',
  ],
  [
    ['Which plots are available?', 'What about those over 50 mu?'],
    'plots: list name | area>3.33333333万 | status=可供',
  ],
  [['Which plots are available?', 'How many are there?'], 'plots: count | status=可供'],
  [
    ['What is the average investment of new materials projects?', 'What about biomedicine?'],
    'projects: average amount | industry=生物医药',
  ],
  [
    ['高新區2023年簽約了多少個項目？', '那2024年呢？'],
    'projects: count | signed 2024 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['高新區2023年簽約了多少個項目？', '其中已投產的有幾個？'],
    'projects: count | operating known | signed 2023 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['高新區2023年簽約了多少個項目？', '總投資多少？', '分別是哪些？'],
    'projects: list name | signed 2023 | zone=高新区+青山高新技术产业园区',
  ],
  [
    ['高新区2023年签约了多少个项目？', '谢谢', '那2024年呢？'],
    'projects: count | signed 2024 | zone=高新区+青山高新技术产业园区',
  ],
  [['人才公寓怎么申请？', '那2024年呢？'], 'unread'],
  [['高新区2023年签约了多少个项目？', '带动了多少就业？'], 'unread'],
  [['高新区2023年签约了多少个项目？', '税收呢？'], 'unread'],
  [['高新区2023年签约了多少个项目？', '那开工的呢？'], 'unread'],
  [['How many projects were signed in 2023?', 'Who approves them?'], 'unread'],
  [['高新区2023年签约了多少个项目？', '落户需要什么条件？'], 'unread'],
];

describe('a question that leans on earlier ones', () => {
  it.each(CONVERSATIONS)('%j', async (turns, query) => {
    expect(inOneLine((await readAsked(...turns))?.query)).toBe(query);
  });
});
