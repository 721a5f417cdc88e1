import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { deskOf, type TalkingDesk, type Turn } from './support/conversation.ts';

let desk: TalkingDesk;
beforeAll(async () => {
  desk = await deskOf(join(import.meta.dirname, '..', 'bench', 'gold', 'luoxun'));
}, 60_000);
afterAll(() => desk.close());

const goesOn = (name: string, turns: readonly Turn[]) => it(name, () => desk.converse(turns));

describe('on the documents of another park, a short question', () => {
  goesOn('puts a bound in the place of another', [
    { asked: '5000万元以上的固定资产投资补几个点？', must: ['3%'] },
    { asked: '2亿以上呢？', must: ['5%'], never: ['3%'] },
    { asked: '超过10亿呢？', must: ['6%'], never: ['5%'] },
  ]);
  goesOn('puts a bound in the place of another, in English', [
    { asked: 'What is the subsidy rate for investments above RMB 50 million?' },
    { asked: 'And above RMB 1 billion?', must: ['6%'] },
  ]);
  goesOn('puts a rank in the place of another', [
    { asked: '新認定的國家級企業技術中心獎多少？', must: ['200万'] },
    { asked: '自治區級呢？', must: ['50万'], never: ['200万'] },
  ]);
  goesOn('leaves what a place has to the other place', [
    { asked: '江北變電站有幾座？' },
    { asked: '臨港呢？', must: ['3座'], never: ['2座'] },
  ]);
  goesOn('asks from where to where', [
    { asked: '洛浔到南宁多远？', must: ['165公里'] },
    { asked: '到广州呢？', must: ['广州'], never: ['165公里'] },
  ]);
  goesOn('puts a project in the place of another', [
    { asked: '南粤铝型材项目哪天签的？', must: ['2024年6月5日'] },
    { asked: '海岸港机呢？', must: ['2024年9月20日'], never: ['6月5日'] },
  ]);
  goesOn('asks after the former or the latter', [
    { asked: '恆岳電池鋁箔項目和浔船項目分別投資多少？', must: ['36.5亿', '12.6亿'] },
    { asked: '後者在哪個園區？', must: ['临港'], never: ['江北'] },
  ]);
  goesOn('says whom it goes on about by name', [
    { asked: 'Tell me about Comet Hydraulics (科迈液压).' },
    { asked: 'How many people does it employ?', must: ['140'] },
  ]);
  goesOn('turns back to what was left', [
    { asked: 'What is the steam price in Jiangbei?', must: ['198'] },
    { asked: 'OK. Back to the port: how many 2,000-tonne berths?', must: ['6'], never: ['198'] },
  ]);
  goesOn('is of the other place, not of the thing before', [
    { asked: '江北的电价是多少？', must: ['0.528'] },
    { asked: '那临港的天然气价格呢？', must: ['3.58'], never: ['0.528'] },
  ]);
});

describe('on the documents of another park, a comparison', () => {
  goesOn('has its sides in the columns of one row', [
    { asked: '電價江北貴還是臨港貴？', must: ['0.528', '0.536', '更貴的是臨港'] },
    { asked: '二樓廠房租金江北與臨港各多少？', must: ['12', '10.5'], never: ['15元'] },
    { asked: '江北和临港的污水处理费哪个便宜？', must: ['1.80', '1.60', '更便宜的是临港'] },
  ]);
  goesOn('has its sides in two rows', [
    { asked: 'JB-07和LG-03，哪块地大？', must: ['128亩', '180亩', '更大的是LG-03'] },
    { asked: 'Which is bigger, plot LG-03 or plot LG-05?', must: ['180', '310', 'Bigger: plot LG-05'] },
  ]);
  goesOn('has its sides in two sections', [
    { asked: '江北和临港去年（2025年）工业产值谁大？', must: ['312.6亿', '148.9亿'] },
    { asked: 'Which park has more companies, Jiangbei or Lingang?', must: ['126', '83', 'More: Jiangbei'] },
    {
      asked: 'Which zone is closer to the railway station, Jiangbei or Lingang?',
      must: ['19', '8', 'Closer: Lingang'],
    },
  ]);
  goesOn('is of two years', [
    { asked: '2025年实际使用外资多少？', must: ['3260万美元'] },
    { asked: '2024年呢？', must: ['2296万美元'], never: ['3260'] },
    { asked: '哪年多？', must: ['3260万美元', '2296万美元', '更多的是2025年'] },
  ]);
  goesOn('is of two documents, the old one and the new', [
    {
      asked: 'How do the high-tech recognition rewards differ between the 2023 and 2026 policies?',
      must: ['20万', '30万'],
    },
    { asked: '新老两版政策租金补助有啥不一样？', must: ['50%', '30万', '80%', '60万'] },
    {
      asked: 'How does the rent subsidy differ between the old and the new policy?',
      must: ['50%', '80%', 'no longer applies'],
    },
  ]);
  goesOn('says more or less by how it is asked', [
    { asked: '恒岳电池铝箔项目比恒越铝合金压铸项目多投了多少？', must: ['36.5亿', '8.2亿'] },
    { asked: '桂储一期和二期哪个投资大？', must: ['11.8亿', '25亿', '更大的是桂储二期'] },
    { asked: '恒岳和恒越哪个项目先开工？', must: ['2025年9月', '2025年12月', '更早的是恒岳'] },
  ]);
  goesOn('goes on from what was asked of each', [
    { asked: '恆岳項目投了多少？', must: ['36.5亿'] },
    { asked: '恆越呢？', must: ['8.2亿'], never: ['36.5'] },
    { asked: '哪個投得多？', must: ['36.5亿', '8.2亿'] },
  ]);
  goesOn('gives no side a figure that is of both', [
    { asked: '江北新材料園規劃面積多大？' },
    { asked: '臨港裝備園呢？', must: ['18.3'], never: ['46.8'] },
    { asked: '哪個大？', must: ['28.5', '18.3', '更大的是江北新材料園'], never: ['46.8'] },
  ]);
  goesOn('sets what was asked beside another', [
    { asked: 'JB-07多大？', must: ['128亩'] },
    { asked: '和JB-11比呢，哪个大？', must: ['128亩', '246亩', '更大的是JB-11'] },
  ]);
});
