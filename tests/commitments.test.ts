import { describe, expect, it } from 'vitest';
import { readFigures, sameFigure } from '../src/language/figures.ts';
import type { Answer } from '../src/types.ts';
import { ask, type LibraryDocument, openLibrary, PARK, questionOf } from './support/library.ts';

const RENT: LibraryDocument = {
  path: 'rent.md',
  type: 'policy',
  title: '厂房租金奖补办法',
  text: '# 厂房租金奖补办法\n\n租用标准厂房的制造业企业，前三年按每月每平方米8元给予厂房租金补贴。',
  effectiveTo: '2026-12-31',
};
/** A library that holds the document among others of the park. */
function libraryWith(document: LibraryDocument) {
  return openLibrary([document, PARK[0]!]);
}

const QUESTIONS = {
  'zh-Hans': '厂房租金补贴每平方米多少钱？',
  'zh-Hant': '廠房租金補貼每平方米多少錢？',
  en: 'How much is the rent subsidy per square metre?',
};

/** Every figure of an answer stands in a quote or a title that it cites. */
function expectTraced({ text, citations }: Answer) {
  const held = citations.flatMap(({ quote, title }) => readFigures(`${quote}\n${title}`));
  const said = readFigures(text.replace(/\[\d+\]/g, ''));
  expect(said.filter((figure) => !held.some((other) => sameFigure(figure, other)))).toEqual([]);
}

describe("a rule's last day", () => {
  it.each([
    ['zh-Hans', '有效期至2026年12月31日，还有37天'],
    ['zh-Hant', '有效期至2026年12月31日，還有37天'],
    ['en', 'valid until 31 December 2026, with 37 days left'],
  ] as const)('is said with the days that are left, within ninety: %s', async (language, said) => {
    const library = await libraryWith(RENT);
    const { answer } = await ask(questionOf(QUESTIONS[language], { asOf: '2026-11-24' }), library);
    expect(answer).toMatchObject({ outcome: 'answered', language });
    expect(answer.text).toContain(said);
    expect(answer.citations.at(-1)!.quote).toContain('37');
    expectTraced(answer);
  });

  it.each([
    ['2026-10-02', '还有90天'],
    ['2026-12-30', '还有1天'],
    ['2026-12-31', '今日到期'],
  ])('counts from the day of the question: %s', async (asOf, said) => {
    const { answer } = await ask(questionOf(QUESTIONS['zh-Hans'], { asOf }), await libraryWith(RENT));
    expect(answer.text).toContain(said);
    expectTraced(answer);
  });

  it('is said plainly where it is far away', async () => {
    const question = questionOf(QUESTIONS['zh-Hans'], { asOf: '2026-10-01' });
    const { answer } = await ask(question, await libraryWith(RENT));
    expect(answer.text).toContain('有效期至2026年12月31日');
    expect(answer.text).not.toMatch(/还有|请注意/);
  });

  it('that has passed has no days left', async () => {
    const question = questionOf('2026年厂房租金补贴每平方米多少钱？', { asOf: '2027-01-01' });
    const { answer } = await ask(question, await libraryWith(RENT));
    expect(answer.text).not.toContain('还有');
  });
});

describe('a document that binds nobody yet', () => {
  const QUESTION = {
    'zh-Hans': '设备补贴的比例是多少？',
    'zh-Hant': '設備補貼的比例是多少？',
    en: 'What share of equipment cost is subsidised?',
  };
  const text = '对企业新购设备，按投资额的12%给予设备补贴。';

  it.each([
    ['zh-Hans', '是草案，尚未生效'],
    ['zh-Hant', '是草案，尚未生效'],
    ['en', 'is a draft that is not in force'],
  ] as const)('is called a draft, with its source: %s', async (language, said) => {
    const title = '设备补贴办法（征求意见稿）';
    const { answer } = await ask(
      QUESTION[language],
      await libraryWith({ title, text: `# ${title}\n\n${text}` }),
    );
    expect(answer.outcome).toBe('answered');
    expect(answer.text).toContain(said);
    expect(answer.text).toMatch(/\[1\]/);
    expectTraced(answer);
  });

  it.each([
    '设备补贴办法（送审稿）',
    '设备补贴办法（草案）',
    '设备补贴办法讨论稿',
    'Equipment rules (draft for comment)',
  ])('is known by its title: %s', async (title) => {
    const { answer } = await ask(QUESTION['zh-Hans'], await libraryWith({ title, text }));
    expect(answer.text).toContain('尚未生效');
  });

  it('that is a plan is called one', async () => {
    const document: LibraryDocument = {
      type: 'plan',
      title: '新材料园发展规划',
      text: '# 新材料园发展规划\n\n到2030年，新材料园年产值预计达到500亿元。',
    };
    const { answer } = await ask('新材料园年产值预计达到多少？', await libraryWith(document));
    expect(answer.text).toContain('预计');
    expect(answer.text).toContain('500亿元');
    expect(answer.text).toContain('是规划文件');
  });

  it('is no rule that only mentions a draft', async () => {
    const rule = `${text}本办法由市政府通过，其草案曾于2025年征求意见。`;
    const { answer } = await ask(
      QUESTION['zh-Hans'],
      await libraryWith({ title: '设备补贴办法', text: rule }),
    );
    expect(answer.text).not.toContain('尚未生效');
  });
});

describe('an estimate', () => {
  it.each([
    ['青禾项目达产后年产值多少？', '青禾项目达产后预计年产值80亿元。', '预计'],
    ['青禾項目達產後年產值多少？', '青禾项目达产后年产值约80亿元。', '約'],
    ['青禾项目年产值多少？', '青禾项目力争年产值达到80亿元。', '力争'],
    ['青禾项目投资多少？', '青禾项目拟投资80亿元。', '拟'],
    [
      'What is the planned investment of the Qinghe project?',
      'The Qinghe project has a planned investment of RMB 8 billion.',
      'planned',
    ],
  ])('stays one: %s', async (question, text, word) => {
    const { answer } = await ask(
      question,
      await libraryWith({ title: '青禾项目', text: `# 青禾项目\n\n${text}` }),
    );
    expect(answer.outcome).toBe('answered');
    expect(answer.text).toContain(word);
  });
});

describe('an estimate in a long sentence', () => {
  const text =
    '青禾项目由江川投资集团与青禾化工有限公司共同建设，位于江川经开区新材料园，总用地面积500亩，力争在三年内分两个阶段全部建成并投入使用，主要产品为电池级碳酸锂和磷酸铁锂正极材料，配套建设研发中心、检测中心、员工公寓、综合办公楼和原料成品仓库，达产后年产值80亿元。';

  it.each([
    ['青禾项目达产后年产值多少？', '力争'],
    ['青禾項目達產後年產值多少？', '力爭'],
    ['What is the annual output value of the Qinghe project?', '力争'],
  ])('is not cut from the clause that says so: %s', async (question, word) => {
    const { answer } = await ask(
      question,
      await libraryWith({ title: '青禾项目', text: `# 青禾项目\n\n${text}` }),
    );
    expect(answer.text).toContain('80');
    expect(answer.text).toContain(word);
    expect(answer.text).not.toContain('公寓');
  });
});
