import { describe, expect, it } from 'vitest';
import { Citations, describeLocator } from '../src/answer/citations.ts';
import { composeExtract, joinStatements } from '../src/answer/compose/compose.ts';
import { stripEnd, trimSentence } from '../src/answer/compose/trim.ts';
import { retrieve } from '../src/retrieval/retrieve.ts';
import { evidenceOf, openLibrary, PARK, questionOf } from './support/library.ts';

async function read(text: string, documents = PARK) {
  return retrieve(questionOf(text), await openLibrary(documents));
}

async function extract(text: string, documents = PARK) {
  const retrieval = await read(text, documents);
  const citations = new Citations(retrieval.query.language);
  return { text: composeExtract(retrieval, citations), citations: citations.list };
}

async function trim(question: string, sentence: string) {
  const { units, query } = await read(question, [{ text: sentence }]);
  return trimSentence(sentence, units, query);
}

describe('a sentence', () => {
  const LONG =
    '江川经开区深入实施项目攻坚行动，党工委和管委会主要负责人多次带队外出招商，全年引进项目52个，总投资额222.8亿元，干部职工全员参与，形成了人人关心招商、人人参与招商的浓厚氛围，得到各界一致好评。';

  it('that is short is given whole, without its last mark', async () => {
    expect(await trim('引进了多少个项目？', '全年引进项目52个，总投资额222.8亿元。')).toBe(
      '全年引进项目52个，总投资额222.8亿元',
    );
  });

  it('that is long is cut to what answers, in its own words and order', async () => {
    const trimmed = await trim('江川经开区引进了多少个项目？', LONG);
    expect(trimmed).toMatch(/^江川经开区/);
    expect(trimmed).toContain('全年引进项目52个');
    expect(trimmed).not.toContain('得到各界一致好评');
    expect(trimmed.length).toBeLessThan(LONG.length);
    expect(trimmed).not.toMatch(/[，。；]$/);
    let from = 0;
    for (const clause of trimmed.split('，')) {
      const at = LONG.indexOf(clause, from);
      expect(at).toBeGreaterThanOrEqual(from);
      from = at + clause.length;
    }
  });

  it('that is long is given whole where no part of it answers', async () => {
    expect(await trim('天气', LONG)).toBe(stripEnd(LONG));
  });

  it('loses its end mark only', () => {
    expect(stripEnd('投资222.8亿元。')).toBe('投资222.8亿元');
    expect(stripEnd(' RMB 22.28 billion. ')).toBe('RMB 22.28 billion');
    expect(stripEnd('他说“好……”')).toBe('他说“好……”');
  });
});

describe('an answer in the documents’ own words', () => {
  it('ends each statement with its mark and its full stop', async () => {
    const { text, citations } = await extract('江川经开区2023年引进了多少个项目？');
    expect(text).toMatch(/引进项目52个.*\[1\]。$/);
    expect(citations).toMatchObject([{ n: 1, document: 'results.md' }]);
    const { quote, highlights } = citations[0]!;
    expect(highlights.map(({ start, end }) => quote.slice(start, end)).join()).toContain('引进项目52个');
  });

  it('is in Traditional characters for who asks in them, and quotes the document as it stands', async () => {
    const { text, citations } = await extract('江川經開區2023年引進了多少個項目？');
    expect(text).toContain('引進項目52個');
    expect(text).toContain('222.8億元');
    expect(citations[0]!.quote).toContain('引进项目52个');
  });

  it('is in Simplified characters of a Traditional document', async () => {
    const { text } = await extract('青禾项目投资多少？', [{ text: '# 項目\n\n青禾項目總投資3億元。' }]);
    expect(text).toBe('青禾项目总投资3亿元[1]。');
  });

  it('quotes the Chinese for who asks in English, with its amounts in English', async () => {
    const { text } = await extract('How much foreign capital was actually used in 2023?');
    expect(text).toBe(
      '“2023年江川经开区实际使用外资4478万美元，同比增长166.5%” [1] — US$44.78 million (4478万美元).',
    );
  });

  it('gives an English document as it stands', async () => {
    const { text } = await extract('How many projects did Jiangchuan sign?', [
      { text: '# Results\n\nJiangchuan signed 52 projects worth RMB 22.28 billion.' },
    ]);
    expect(text).toBe('Jiangchuan signed 52 projects worth RMB 22.28 billion [1].');
  });

  it('is none where nothing was found', async () => {
    expect(await extract('？？？')).toEqual({ text: undefined, citations: [] });
  });

  it('puts each statement on a line of its own', () => {
    expect(joinStatements(['甲[1]', '乙[2]'], 'zh-Hant')).toBe('甲[1]。\n乙[2]。');
    expect(joinStatements(['A [1]', 'B [2]'], 'en')).toBe('A [1].\nB [2].');
  });
});

describe('citations', () => {
  it('number passages in the order cited, and the same passage the same', () => {
    const citations = new Citations('zh-Hans');
    const [first, second] = [evidenceOf('甲', { id: 'a' }), evidenceOf('乙', { id: 'b' })];
    expect(citations.cite(second, [{ start: 0, end: 1 }])).toBe(1);
    expect(citations.cite(first, [])).toBe(2);
    expect(citations.cite(second, [{ start: 0, end: 1 }])).toBe(1);
    expect(citations.list.map(({ passage, highlights }) => [passage, highlights])).toEqual([
      ['b', [{ start: 0, end: 1 }]],
      ['a', []],
    ]);
  });

  it('say where to find it, in the language of the asker', () => {
    expect(describeLocator({ headingPath: ['成果', '年度数据'], paragraph: 3 })).toBe(
      '成果 › 年度数据 · 第3段',
    );
    expect(describeLocator({ headingPath: [], page: 2, paragraph: 3 }, 'en')).toBe('page 2 · paragraph 3');
    expect(describeLocator({ headingPath: [], sheet: '项目', row: 7, paragraph: 3 })).toBe('项目 · 第7行');
  });
});
