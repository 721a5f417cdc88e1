import { afterAll, beforeAll } from 'vitest';
import { folderOf, removeFolders } from './command-line.ts';

/** Three short documents: rent, power, and a question that is answered. */
export const DOCUMENTS = {
  'rent.md': '# 厂房\n\n标准厂房月租金为每平方米12元。\n\n首年租金减半。\n',
  'power.md': '# 电价\n\n工业用电电价为每千瓦时0.65元。\n',
  'faq.md': '# 常见问题\n\n## 标准厂房月租金是多少？\n\n标准厂房月租金为每平方米12元。\n',
};

/** A pack of those documents and a data folder for the tests of a file; gone after them. */
export function useSmallPack(): { pack: string; data: string; here(): string[] } {
  const folders = { pack: '', data: '', here: () => ['--pack', folders.pack, '--data', folders.data] };
  beforeAll(async () => {
    folders.pack = await folderOf(DOCUMENTS);
    folders.data = await folderOf();
  });
  afterAll(() => removeFolders([folders.pack, folders.data]));
  return folders;
}
