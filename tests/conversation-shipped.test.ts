import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { deskOf, type TalkingDesk, type Turn } from './support/conversation.ts';

let desk: TalkingDesk;
beforeAll(async () => {
  desk = await deskOf(join(import.meta.dirname, '..', 'knowledge'));
}, 60_000);
afterAll(() => desk.close());

const goesOn = (name: string, turns: readonly Turn[]) => it(name, () => desk.converse(turns));

describe('on the shipped pack, a short question', () => {
  goesOn('puts another event in the place of the first', [
    { asked: '招商主题月签约金额是多少？', must: ['369.68亿'] },
    { asked: '港洽周呢？', must: ['275.1亿'], never: ['369.68'] },
  ]);
  goesOn('puts another plant in the place of the first, over three turns', [
    { asked: '尿素年产能是多少？', must: ['50万吨'] },
    { asked: '小苏打呢？', must: ['15万吨'] },
    { asked: '合成氨呢？', must: ['60万吨'] },
  ]);
  goesOn('asks for the next step of the same project', [
    { asked: '盐碱产业园什么时候签约的？', must: ['2023年1月6日'] },
    { asked: '开工呢？', must: ['2024年2月20日'] },
    { asked: '提前了多久？', must: ['3个月'] },
  ]);
  goesOn('names its own thing and what is asked of it', [
    { asked: '丰宜科技的社零额是多少？', must: ['60亿'] },
    { asked: '美宜佳的年批发额呢？', must: ['20亿'] },
  ]);
  goesOn('keeps the month and the year where only the day is new', [
    { asked: '刘越高2023年11月初去哪里招商了？', must: ['上海', '苏州'] },
    { asked: '月底呢，他去了哪里？', must: ['北京'], never: ['苏州'] },
  ]);
  goesOn('puts a person in the place of another', [
    { asked: '耒阳市委书记去了几次园区？', must: ['15次'] },
    { asked: '市长呢？', must: ['16次'] },
  ]);
  goesOn('drops what was spoken of where the topic changes', [
    { asked: '先導稀材二期投資多少？', must: ['100亿'] },
    { asked: '換個問題，豐宜科技5年對賭稅收多少？', must: ['1亿'], never: ['100亿元'] },
  ]);
  goesOn('is completed in English by what stood before its verb', [
    { asked: 'When did the power transmission forum open?', must: ['29 March 2023'] },
    { asked: 'And the merchants conference?', must: ['4 April 2023'], never: ['29 March'] },
    { asked: 'Which was earlier?', must: ['Earlier: power transmission forum'] },
  ]);
  goesOn('is declined where the documents have nothing of another year', [
    { asked: '2023年衡阳实际使用外资多少？', must: ['4478'] },
    { asked: '2021年呢？', outcome: 'declined', never: ['4478'] },
  ]);
});

describe('on the shipped pack, a comparison', () => {
  goesOn('of two events says which signed for more', [
    { asked: '輸變電論壇與港洽週，哪場活動簽約金額大？', must: ['352.8亿', '275.1亿', '更大的是輸變電論壇'] },
  ]);
  goesOn('of two plants says which makes more', [
    { asked: '合成氨和尿素哪个产能大？', must: ['60万吨', '50万吨', '更大的是合成氨'] },
  ]);
  goesOn('of what was just spoken of says which was more', [
    { asked: '港洽周签约多少个项目？', must: ['31'] },
    { asked: '衡商大会呢？', must: ['32'] },
    { asked: '哪个签得多？', must: ['31个', '32个', '更多的是衡商大会'] },
  ]);
  goesOn('says which of two days came first', [
    { asked: '先導稀材二期哪天簽約？', must: ['6月30日'] },
    { asked: '廣州工控衡南一期哪天開工？', must: ['10月18日'] },
    { asked: '哪個早？', must: ['更早的是先導稀材二期'] },
  ]);
  goesOn('of persons says who came oftener', [
    { asked: '耒阳市委书记去了几次园区？' },
    { asked: '市长呢？' },
    { asked: '谁去得多？', must: ['15次', '16次', '更多的是市长'] },
  ]);
  goesOn('in English says which is more', [
    {
      asked: 'Which signed more projects, Gangqia Week or the theme month?',
      must: ['31', '64', 'More: theme month'],
    },
    {
      asked: 'Is the total investment of the High-tech Zone higher than that of Hengdong?',
      must: ['22.28 billion', '11.48 billion', 'Higher: High-tech Zone'],
    },
  ]);
  goesOn('names the side that the documents do not know', [
    {
      asked: '衡阳高新区和株洲高新区哪个引进的项目多？',
      outcome: 'declined',
      must: ['株洲'],
      never: ['52个'],
    },
  ]);
  goesOn('of things counted otherwise says both and judges nothing', [
    { asked: '2023衡商大会签约多少个项目？', must: ['32'] },
    { asked: '主题月走访了多少湘商？', must: ['1105'] },
    { asked: '哪个多？', never: ['更多的是'] },
  ]);
});
