import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFiles, folderOf, lineOf, luodi, removeFolders, startLuodi } from './support/command-line.ts';
import { startOpenAiEndpoint } from './support/openai-endpoint.ts';
import { DOCUMENTS, useSmallPack } from './support/small-pack.ts';

const small = useSmallPack();
const { here } = small;

describe('luodi doctor', () => {
  const stateOf = (stdout: string, what: string) =>
    JSON.parse(stdout).findings.find((finding: { what: string }) => finding.what === what)?.state;

  it('finds what is configured and reachable', async () => {
    const endpoint = await startOpenAiEndpoint({ apiKey: 'secret-key' });
    const env = {
      CHAT_MODEL: 'chat-test',
      OPENAI_BASE_URL: endpoint.baseUrl,
      OPENAI_API_KEY: 'secret-key',
      LUODI_PORT: '0',
    };
    const { stdout, stderr } = await luodi(['doctor', '--json', ...here()], { env });
    expect(stateOf(stdout, 'chat model')).toBe('ok');
    expect(stateOf(stdout, 'Qdrant')).toBe('off');
    expect(stateOf(stdout, 'documents')).toBe('ok');
    expect(stdout + stderr).not.toContain('secret-key');
    await endpoint.close();
  });

  it('ends with 1 and says what to do where a key is refused and Qdrant does not answer, without the secrets', async () => {
    const endpoint = await startOpenAiEndpoint({ apiKey: 'right-key' });
    const env = {
      CHAT_MODEL: 'chat-test',
      OPENAI_BASE_URL: endpoint.baseUrl,
      OPENAI_API_KEY: 'wrong-key',
      QDRANT_URL: 'http://127.0.0.1:1',
      QDRANT_API_KEY: 'qdrant-key',
      LUODI_PORT: '0',
    };
    const { code, stdout, stderr } = await luodi(['doctor', ...here()], { env });
    expect(code).toBe(1);
    expect(stdout).toMatch(/│ chat model +│ broken/);
    expect(stdout).toMatch(/│ Qdrant +│ broken/);
    expect(stdout).toContain('Check QDRANT_URL');
    expect(stdout + stderr).not.toMatch(/(right|wrong|qdrant)-key/);
    await endpoint.close();
  });

  it('names the documents folder that is missing', async () => {
    const { code, stdout } = await luodi([
      'doctor',
      '--json',
      '--pack',
      join(small.pack, 'nowhere'),
      '--data',
      small.data,
    ]);
    expect([code, stateOf(stdout, 'documents')]).toEqual([1, 'broken']);
  });
});

describe('luodi start', () => {
  it('serves what it read, follows a change at the next start, and stops on a signal', async () => {
    const folder = await folderOf({ 'power.md': DOCUMENTS['power.md'] });
    const fresh = await folderOf();
    const args = ['start', '--pack', folder, '--data', fresh];
    for (const documents of [1, 2]) {
      const child = startLuodi(args, { env: { LUODI_PORT: '0' } });
      const address = (await lineOf(child.stdout!, /^Luodi is at /)).replace('Luodi is at ', '');
      const served = async () =>
        ((await (await fetch(`${address}readyz`)).json()) as { documents: number }).documents;
      // The second time it serves at once, with the earlier version, and reads behind.
      await expect.poll(served, { timeout: 10_000 }).toBe(documents);
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      expect(await closed).toEqual([0, null]);
      await addFiles(folder, { 'rent.md': DOCUMENTS['rent.md'] });
    }
    await removeFolders([folder, fresh]);
  });
});
