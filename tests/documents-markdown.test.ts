import { describe, expect, it } from 'vitest';
import { markdownReader } from '../src/documents/markdown.ts';
import { blocksOf, fixture, read } from './support/blocks.ts';

describe('reading Markdown', () => {
  it('reads a policy into blocks without mark-up', async () => {
    const clean = await read(markdownReader, fixture('policy.md'));
    expect(clean.title).toBe('江川经开区招商引资若干政策');
    expect(blocksOf(clean)).toEqual([
      ['heading', '招商引资若干政策（2026版）'],
      ['paragraph', '为加快建设现代化产业体系，制定本政策。详见办事指南。'],
      ['heading', '一、固定资产投资奖励'],
      [
        'paragraph',
        '对固定资产投资2亿元(含)以上的项目，按“一事一议”给予奖励，比例为3~5%，最高不超过5000万元；5~10亿元的另行商定。',
      ],
      ['paragraph', '各档标准如下：'],
      ['table-row', '固定资产投资：1亿元(含)至2亿元；奖励比例：2%；上限：500万元'],
      ['table-row', '固定资产投资：2亿元(含)以上；奖励比例：3%；上限：5000万元'],
      ['heading', '（一）申请材料'],
      ['list-item', '1. 营业执照复印件；'],
      ['list-item', '2. 项目备案证明：'],
      ['list-item', '备案表；'],
      ['list-item', '环评批复；'],
      ['list-item', '3. 集装箱规格为100*50*20厘米。'],
      ['list-item', '联系电话：0700-1234567'],
      ['list-item', '地址：江川市新城大道8号'],
      ['paragraph', '联系人：招商服务中心'],
      ['paragraph', '电话：0700-1234567'],
      ['paragraph', '邮箱：desk@park.example'],
      ['paragraph', '本政策自2026年1月1日起施行，有效期三年。'],
      ['paragraph', '每亩投资强度 ≥ 300万元\n每亩税收 ≥ 20万元'],
      ['paragraph', '现行标准为2%。'],
      ['boilerplate', '责任编辑：李某'],
    ]);
    expect(clean.blocks.filter(({ kind }) => kind === 'table-row').map(({ row }) => row)).toEqual([1, 2]);
    expect(clean.warnings).toHaveLength(2);
  });

  it('takes the first heading for the title where there is no front matter', async () => {
    expect((await read(markdownReader, '引言。\n\n# 园区 *概况*\n')).title).toBe('园区 概况');
    expect((await read(markdownReader, '只有一段。')).title).toBeUndefined();
  });

  it('does not take a rule at the top for front matter', async () => {
    expect((await read(markdownReader, '---\n\n园区面积：12平方公里。\n\n---\n')).text).toBe(
      '园区面积：12平方公里。',
    );
  });

  it('does not lose a paragraph that dashes have underlined', async () => {
    const prose =
      '全市新引进招商引资项目309个，总投资额1638.77亿元。实际使用外资4478万美元，同比增长166.5%，超额完成目标。';
    expect(blocksOf(await read(markdownReader, `${prose}\n---\n下文。`))).toEqual([
      ['paragraph', prose],
      ['paragraph', '下文。'],
    ]);
  });

  it('removes garbling from every block and joins wrapped lines', async () => {
    const clean = await read(
      markdownReader,
      '# 園區(qū)概況\n\n全市上下同心协力推动招商引资工作取得新的更大成效并在产业(ye)链\n上下游形成\u200b合力\n',
    );
    expect(blocksOf(clean)).toEqual([
      ['heading', '園區概況'],
      ['paragraph', '全市上下同心协力推动招商引资工作取得新的更大成效并在产业链上下游形成合力'],
    ]);
  });
});

describe('Markdown that is made to keep the parser busy', () => {
  it('reads 50 kB of underlines, and says that they are no headings', async () => {
    const clean = await read(markdownReader, `园区面积12平方公里。\n\n${'--\n'.repeat(17_000)}`);
    expect(clean.text).toBe('园区面积12平方公里。');
    expect(clean.warnings).toEqual(['17000 underlines are too many to be headings; they were left out.']);
  });

  it('still takes the underlined headings of a long document for headings', async () => {
    const sections = Array.from({ length: 500 }, (_, i) => `地块${i}\n---\n\n面积${i}亩。\n`);
    const kinds = blocksOf(await read(markdownReader, sections.join('\n'))).map(([kind]) => kind);
    expect(kinds.filter((kind) => kind === 'heading')).toHaveLength(500);
  });

  it.each(['>', '> - ', '- ', '1. '])('reads a line that begins with ten thousand %j', async (mark) => {
    expect((await read(markdownReader, `${mark.repeat(10_000)}地块80亩`)).text).toContain('地块80亩');
  });
});
