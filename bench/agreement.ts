/**
 * Whether both indexes find the same: the first ten of the embedded index and of Qdrant for every question of a
 * corpus, by words, by vectors and after retrieval, and what explains each difference.
 *
 *   node bench/agreement.ts --corpus FILE [--every N] [--embedding hash|none|static|endpoint]
 *     [--quantization none|scalar|binary] [--shards N] [--json]
 *
 * Files are of SQuAD's form, or of RGB's where they end in .jsonl. Qdrant is the one at QDRANT_URL, or its engine
 * (PyPI: qdrant-edge-py) in a process of its own.
 */
import { parseArgs } from 'node:util';
import { openQdrantIndex } from '../src/vectors/qdrant.ts';
import { HASH_EMBEDDING } from '../tests/support/hash-embedding.ts';
import { dropIndex, qdrantMissing, startQdrant } from '../tests/support/qdrant.ts';
import { type Agreement, compareLibraries, LISTS, ROUNDING } from './agreement-measures.ts';
import { readCorpora } from './corpora.ts';
import { EMBEDDINGS, openEmbedding } from './embedding.ts';
import { makeLibrary } from './library.ts';
import { oneOf, wholeNumber } from './options.ts';

const { values: given } = parseArgs({
  options: {
    corpus: { type: 'string', multiple: true, default: [] },
    every: { type: 'string', default: '1' },
    embedding: { type: 'string', default: 'hash' },
    quantization: { type: 'string', default: 'none' },
    shards: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

async function measure(): Promise<Agreement> {
  const { paragraphs, questions } = readCorpora(given.corpus);
  const every = wholeNumber('--every', given.every);
  const asked = questions.filter((_, at) => at % every === 0);
  const texts = new Map(paragraphs.map((text, number) => [`p${number}`, text]));
  const choice = oneOf('--embedding', given.embedding, ['hash', ...EMBEDDINGS]);
  const { model, fusion, close } =
    choice === 'hash'
      ? { model: HASH_EMBEDDING, fusion: undefined, close: async () => {} }
      : await openEmbedding(choice);
  const qdrant = await startQdrant();
  if (!qdrant) throw new Error(`There is no Qdrant: ${qdrantMissing}.`);
  const collection = `luodi-agreement-${process.pid}`;
  try {
    const options = { embedding: model, fusion };
    const dimension = model && (await model.embed(['1'], 'query'))[0]!.length;
    const quantization = oneOf('--quantization', given.quantization, ['none', 'scalar', 'binary']);
    const shards = wholeNumber('--shards', given.shards);
    const { url, apiKey } = qdrant;
    const openIndex = () => openQdrantIndex({ url, apiKey, collection, dimension, quantization, shards });
    const embedded = await makeLibrary(texts, options);
    const served = await makeLibrary(texts, { ...options, openIndex });
    return await compareLibraries(asked, [embedded.library, served.library]);
  } finally {
    await dropIndex(qdrant, collection);
    await qdrant.stop();
    await close();
  }
}

function describe({ questions, same, shared, differences }: Agreement): string {
  const lines = LISTS.map((list) => {
    const ofList = differences.filter((difference) => difference.list === list);
    const rounded = ofList.filter(({ gap }) => gap <= ROUNDING).length;
    const share = ((100 * same[list]) / questions).toFixed(2);
    const others = ofList.length - rounded;
    return `${list.padEnd(10)} ${share}% the same ten in the same order (${same[list]} of ${questions}), ${(100 * shared[list]).toFixed(2)}% of places shared; of ${ofList.length} differences ${rounded} are equals but for rounding, ${others} are not`;
  });
  const largest = differences.filter(({ gap }) => gap > ROUNDING).slice(0, 10);
  const named = largest.map(
    ({ question, list, place, gap }) => `  ${question}: ${list}, place ${place}, gap ${gap.toExponential(1)}`,
  );
  return [...lines, ...named].join('\n');
}

const agreement = await measure();
console.log(given.json ? JSON.stringify(agreement) : describe(agreement));
