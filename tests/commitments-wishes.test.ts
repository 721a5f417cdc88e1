import { describe, expect, it } from 'vitest';
import { intentOf } from '../src/answer/intent/intents.ts';
import { ask, openLibrary, PARK, questionOf } from './support/library.ts';

const ABOUT = { name: '江川经开区', contact: { name: '招商服务中心', phone: '0734-8888666' } };

const WISHES = {
  'zh-Hans': [
    '能不能再多给点？',
    '免税能谈吗？',
    '保证五年内不涨租金吗？',
    '能不能特批？',
    '租金可以再优惠一点吗？',
    '你们能保证给我免三年税吗？',
    '补贴能再高一些吗？',
    '地价有没有谈的空间？',
    '能否破例给我们多补一年？',
    '能不能突破政策上限？',
    '你们敢打包票吗？',
    '符合条件一定能拿到补贴吗？',
    '可以承诺零租金吗？',
    '包我们通过环评吗？',
    '请你们书面确认一下补贴不会变',
    '麻烦确认一下我们公司一定能拿到补助',
  ],
  'zh-Hant': [
    '能不能承諾給我們更優惠的獎補？',
    '我們想要更高的補貼，可以答應嗎？',
    '請保證三年內不漲價',
    '租金能談嗎？',
  ],
  en: [
    'Can you promise that the rent stays flat?',
    'Can you give us a better rate?',
    'Promise me that my project gets the land within 30 days.',
    'Is the rent negotiable?',
    'Could we get a lower rent?',
    'Will we definitely get the subsidy?',
    'Can you make an exception for us?',
    'Would you match the offer of another park?',
    'Can we get more than the published cap?',
    'Please confirm in writing that we will get the full grant.',
    'Please confirm that our company will receive the subsidy.',
    'I want it in writing that we get the land.',
  ],
};

const PLAIN = [
  '请确认一下我们能享受哪些政策',
  'Can you confirm that the deadline is in June?',
  'Does the park confirm receipt of an application in writing?',
  '园区对企业有哪些服务承诺？',
  '申请时企业是否需要承诺不外迁？',
  '履约保证金要交吗？',
  '可以采用告知承诺制吗？',
  '电力供应有保证吗？',
  '能谈谈园区的优势吗？',
  '最高能补多少？',
  '可以免租吗？',
  '可以再申请一次吗？',
  '项目能更名吗？',
  '包吃包住吗？',
  '怎么保证补贴按时到账？',
  '青禾项目承诺投资多少？',
  'How much investment does the company promise?',
  'Does the park offer a loan guarantee?',
  'What does the company guarantee in exchange for the land?',
  'Are higher subsidies given to foreign companies?',
];

describe.each(Object.entries(WISHES))('a wish for more than is published (%s)', (language, wishes) => {
  it.each(wishes)('goes to a person: %s', async (wish) => {
    const { answer } = await ask(wish, { ...(await openLibrary(PARK)), about: ABOUT });
    expect(answer).toMatchObject({ outcome: 'handoff', language });
    expect(answer.text).toContain('0734-8888666');
    const marks = [...answer.text.matchAll(/\[(\d+)\]/g)].map(([, n]) => Number(n));
    expect(new Set(marks)).toEqual(new Set(answer.citations.map(({ n }) => n)));
    // Nothing of ours binds: what does, stands in the documents.
    const quotes = answer.citations.map(({ quote }) => quote).join('\n');
    for (const [word] of answer.text.matchAll(
      /保证|保證|承诺|承諾|一定能|免征|免徵|guarantee|promise|definitely/g,
    ))
      expect(quotes).toContain(word);
  });
});

describe('a question after the published rule', () => {
  it.each(PLAIN)('is answered from the documents: %s', (question) => {
    expect(intentOf(question)).toBe('question');
  });
});

describe('a question after a wish', () => {
  it('goes on from what the wish spoke of', async () => {
    const history = ['厂房租金补贴能再高一些吗？'];
    const { answer } = await ask(questionOf('每平方米是多少？', { history }), await openLibrary(PARK));
    expect(answer.outcome).toBe('answered');
    expect(answer.text).toContain('8元');
  });
});

describe('a wish that a published rule speaks of', () => {
  it.each([
    ['厂房租金补贴每平方米8元，能不能再多给点？', '8元'],
    ['廠房租金補貼每平方米8元，能不能再多給點？', '8元'],
  ])('is told the rule with its source, and that more is for a person: %s', async (question, rule) => {
    const { answer } = await ask(question, { ...(await openLibrary(PARK)), about: ABOUT });
    expect(answer.outcome).toBe('handoff');
    expect(answer.text).toContain(rule);
    expect(answer.text).toContain('[1]');
    expect(answer.text).toMatch(/工作人员|工作人員/);
    expect(answer.citations[0]!.quote).toContain('8元');
  });

  it('goes to a person also where the search breaks, and the desk is told', async () => {
    const library = await openLibrary(PARK);
    const failures: string[] = [];
    const broken = Object.assign(Object.create(library.index), {
      search: () => Promise.reject(new Error('down')),
    });
    const { answer } = await ask('免税能谈吗？', {
      ...library,
      index: broken,
      about: ABOUT,
      onFailure: (stage) => failures.push(stage),
    });
    expect(answer).toMatchObject({ outcome: 'handoff', citations: [] });
    expect(failures).toEqual(['retrieval']);
  });
});
