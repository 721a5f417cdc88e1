import { answerOf, OUTPUT_CITATION, POLICY_CITATION, play, type Script } from './fake-desk.ts';

export const OUTPUT = '2025年规上工业总产值是多少？';
export const POLICY = '制造业项目有哪些奖励？';
export const SLOW = '请详细比较各园区的优惠政策';
export const LONG = '列出全部条款';

/** Answers that are there at once. */
export const SCRIPTS: Record<string, Script> = {
  [OUTPUT]: play({
    type: 'answer',
    answer: answerOf({
      text: '2025年规上工业总产值为1638.77亿元[1]。',
      citations: [OUTPUT_CITATION],
      suggestions: [POLICY],
    }),
  }),
  [POLICY]: play({
    type: 'answer',
    answer: answerOf({ text: '按实际投资额的5%给予奖励[2]。', citations: [POLICY_CITATION] }),
  }),
  [LONG]: play({
    type: 'answer',
    answer: answerOf({
      text: Array.from({ length: 90 }, (_, n) => `第${n + 1}条：对制造业项目按实际投资额的5%给予奖励。`).join(
        '\n',
      ),
      suggestions: [OUTPUT],
    }),
  }),
};

/** An answer that comes when it is let go. */
export function gate(text = '各园区政策比较如下[1]。') {
  const gone = Promise.withResolvers<void>();
  const script: Script = async function* () {
    yield { type: 'status', step: 'searching' };
    await gone.promise;
    yield { type: 'answer', answer: answerOf({ text, citations: [OUTPUT_CITATION] }) };
  };
  return { script, release: gone.resolve };
}
