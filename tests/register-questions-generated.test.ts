import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOneLine, readAsked } from './support/register-questions.ts';

/** A part of a question in two languages, and what of the query it says. */
interface Part {
  zh: string;
  en: string;
  query: string;
}

const part = (zh: string, en: string, query: string): Part => ({ zh, en, query });
const NONE = part('', '', '');

const ZONES = [
  part('高新区', 'in the high-tech zone', 'zone=高新区+青山高新技术产业园区'),
  part('松木经开区', 'in the Songmu zone', 'zone=松木经开区'),
  part('白鹭工业园', 'in Bailu Industrial Park', 'zone=白鹭工业园'),
];
const INDUSTRIES = [
  part('新材料', 'new materials', 'industry=新材料'),
  part('电子信息', 'electronics', 'industry=电子信息'),
  part('装备制造', 'equipment manufacturing', 'industry=装备制造'),
];
const PERIODS = [
  ...[2021, 2022, 2023, 2024].map((year) => part(`${year}年`, `in ${year}`, String(year))),
  part('2023年上半年', 'in the first half of 2023', '2023-01-01..2023-06-30'),
  part('2024年第三季度', 'in the third quarter of 2024', '2024-07-01..2024-09-30'),
  part('2022年至2024年', 'from 2022 to 2024', '2022..2024'),
  part('去年', 'last year', '2025'),
];
const STAGES = [
  part('签约', 'signed', 'signed'),
  part('开工', 'started', 'started'),
  part('投产', 'put into operation', 'operating'),
];
const SIGNS = [
  { zh: (amount: string) => `${amount}以上`, en: (amount: string) => `of at least ${amount}`, sign: '>=' },
  { zh: (amount: string) => `超过${amount}`, en: (amount: string) => `over ${amount}`, sign: '>' },
  { zh: (amount: string) => `${amount}以下`, en: (amount: string) => `of at most ${amount}`, sign: '<=' },
  { zh: (amount: string) => `不足${amount}`, en: (amount: string) => `under ${amount}`, sign: '<' },
];
const ASKED = [
  {
    zh: (rows: string) => `${rows}项目有多少个？`,
    en: (rows: string) => `How many ${rows}?`,
    query: 'count',
  },
  {
    zh: (rows: string) => `${rows}项目总投资多少？`,
    en: (rows: string) => `What is the total investment of ${rows}?`,
    query: 'sum amount',
  },
  { zh: (rows: string) => `${rows}项目有哪些？`, en: (rows: string) => `List ${rows}.`, query: 'list name' },
  {
    zh: (rows: string) => `${rows}项目的平均投资额是多少`,
    en: (rows: string) => `What is the average investment of ${rows}?`,
    query: 'average amount',
  },
  {
    zh: (rows: string) => `${rows}项目有几个，总投资多少`,
    en: (rows: string) => `How many ${rows}, and what is their total investment?`,
    query: 'count, sum amount',
  },
  {
    zh: (rows: string) => `各产业${rows}项目有多少个`,
    en: (rows: string) => `How many ${rows} by industry?`,
    query: 'count, per industry',
  },
];

const or = (parts: Part[]) => fc.constantFrom(...parts, NONE);
const bounds = fc
  .record({ hundreds: fc.integer({ min: 10, max: 90 }), sign: fc.constantFrom(...SIGNS) })
  .map(({ hundreds, sign }) =>
    part(
      sign.zh(`${hundreds / 10}亿元`),
      sign.en(`RMB ${hundreds * 10} million`),
      `amount${sign.sign}${hundreds / 10}亿`,
    ),
  );

const questions = fc
  .record({
    asked: fc.constantFrom(...ASKED),
    zone: or(ZONES),
    industry: or(INDUSTRIES),
    bound: fc.oneof(bounds, fc.constant(NONE)),
    when: fc.oneof(
      fc.constant(NONE),
      fc
        .record({ period: fc.constantFrom(...PERIODS), stage: fc.constantFrom(...STAGES) })
        .map(({ period, stage }) =>
          part(`${period.zh}${stage.zh}的`, `${stage.en} ${period.en}`, `${stage.query} ${period.query}`),
        ),
    ),
  })
  .filter(({ asked, industry }) => !(asked.query.includes('per industry') && industry !== NONE))
  .map(({ asked, zone, industry, bound, when }) => {
    const filters = [zone, industry, bound, when].map(({ query }) => query).filter(Boolean);
    const words = (...parts: string[]) => parts.filter(Boolean).join(' ');
    return {
      zh: asked.zh(`${zone.zh}${when.zh}${bound.zh}${industry.zh}`),
      en: asked.en(words(industry.en, 'projects', bound.en, when.en, zone.en)),
      query: [`projects: ${asked.query}`, ...filters.sort()].join(' | '),
    };
  });

describe('a question made from a query', () => {
  it('is read back into it, in Chinese and in English', async () => {
    await fc.assert(
      fc.asyncProperty(questions, async ({ zh, en, query }) => {
        expect(inOneLine((await readAsked(zh))?.query), zh).toBe(query);
        expect(inOneLine((await readAsked(en))?.query), en).toBe(query);
      }),
      { numRuns: 300 },
    );
  });

  it('is not read once a word is put in that no register knows', async () => {
    const strange = fc.constantFrom('税收', '就业', '碳排放', '上市', '专利');
    await fc.assert(
      fc.asyncProperty(questions, strange, async ({ zh }, word) => {
        expect(inOneLine((await readAsked(`${word}${zh}`))?.query), zh).toBe('unread');
      }),
      { numRuns: 100 },
    );
  });
});
