import { describe, expect, it } from 'vitest';
import { inOneLine, readAsked } from './support/register-questions.ts';

const QUESTIONS: [string, string][] = [
  ['總共有多少個項目？', 'projects: count'],
  ['高新區有多少個項目？', 'projects: count | zone=高新区+青山高新技术产业园区'],
  ['2023年簽約了幾個項目？', 'projects: count | signed 2023'],
  ['去年簽約的專案有多少個？', 'projects: count | signed 2025'],
  ['今年上半年動工的項目有幾個？', 'projects: count | started 2026-01-01..2026-06-30'],
  ['2024年第二季簽約的項目有多少個', 'projects: count | signed 2024-04-01..2024-06-30'],
  ['2024年第二季度簽約的項目有多少個', 'projects: count | signed 2024-04-01..2024-06-30'],
  ['2022年以來簽約項目的總投資額是多少？', 'projects: sum amount | signed 2022-01-01..2026-11-20'],
  ['2022年至2024年簽約了多少個項目？', 'projects: count | signed 2022..2024'],
  ['2023年之前簽約的項目有幾個', 'projects: count | signed 1900..2022'],
  [
    '高新區去年簽約了幾個2億元以上的項目，總投資多少？',
    'projects: count, sum amount | amount>=2亿 | signed 2025 | zone=高新区+青山高新技术产业园区',
  ],
  ['總投資超過5億元的項目有哪些？', 'projects: list name | amount>5亿'],
  ['投資額3億元以下的食品加工項目有幾個？', 'projects: count | amount<=3亿 | industry=食品加工'],
  ['1億元至5億元之間的項目有多少個', 'projects: count | amount<=5亿 | amount>=1亿'],
  ['外資超過500萬美元的項目有哪些？', 'projects: list name | foreignCapital>500万 USD'],
  ['去年簽約項目的外資總額是多少？', 'projects: sum foreignCapital | signed 2025'],
  ['生物醫藥產業有哪些項目？', 'projects: list name | industry=生物医药'],
  ['電子資訊項目有多少個？', 'projects: count | industry=电子信息'],
  ['新材料項目的總投資金額是多少', 'projects: sum amount | industry=新材料'],
  ['以商招商引進的項目有幾個？', 'projects: count | introducedBy=以商招商'],
  ['上海推介會簽約的項目有哪些？', 'projects: list name | introducedBy=上海推介会 | signed known'],
  ['尚未動工的項目有哪些？', 'projects: list name | started unknown'],
  ['2023年簽約但還沒開工的項目有幾個？', 'projects: count | signed 2023 | started unknown'],
  ['已投產的項目有多少個？', 'projects: count | operating known'],
  ['2022年簽約、2024年投產的項目有幾個', 'projects: count | operating 2024 | signed 2022'],
  ['從簽約到投產平均需要多少天？', 'projects: elapsed signed..operating'],
  ['從簽約到動工最快的項目是哪個？', 'projects: list name+signed+started, smallest 1 by signed..started'],
  ['平均投資額是多少？', 'projects: average amount'],
  ['投資額最大的三個項目是哪些？', 'projects: list name+amount, largest 3 by amount'],
  ['前五大項目有哪些', 'projects: list name+amount, largest 5 by amount'],
  ['外資最多的項目是哪個？', 'projects: list name+foreignCapital, largest 1 by foreignCapital'],
  [
    '各園區分別有多少個項目？',
    'projects: count, sides zone=松木经开区 / zone=高新区+青山高新技术产业园区 / zone=白鹭工业园 / zone=西渡高新区 / zone=云溪科学城',
  ],
  ['按產業統計項目數和總投資', 'projects: count, sum amount, per industry'],
  ['每年簽約多少個項目？', 'projects: count, per year of signed | signed known'],
  [
    '哪個園區的項目最多？',
    'projects: count, sides zone=松木经开区 / zone=高新区+青山高新技术产业园区 / zone=白鹭工业园 / zone=西渡高新区 / zone=云溪科学城',
  ],
  [
    '高新區和松木經開區各簽約了多少個項目？',
    'projects: count, sides zone=高新区+青山高新技术产业园区 / zone=松木经开区 | signed known',
  ],
  [
    '高新區與松木對比，2024年簽約項目數和總投資',
    'projects: count, sum amount, sides zone=高新区+青山高新技术产业园区 / zone=松木经开区 | signed 2024',
  ],
  ['2023年與2024年簽約項目數比較', 'projects: count, sides signed 2023 / signed 2024'],
  ['青山高新區的項目總投資多少', 'projects: sum amount | zone=高新区+青山高新技术产业园区'],
  ['松木園區有哪些項目？', 'projects: list name | zone=松木经开区'],
  ['還有哪些土地可供？', 'plots: list name | status=可供'],
  ['50畝以上的可供地塊有哪些？', 'plots: list name | area>=3.33333333万 | status=可供'],
  ['可供地塊總面積多少？', 'plots: sum area | status=可供'],
  ['5公頃以上的工業用地有幾塊？', 'plots: count | area>=5万 | landUse=工业用地'],
  ['每畝30萬元以下的地塊有哪些', 'plots: list name | price<=450'],
  ['高新區可租廠房有哪些？', 'factories: list name | status=可租 | zone=高新区'],
  ['樓高8米以上的廠房有哪些', 'factories: list name | floorHeight>=8'],
  ['層高8公尺以上的廠房有哪些？', 'factories: list name | floorHeight>=8'],
  ['承重2噸以上的廠房有幾棟？', 'factories: count | floorLoad>=2000'],
  ['租金最低的廠房是哪個？', 'factories: list name+rent, smallest 1 by rent'],
  ['蒸汽價格是多少？', 'tariffs: list name+zone+price | category=蒸汽'],
  ['松木經開區的蒸汽多少錢一噸？', 'tariffs: list name+zone+price | category=蒸汽 | zone=松木经开区'],
  ['工業用電價格是多少？', 'tariffs: list name+zone+price | category=电'],
  ['天然氣多少錢', 'tariffs: list name+zone+price | category=气'],
];

describe('a question in Traditional Chinese about the registers', () => {
  it.each(QUESTIONS)('%s', async (question, query) => {
    expect(inOneLine((await readAsked(question))?.query)).toBe(query);
  });
});
