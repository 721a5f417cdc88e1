import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fold } from '../src/language/fold.ts';
import { interrogatives } from '../src/retrieval/question/question-words.ts';

const file = new URL('../src/retrieval/glossary/synonyms.tsv', import.meta.url);
const lines = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .filter((line) => !line.startsWith('#'));
const groups = lines.map((line) => line.split('|'));

// Each row: things of one family that have each their own figure, place or name.
const APART: [string, RegExp[]][] = [
  [
    'stages of a project',
    [/签(?!证)/, /开工|动工|奠基|开建|破土/, /竣工|完工/, /(?<!建成)投产|达产|投运|投入生产/],
  ],
  ['kinds of money', [/投资/, /产值/, /税/, /租/, /融资/, /贷款|借款/]],
  ['phases', [/一期|首期/, /二期/, /三期/, /四期/]],
  ['levels of place', [/市(?![场民值占])/, /县/, /园/, /省/, /全国|国内/]],
  ['a project and a company', [/项目/, /企业|公司|厂商/]],
  ['offices', [/书记/, /市长/, /县长/, /主任/, /局长/, /董事长/, /总经理/]],
];

describe('the synonyms', () => {
  it('hold at least four hundred groups', () => {
    expect(groups.length).toBeGreaterThanOrEqual(400);
  });

  it('have two wordings or more on every line', () => {
    expect(lines.filter((line) => !/^[^|\s]+(?:\|[^|\s]+)+$/.test(line))).toEqual([]);
  });

  it('are two to six Han characters each, in Simplified script', () => {
    const odd = groups
      .flat()
      .filter((wording) => !/^\p{Script=Han}{2,6}$/u.test(wording) || fold(wording) !== wording);
    expect(odd).toEqual([]);
  });

  it('ask nothing', () => {
    expect(groups.flat().filter((wording) => interrogatives(wording).length > 0)).toEqual([]);
  });

  it('give no wording twice in a group', () => {
    expect(groups.filter((group) => new Set(group).size !== group.length)).toEqual([]);
  });

  it('give no wording in more than two groups', () => {
    const counts = new Map<string, number>();
    for (const wording of groups.flat()) counts.set(wording, (counts.get(wording) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 2)).toEqual([]);
  });

  it.each(APART)('keep apart %s', (_, kinds) => {
    const mixed = groups.filter(
      (group) => kinds.filter((kind) => group.some((wording) => kind.test(wording))).length > 1,
    );
    expect(mixed).toEqual([]);
  });

  it.each([
    ['毛病', '问题'],
    ['毛病', '难题'],
    ['开建', '开工'],
    ['总盘子', '总投资'],
    ['签单', '签约'],
    ['上门', '走访'],
    ['挂帅', '带队'],
    ['落在', '落户'],
    ['落在', '位于'],
    ['盖好', '竣工'],
    ['房租', '租金'],
  ])('know that %s is %s', (asked, written) => {
    expect(groups.some((group) => group.includes(asked) && group.includes(written))).toBe(true);
  });
});
