import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLuodi } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import type { Luodi } from '../src/luodi.ts';
import { useSmallPack } from './support/small-pack.ts';
import { openWechatDesk } from './support/wechat-desk.ts';

const folders = useSmallPack();
let luodi: Luodi;
beforeAll(async () => {
  luodi = await createLuodi(loadConfig({ packs: [folders.pack], data: folders.data }, {}));
  await luodi.ingest();
});
afterAll(() => luodi.close());

describe.each([
  { what: 'verified', isVerified: true },
  { what: 'not verified', isVerified: false },
])('an account that is $what, over a folder of documents', ({ isVerified }) => {
  it('answers with the figure, its source and its label, in the script of the asker', async () => {
    const desk = await openWechatDesk(luodi, { isVerified });
    try {
      const person = desk.emulator.follower();
      await person.follows('hall');
      await person.writes('标准厂房月租金是多少？');
      const answer = await person.sees('12元');
      const text = answer.kind === 'text' ? answer.text : '';
      expect(text).toMatch(/\[1\] <a href="https:\/\/desk\.example\/source\/[^"]+">/);
      expect(text).toContain('内容由人工智能生成，以原文为准');

      const passage = /\/source\/([^"]+)"/.exec(text)![1]!;
      expect((await luodi.source(decodeURIComponent(passage), 'public'))?.passage).toContain('12元');

      await person.writes('工業用電電價是多少？');
      const traditional = await person.sees('0.65元');
      expect(traditional.kind === 'text' && traditional.text).toContain('內容由人工智能生成，以原文為準');
      await person.writes('人工');
      await expect
        .poll(async () => (await desk.store.openMatters({ limit: 5 })).length, { timeout: 20_000 })
        .toBe(1);
    } finally {
      await desk.close();
    }
  });
});
