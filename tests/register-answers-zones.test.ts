import { describe, expect, it } from 'vitest';
import { readRegisterQuery } from '../src/registers/understand/understand.ts';
import type { Answer, Question } from '../src/types.ts';
import { ask, type LibraryDocument, type MemoryLibrary, openLibrary, questionOf } from './support/library.ts';

/** What zones are called, where no wording tells that 海澄石化工业集中区 is 沙头化工园. */
const ZONES: LibraryDocument = {
  path: 'zones.md',
  type: 'zone',
  text: `# 港城经济开发区园区简介

| 简称 | 全称 | 又称 | 英文名 |
|---|---|---|---|
| 沙头化工园 | 沙头精细化工产业园 | 海澄石化工业集中区 | Shatou Chemical Park |
| 东湾经开区 | 港城东湾经济技术开发区 | — | Dongwan Economic Development Zone |
| 云麓科学城 | 港城云麓科学城 | 大学科技城 | Yunlu Innovation Hub |
`,
};

const LEDGER: LibraryDocument = {
  path: 'ledger.md',
  type: 'projects',
  text: `# 签约项目台账

| 项目名称 | 园区 | 产业 | 投资额（亿元） | 签约时间 |
|---|---|---|---|---|
| 涂料项目 | 沙头化工园 | 精细化工 | 2 | 2023-01-03 |
| 树脂项目 | 沙头精细化工产业园 | 精细化工 | 3 | 2023-04-05 |
| 助剂项目 | 海澄石化工业集中区 | 精细化工 | 4 | 2022-08-15 |
| 船舶项目 | 港城东湾经济技术开发区 | 装备制造 | 5 | 2023-03-04 |
| 雷达项目 | 大学科技城 | 电子信息 | 6 | 2023-05-06 |
| 光纤项目 | 云麓科学城 | 电子信息 | 7 | 2023-06-07 |
`,
};

const PARK = '港城经济开发区';

async function answer(text: string, library: MemoryLibrary, given: Partial<Question> = {}): Promise<Answer> {
  const desk = { ...library, about: { name: PARK } };
  return (await ask(questionOf(text, { asOf: '2024-03-01', ...given }), desk)).answer;
}

/** What a question is read as: the values of its zones. */
async function zonesOf(text: string, library: MemoryLibrary, audiences: ('public' | 'staff')[] = ['public']) {
  const scope = { audiences, asOf: '2024-03-01' };
  const reading = await readRegisterQuery({ text, history: [] }, library.registers, scope, { park: PARK });
  return reading?.query.filters.flatMap((filter) =>
    filter.field === 'zone' && filter.op === 'in' ? [...filter.values].sort() : [],
  );
}

const SHATOU = ['沙头化工园', '沙头精细化工产业园', '海澄石化工业集中区'].sort();

describe('a zone of several names', () => {
  it.each([
    '沙头化工园签约了几个项目？',
    '沙头精细化工产业园签约了几个项目？',
    '海澄石化工业集中区签约了几个项目？',
    '海澄石化集中区签约了几个项目？',
    '沙頭化工園區簽約了幾個項目？',
    '沙头园区签约了几个项目？',
    'How many projects were signed in Shatou Chemical Park?',
    'How many projects did Shatou sign?',
  ])('is one in %s', async (question) => {
    expect(await zonesOf(question, await openLibrary([ZONES, LEDGER]))).toEqual(SHATOU);
  });

  it('is asked for by a name that none of its rows has', async () => {
    const library = await openLibrary([ZONES, LEDGER]);
    const yunlu = ['云麓科学城', '大学科技城'].sort();
    expect(await zonesOf('How many projects did the Yunlu Innovation Hub sign?', library)).toEqual(yunlu);
    expect(await zonesOf('东湾经开区签约了几个项目？', library)).toEqual(['港城东湾经济技术开发区']);
  });

  it('is counted as one and shown by its short name', async () => {
    const library = await openLibrary([ZONES, LEDGER]);
    const counted = await answer('海澄石化工业集中区签约项目有多少个，总投资多少？', library);
    expect(counted.text).toContain('共3个项目');
    expect(counted.text).toContain('9亿元');
    const short = await answer('沙头园区签约项目有多少个？', library);
    expect(short.text).toContain('沙头化工园，已签约：共3个项目');
    const split = await answer('各园区分别签约了多少个项目？', library);
    expect(split.text).toContain('沙头化工园：3个项目');
    expect(split.text).toContain('云麓科学城：2个项目');
    expect(split.text).toContain('东湾经开区：1个项目');
    expect(split.text).not.toMatch(/精细化工产业园|石化工业集中区|大学科技城/);
    const most = await answer('哪个园区签约项目最多？', library);
    expect(most.text).toContain('沙头化工园');
  });

  it('is split in no answer where there are too many zones to set side by side', async () => {
    const names = Array.from({ length: 31 }, (_, at) => [
      `甲${'子丑寅卯辰巳'[at % 6]}${at}园`,
      `乙${at}工业集中区`,
    ]);
    const text = `| 简称 | 又称 |\n|---|---|\n${names.map(([one, other]) => `| ${one} | ${other} |`).join('\n')}\n`;
    const rows = names.flat().map((name, at) => `| 第${at}号项目 | ${name} | 1 |`);
    const ledger = `| 项目名称 | 园区 | 投资额（亿元） |\n|---|---|---|\n${rows.join('\n')}\n`;
    const library = await openLibrary([{ text }, { text: ledger, type: 'projects' }]);
    const scope = { audiences: ['public' as const], asOf: '2024-03-01' };
    const asked = { text: '各园区分别有多少个项目？', history: [] };
    expect(await zonesOf(`${names[30]![1]}有几个项目？`, library)).toEqual([...names[30]!].sort());
    expect(await readRegisterQuery(asked, library.registers, scope, { park: PARK })).toBeUndefined();
  });

  it('is several where no document tells that it is one', async () => {
    const library = await openLibrary([LEDGER]);
    expect(await zonesOf('海澄石化工业集中区签约了几个项目？', library)).toEqual(['海澄石化工业集中区']);
  });

  it('is one for those alone who may read that it is', async () => {
    const library = await openLibrary([{ ...ZONES, audience: 'staff' }, LEDGER]);
    const question = '海澄石化工业集中区签约了几个项目？';
    expect(await zonesOf(question, library)).toEqual(['海澄石化工业集中区']);
    expect(await zonesOf(question, library, ['public', 'staff'])).toEqual(SHATOU);
  });

  it('is told of by several documents, which share a name of it', async () => {
    const text = '# 沿革\n\n| 园区名称 | 曾用名 |\n|---|---|\n| 沙头化工园 | 老盐场工业集中区 |\n';
    const other = LEDGER.text.replace('海澄石化工业集中区', '老盐场工业集中区');
    const library = await openLibrary([ZONES, { path: 'old.md', text }, { ...LEDGER, text: other }]);
    expect(await zonesOf('沙头化工园签约了几个项目？', library)).toContain('老盐场工业集中区');
  });

  it('does not have a name that a document gives to two zones', async () => {
    const text = `| 简称 | 全称 | 又称 |
|---|---|---|
| 松河园 | 松河新材料产业园 | 江北新区 |
| 临港园 | 临港装备制造产业园 | 江北新区 |
`;
    const ledger = `| 项目名称 | 园区 | 投资额（亿元） |
|---|---|---|
| 甲项目 | 松河园 | 1 |
| 乙项目 | 临港园 | 2 |
| 丙项目 | 江北新区 | 3 |
`;
    const library = await openLibrary([{ text }, { text: ledger, type: 'projects' }]);
    expect(await zonesOf('江北新区有几个项目？', library)).toEqual(['江北新区']);
    expect(await zonesOf('松河新材料产业园有几个项目？', library)).toEqual(['松河园']);
  });

  it('is not what a wording would make one of two rows', async () => {
    const text = `| 简称 | 全称 |
|---|---|
| 松河园 | 松河新材料产业园 |
| 松河片区 | 松河老城片区 |
`;
    const ledger = `| 项目名称 | 园区 | 投资额（亿元） |
|---|---|---|
| 甲项目 | 松河园 | 1 |
| 乙项目 | 松河片区 | 2 |
`;
    const library = await openLibrary([{ text }, { text: ledger, type: 'projects' }]);
    expect(await zonesOf('松河园有几个项目？', library)).toEqual(['松河园']);
    expect(await zonesOf('松河片区有几个项目？', library)).toEqual(['松河片区']);
  });

  it('is no row that a question counts', async () => {
    const library = await openLibrary([ZONES, LEDGER]);
    const scope = { audiences: ['public' as const], asOf: '2024-03-01' };
    expect((await library.registers.registers(scope)).get('zones')).toBe(3);
    const asked = { text: '一共有多少个园区？', history: [] };
    expect(await readRegisterQuery(asked, library.registers, scope, { park: PARK })).toBeUndefined();
  });
});
