import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleCleanText } from '../src/documents/blocks.ts';
import { LONGEST_PASSAGE, PASSAGE_LENGTH, splitPassages } from '../src/passages/split.ts';
import type { BlockKind, CleanText } from '../src/types.ts';

const DOCUMENT = { id: 'policy.md', version: 'v1' };

function clean(
  blocks: { kind: BlockKind; text: string; level?: number; row?: number }[],
): Promise<CleanText> {
  return assembleCleanText({ blocks });
}

async function passagesOf(...blocks: { kind: BlockKind; text: string; level?: number; row?: number }[]) {
  return splitPassages(DOCUMENT, await clean(blocks));
}

const SENTENCE = '全市新引进招商引资项目309个，总投资额1638.77亿元，同比增长166.5%。';

describe('splitting clean text into passages', () => {
  it('keeps a short paragraph whole, with its headings and its number', async () => {
    const passages = await passagesOf(
      { kind: 'heading', text: '政策', level: 1 },
      { kind: 'paragraph', text: '总则。' },
      { kind: 'heading', text: '一、奖励', level: 2 },
      { kind: 'boilerplate', text: '责任编辑：某' },
      { kind: 'paragraph', text: '奖励500万元。另行商定。' },
      { kind: 'heading', text: '二、附则', level: 2 },
      { kind: 'caption', text: '图为现场。' },
    );
    expect(passages.map(({ text, kind, locator }) => [text, kind, locator])).toEqual([
      ['总则。', 'paragraph', { headingPath: ['政策'], paragraph: 1 }],
      ['奖励500万元。另行商定。', 'paragraph', { headingPath: ['政策', '一、奖励'], paragraph: 2 }],
      ['图为现场。', 'caption', { headingPath: ['政策', '二、附则'], paragraph: 3 }],
    ]);
    expect(passages.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2]);
  });

  it('splits a long paragraph at sentence ends into parts about equally long', async () => {
    const passages = await passagesOf({ kind: 'paragraph', text: SENTENCE.repeat(7) });
    const lengths = passages.map(({ text }) => text.length);
    expect(passages.every(({ text }) => text.endsWith('。'))).toBe(true);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(PASSAGE_LENGTH);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(SENTENCE.length);
    expect(passages.every(({ locator }) => locator.paragraph === 1)).toBe(true);
  });

  it('keeps one long sentence whole up to the hard limit', async () => {
    const sentence = `${'甲乙丙丁戊己庚辛，'.repeat(60)}完。`;
    const passages = await passagesOf({ kind: 'paragraph', text: `短句。${sentence}又一短句。` });
    expect(passages.map(({ text }) => text)).toEqual(['短句。', sentence, '又一短句。']);
  });

  it('cuts a sentence beyond the hard limit between clauses and never inside a figure', async () => {
    const figures = [
      '1638.77亿元',
      '2023年6月30日',
      '11.5万平方米',
      'RMB 1.2 billion',
      '166.5%',
      '1,638,770万元',
      'June 30, 2023',
    ];
    const sentence = `${Array.from({ length: 200 }, (_, i) => `第${i}项${figures[i % figures.length]}`).join('，')}。`;
    const passages = await passagesOf({ kind: 'paragraph', text: sentence });
    expect(passages.length).toBeGreaterThan(1);
    expect(passages.map(({ text }) => text).join('')).toBe(sentence);
    for (const { text } of passages) {
      expect(text.length).toBeLessThanOrEqual(LONGEST_PASSAGE);
      expect(text).toMatch(/[，。]$/);
    }
  });

  it('cuts outside figures even where there is no punctuation at all', async () => {
    const figure = 'RMB 1638.77 billion';
    const passages = await passagesOf({ kind: 'paragraph', text: Array(200).fill(`甲${figure}`).join('') });
    for (const { text } of passages) expect(text.replaceAll(figure, '')).toMatch(/^甲+$/);
  });

  it('puts a short list into one passage and numbers it by its first item', async () => {
    const passages = await passagesOf(
      { kind: 'paragraph', text: '材料：' },
      { kind: 'list-item', text: '营业执照；' },
      { kind: 'list-item', text: '备案证明。' },
      { kind: 'heading', text: '其他', level: 2 },
      { kind: 'list-item', text: '电话。' },
    );
    expect(passages.map(({ text, kind, locator }) => [text, kind, locator.paragraph])).toEqual([
      ['材料：', 'paragraph', 1],
      ['营业执照；\n备案证明。', 'list-item', 2],
      ['电话。', 'list-item', 4],
    ]);
  });

  it('splits a long list between its items', async () => {
    const items = Array.from({ length: 9 }, (_, i) => ({
      kind: 'list-item' as const,
      text: `${i}、${SENTENCE}`,
    }));
    const passages = await passagesOf(...items);
    expect(passages.flatMap(({ text }) => text.split('\n'))).toEqual(items.map(({ text }) => text));
    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThanOrEqual(PASSAGE_LENGTH);
  });

  it('makes each table row a passage with its row number', async () => {
    const passages = await passagesOf(
      { kind: 'table-row', text: '档次：一；奖励：2%', row: 1 },
      { kind: 'table-row', text: '档次：二；奖励：3%', row: 2 },
    );
    expect(passages.map(({ text, locator }) => [text, locator.row])).toEqual([
      ['档次：一；奖励：2%', 1],
      ['档次：二；奖励：3%', 2],
    ]);
  });

  it('gives ids that are UUIDs and depend on document, version and place only', async () => {
    const text = await clean([
      { kind: 'paragraph', text: '甲。' },
      { kind: 'paragraph', text: '甲。' },
    ]);
    const ids = (version: string) => splitPassages({ id: 'a', version }, text).map(({ id }) => id);
    expect(ids('1')).toEqual(ids('1'));
    expect(new Set([...ids('1'), ...ids('2')]).size).toBe(4);
    for (const id of ids('1'))
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('makes exact slices that lose nothing of the content, whatever the structure', async () => {
    const pieces = [
      '总投资额1638.77亿元',
      'RMB 1.2 billion',
      '，',
      '。',
      '；',
      '. ',
      ' ',
      '\n',
      '“',
      '。”',
      '园区',
      'the park',
      '𠮷',
      '166.5%',
      '……',
    ];
    const block = fc.record({
      kind: fc.constantFrom<BlockKind>(
        'heading',
        'paragraph',
        'list-item',
        'table-row',
        'caption',
        'boilerplate',
      ),
      level: fc.integer({ min: 1, max: 6 }),
      text: fc
        .array(fc.constantFrom(...pieces), { maxLength: 400, size: 'max' })
        .map((parts) => parts.join('')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 12, size: 'max' }), async (blocks) => {
        const text = await clean(blocks);
        let previous = 0;
        let kept = '';
        for (const passage of splitPassages(DOCUMENT, text)) {
          expect(text.text.slice(passage.start, passage.end)).toBe(passage.text);
          expect(passage.text).toBe(passage.text.trim());
          expect(passage.text).not.toBe('');
          expect(passage.text.length).toBeLessThanOrEqual(LONGEST_PASSAGE);
          expect(passage.start).toBeGreaterThanOrEqual(previous);
          previous = passage.end;
          kept += passage.text;
        }
        const content = text.blocks.filter(({ kind }) => kind !== 'heading' && kind !== 'boilerplate');
        const all = content.map(({ start, end }) => text.text.slice(start, end)).join('');
        expect(kept.replace(/\s+/g, '')).toBe(all.replace(/\s+/g, ''));
      }),
      { numRuns: 200 },
    );
  });
});
