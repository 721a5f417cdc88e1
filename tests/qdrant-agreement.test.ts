import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { compareLibraries, LISTS, ROUNDING } from '../bench/agreement-measures.ts';
import { readCorpora } from '../bench/corpora.ts';
import { libraryOf } from '../bench/library.ts';
import { openQdrantIndex } from '../src/vectors/qdrant.ts';
import { HASH_EMBEDDING } from './support/hash-embedding.ts';
import { dropIndex, qdrantMissing, startQdrant } from './support/qdrant.ts';

const CORPUS = join(import.meta.dirname, '..', '..', 'shared', 'eval', 'drcd-dev.json');
const PARAGRAPHS = 250;
const QUESTIONS = 300;

const missing = existsSync(CORPUS) ? qdrantMissing : 'no ../shared';

it.skipIf(missing)(
  `both indexes give the same ten for the same questions${missing ? ` (skipped: ${missing})` : ''}`,
  async () => {
    const { paragraphs, questions } = readCorpora([CORPUS]);
    const texts = new Map(paragraphs.slice(0, PARAGRAPHS).map((text, number) => [`p${number}`, text]));
    const ofTexts = questions.filter(({ relevant }) => [...relevant].every((number) => number < PARAGRAPHS));
    const asked = ofTexts
      .filter((_, at) => at % Math.floor(ofTexts.length / QUESTIONS) === 0)
      .slice(0, QUESTIONS);
    expect(asked).toHaveLength(QUESTIONS);

    const server = (await startQdrant())!;
    const collection = `luodi-agreement-test-${process.pid}`;
    onTestFinished(async () => {
      await dropIndex(server, collection);
      await server.stop();
    });
    const { url, apiKey } = server;
    const openIndex = async () => {
      const dimension = (await HASH_EMBEDDING.embed(['1'], 'query'))[0]!.length;
      return openQdrantIndex({ url, apiKey, collection, dimension });
    };
    const embedded = await libraryOf(texts, { embedding: HASH_EMBEDDING });
    const served = await libraryOf(texts, { embedding: HASH_EMBEDDING, openIndex });
    const { same, differences } = await compareLibraries(asked, [embedded, served]);
    for (const list of LISTS) expect(same[list], list).toBeGreaterThanOrEqual(0.99 * QUESTIONS);
    expect(differences.filter(({ gap }) => gap > ROUNDING)).toEqual([]);
  },
);
