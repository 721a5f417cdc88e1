import { describe, expect, it } from 'vitest';
import { ask, openLibrary, questionOf } from './support/library.ts';

const PARK = `# 江川动态

2024年5月，江川市委书记陈平到园区调研，对项目建设作出指示。

2024年以来，江川市委副书记、临泽市委书记李山5次到园区指导工作，临泽市委副书记、市长周远6次到园区指导工作。

2024年6月2日，市委副书记、市长吴文率队走访企业，为江川增添新动能。

青禾县委、县政府围着项目转，全力建设园区。
`;

async function answerTo(text: string) {
  const { answer } = await ask(questionOf(text), await openLibrary([{ text: PARK }]));
  return answer;
}

describe('who holds an office', () => {
  it.each([
    ['江川市委书记是谁？', '陈平'],
    ['谁是江川市委书记', '陈平'],
    ['临泽市委书记叫什么名字？', '李山'],
    ['臨澤市市長是哪一位？', '周遠'],
    ['江川市长是谁', '吴文'],
    ['Who is the mayor of 临泽?', '周远'],
  ])('is answered for the place that is asked about: %s', async (asked, name) => {
    const answer = await answerTo(asked);
    expect(answer.outcome, answer.text).toBe('answered');
    expect(answer.text).toContain(name);
  });

  it.each([
    ['青禾县委书记是谁？', '青禾县委书记'],
    ['青禾县长叫什么名字？', '青禾县长'],
    ['临泽市副市长是谁？', '临泽市副市长'],
  ])('is declined where only those of other places are named: %s', async (asked, office) => {
    const answer = await answerTo(asked);
    expect(answer.outcome, answer.text).toBe('declined');
    expect(answer.text).toContain(office);
  });
});
