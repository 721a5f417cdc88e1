import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { deskOf, type TalkingDesk, type Turn } from './support/conversation.ts';

let desk: TalkingDesk;
beforeAll(async () => {
  desk = await deskOf(join(import.meta.dirname, '..', 'knowledge'));
}, 60_000);
afterAll(() => desk.close());

const converse = (turns: readonly Turn[]) => desk.converse(turns);

describe('a conversation', () => {
  it('goes on over twelve turns in Simplified Chinese', async () => {
    await converse([
      { asked: '2023年衡阳全市引进了多少个项目？', must: ['309个'] },
      { asked: '总投资呢？', must: ['1638.77亿元'] },
      { asked: '高新区呢？', must: ['222.8亿元'], never: ['309个'] },
      { asked: '和衡东比呢？', must: ['222.8亿元', '114.8亿元'] },
      { asked: '谢谢', outcome: 'smalltalk' },
      { asked: '先导稀材项目二期投资多少？', must: ['100亿元'] },
      { asked: '哪天签约的？', must: ['6月30日'] },
      { asked: '用美元是多少？', outcome: 'declined', must: ['美元'] },
      { asked: '换个话题，企业家日是哪一天？', must: ['第一个工作日'] },
      { asked: '驻粤港澳大湾区招商小分队签了几个项目？', must: ['8个'] },
      { asked: '多少人？', must: ['9名'] },
      { asked: '实际使用外资同比增长多少？', must: ['166.5%'] },
    ]);
  });

  it('goes on in Traditional Chinese, and answers in it', async () => {
    await converse([
      { asked: '招商主題月簽約了多少個項目？', must: ['64个'] },
      { asked: '投資額呢？', must: ['369.68亿元'] },
      { asked: '走訪了多少湘商？', must: ['1105'] },
      { asked: '2023年衡陽實際使用外資多少？', must: ['4478万美元'] },
      { asked: '那2022年呢？', outcome: 'declined', never: ['4478'] },
    ]);
  });

  it('goes on in English', async () => {
    await converse([
      { asked: 'How many projects did Hengyang High-tech Zone bring in during 2023?', must: ['52'] },
      { asked: 'And the total investment?', must: ['22.28 billion'] },
      { asked: 'In dollars?', outcome: 'declined', must: ['US dollars', 'RMB 22.28 billion'] },
      { asked: 'How does that compare with Hengdong?', must: ['22.28 billion', '11.48 billion'] },
      { asked: 'How much foreign capital did Hengyang use in 2023?', must: ['44.78 million'] },
      { asked: 'How much did it grow?', must: ['166.5%'] },
    ]);
  });

  it('asks back where a pronoun may mean either of two, and answers both', async () => {
    await converse([
      { asked: '衡阳高新区和衡东经开区2023年哪个项目多？', must: ['52个', '10个'] },
      { asked: '它的总投资是多少？', must: ['222.8亿元', '114.8亿元', '请问您指的是'] },
    ]);
  });

  it('asks back where nothing tells the subject', async () => {
    await converse([{ asked: '签约了多少个项目？', must: ['请问您问的是哪一个'] }]);
  });

  it('of one asker gives another nothing', async () => {
    await converse([{ asked: '先导稀材项目二期投资多少？', must: ['100亿元'] }]);
    await converse([{ asked: '哪天签约的？', must: ['请问您问的是哪一个'] }]);
  });
});
