import { describe, expect, it } from 'vitest';
import { plain, readTable } from './support/register-tables.ts';

async function read(sheet: string, described = {}) {
  const { rows, misfits } = await readTable(sheet, described);
  return { rows: rows.map(plain), misfits };
}

describe('a ledger of projects', () => {
  it('has titles, two tiers of headings, a cell over its rows, subtotals and a total', async () => {
    const { rows, misfits } = await read(`江川经开区签约项目台账|<|<|<|<|<
填报单位：招商局|||||单位：亿元、万美元
园区|项目名称|投资情况|<|建设进度|<
^|^|投资额（亿元）|其中：外资（万美元）|开工时间|投产时间
高新区|甲项目|3|1000|2023年上半年|
^|乙项目|4500万元||2023-06-30|
小计||3.45|||
松河园|丙项目|约2|—|待定|预计2027年
合 计||5.45|||`);
    expect(misfits).toEqual([]);
    expect(rows).toEqual([
      {
        register: 'projects',
        zone: '高新区',
        name: '甲项目',
        amount: '300000000 CNY',
        foreignCapital: '10000000 USD',
        funding: '外资',
        started: '2023-01-01..2023-06-30',
      },
      { register: 'projects', zone: '高新区', name: '乙项目', amount: '45000000 CNY', started: '2023-06-30' },
      { register: 'projects', zone: '松河园', name: '丙项目', amount: '~200000000 CNY' },
    ]);
  });

  it.each([
    '合计|||12',
    '总计|||12',
    '|合 计||12',
    '|总　计||12',
    '|小计：||12',
    '||合计（3个）|12',
    'Total|||12',
    '|Subtotal||12',
  ])('has no row for %s', async (total) => {
    const { rows } = await read(`序号|项目名称|投资方|投资额（亿元）\n1|甲项目|乙公司|12\n${total}`);
    expect(rows.map(({ name }) => name)).toEqual(['甲项目']);
  });

  it('takes the projects of a table of foreign investment for such, and of one that has others as well not', async () => {
    const table = (title: string) => `${title}|<|<\n项目名称|投资方|投资总额（万美元）\n甲项目|乙公司|300`;
    const fundings = async (title: string) => (await read(table(title))).rows.map(({ funding }) => funding);
    expect(await fundings('外商投资项目一览表')).toEqual(['外资']);
    expect(await fundings('Foreign-invested Projects')).toEqual(['外资']);
    expect(await fundings('内外资项目台账')).toEqual([undefined]);
    expect(await fundings('重点项目和外资项目台账')).toEqual([undefined]);
  });

  it('takes the labels above its rows for the zone or the industry that no column has', async () => {
    const sheet = (one: string, other: string) =>
      `序号|项目名称|投资额（亿元）\n${one}\n1|甲项目|3\n${other}\n2|乙项目|4`;
    const zones = await read(sheet('一、高新区', '二、松河园'));
    expect(zones.rows.map(({ zone }) => zone)).toEqual(['高新区', '松河园']);
    const industries = await read(sheet('一、新材料产业', '二、装备制造产业'), { zone: '高新区' });
    expect(industries.rows.map(({ zone, industry }) => [zone, industry])).toEqual([
      ['高新区', '新材料'],
      ['高新区', '装备制造'],
    ]);
  });

  it('is of the zone that pack.yaml says, unless a column says another', async () => {
    const { rows } = await read('项目名称|投资额（亿元）\n甲项目|3', { zone: '松河园' });
    expect(rows[0]?.zone).toBe('松河园');
    const own = await read('项目名称|落户园区|投资额（亿元）\n甲项目|高新区|3', { zone: '松河园' });
    expect(own.rows[0]?.zone).toBe('高新区');
  });

  it.each([
    [
      'in English',
      'Project name|Investor|Zone|Industry|Total investment (RMB million)|Signed|Construction start|Source',
      'Quartz plant|Acme Ltd|High-tech Zone|New materials|120|June 2023|Q3 2024|Trade fair',
    ],
    [
      'in Traditional Chinese',
      '項目名稱|投資方|落戶園區|產業|總投資（萬元）|簽約時間|開工時間|引薦單位/信息來源',
      'Quartz plant|Acme Ltd|High-tech Zone|New materials|12000|2023年6月|2024年第三季度|Trade fair',
    ],
  ])('is read %s', async (_, headings, cells) => {
    const { rows } = await read(`${headings}\n${cells}`);
    expect(rows).toEqual([
      {
        register: 'projects',
        name: 'Quartz plant',
        investor: 'Acme Ltd',
        zone: 'High-tech Zone',
        industry: 'New materials',
        amount: '120000000 CNY',
        signed: '2023-06-01..2023-06-30',
        started: '2024-07-01..2024-09-30',
        introducedBy: 'Trade fair',
      },
    ]);
  });

  it('does not take what is planned for what was reached, nor part of an amount for the whole', async () => {
    const { rows } =
      await read(`项目名称|总投资（亿元）|年度计划投资（亿元）|设备投资（亿元）|计划开工时间|预计投产
甲项目|3|1|2|2026年6月|2027年`);
    expect(rows).toEqual([{ register: 'projects', name: '甲项目', amount: '300000000 CNY' }]);
  });

  it('has labels that are numbered, and no amount from what is invested in one year', async () => {
    const { rows, misfits } = await read(`2025年重点建设项目表（单位：万元）
序号|项目名称|建设单位|总投资|2025年计划投资|截至6月完成投资
一|工业项目（2个）
1|电解液项目|甲公司|56000|20000|8000
2|隔膜项目|乙公司|120000|30000|15000`);
    expect(misfits).toEqual([]);
    expect(rows.map(({ name, amount }) => [name, amount])).toEqual([
      ['电解液项目', '560000000 CNY'],
      ['隔膜项目', '1200000000 CNY'],
    ]);
    expect((await read('项目名称|2026年计划投资（亿元）\n甲项目|1')).rows).toEqual([]);
  });

  it('has columns as pack.yaml names them, and tells of a name that no table has', async () => {
    const columns = {
      name: '事项',
      amount: '盘子（万元）',
      signed: '敲定',
      introducedBy: '牵线人',
      zone: '落点',
    };
    const { rows, misfits } = await read('事项|盘子（万元）|敲定|牵线人\n甲|4500|2026年7月|商会', {
      columns,
    });
    expect(rows).toEqual([
      {
        register: 'projects',
        name: '甲',
        amount: '45000000 CNY',
        signed: '2026-07-01..2026-07-31',
        introducedBy: '商会',
      },
    ]);
    expect(misfits).toEqual([{ reason: expect.stringContaining('落点') }]);
  });

  it('tells of each cell that does not fit, and keeps the rest of the row', async () => {
    const { rows, misfits } = await read(`项目名称|投资方|投资额（亿元）|签约时间
甲项目|A公司|若干|2023-13-01
乙项目|B公司|3|2023-06-30
|C公司|5|2023年`);
    expect(rows).toEqual([
      // Signed on a day that cannot be read: some time.
      { register: 'projects', name: '甲项目', investor: 'A公司', signed: '1949-01-01..2100-12-31' },
      {
        register: 'projects',
        name: '乙项目',
        investor: 'B公司',
        amount: '300000000 CNY',
        signed: '2023-06-30',
      },
    ]);
    expect(misfits).toEqual([
      { row: 2, reason: expect.stringMatching(/投资额.*若干/) },
      { row: 2, reason: expect.stringMatching(/签约时间.*2023-13-01/) },
      { row: 4, reason: expect.stringContaining('no name') },
    ]);
  });

  it('does not choose between two columns that may both be the amount', async () => {
    const { rows, misfits } = await read(
      `项目名称|投资方|计划总投资（亿元）|协议总投资（亿元）\n甲项目|A公司|3|4`,
    );
    expect(rows).toEqual([{ register: 'projects', name: '甲项目', investor: 'A公司' }]);
    expect(misfits).toEqual([{ reason: expect.stringMatching(/计划总投资.*协议总投资/) }]);
  });

  it('has the passage of each row as its evidence', async () => {
    const { rows, passages } = await readTable('项目名称|投资额（亿元）\n甲项目|3\n乙项目|4');
    const texts = rows.map(({ passage }) => passages.find(({ id }) => id === passage)?.text);
    expect(texts).toEqual(['项目名称：甲项目；投资额：3亿元', '项目名称：乙项目；投资额：4亿元']);
  });
});

describe('other tables', () => {
  it.each([
    '指标|计量单位|2024年|2025年\n签约总投资|亿元|164|188\n新签项目|个|52|61',
    '园区|项目数|投资额（亿元）\n高新区|12|30\n松河园|8|20',
    '活动|时间|签约项目|投资额\n春季招商|2023年3月|20个|352.8亿元',
    '设备投资额|补贴比例|最高金额\n2000万元以上|8%|300万元',
    '名称|金额（万元）\n博士|20\n硕士|5',
    '部门|联系人|电话\n招商局|张三|0734-12345',
    '企业|产值（亿元）|税收（万元）\n甲公司|12|300',
    '项目|办理时限|材料\n施工许可|5个工作日|申请表',
  ])('are no registers: %s', async (sheet) => {
    expect(await read(sheet)).toEqual({ rows: [], misfits: [] });
  });

  it('of a policy list no projects', async () => {
    const { rows } = await read('项目名称|投资额（万元）|奖励\n固定资产投资|5000|3%', { type: 'policy' });
    expect(rows).toEqual([]);
  });

  it('side by side on a sheet are told apart', async () => {
    const { rows } = await read(`项目名称|投资额（亿元）
甲项目|3

地块编号|面积（亩）|出让起始价 万元/亩
A-1|30|28`);
    expect(rows).toEqual([
      { register: 'projects', name: '甲项目', amount: '300000000 CNY' },
      { register: 'plots', name: 'A-1', area: '20000', price: '420 CNY/m2' },
    ]);
  });

  it('of prices give a row for each of them', async () => {
    const { rows, misfits } = await read(`工业用电价格（单位：元/千瓦时）
电压等级|尖峰|高峰|平段|低谷
110千伏|1.2|0.96|0.61|0.28
35千伏|1.25|0.98|0.63|面议

项目|单价
蒸汽|198元/吨
天然气|3.42元/立方米
工业用水|2.85元/m³`);
    expect(misfits).toEqual([]);
    expect(rows.map(({ name, category, price }) => [name, category, price])).toEqual([
      ['110千伏 尖峰', '电', '1.2 CNY/kWh'],
      ['110千伏 高峰', '电', '0.96 CNY/kWh'],
      ['110千伏 平段', '电', '0.61 CNY/kWh'],
      ['110千伏 低谷', '电', '0.28 CNY/kWh'],
      ['35千伏 尖峰', '电', '1.25 CNY/kWh'],
      ['35千伏 高峰', '电', '0.98 CNY/kWh'],
      ['35千伏 平段', '电', '0.63 CNY/kWh'],
      ['蒸汽', '蒸汽', '198 CNY/t'],
      ['天然气', '气', '3.42 CNY/m3'],
      ['工业用水', '水', '2.85 CNY/m3'],
    ]);
  });

  it('of factories have the area that is to let, not that of the building', async () => {
    const { rows } = await read(`厂房名称|总建筑面积(㎡)|可租面积(㎡)|层高(m)|承重(kg/㎡)
1号厂房|12000|3200|7.2|1000`);
    expect(rows).toEqual([
      { register: 'factories', name: '1号厂房', area: '3200', floorHeight: '7.2', floorLoad: '1000' },
    ]);
  });

  it('of chains give a row for each link, there or missing', async () => {
    const { rows } = await read(`新能源汽车产业链图谱|<|<|<
环节|位置|已有企业|缺失环节
电芯|中游|甲公司|
隔膜|上游||湿法隔膜`);
    expect(rows).toEqual([
      {
        register: 'chains',
        chain: '新能源汽车',
        name: '电芯',
        have: '甲公司',
        position: '中游',
        status: '已有',
      },
      {
        register: 'chains',
        chain: '新能源汽车',
        name: '隔膜',
        missing: '湿法隔膜',
        position: '上游',
        status: '缺失',
      },
    ]);
  });
});
