import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleCleanText } from '../src/documents/blocks.ts';
import { markdownReader } from '../src/documents/markdown.ts';
import { readOwnWords } from '../src/documents/own-words/own-words.ts';
import { textReader } from '../src/documents/text.ts';
import { canonicalNumber } from '../src/language/document-numbers.ts';
import { fold, traditionalize } from '../src/language/fold.ts';
import type { CleanText, OwnWords } from '../src/types.ts';

const TITLE = '江川经开区招商引资若干政策';

/** A rule of three articles that says `sentence` in its last one, issued on 2026-01-05. */
function ruleWith(sentence: string): Promise<CleanText> {
  return assembleCleanText({
    blocks: [
      { kind: 'heading', level: 1, text: TITLE },
      { kind: 'paragraph', text: '第一条 为推动产业发展，制定本政策。' },
      { kind: 'paragraph', text: '第二条 对新引进项目给予租金补贴。' },
      { kind: 'paragraph', text: sentence },
      { kind: 'paragraph', text: '江川经济技术开发区管理委员会' },
      { kind: 'paragraph', text: '2026年1月5日' },
    ],
  });
}

/** `start–end | repeals`, with nothing where nothing is said. */
function inShort({ effectiveFrom = '', effectiveTo = '', repeals }: OwnWords): string {
  const days = effectiveFrom || effectiveTo ? [`${effectiveFrom}–${effectiveTo}`] : [];
  return [...days, ...repeals].join(' | ');
}

async function wordsOf(text: string, reader = textReader): Promise<{ words: OwnWords; said: string[] }> {
  const clean = await reader.read(new TextEncoder().encode(text), 'document.txt');
  const words = readOwnWords(clean);
  return { words, said: words.spans.map(({ start, end }) => clean.text.slice(start, end)) };
}

const TRUE_SENTENCES: [string, string][] = [
  ['本政策自2026年2月1日起施行，有效期三年。', '2026-02-01–2029-01-31'],
  ['第三条 本政策自2026年1月1日起施行，有效期3年。', '2026-01-01–2028-12-31'],
  ['本办法自2026年2月1日起执行，有效期至2028年12月31日。', '2026-02-01–2028-12-31'],
  ['本办法从2026年1月1日起实施，有效期五年，期满后自动失效。', '2026-01-01–2030-12-31'],
  ['本规定于2026年2月1日起施行。', '2026-02-01–'],
  ['本规定2026年1月1日起生效，为期两年。', '2026-01-01–2027-12-31'],
  ['本措施自2026年2月1日起试行，试行期二年。', '2026-02-01–2028-01-31'],
  ['本细则自2026年2月1日起试行，暂定一年。', '2026-02-01–2027-01-31'],
  ['本方案执行期限为2026年1月1日至2028年12月31日。', '2026-01-01–2028-12-31'],
  ['本政策有效期：2026年1月1日—12月31日。', '2026-01-01–2026-12-31'],
  ['本政策实施期限为2026-2028年。', '2026-01-01–2028-12-31'],
  ['本政策自2026年1月1日起至2028年12月31日止执行。', '2026-01-01–2028-12-31'],
  ['本政策自2026年2月1日起施行，至2028年12月31日止。', '2026-02-01–2028-12-31'],
  ['本政策自2026年2月1日起施行，执行至2028年底。', '2026-02-01–2028-12-31'],
  ['本政策有效期自2026年2月1日起至2028年12月止，期满后视情修订。', '2026-02-01–2028-12-31'],
  ['本实施细则由招商局负责解释，自2026年2月1日起施行，有效期5年。', '2026-02-01–2031-01-31'],
  ['以上政策自2026年2月1日起执行，有效期两年。', '2026-02-01–2028-01-31'],
  ['上述措施自2026年2月1日起执行。', '2026-02-01–'],
  ['本若干政策自2026年元月1日起施行。', '2026-01-01–'],
  ['本通知自二〇二六年二月十一日起执行。', '2026-02-11–'],
  ['本办法（试行）自2026 年 2 月 1 日起施行，试行半年。', '2026-02-01–2026-07-31'],
  ['本意见自２０２６年２月１日起施行，有效期３年。', '2026-02-01–2029-01-31'],
  ['本公告自2026年2月1日起施行，长期有效。', '2026-02-01–'],
  ['自2026年2月1日起，本办法正式施行，有效期三年。', '2026-02-01–2029-01-31'],
  ['第三条 由管委会负责解释，自2026年2月1日起施行。', '2026-02-01–'],
  ['三、自2026年2月1日起施行。', '2026-02-01–'],
  ['本办法自2026年1月1日起施行，有效期三年（2026年1月1日至2028年12月31日）。', '2026-01-01–2028-12-31'],
  ['本政策与上级规定不一致的，以上级规定为准，自2026年2月1日起施行。', '2026-02-01–'],
  ['《江川经开区招商引资若干政策》自2026年2月1日起施行，有效期三年。', '2026-02-01–2029-01-31'],
  ['《江川经开区甲办法》已经管委会会议审议通过，现予公布，自2026年2月1日起施行。', '2026-02-01–'],
  ['政策有效期：本政策自2026年2月1日起施行，有效期至2028年12月31日。', '2026-02-01–2028-12-31'],
  ['本政策自2024年2月29日起施行，有效期三年。', '2024-02-29–2027-02-28'],
  ['本政策自印发之日起施行，有效期三年。', '2026-01-05–2029-01-04'],
  ['本规定自公布之日起三十日后施行。', '2026-02-04–'],
  ['本规定自发布之日起1个月后施行。', '2026-02-05–'],
  ['本政策自印发次日起施行。', '2026-01-06–'],
  ['本政策有效期为自发布之日起三年。', '2026-01-05–2029-01-04'],
  ['本公告自发布之日起30日内有效。', '2026-01-05–2026-02-03'],
  ['本政策于2028年12月31日失效。', '–2028-12-31'],
  ['本政策自2026年2月1日起施行；有效期三年。', '2026-02-01–2029-01-31'],
  [
    '本办法自2026年2月1日起施行。《甲办法》（江经开〔2023〕5号）同时废止。',
    '2026-02-01– | 江经开〔2023〕5号',
  ],
  [
    '第三条 原《甲办法》（江经开〔2021〕8号）、《乙办法（试行）》同时停止执行。',
    '江经开〔2021〕8号 | 乙办法（试行）',
  ],
  ['本政策自发布之日起施行。此前印发的《甲办法》自行失效。', '2026-01-05– | 甲办法'],
  ['本政策施行后，《甲办法》（江经开[2023]第05号）不再执行。', '江经开〔2023〕5号'],
  ['本政策自2026年2月1日起施行，同时废止江经开〔2023〕5号文件。', '2026-02-01– | 江经开〔2023〕5号'],
  ['自本政策施行之日起，《甲办法》（江经开〔2023〕5号，以下简称旧办法）同时废止。', '江经开〔2023〕5号'],
  ['2023年3月1日印发的《甲办法》自本政策施行之日起停止执行。', '甲办法'],
  [
    '第三条 《甲办法》（江经开〔2023〕5号）、江经开〔2022〕7号和2021年5月印发的《乙办法》同时废止。',
    '江经开〔2023〕5号 | 江经开〔2022〕7号 | 乙办法',
  ],
  ['This policy takes effect on 1 February 2026 and is valid for three years.', '2026-02-01–2029-01-31'],
  ['These Measures shall come into force as of January 1, 2026.', '2026-01-01–'],
  ['This notice is effective from 1 January 2026 to 31 December 2028.', '2026-01-01–2028-12-31'],
  ['These measures are valid until 31 December 2028.', '–2028-12-31'],
  [
    'Article 3 These Measures apply from the date of issue. They replace the “Old Rules”.',
    '2026-01-05– | Old Rules',
  ],
  ['This policy supersedes "Rent Measures" (JJK [2023] No. 5).', 'JJK〔2023〕5号'],
];

const TRAPS = [
  '《江川市甲政策》自2026年2月1日起施行，有效期三年。',
  '该政策自2026年2月1日起施行，有效期三年。',
  '新政策自2026年2月1日起施行。',
  '本区政策自2026年2月1日起执行。',
  '本年度政策自2026年2月1日起执行。',
  '本合同自2026年2月1日起生效，有效期三年。',
  '自2026年2月1日起新引进的项目，适用本政策。',
  '本政策所称新引进企业，是指自2026年2月1日起在园区注册的企业。',
  '本政策施行前已签约的项目，自2026年2月1日起执行。',
  '本办法由管委会解释，原已签约项目自2026年2月1日起执行。',
  '本政策适用于2026年2月1日起注册的企业，其证书有效期三年。',
  '本政策奖励标准自2026年2月1日起执行。',
  '本政策第三条自2026年2月1日起施行。',
  '本政策规定的补贴有效期三年。',
  '本政策自2026年2月1日起对新项目执行。',
  '企业可按本政策自2026年2月1日起执行。',
  '高新技术企业证书有效期三年。',
  '租金补贴期限三年。',
  '租金补贴自投产之日起执行三年。',
  '第三条 租金补贴每平方米12元。自2026年2月1日起执行，为期三年。',
  '第三条 电价自2026年2月1日起执行新标准。',
  '（三）有效期三年。',
  '（三）自2026年2月1日起执行。',
  '企业迁出的，自2026年2月1日起停止执行。',
  '本通知自印发之日起，各单位应在30日内报送材料。',
  '根据《江川市甲办法》（江政发〔2022〕1号，有效期至2028年12月31日），制定本政策。',
  '《江川市甲办法》规定，本政策自2026年2月1日起施行。',
  '李主任说：“感谢大家。本政策自2026年2月1日起施行。”',
  '本政策与《甲办法》（江政发〔2022〕1号）不一致的，以本政策为准。',
  '此前《甲办法》的规定与本办法不一致的，不再执行。',
  '《甲办法》第五条同时废止。',
  '《甲办法》中有关租金的规定同时废止。',
  '《甲办法》（江政发〔2022〕1号）继续有效。',
  '《甲办法》已于2025年12月31日废止。',
  '本政策自2026年2月30日起施行，有效期三年。',
  '本政策自2026年13月起施行。',
  'The permit is valid for three years.',
  'The old policy takes effect on 1 February 2026.',
  'This policy applies to enterprises registered from 1 February 2026.',
  'This policy covers permits that are valid for three years.',
  'Where this policy differs from the “Old Rules”, this policy prevails.',
];

describe('what a document says of itself', () => {
  it.each(TRUE_SENTENCES)('is read from %s', async (sentence, expected) => {
    const clean = await ruleWith(sentence);
    const words = readOwnWords(clean);
    expect(inShort(words)).toBe(expected);
    expect(words.spans.map(({ start, end }) => clean.text.slice(start, end)).join('')).not.toBe('');
  });

  it.each(TRAPS)('is not %s', async (sentence) => {
    expect(readOwnWords(await ruleWith(sentence))).toEqual({ repeals: [], spans: [] });
  });

  it.each(TRUE_SENTENCES)('is the same in Traditional script: %s', async (sentence, expected) => {
    const words = readOwnWords(await ruleWith(traditionalize(sentence)));
    expect(fold(inShort(words))).toBe(fold(expected));
  });

  it('leaves out an end before the start, and what two sentences say differently', async () => {
    const early = await ruleWith('本政策自2028年2月1日起施行，有效期至2026年12月31日。');
    expect(inShort(readOwnWords(early))).toBe('2028-02-01–');
    const torn = await ruleWith(
      '本政策自2026年2月1日起施行。本政策自2026年3月1日起施行，有效期至2028年12月31日。',
    );
    expect(inShort(readOwnWords(torn))).toBe('–2028-12-31');
  });

  it('is read from a notice that brings in a policy, with the lines relied on', async () => {
    const { words, said } = await wordsOf(`江川经济技术开发区管理委员会文件
江经开〔2026〕3号
江川经开区管委会关于印发《江川经开区招商引资若干政策》的通知
现将《江川经开区招商引资若干政策》印发给你们，请认真遵照执行。
江川经济技术开发区管理委员会
2026年1月5日
江川经开区招商引资若干政策
第一条 根据《江川市甲规定》（江政发〔2022〕1号），制定本政策。
第二条 高新技术企业证书有效期三年。
第三条 本政策自印发之日起施行，有效期三年。原《若干政策》（江经开〔2023〕5号）同时废止。
江川经开区管委会办公室    2026年1月6日印发
`);
    expect(words).toMatchObject({ documentNumber: '江经开〔2026〕3号', repeals: ['江经开〔2023〕5号'] });
    expect(inShort(words)).toBe('2026-01-05–2029-01-04 | 江经开〔2023〕5号');
    expect(said).toEqual([
      '江经开〔2026〕3号',
      '2026年1月5日',
      '第三条 本政策自印发之日起施行，有效期三年。',
      '原《若干政策》（江经开〔2023〕5号）同时废止。',
    ]);
  });

  it.each([
    ['江川经开区管委会办公室 2026年1月6日印发', '2026-01-06'],
    ['江川经开区管委会  二〇二六年一月七日', '2026-01-07'],
    ['发布日期：2026-01-08 来源：管委会', '2026-01-08'],
    ['索引号：JC-1；发文日期：2026-01-09；发布日期：2026-01-10', '2026-01-09'],
    ['Issued on 11 January 2026', '2026-01-11'],
    ['2026年1月6日至8日召开会议', undefined],
    ['2026年13月6日', undefined],
  ])('takes the day of issue from the line %s', async (line, day) => {
    const { words } = await wordsOf(`${TITLE}\n第一条 制定本政策。\n第二条 自发布之日起施行。\n${line}\n`);
    expect(words.effectiveFrom).toBe(day);
  });

  it('is what stands under a heading of its term, and under none of another matter', async () => {
    const under = (heading: string) =>
      wordsOf(
        `# ${TITLE}\n\n本办法另有规定的除外。\n\n## ${heading}\n\n2026年2月1日至2028年12月31日。\n`,
        markdownReader,
      );
    expect(inShort((await under('五、有效期')).words)).toBe('2026-02-01–2028-12-31');
    expect(inShort((await under('第五条 执行期限')).words)).toBe('2026-02-01–2028-12-31');
    expect(inShort((await under('五、申报时间')).words)).toBe('');
  });

  it.each([
    ['江川经开区出台新政', '本报讯（记者 张三）江川经开区印发政策。', '上述政策自2026年2月1日起施行。'],
    ['江川经开区出台新政', '近日，江川经开区印发若干政策。', '本政策自2026年2月1日起施行。'],
    ['招商引资若干政策问答', '问：何时执行？', '本政策自2026年2月1日起施行，有效期三年。'],
    ['招商引资若干政策', '本政策何时执行？', '本政策自2026年2月1日起施行，有效期三年。'],
    ['《招商引资若干政策》解读', '四、有效期', '本政策自2026年2月1日起施行，有效期三年。'],
    ['Frequently asked questions', 'Rules', 'This policy takes effect on 1 February 2026.'],
  ])('is nothing in news, answers and explanations: %s, %s', async (title, ...lines) => {
    const { words } = await wordsOf(`${title}\n江经开〔2026〕3号文件\n${lines.join('\n')}\n`);
    expect(words).toEqual({ repeals: [], spans: [] });
  });

  it.each([
    ['江经开〔2026〕3号', '江经开〔2026〕3号'],
    ['江經開［2026］第３號', '江经开〔2026〕3号'],
    ['文号：江经开【2026】03号', '江经开〔2026〕3号'],
    ['江经开〔2026〕3号    签发人：张三', '江经开〔2026〕3号'],
    ['江川经济技术开发区管理委员会文件 江经开〔2026〕3号', '江经开〔2026〕3号'],
    ['关于印发《若干政策》的通知（江经开〔2026〕3号）', '江经开〔2026〕3号'],
    ['发布机构：管委会；文号：江经开〔2026〕3号；主题：招商', '江经开〔2026〕3号'],
    ['江川市人民政府令第12号', '江川市人民政府令第12号'],
    ['Document No. JJK [2026] No. 3', 'JJK〔2026〕3号'],
    ['根据《若干规定》（江政发〔2022〕1号）', undefined],
    ['《若干规定》（江政发〔2022〕1号）', undefined],
    ['一、执行江政发〔2022〕1号', undefined],
    ['附件：江政发〔2022〕1号', undefined],
    ['江政发〔2022〕1号文件精神', undefined],
    ['按江政发〔2022〕1号、江政发〔2022〕2号执行', undefined],
  ])('has the number of the line %s in its head', async (line, number) => {
    expect((await wordsOf(`${TITLE}\n${line}\n给予租金补贴。\n`)).words.documentNumber).toBe(number);
    if (number !== undefined) expect(canonicalNumber(number)).toBe(canonicalNumber(fold(number)));
  });

  it('has no number that stands further down, nor one of two that differ', async () => {
    const far = `${TITLE}\n${'给予租金补贴。\n'.repeat(20)}江经开〔2026〕3号\n`;
    expect((await wordsOf(far)).words.documentNumber).toBeUndefined();
    const two = `${TITLE}\n江经开〔2026〕3号\n江经开〔2023〕5号\n`;
    expect((await wordsOf(two)).words.documentNumber).toBeUndefined();
  });

  it('never throws, and gives days of the calendar and spans of the text, whatever is written', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...'本政策 自 起 施行 ， 。 有效期 三年 至 止 同时废止 《甲》 （江经开〔2023〕5号） 印发之日 第三条 \n ( “ This policy is effective from and'.split(
          ' ',
        ),
      ),
      fc
        .tuple(fc.nat(9999), fc.nat(14), fc.nat(33))
        .map(([year, month, day]) => `${year}年${month}月${day}日`),
      fc.nat(2000).map((count) => `${count}个月`),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    const sentence = fc.array(piece, { maxLength: 12 }).map((pieces) => `本政策自${pieces.join('')}`);
    await fc.assert(
      fc.asyncProperty(fc.array(sentence, { maxLength: 5 }), async (texts) => {
        const clean = await assembleCleanText({
          blocks: texts.map((text) => ({ kind: 'paragraph' as const, text })),
        });
        const words = readOwnWords(clean);
        for (const day of [words.effectiveFrom, words.effectiveTo].filter((day) => day !== undefined))
          expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
        let previous = 0;
        for (const { start, end } of words.spans) {
          expect(start).toBeGreaterThanOrEqual(previous);
          expect(end).toBeGreaterThan(start);
          previous = end;
        }
        expect(previous).toBeLessThanOrEqual(clean.text.length);
      }),
      { numRuns: 300 },
    );
  });
});
