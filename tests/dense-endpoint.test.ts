import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLuodi } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { finalAnswer } from '../src/luodi.ts';
import { createEmbeddingModel, type EmbeddingOptions } from '../src/models/openai-compatible.ts';
import { calibrate } from '../src/retrieval/candidates/calibrate.ts';
import { openDatabase } from '../src/store/database.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import { testFolder } from './support/command-line.ts';
import { e5Missing, e5Vectors, type RunningE5, startE5 } from './support/e5.ts';

const MODEL = 'multilingual-e5-small-q4';
const TEXTS = ['标准厂房月租金为每平方米12元。', 'The airport is 35 kilometres away.', '人才公寓'];

/** Time for what embeds the calibration set, twice, on a busy machine. */
const PATIENTLY = 240_000;

/** The settings that `docs/models.md` names for this server, which itself puts E5's prefixes before a text. */
const SETTINGS = { EMBEDDING_MODEL: MODEL, EMBEDDING_INPUT_TYPE: 'passage' };

let e5: RunningE5;

function cosines(vectors: readonly Float32Array[], others: readonly number[][]): number[] {
  return vectors.map((vector, at) =>
    vector.reduce((sum, value, place) => sum + value * others[at]![place]!, 0),
  );
}

describe.skipIf(e5Missing)(`a real embedding model${e5Missing ? ` (skipped: ${e5Missing})` : ''}`, () => {
  beforeAll(async () => {
    e5 = await startE5();
  });
  afterAll(() => e5?.stop());

  const make = (options: Partial<EmbeddingOptions> = {}) =>
    createEmbeddingModel({ model: MODEL, baseUrl: e5.baseUrl, ...options });

  it.each(['query', 'passage'] as const)('gives the vectors of its own %s function', async (kind) => {
    const vectors = await make({ inputType: 'passage' }).embed(TEXTS, kind);
    for (const cosine of cosines(vectors, e5Vectors(kind, TEXTS))) expect(cosine).toBeCloseTo(1, 4);
  });

  it('gives others where the prefix is doubled, or passages are embedded as questions', async () => {
    const [doubled] = await make().embed(TEXTS.slice(0, 1), 'passage');
    const [asQuestion] = await make({ prefixes: { query: '', passage: '' } }).embed(TEXTS, 'passage');
    const [right] = e5Vectors('passage', TEXTS);
    for (const cosine of cosines([doubled!, asQuestion!], [right!, right!]))
      expect(cosine).toBeLessThan(0.999);
  });

  it('counts much beside words, in either language', async () => {
    const openIndex = async () => openEmbeddedIndex(openDatabase(':memory:'));
    const weights = await calibrate(make({ inputType: 'passage' }), openIndex);
    expect(weights.same).toBeGreaterThan(0.3);
    expect(weights.cross).toBeGreaterThan(0.3);
  });

  describe('over a pack', () => {
    const PACK = {
      'schools.md': '# 教育\n\n职工子女可以就近入读园区实验小学和澄溪中学。\n',
      'canteen.md': '# 食堂\n\n食堂早餐6元，清真窗口设在二楼。\n',
      'port.md': '# 交通\n\n园区距集装箱码头18公里。\n',
      'power.md': '# 电价\n\n大工业用电平段每千瓦时0.62元。\n',
    };

    async function open(pack: string, data: string, settings: Record<string, string | undefined>) {
      const variables = { ...SETTINGS, OPENAI_BASE_URL: e5.baseUrl, ...settings };
      const notices: string[] = [];
      const luodi = await createLuodi(loadConfig({ packs: [pack], data }, variables), {
        notify: (line) => notices.push(line),
        onFailure: (_, error) => notices.push((error as Error).message),
      });
      return { luodi, notices };
    }

    const ask = async (luodi: Awaited<ReturnType<typeof open>>['luodi']) => {
      const text = 'Where can workers send their kids to be taught?';
      const question = { text, history: [], audience: 'public' as const, asOf: '2026-01-01' };
      return (await finalAnswer(luodi.answer(question))).citations[0]?.document;
    };

    it(
      'lets an English question find the Chinese passage, and embeds anew with another prefix',
      async () => {
        const [pack, data] = [await testFolder(PACK), await testFolder()];
        for (const settings of [{}, { EMBEDDING_PASSAGE_PREFIX: 'Document: ' }]) {
          const { luodi, notices } = await open(pack, data, settings);
          try {
            const { files } = await luodi.ingest();
            expect(files.map(({ status }) => status)).toEqual(['read', 'read', 'read', 'read']);
            expect(await ask(luodi)).toBe('schools.md');
            expect(notices).toEqual([]);
            expect((await luodi.ingest()).files.map(({ status }) => status)).not.toContain('read');
          } finally {
            await luodi.close();
          }
        }
      },
      PATIENTLY,
    );
  });
});
