import { describe, expect, it } from 'vitest';
import { matchWords } from '../src/semantics/word-match.ts';

const TEXTS = [
  '企业聘用应届毕业生的，每人奖补五千元。',
  '园区附近有三所小学和一所医院。',
  '厂房月租金每平方米十八元，水电另计。',
];

/** The text that says most of a question. */
function best(question: string, texts: readonly string[] = TEXTS): string | undefined {
  const match = matchWords(question);
  const scores = texts.map((text) => match([text]).whole);
  return texts[scores.indexOf(Math.max(...scores))];
}

describe('how much of a question a text says', () => {
  it.each([
    ['What does renting a factory building cost?', TEXTS[2]],
    ['Are there schools for our children and a hospital nearby?', TEXTS[1]],
    ['Is there a subsidy for hiring graduates?', TEXTS[0]],
    ['请问招大学生有补贴吗', TEXTS[0]],
  ])('is most where it is said in other words or the other language: %s', (question, text) => {
    expect(best(question)).toBe(text);
  });

  it('is all for the question itself, in either script', () => {
    expect(matchWords('厂房租金多少')(['厂房租金多少']).whole).toBeCloseTo(1, 5);
    expect(matchWords('廠房租金多少')(['厂房租金多少']).sentence).toBeCloseTo(1, 5);
  });

  it('is the same for a text whatever was compared before', () => {
    const match = matchWords('subsidy for graduates');
    const first = TEXTS.map((text) => match([text]));
    const again = TEXTS.toReversed().map((text) => match([text]));
    expect(again.toReversed()).toEqual(first);
  });

  it('is more of the whole than of any sentence where several say a part each', () => {
    const { whole, sentence } = matchWords('厂房租金和医院')([TEXTS[1]!, TEXTS[2]!]);
    expect(whole).toBeGreaterThan(sentence);
    expect(sentence).toBeGreaterThan(0.3);
  });

  it('takes numbers and unknown names by their letters', () => {
    const texts = ['The Qwyxlor plant opened in 2019.', 'The Zzyvant plant opened in 2021.'];
    expect(best('When did Qwyxlor open?', texts)).toBe(texts[0]);
    expect(best('2021年投产', texts)).toBe(texts[1]);
  });

  it('is nothing where there is nothing to compare', () => {
    expect(matchWords('')(['厂房'])).toEqual({ whole: 0, sentence: 0 });
    expect(matchWords('厂房')([])).toEqual({ whole: 0, sentence: 0 });
  });
});
