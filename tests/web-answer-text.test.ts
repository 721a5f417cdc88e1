import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAnswerText } from '../src/channels/web/answer-text.ts';

const html = async (text: string) => String(await renderAnswerText(text, (n) => n <= 2));
const mark = (n: number) => `<sup><a href="#source-${n}">${n}</a></sup>`;

describe('the words of an answer as HTML', () => {
  it('have marks that lead to their sources, each with the sign after it, and only to those there are', async () => {
    expect(await html('产值为1638.77亿元 [1][2]，见[3]。')).toBe(
      `<p>产值为1638.77亿元<span class="kept">${mark(1)}</span><span class="kept">${mark(2)}，</span>见[3]。</p>`,
    );
    expect(await html('- 见[1、2]')).toContain(`<span class="kept">${mark(1)}${mark(2)}</span>`);
  });

  it('hold no mark-up but ours, whatever an answer says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const ours = /<\/?(?:p|span|sup|strong|a)(?: (?:class="(?:item|kept)"|href="#source-[12]"))?>/g;
        expect((await html(`${text}<img src=x onerror=alert(1)>[1]`)).replace(ours, '')).not.toMatch(/[<>]/);
      }),
    );
  });
});
