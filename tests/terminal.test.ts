import { describe, expect, it } from 'vitest';
import { inOrder } from '../src/commands/ordered.ts';
import { cells, clip, formatTable, printable, wrap } from '../src/commands/terminal.ts';
import { escapeHtml } from '../src/evaluation/report/html.ts';

describe('what the terminal shows', () => {
  it('counts two cells for a wide character, and wraps by cells', () => {
    expect(cells('招商a１')).toBe(7);
    expect(wrap('招商引资政策', 5)).toEqual(['招商', '引资', '政策']);
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('keeps its lines equally wide whatever stands in them', () => {
    const lines = formatTable(
      ['甲', 'b'],
      [
        ['招商'.repeat(40), 'x'.repeat(100)],
        ['', 'a\nb'],
      ],
    ).split('\n');
    expect(new Set(lines.map(cells)).size).toBe(1);
  });

  it('drops control characters, clips, and escapes', () => {
    expect(printable('a\u001b[31mb\u202ec\td')).toBe('a[31mbc\td');
    expect(clip('一 二\n三四五', 4)).toBe('一 二…');
    expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });

  it('gives results in order with a bounded number under way, and throws one in its turn', async () => {
    let running = 0;
    let most = 0;
    const map = async (item: number) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      if (item === 4) throw new Error('four');
      return item;
    };
    const results: number[] = [];
    const read = async () => {
      for await (const result of inOrder([1, 2, 3, 4, 5], map, 2)) results.push(result);
    };
    await expect(read()).rejects.toThrow('four');
    expect([results, most]).toEqual([[1, 2, 3], 2]);
  });
});
