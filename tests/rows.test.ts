import { describe, expect, it } from 'vitest';
import { trimSentence } from '../src/answer/compose/trim.ts';
import { understand } from '../src/retrieval/question/understand.ts';

/** What a row answers a question with; each of the question's words weighs the same. */
function asked(text: string, row: string): string {
  const query = understand({ text, history: [], audience: 'public', asOf: '2026-06-01' });
  const units = query.units.map((unit) => ({ ...unit, weight: 1 / query.units.length }));
  return trimSentence(row, units, query);
}

const PLOT = '地块编号：JC-11；片区：新材料园；面积：126.4亩；容积率：1.2—2.0；起始价：28.5万元/亩';
const PROJECT =
  '序号：2；项目名称：碳纤维预制体项目；园区：新材料园；投资额 总投资：6.8亿元；用地：45亩；签约日期：2026年4月18日';
const PLANT =
  '厂房：A2；园区：智造园；面积：4800平方米；月租金：11.5元/平方米；入驻企业：江川仪表有限公司,江川传感有限公司';

describe('of a row is said', () => {
  it.each([
    ['JC-11起始价多少？', PLOT, 'JC-11：起始价28.5万元/亩'],
    ['JC-11面积多大？', PLOT, 'JC-11：面积126.4亩'],
    ['JC-11在哪个片区？', PLOT, 'JC-11：片区新材料园'],
    ['What is the starting price of JC-11?', PLOT, 'JC-11：起始价28.5万元/亩'],
    ['What is the plot ratio of JC-11?', PLOT, 'JC-11：容积率1.2—2.0'],
    ['碳纤维预制体项目哪天签约的？', PROJECT, '碳纤维预制体项目：签约日期2026年4月18日'],
    ['碳纤维预制体项目用地多少亩？', PROJECT, '碳纤维预制体项目：用地45亩'],
    ['谁租了A2？', PLANT, 'A2：入驻企业江川仪表有限公司,江川传感有限公司'],
  ])('the column asked for: %s', (question, row, answer) => {
    expect(asked(question, row)).toBe(answer);
  });

  it('no column of a heading that shares half a word with the one asked for', () => {
    expect(asked('碳纤维预制体项目投资方是谁，哪天签约的？', PROJECT)).toBe(
      '碳纤维预制体项目：签约日期2026年4月18日',
    );
  });

  it('by its name, where the first column is the number under which it is filed', () => {
    const row =
      '编号：JB-F2；园区：江北新材料园；名称：江北智造园二期；面积：82000平方米；状态：剩余51000平方米';
    expect(asked('江北智造园二期面积多大？', row)).toBe('江北智造园二期：面积82000平方米');
  });

  it('what was asked of the amount that the question names, and not that amount', () => {
    const row = '产业类别：装备制造；固定资产投资：5亿元以上；奖励上限 首年：900万元；奖励上限 次年：450万元';
    expect(asked('装备制造固定资产投资5亿元以上首年奖励上限是多少？', row)).toContain('900万元');
  });

  it('the time of a day where that is asked for', () => {
    const row = '线路：高铁东站线；首班：6:40；末班：21:20；间隔：12分钟';
    expect(asked('高铁东站线末班车几点？', row)).toBe('高铁东站线：末班21:20');
  });
});
