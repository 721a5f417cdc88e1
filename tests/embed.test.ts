import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../src/errors.ts';
import type { EmbeddingModel } from '../src/models/model.ts';
import { openEmbeddingCache } from '../src/store/sqlite-embeddings.ts';
import { embedPassages } from '../src/vectors/embed.ts';
import { temporaryDatabase } from './support/database.ts';

/** A model that gives each text a vector by its length, and tells what it was asked. */
function makeModel(name = 'model-a', dimension = 2) {
  const asked: string[][] = [];
  const model: EmbeddingModel = {
    name,
    identity: name,
    embed: async (texts, kind) => {
      expect(kind).toBe('passage');
      asked.push([...texts]);
      return texts.map((text) => vectorOf(text, dimension));
    },
  };
  return { model, asked };
}

function vectorOf(text: string, dimension = 2): Float32Array {
  const angle = text.length;
  return Float32Array.from({ length: dimension }, (_, place) =>
    place === 0 ? Math.cos(angle) : Math.sin(angle),
  );
}

describe('embedding passages', () => {
  let database: ReturnType<typeof temporaryDatabase>;
  beforeEach(() => {
    database = temporaryDatabase();
  });
  afterEach(() => database.dispose());
  const cache = () => openEmbeddingCache(database.connect());

  it('gives one vector for each text, in order, and asks for a repeated text once', async () => {
    const { model, asked } = makeModel();
    const vectors = await embedPassages(['一', '二二', '一', '三三三'], model, cache());
    expect(vectors).toEqual(['一', '二二', '一', '三三三'].map((text) => vectorOf(text)));
    expect(asked).toEqual([['一', '二二', '三三三']]);
  });

  it('asks the model only for what is new, after a restart too', async () => {
    await embedPassages(['一', '二二'], makeModel().model, cache());
    const { model, asked } = makeModel();
    const vectors = await embedPassages(['二二', '三三三'], model, cache());
    expect(vectors).toEqual([vectorOf('二二'), vectorOf('三三三')]);
    expect(asked).toEqual([['三三三']]);
    await embedPassages(['一', '三三三'], model, cache());
    expect(asked).toHaveLength(1);
  });

  it('keeps the vectors of one model apart from those of another', async () => {
    await embedPassages(['一'], makeModel('model-a').model, cache());
    const { model, asked } = makeModel('model-b', 3);
    expect((await embedPassages(['一'], model, cache()))[0]).toHaveLength(3);
    expect(asked).toEqual([['一']]);
  });

  it('asks for nothing where there are no texts', async () => {
    const { model, asked } = makeModel();
    expect(await embedPassages([], model, cache())).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('keeps what was embedded before the model failed', async () => {
    const texts = Array.from({ length: 600 }, (_, index) => `第${index}段`);
    const unreachable = new AppError('unreachable', 'The model went away.');
    let calls = 0;
    const failing: EmbeddingModel = {
      name: 'model-a',
      identity: 'model-a',
      embed: async (slice) => {
        calls += 1;
        if (calls === 2) throw unreachable;
        return slice.map((text) => vectorOf(text));
      },
    };
    await expect(embedPassages(texts, failing, cache())).rejects.toBe(unreachable);
    const { model, asked } = makeModel();
    expect(await embedPassages(texts, model, cache())).toHaveLength(600);
    const firstCall = 256;
    expect(asked.flat()).toEqual(texts.slice(firstCall));
  });

  it('does not take fewer vectors than texts, nor keep them', async () => {
    const model: EmbeddingModel = {
      ...makeModel().model,
      embed: async () => [vectorOf('一')],
    };
    await expect(embedPassages(['一', '二'], model, cache())).rejects.toMatchObject({ code: 'conflict' });
    const { model: whole, asked } = makeModel();
    await embedPassages(['一', '二'], whole, cache());
    expect(asked).toEqual([['一', '二']]);
  });

  it('does not mix vectors of a model that has changed under its name', async () => {
    await embedPassages(['一'], makeModel('model-a', 2).model, cache());
    const changed = makeModel('model-a', 3).model;
    await expect(embedPassages(['一', '二'], changed, cache())).rejects.toMatchObject({
      code: 'conflict',
      next: expect.stringContaining('EMBEDDING_MODEL'),
    });
  });
});
