import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../src/language/detect.ts';
import type { EmbeddingModel } from '../src/models/model.ts';
import { calibrate } from '../src/retrieval/candidates/calibrate.ts';
import { openDatabase } from '../src/store/database.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import { hashedVector } from './support/openai-vectors.ts';

const SET: { text: string; questions: string[] }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'src', 'retrieval', 'candidates', 'calibration.json'), 'utf8'),
);
const isEnglish = (text: string) => detectLanguage(text) === 'en';
const openIndex = async () => openEmbeddedIndex(openDatabase(':memory:'));

function makeModel(vectorOf: (text: string) => ArrayLike<number>): EmbeddingModel {
  const embed = async (texts: readonly string[]) => texts.map((text) => Float32Array.from(vectorOf(text)));
  return { name: 'model', identity: 'model', embed };
}

/** A vector that says which passage of the set a text belongs to, among what its own words look like. */
function knowing(text: string, clarity: number): number[] {
  const subject = SET.findIndex((passage) => [passage.text, ...passage.questions].includes(text));
  const own = hashedVector(text, SET.length * 4).map((value) => value * (1 - clarity));
  own[subject] = own[subject]! + clarity;
  const length = Math.hypot(...own);
  return own.map((value) => value / length);
}

describe('the set that weights are fitted on', () => {
  const pairs = SET.flatMap(({ text, questions }) => questions.map((question) => ({ text, question })));

  it('is of both languages, with a third of its questions in the other one', () => {
    expect(SET).toHaveLength(80);
    expect(pairs).toHaveLength(160);
    const english = SET.filter(({ text }) => isEnglish(text)).length;
    expect(english).toBeGreaterThan(20);
    const cross = pairs.filter(({ text, question }) => isEnglish(text) !== isEnglish(question)).length;
    expect(cross).toBeGreaterThan(45);
    expect(cross).toBeLessThan(60);
  });

  it('asks nothing twice', () => {
    const texts = [...SET.map(({ text }) => text), ...pairs.map(({ question }) => question)];
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('how much the vectors of a model count', () => {
  it.each([64, 256, 1024])(
    'is next to nothing where they only count %d kinds of characters',
    async (size) => {
      const weights = await calibrate(
        makeModel((text) => hashedVector(text, size)),
        openIndex,
      );
      expect(weights.same).toBeLessThanOrEqual(0.05);
      expect(weights.cross).toBe(0);
    },
  );

  it('is much where they know what a text is about, in either language', async () => {
    const weights = await calibrate(
      makeModel((text) => knowing(text, 0.7)),
      openIndex,
    );
    expect(weights.same).toBeGreaterThan(0.3);
    expect(weights.cross).toBeGreaterThan(0.3);
  });

  it('is nothing where every text has the same vector', async () => {
    expect(
      await calibrate(
        makeModel(() => [1, 0]),
        openIndex,
      ),
    ).toEqual({ same: 0, cross: 0 });
  });

  it('asks the model for each text once, as what it is', async () => {
    const asked: [string, number][] = [];
    const model = makeModel((text) => hashedVector(text, 8));
    const watched: EmbeddingModel = {
      ...model,
      embed: (texts, kind) => {
        asked.push([kind, texts.length]);
        return model.embed(texts, kind);
      },
    };
    await calibrate(watched, openIndex);
    expect(asked).toEqual([
      ['passage', 80],
      ['query', 160],
    ]);
  });
});
