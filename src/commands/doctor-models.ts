import { questionModels } from '../app/models.ts';
import { createLuodi } from '../app.ts';
import type { Config } from '../config.ts';
import type { Luodi } from '../luodi.ts';
import { broken, type Finding } from './doctor-local.ts';
import { checkEndpoint, wasRead } from './doctor-reach.ts';

const INGEST = 'Run: npm run -s luodi -- ingest';

/** Whether the embedding model answers, with how long its vectors are, what they depend on and how much they count. */
export async function checkEmbedding(config: Config): Promise<Finding> {
  const what = 'embedding model';
  const { embedding } = questionModels(config);
  try {
    // An endpoint that is away is found out faster than by asking the model, which waits as a visitor would.
    const reached = config.embedding && (await checkEndpoint(what, 'EMBEDDING_MODEL', config.embedding));
    if (reached?.state === 'broken') return reached;
    const [vector] = await embedding.embed(['1'], 'query');
    const dimension = vector!.length;
    const found = `${embedding.identity}: vectors of ${dimension} numbers`;
    const known = await vectorsOf(config);
    if (!known) return { what, state: 'ok', found: `${found}; no document has any yet`, next: INGEST };
    if (known.dimension !== dimension || !known.isIndexed) {
      const there = `${found}; the documents are searched by their words until they are embedded anew`;
      return { what, state: 'broken', found: there, next: INGEST };
    }
    const { same, cross } = known.weights;
    return {
      what,
      state: 'ok',
      found: `${found}; beside words they count ${same}, across languages ${cross}`,
    };
  } catch (error) {
    return broken(what, error);
  }
}

async function vectorsOf(config: Config): ReturnType<Luodi['vectors']> {
  if (!(await wasRead(config))) return undefined;
  const luodi = await createLuodi(config);
  return luodi.vectors().finally(() => luodi.close());
}

/** Whether the reranker answers. */
export async function checkReranker(config: Config): Promise<Finding> {
  const what = 'reranker';
  const { reranker } = questionModels(config);
  if (!reranker)
    return { what, state: 'off', found: 'RERANK_BASE_URL is not set; passages are ranked without' };
  try {
    await reranker.rerank('1', ['1', '2']);
    return { what, state: 'ok', found: `${reranker.name} answers` };
  } catch (error) {
    return broken(what, error);
  }
}
