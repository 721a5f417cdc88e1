import { describe, expect, it } from 'vitest';
import { inOneLine, readAsked } from './support/register-questions.ts';

const QUESTIONS: [string, string][] = [
  ['How many projects are there in total?', 'projects: count'],
  ['How many projects are in the high-tech zone?', 'projects: count | zone=高新区+青山高新技术产业园区'],
  ['How many projects were signed in 2023?', 'projects: count | signed 2023'],
  ["How many projects were signed in '23?", 'projects: count | signed 2023'],
  ['How many projects were signed last year?', 'projects: count | signed 2025'],
  [
    'How many projects did the high-tech zone sign in the first half of 2024?',
    'projects: count | signed 2024-01-01..2024-06-30 | zone=高新区+青山高新技术产业园区',
  ],
  ['How many projects broke ground in Q3 2024?', 'projects: count | started 2024-07-01..2024-09-30'],
  ['Number of projects signed in May 2024', 'projects: count | signed 2024-05-01..2024-05-31'],
  ['How many projects went into operation between 2022 and 2024?', 'projects: count | operating 2022..2024'],
  ['How many projects have been signed since 2022?', 'projects: count | signed 2022-01-01..2026-11-20'],
  [
    'What is the total investment of projects signed from 2022 to 2024?',
    'projects: sum amount | signed 2022..2024',
  ],
  ['How many projects were signed before 2023?', 'projects: count | signed 1900..2022'],
  [
    'How many projects over RMB 200 million did the high-tech zone sign last year, and how much in total?',
    'projects: count, sum amount | amount>2亿 | signed 2025 | zone=高新区+青山高新技术产业园区',
  ],
  [
    'Which projects in Songmu are worth more than RMB 500 million?',
    'projects: list name | amount>5亿 | zone=松木经开区',
  ],
  [
    'How many new energy projects have an investment of at least RMB 300 million?',
    'projects: count | amount>=3亿 | industry=新能源',
  ],
  [
    'How many food processing projects are under RMB 300 million?',
    'projects: count | amount<3亿 | industry=食品加工',
  ],
  [
    'Which projects are between RMB 100 million and RMB 500 million?',
    'projects: list name | amount<=5亿 | amount>=1亿',
  ],
  ['Total investment of foreign-invested projects in US dollars?', 'projects: sum amount | funding known'],
  ['List projects of RMB 1 billion or more', 'projects: list name | amount>=10亿'],
  [
    'Which projects have foreign capital of over USD 5 million?',
    'projects: list name | foreignCapital>500万 USD',
  ],
  [
    'How many projects bring in more than 10 million US dollars of foreign capital?',
    'projects: count | foreignCapital>1000万 USD',
  ],
  [
    'What is the total foreign capital of projects signed last year?',
    'projects: sum foreignCapital | signed 2025',
  ],
  [
    'How many biomedicine projects are there and what is their total investment?',
    'projects: count, sum amount | industry=生物医药',
  ],
  [
    'Which electronics projects are in operation?',
    'projects: list name | industry=电子信息 | operating known',
  ],
  [
    'How many new materials projects are there in the Songmu zone?',
    'projects: count | industry=新材料 | zone=松木经开区',
  ],
  ['How many projects came from the Shanghai roadshow?', 'projects: count | introducedBy=上海推介会'],
  ['How many projects are under construction?', 'projects: count | operating unknown | started known'],
  ['Which projects have not started construction yet?', 'projects: list name | started unknown'],
  [
    "How many projects signed in 2023 haven't broken ground?",
    'projects: count | signed 2023 | started unknown',
  ],
  [
    'Which projects signed in 2022 went into operation in 2024?',
    'projects: list name | operating 2024 | signed 2022',
  ],
  ['How many projects signed in 2023 are in operation?', 'projects: count | operating known | signed 2023'],
  ['How long does it take on average from signing to construction?', 'projects: elapsed signed..started'],
  [
    'What is the average time from signing to operation in the high-tech zone?',
    'projects: elapsed signed..operating | zone=高新区+青山高新技术产业园区',
  ],
  [
    'Which project went from signing to operation fastest?',
    'projects: list name+signed+operating, smallest 1 by signed..operating',
  ],
  [
    'What are the three slowest projects from signing to construction start?',
    'projects: list name+signed+started, largest 3 by signed..started',
  ],
  ['What is the average investment per project?', 'projects: average amount'],
  [
    'What is the average investment of equipment manufacturing projects?',
    'projects: average amount | industry=装备制造',
  ],
  ['Which project is the largest?', 'projects: list name+amount, largest 1 by amount'],
  [
    'What is the largest project by investment in 2024?',
    'projects: list name+amount, largest 1 by amount | signed 2024',
  ],
  ['top five projects by investment', 'projects: list name+amount, largest 5 by amount'],
  ['The 3 smallest projects in Songmu', 'projects: list name+amount, smallest 3 by amount | zone=松木经开区'],
  [
    'Which project has the most foreign capital?',
    'projects: list name+foreignCapital, largest 1 by foreignCapital',
  ],
  [
    'How many projects were signed in each zone?',
    'projects: count, sides zone=松木经开区 / zone=高新区+青山高新技术产业园区 / zone=白鹭工业园 / zone=西渡高新区 / zone=云溪科学城 | signed known',
  ],
  ['Number of projects and total investment by industry', 'projects: count, sum amount, per industry'],
  ['Average investment by industry', 'projects: average amount, per industry'],
  ['How many projects were signed per year?', 'projects: count, per year of signed | signed known'],
  [
    'Projects signed per year from 2022 to 2024, with total investment',
    'projects: sum amount, per year of signed | signed 2022..2024',
  ],
  [
    'How many projects were signed in each quarter of 2024?',
    'projects: count, per quarter of signed | signed 2024',
  ],
  [
    'Which zone has the most projects?',
    'projects: count, sides zone=松木经开区 / zone=高新区+青山高新技术产业园区 / zone=白鹭工业园 / zone=西渡高新区 / zone=云溪科学城',
  ],
  ['Which industry has the largest total investment?', 'projects: sum amount, per industry'],
  ['How many projects came from each source?', 'projects: count, per introducedBy'],
  [
    'Compare the number of projects in the high-tech zone and Songmu',
    'projects: count, sides zone=高新区+青山高新技术产业园区 / zone=松木经开区',
  ],
  [
    'High-tech zone vs Songmu: how many projects were signed in 2024 and how much in total?',
    'projects: count, sum amount, sides zone=高新区+青山高新技术产业园区 / zone=松木经开区 | signed 2024',
  ],
  [
    'Compare projects signed in 2023 and 2024',
    'projects: count, sum amount, sides signed 2023 / signed 2024',
  ],
  [
    'How many projects do the high-tech zone and Songmu have in total?',
    'projects: count | zone=高新区+青山高新技术产业园区+松木经开区',
  ],
  ['How many projects are in Qingshan High-tech Zone?', 'projects: count | zone=高新区+青山高新技术产业园区'],
  ['List the projects in Bailu Industrial Park', 'projects: list name | zone=白鹭工业园'],
  ['Which plots are available?', 'plots: list name | status=可供'],
  ['Which plots over 50 mu are available?', 'plots: list name | area>3.33333333万 | status=可供'],
  ['How many plots are still available in the high-tech zone?', 'plots: count | status=可供 | zone=高新区'],
  ['What is the total area of available plots?', 'plots: sum area | status=可供'],
  ['Which plots are suitable for new materials?', 'plots: list name | industry=新材料'],
  [
    'How many plots are between 100 and 200 mu?',
    'plots: count | area<=13.33333333万 | area>=6.666666670000001万',
  ],
  ['Which available plots cost less than RMB 300,000 per mu?', 'plots: list name | price<450 | status=可供'],
  ['What is the largest available plot?', 'plots: list name+area, largest 1 by area | status=可供'],
  ['Which plots of at least 5 hectares are open?', 'plots: list name | area>=5万 | status=可供'],
  [
    'Which factories are available in the high-tech zone?',
    'factories: list name | status=可租+空置 | zone=高新区',
  ],
  [
    'Vacant factories with a ceiling height of at least 8 m',
    'factories: list name | floorHeight>=8 | status=空置',
  ],
  ['How many factories have a floor load of at least 2 t/m2?', 'factories: count | floorLoad>=2000'],
  [
    'Factories over 3,000 square meters with rent below RMB 15/m2/month',
    'factories: list name | area>3000 | rent<15',
  ],
  ['Which factory has the lowest rent?', 'factories: list name+rent, smallest 1 by rent'],
  ['How much is steam per ton?', 'tariffs: list name+zone+price | category=蒸汽'],
  ['What is the steam price in Songmu?', 'tariffs: list name+zone+price | category=蒸汽 | zone=松木经开区'],
  ['What is the electricity price?', 'tariffs: list name+zone+price | category=电'],
  ['How much does natural gas cost?', 'tariffs: list name+zone+price | category=气'],
  [
    'How many more projects does Songmu have than the high-tech zone?',
    'projects: count, sides zone=松木经开区 / zone=高新区+青山高新技术产业园区',
  ],
  ['How big is the largest plot?', 'plots: list name+area, largest 1 by area'],
  ['Do you have factories for rent?', 'factories: list name | status=可租+空置'],
];

describe('a question in English about the registers', () => {
  it.each(QUESTIONS)('%s', async (question, query) => {
    expect(inOneLine((await readAsked(question))?.query)).toBe(query);
  });
});
