import { afterEach, describe, expect, it } from 'vitest';
import { luodi } from './support/command-line.ts';
import { startOpenAiEndpoint } from './support/openai-endpoint.ts';
import { startRerankEndpoint } from './support/rerank-endpoint.ts';
import { useSmallPack } from './support/small-pack.ts';

const { here } = useSmallPack();
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const endpoint of running.splice(0)) await endpoint.close();
});

async function startModel(dimension: number): Promise<Record<string, string>> {
  const endpoint = await startOpenAiEndpoint({ apiKey: 'secret-key', embeddingModel: 'e5-test', dimension });
  running.push(endpoint);
  return {
    EMBEDDING_MODEL: 'e5-test',
    EMBEDDING_BASE_URL: endpoint.baseUrl,
    EMBEDDING_API_KEY: 'secret-key',
    LUODI_PORT: '0',
  };
}

async function finding(what: string, env: Record<string, string>) {
  const { stdout, stderr } = await luodi(['doctor', '--json', ...here()], { env });
  expect(stdout + stderr).not.toMatch(/(secret|wrong)-key/);
  return JSON.parse(stdout).findings.find((each: { what: string }) => each.what === what);
}

describe('luodi doctor', () => {
  it('says of the embedding model what its vectors are, and when they are no longer those of the documents', async () => {
    const env = await startModel(64);
    await luodi(['ingest', ...here()], { env });
    const { state, found } = await finding('embedding model', env);
    expect(state).toBe('ok');
    expect(found).toContain('"query":"query: ","passage":"passage: "');
    expect(found).toMatch(/vectors of 64 numbers; beside words they count 0\S*, across languages \d/);
    const exchanged = await startModel(48);
    expect(await finding('embedding model', exchanged)).toMatchObject({
      state: 'broken',
      found: expect.stringContaining('searched by their words'),
      next: expect.stringContaining('ingest'),
    });
    await luodi(['ingest', ...here()], { env: exchanged });
    expect((await finding('embedding model', exchanged)).found).toContain('vectors of 48 numbers; beside');
  });

  it('says of an embedding model that is away, or that has a wrong key, what to do', async () => {
    const env = await startModel(64);
    const wrong = { ...env, EMBEDDING_API_KEY: 'wrong-key' };
    expect(await finding('embedding model', wrong)).toMatchObject({
      state: 'broken',
      next: expect.stringContaining('EMBEDDING_API_KEY'),
    });
    await running.pop()!.close();
    expect(await finding('embedding model', env)).toMatchObject({
      state: 'broken',
      next: expect.stringContaining('EMBEDDING_BASE_URL'),
    });
  });

  it('says whether the reranker answers', async () => {
    expect(await finding('reranker', { LUODI_PORT: '0' })).toMatchObject({ state: 'off' });
    const endpoint = await startRerankEndpoint({ form: 'jina', apiKey: 'secret-key' });
    running.push(endpoint);
    const env = { RERANK_BASE_URL: endpoint.baseUrl, RERANK_MODEL: 'rerank-test', LUODI_PORT: '0' };
    expect(await finding('reranker', { ...env, RERANK_API_KEY: 'secret-key' })).toMatchObject({
      state: 'ok',
      found: 'rerank-test answers',
    });
    expect(await finding('reranker', { ...env, RERANK_API_KEY: 'wrong-key' })).toMatchObject({
      state: 'broken',
      next: 'Check RERANK_API_KEY.',
    });
  });
});
