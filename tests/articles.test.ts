import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleCleanText } from '../src/documents/blocks.ts';
import { textReader } from '../src/documents/text.ts';
import { fold, traditionalize } from '../src/language/fold.ts';
import { articleLabel, NO_PLACE, nextPlace } from '../src/passages/articles.ts';
import { citedForms, PASSAGE_LENGTH, splitPassages } from '../src/passages/split.ts';
import type { BlockKind } from '../src/types.ts';

type Drafts = { kind: BlockKind; text: string; level?: number; row?: number; table?: string }[];

async function passagesOf(blocks: Drafts) {
  return splitPassages({ id: 'policy.docx', version: 'v1' }, await assembleCleanText({ blocks }));
}

/** The label of each passage, in order. */
async function labelsOf(...texts: (string | Drafts[number])[]) {
  const blocks = texts.map((text) =>
    typeof text === 'string' ? { kind: 'paragraph' as const, text } : text,
  );
  return (await passagesOf(blocks)).map(({ locator }) => locator.article);
}

const heading = (text: string, level: number) => ({ kind: 'heading' as const, text, level });
const item = (text: string) => ({ kind: 'list-item' as const, text });
const row = (text: string) => ({ kind: 'table-row' as const, text, row: 1, table: '表1 租金' });

const POLICY = `江川经开区招商引资若干政策

第一章 总则

第一条 为推动园区产业发展，结合实际，制定本政策。

第二章 奖励标准

第二条 对新引进项目给予下列奖励：

（一）厂房租金补贴：

1. 第一年每平方米补贴12元；

2. 第二年每平方米补贴6元。

（二）设备购置奖励，按投资额的8%给予，最高500万元。

前款奖励不重复享受。

第三条 本政策自2026年1月1日起施行。
`;

describe('the articles of a rule as places', () => {
  it('names the article and the item of every passage of a policy in plain text', async () => {
    const clean = await textReader.read(new TextEncoder().encode(POLICY), 'policy.txt');
    const places = splitPassages({ id: 'policy.txt', version: 'v1' }, clean).map(({ text, locator }) => [
      text.slice(0, 8),
      locator.headingPath.at(-1),
      locator.article,
    ]);
    expect(places).toEqual([
      ['第一条 为推动园', '第一章 总则', '第一条'],
      ['第二条 对新引进', '第二章 奖励标准', '第二条'],
      ['（一）厂房租金补', '第二章 奖励标准', '第二条（一）'],
      ['1. 第一年每平', '第二章 奖励标准', '第二条（一）1'],
      ['（二）设备购置奖', '第二章 奖励标准', '第二条（二）'],
      ['前款奖励不重复享', '第二章 奖励标准', '第二条'],
      ['第三条 本政策自', '第二章 奖励标准', '第三条'],
    ]);
  });

  it('is the whole label also where the article is a heading', async () => {
    const passages = await passagesOf([
      heading('第三章 奖励标准', 2),
      heading('第十二条 厂房租金补贴', 3),
      { kind: 'paragraph', text: '租用标准厂房的，给予补贴。' },
      { kind: 'paragraph', text: '（二）第二年减半。' },
    ]);
    expect(passages.map(({ locator }) => [locator.headingPath.at(-1), locator.article])).toEqual([
      ['第十二条 厂房租金补贴', '第十二条'],
      ['第十二条 厂房租金补贴', '第十二条（二）'],
    ]);
  });

  it.each([
    ['第12条 奖励500万元。', '第12条'],
    ['第十二條　獎勵500萬元。', '第十二條'],
    ['第 十二 条 奖励500万元。', '第十二条'],
    ['第十二条之一 奖励500万元。', '第十二条之一'],
    ['第一百零三条：奖励500万元。', '第一百零三条'],
    ['第十二条【租金】补贴。', '第十二条'],
    ['第十二条（租金补贴）首年全免。', '第十二条'],
    ['第一条为推动产业发展，制定本办法。', '第一条'],
  ])('begins an article with %s', async (text, label) => {
    expect(await labelsOf(text)).toEqual([label]);
  });

  it.each([
    '第十二条规定的奖励由管委会兑现。',
    '第十二条所称企业是指新引进企业。',
    '第十二条、第十三条的奖励不重复享受。',
    '第十二条第二款的奖励不重复享受。',
    '第十二条（二）项的奖励不重复享受。',
    '第一条生产线于2026年6月投产。',
    '第二条跑道开工。',
    '第二条消息是奖励。',
    '（一）营业执照；',
    '1. 营业执照；',
    '根据第十二条，给予奖励。',
  ])('begins no article with %s', async (text) => {
    expect(await labelsOf(text)).toEqual([undefined]);
  });

  it('takes a number without a space after it where it is the next in turn, and a reference never', async () => {
    expect(
      await labelsOf(
        '第一条 总则。',
        '第二条适用对象为新引进企业。',
        '第三条规定的奖励另行兑现。',
        '第五条奖励。',
      ),
    ).toEqual(['第一条', '第二条', '第二条', '第二条']);
  });

  it('goes back to the article after its items, and stays in an item that is not finished', async () => {
    expect(
      await labelsOf(
        '第五条 奖励如下：',
        '（一）设备奖励',
        '按投资额的8%给予。',
        '1、首台套另加2%；',
        '以发票金额计算。',
        '（1）国产设备；',
        '（2）进口设备。',
        '（二）人才奖励每人10万元。',
        '以上奖励不重复享受。',
      ),
    ).toEqual([
      '第五条',
      '第五条（一）',
      '第五条（一）',
      '第五条（一）1',
      '第五条（一）1',
      '第五条（一）1（1）',
      '第五条（一）1（2）',
      '第五条（二）',
      '第五条',
    ]);
  });

  it('names items numbered 1. right below an article as its items', async () => {
    expect(await labelsOf('第五条 奖励如下：', '1. 设备奖励。', '（3）人才奖励。')).toEqual([
      '第五条',
      '第五条第1项',
      '第五条第1项（3）',
    ]);
  });

  it('ends with the chapter, another heading, an attachment and the day of issue', async () => {
    for (const end of [heading('第四章 附则', 2), heading('附件1 申报材料', 2)])
      expect(await labelsOf('第五条 奖励。', end, '（一）营业执照；')).toEqual(['第五条', undefined]);
    for (const end of ['附件：申报材料', '2026年1月5日', '二〇二六年一月五日', '第四章 附则'])
      expect(await labelsOf('第五条 奖励。', end, '营业执照。')).toEqual(['第五条', undefined, undefined]);
  });

  it('labels items below a numbered heading one level above, and no list of a news article', async () => {
    expect(
      await labelsOf(
        heading('三、奖励标准', 3),
        '（二）设备奖励：',
        '2. 首台套。',
        heading('四、其他', 3),
        '2. 无。',
      ),
    ).toEqual(['（二）', '（二）2', undefined]);
    expect(await labelsOf(heading('（一）租金', 4), '2. 首年全免。')).toEqual(['第2项']);
    expect(await labelsOf(heading('园区集中签约', 1), '（一）新材料项目。', '1. 总投资12.5亿元。')).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('labels the rows of a table with the article they stand in, and says what the table is called', async () => {
    const passages = await passagesOf([
      { kind: 'paragraph', text: '第五条 租金如下表：' },
      row('楼层：一层；租金：12元'),
    ]);
    expect(passages[1]!.locator).toMatchObject({ article: '第五条', row: 1, table: '表1 租金' });
  });

  it('does not put two articles into one passage, and labels items that share one by the first', async () => {
    const passages = await passagesOf([
      item('第五条 奖励如下：'),
      item('（一）设备奖励；'),
      item('（二）人才奖励。'),
      item('第六条 本政策由管委会解释。'),
    ]);
    expect(passages.map(({ text, locator }) => [text.split('\n').length, locator.article])).toEqual([
      [3, '第五条'],
      [1, '第六条'],
    ]);
  });

  it('finds the item in which a part of a long paragraph begins', async () => {
    const long = (mark: string) => `${mark}${'奖励新引进的制造业企业，'.repeat(18)}最高500万元；`;
    const passages = await passagesOf([
      { kind: 'paragraph', text: `第五条 ${long('（一）')}${long('（二）')}` },
    ]);
    expect(passages.every(({ text }) => text.length <= PASSAGE_LENGTH)).toBe(true);
    expect(passages.map(({ locator }) => locator.article)).toEqual(['第五条', '第五条（二）']);
  });

  it('gives the words by which people cite an article', () => {
    expect(citedForms('第十二条（二）3').split(' ')).toEqual([
      '第十二条（二）3',
      '第12条',
      '第十二条第二项第3目',
    ]);
    expect(citedForms('第12条')).toBe('第12条');
    expect(citedForms('第五条第1项')).toContain('第五条第1项');
    expect(citedForms('（二）')).toBe('（二） 第二项');
  });

  it('never throws and gives the same labels in either script, whatever the order of the blocks', () => {
    const piece = fc.constantFrom(
      '第三条 奖励。',
      '第四条规定的',
      '第五条',
      '（一）租金：',
      '（二）项',
      '1. 首年；',
      '（3）次年。',
      '①',
      '第二章 附则',
      '附件1',
      '一、总则',
      '奖励。',
      '第百条 x',
      '第〇条',
      '',
    );
    const kind = fc.constantFrom<BlockKind>('heading', 'paragraph', 'list-item', 'table-row', 'caption');
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, piece), { maxLength: 12 }), (blocks) => {
        let simplified = NO_PLACE;
        let traditional = NO_PLACE;
        for (const [kind, text] of blocks) {
          simplified = nextPlace(simplified, kind, text);
          traditional = nextPlace(traditional, kind, traditionalize(text));
          const label = articleLabel(simplified);
          expect(fold(articleLabel(traditional) ?? '')).toBe(fold(label ?? ''));
          if (label !== undefined) expect(citedForms(label)).not.toMatch(/NaN|undefined/);
        }
      }),
    );
  });
});
