import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChineseFont } from '../src/charts/chinese-font.ts';
import { folderOf, luodi, removeFolders } from './support/command-line.ts';

const font = await findChineseFont().catch(() => undefined);

const LEDGER = `项目名称,园区,投资额（亿元）,签约时间
显示模组项目,高新区,3.6,2023-01-03
连接器项目,高新区,2,2023-04-01
食品包装项目,松河园,1.5,2023-09-18
`;
const PACK = `name: 江川经济技术开发区
documents:
  - path: ledger.csv
    title: 签约项目台账
    type: projects
`;

describe.skipIf(!font)('luodi ask --picture (skipped where no font has Chinese)', () => {
  let folders: string[];
  beforeAll(async () => {
    folders = [await folderOf(), await folderOf()];
    await writeFile(join(folders[0]!, 'ledger.csv'), LEDGER);
    await writeFile(join(folders[0]!, 'pack.yaml'), PACK);
  });
  afterAll(() => removeFolders(folders));

  const asked = (question: string | undefined, file: string) => {
    const where = ['--pack', folders[0]!, '--data', folders[1]!];
    return luodi(['ask', ...(question ? [question] : []), '--picture', file, ...where]);
  };

  it('writes the chart of an answer as a PNG beside the answer', async () => {
    const file = join(folders[1]!, 'chart.png');
    const { code, stdout } = await asked('各园区签约了多少个项目，投资额多少？', file);
    expect(code).toBe(0);
    expect(stdout).toContain('5.6亿元');
    const bytes = await readFile(file);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1520);
  });

  it('says so where an answer has none', async () => {
    const { code, stderr } = await asked('你好', join(folders[1]!, 'none.png'));
    expect(code).toBe(0);
    expect(stderr).toContain('no chart');
    await expect(readFile(join(folders[1]!, 'none.png'))).rejects.toThrow();
  });

  it('is refused without a question, and for a file that cannot be written', async () => {
    expect((await asked(undefined, 'chart.png')).code).toBe(2);
    const file = join(folders[0]!, 'no-such-folder', 'chart.png');
    const { code, stderr } = await asked('各园区签约了多少个项目，投资额多少？', file);
    expect([code, stderr.includes('cannot be written')]).toEqual([2, true]);
  });
});
