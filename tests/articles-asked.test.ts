import { describe, expect, it } from 'vitest';
import { ask, type LibraryDocument, openLibrary, questionOf } from './support/library.ts';

const POLICY: LibraryDocument = {
  path: 'policy.md',
  title: '江川经开区招商引资若干政策',
  type: 'policy',
  documentNumber: '江经开〔2026〕3号',
  text: `# 江川经开区招商引资若干政策

## 第二章 奖励标准

第十一条 对新引进的制造业项目，按固定资产投资的5%给予奖励。

第十二条 租用标准厂房的企业：

（一）前三年按每月每平方米12元给予补贴；

（二）每家企业每年最高不超过100万元。

第十三条 新购生产设备的企业，按设备投资额的6%给予补贴。
`,
};

async function asked(text: string) {
  return (await ask(questionOf(text, { asOf: '2026-11-24' }), await openLibrary([POLICY]))).answer;
}

describe('an article asked for by its number', () => {
  it.each(['第十二条怎么规定？', '第12条是怎么规定的', '江经开〔2026〕3号第十二条怎么规定？'])(
    '%s is answered whole, in its order, each part from its place',
    async (question) => {
      const { outcome, text, citations } = await asked(question);
      expect(outcome).toBe('answered');
      expect(text).toMatch(/租用标准厂房的企业.*12元.*100万元/s);
      expect(text).not.toContain('6%');
      expect(citations.map(({ locator }) => locator.split(' · ')[0])).toEqual([
        '第二章 奖励标准 › 第十二条',
        '第二章 奖励标准 › 第十二条（一）',
        '第二章 奖励标准 › 第十二条（二）',
      ]);
    },
  );

  it.each(['第十二条第二项怎么规定？', '第十二条（二）是什么规定？'])(
    '%s is answered with the item, after the words that it goes on from',
    async (question) => {
      const { text } = await asked(question);
      expect(text).toMatch(/租用标准厂房的企业\[1\]：（二）每家企业每年最高不超过100万元\[2\]/);
      expect(text).not.toContain('12元');
    },
  );

  it('of a document that is not there is declined, and the number is named', async () => {
    const { outcome, text } = await asked('江经开〔2026〕8号第十二条怎么规定？');
    expect(outcome).toBe('declined');
    expect(text).toContain('〔2026〕8号');
  });
});

it('an item that answers is never given without the words that it goes on from', async () => {
  const { text } = await asked('厂房租金每平方米补贴多少？');
  expect(text).toMatch(/租用标准厂房的企业\[1\]：.*12元/);
});
