import { describe, expect, it } from 'vitest';
import { plain, readTable } from './support/register-tables.ts';

async function read(sheet: string, described = {}) {
  const { rows, misfits } = await readTable(sheet, described);
  return { rows: rows.map(plain), misfits };
}

describe('a table that says what zones are called', () => {
  it('gives each zone its names, whatever else it tells of them', async () => {
    const { rows, misfits } = await read(`简称|全称|又称|英文名|入驻企业
高新区|江川高新技术产业园区|江川高新区|Jiangchuan High-tech Zone|盛衡电子、弘邦电子
白石园|白石绿色食品产业园|食品园、白石食品园|Baishi Park|远垣食品`);
    expect(misfits).toEqual([]);
    expect(rows).toEqual([
      {
        register: 'zones',
        name: '高新区',
        fullName: '江川高新技术产业园区',
        alias: '江川高新区',
        english: 'Jiangchuan High-tech Zone',
      },
      {
        register: 'zones',
        name: '白石园',
        fullName: '白石绿色食品产业园',
        alias: '食品园、白石食品园',
        english: 'Baishi Park',
      },
    ]);
  });

  it.each([
    '园区名称|简称',
    '名称|别名',
    '园区全称（批复）|园区简称',
    '園區|別稱',
    'Official name|Short name',
    'Zone|Also known as',
    'Chinese name|Alias',
  ])('has headings such as %s', async (headings) => {
    const { rows } = await read(`${headings}\n沙头精细化工产业园|沙头化工园`, { type: 'zone' });
    expect(rows).toEqual([{ register: 'zones', name: '沙头化工园', fullName: '沙头精细化工产业园' }]);
  });

  it('is not called by its former name in short, and may have headings in two languages', async () => {
    const { rows } = await read(`园区名称 Park name|曾用名 Former name
沙头精细化工产业园|海澄园`);
    expect(rows).toEqual([{ register: 'zones', name: '沙头精细化工产业园', alias: '海澄园' }]);
  });

  it('may have an English name alone beside the Chinese one, or another one', async () => {
    const { rows } = await read(`Zone|Chinese name|Former name
Shatou Chemical Park|沙头精细化工产业园|海澄石化工业集中区`);
    expect(rows).toEqual([
      {
        register: 'zones',
        name: '沙头精细化工产业园',
        alias: '海澄石化工业集中区',
        english: 'Shatou Chemical Park',
      },
    ]);
  });

  it('takes a name for one only where it looks like one, or is one in short', async () => {
    const { rows } = await read(`简称|全称|又称|英文名
东湾|港城东湾经济技术开发区|—|暂无
云麓|港城云麓科学城|老张负责|Yunlu Science City（试用）
合计|4个||`);
    expect(rows).toEqual([
      { register: 'zones', name: '东湾', fullName: '港城东湾经济技术开发区' },
      { register: 'zones', name: '云麓', fullName: '港城云麓科学城', english: 'Yunlu Science City' },
    ]);
  });

  it.each([
    ['names in one column', '园区|主导产业\n高新区|电子信息'],
    ['a name and what is not said to be one', '园区|园区名称\n高新区|江川高新区'],
    ['companies', '企业全称|简称|英文名\n盛衡电子有限公司|盛衡|Shengheng Electronics'],
    ['companies in zones', '园区|简称|英文名\n高新区|盛衡|Shengheng Electronics'],
    ['companies named beside zones', '园区|企业名称|英文名\n高新区|盛衡电子|Shengheng Park'],
    ['departments', '全称|简称\n港城经济开发区投资促进局|投促局'],
    ['words', '中文名|英文名\n标准地|Standard land'],
  ])('is not read from %s', async (_what, sheet) => {
    expect((await read(sheet)).rows.filter(({ register }) => register === 'zones')).toEqual([]);
  });

  it('is no table of projects, plots or prices that name zones', async () => {
    const { rows } = await read(`项目名称|项目简称|园区|投资额（亿元）\n甲项目|甲|高新区|3`);
    expect(rows.map(({ register }) => register)).toEqual(['projects']);
  });
});
