import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFiles, lineOf, testFolder } from './support/command-line.ts';
import { find, openKnowledge, take } from './support/knowledge.ts';

const RENT = '# 厂房\n\n标准厂房月租金为每平方米12元。\n';
const NEW_RENT = '# 厂房\n\n标准厂房月租金为每平方米15元。\n';

describe('an ingest that is killed', () => {
  const script = join(import.meta.dirname, 'support', 'stopped-ingest.ts');

  async function killAt(point: string, pack: string, file: string): Promise<void> {
    const child = spawn(process.execPath, [script, pack, file, point], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(child, 'close');
    expect(await lineOf(child.stdout, /./)).toBe(point);
    child.kill('SIGKILL');
    expect((await closed)[1]).toBe('SIGKILL');
  }

  it.each([
    ['stage', '12元'],
    ['put', '12元'],
    ['serve', '12元'],
    ['retire', '15元'],
  ])('before %s answers %s, and the next one completes it', async (point, answering) => {
    const pack = await testFolder({ 'rent.md': RENT });
    const before = await openKnowledge();
    await take(pack, before);
    await before.close();
    await addFiles(pack, { 'rent.md': NEW_RENT });

    await killAt(point, pack, before.file);

    const after = await openKnowledge(before.file);
    expect(await find('月租金', after)).toEqual([`标准厂房月租金为每平方米${answering}。`]);
    await take(pack, after);
    expect(await find('月租金', after)).toEqual(['标准厂房月租金为每平方米15元。']);
    expect(await after.index.count()).toBe(1);
    expect(await after.store.abandoned()).toEqual([]);
  });

  it('before a first document is served leaves nothing that answers, and nothing behind', async () => {
    const pack = await testFolder({ 'rent.md': RENT });
    const { file, close } = await openKnowledge();
    await close();
    await killAt('serve', pack, file);
    const after = await openKnowledge(file);
    expect(await find('月租金', after)).toEqual([]);
    await rename(join(pack, 'rent.md'), join(pack, 'other.md'));
    await take(pack, after);
    expect((await after.store.documents()).map(({ id }) => id)).toEqual(['other.md']);
    expect(await after.index.count()).toBe(1);
  });
});
