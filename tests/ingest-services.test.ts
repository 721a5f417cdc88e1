import { describe, expect, it } from 'vitest';
import { createLuodi } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { finalAnswer } from '../src/luodi.ts';
import { testFolder } from './support/command-line.ts';
import { startOpenAiEndpoint } from './support/openai-endpoint.ts';
import { qdrantMissing, startQdrant } from './support/qdrant.ts';

const RENT = '# 厂房\n\n标准厂房月租金为每平方米12元。\n';

describe('an embedding endpoint that fails', () => {
  it('is said, and documents are searched by their words until it answers again', async () => {
    const endpoint = await startOpenAiEndpoint();
    try {
      const pack = await testFolder({ 'rent.md': RENT });
      const data = await testFolder();
      const variables = { EMBEDDING_MODEL: 'embedding-test', OPENAI_BASE_URL: endpoint.baseUrl };
      const config = loadConfig({ packs: [pack], data }, variables);
      const notices: string[] = [];
      const luodi = await createLuodi(config, { notify: (line) => notices.push(line) });
      const ask = () =>
        finalAnswer(
          luodi.answer({ text: '月租金多少？', history: [], audience: 'public', asOf: '2026-01-01' }),
        );
      try {
        endpoint.fail({ kind: 'status', status: 400 });
        expect((await luodi.ingest()).files[0]).toMatchObject({ status: 'read', passages: 1 });
        expect(notices).toHaveLength(1);
        expect((await ask()).text).toContain('12元');
        expect(endpoint.requests).toHaveLength(1);
        expect((await luodi.ingest()).files[0]).toMatchObject({ status: 'read', passages: 1 });
        expect(notices).toHaveLength(1);
        expect((await ask()).text).toContain('12元');
        const asked = endpoint.requests.flatMap(({ body }) => body.input);
        expect(asked.filter((text) => text.includes('每平方米12元'))).toHaveLength(1);
        expect(asked.at(-1)).toBe('月租金多少？');
      } finally {
        await luodi.close();
      }
    } finally {
      await endpoint.close();
    }
  });
});

describe.skipIf(qdrantMissing)(`with Qdrant${qdrantMissing ? ` (skipped: ${qdrantMissing})` : ''}`, () => {
  it.each([{}, { EMBEDDING_MODEL: 'embedding-test' }])(
    'answers from it with %j, and when it is gone from the embedded index',
    async (model) => {
      const [qdrant, endpoint] = await Promise.all([startQdrant(['--api-key', 'q']), startOpenAiEndpoint()]);
      const [pack, data] = [await testFolder({ 'rent.md': RENT }), await testFolder()];
      const variables = {
        QDRANT_URL: qdrant!.url,
        QDRANT_API_KEY: 'q',
        OPENAI_BASE_URL: endpoint.baseUrl,
        ...model,
      };
      const config = loadConfig({ packs: [pack], data }, variables);
      const notices: string[] = [];
      const run = async () => {
        const luodi = await createLuodi(config, { notify: (line) => notices.push(line) });
        try {
          const { files } = await luodi.ingest();
          const question = {
            text: '标准厂房月租金是多少？',
            history: [],
            audience: 'public' as const,
            asOf: '2026-01-01',
          };
          const { text } = await finalAnswer(luodi.answer(question));
          return [luodi.index, files[0]?.status, text.includes('12元')];
        } finally {
          await luodi.close();
        }
      };
      try {
        expect(await run()).toEqual(['qdrant', 'read', true]);
        expect(await run()).toEqual(['qdrant', 'unchanged', true]);
        expect(notices).toEqual([]);
        await qdrant!.stop();
        expect(await run()).toEqual(['embedded', 'read', true]);
        expect(notices).toEqual([expect.stringContaining('The embedded index is used instead.')]);
      } finally {
        await endpoint.close();
      }
    },
  );
});
