import { openKnowledge } from './app/knowledge.ts';
import type { LuodiOptions } from './app/options.ts';
import type { Config } from './config.ts';
import { readPack } from './documents/pack.ts';
import { openReadingPool } from './ingest/reading-pool.ts';
import { createDesk, type Luodi } from './luodi.ts';
import { createChatModel } from './models/openai-compatible.ts';
import { createReranker } from './models/reranker.ts';
import type { Pack } from './types.ts';

/**
 * Wires Luodi from its configuration. The only place that names drivers.
 * @throws AppError when a pack cannot be read, the data folder cannot be used, or (with `requireIndex`) Qdrant fails.
 */
export async function createLuodi(config: Config, options: LuodiOptions = {}): Promise<Luodi> {
  const { notify = () => {}, clock = () => new Date() } = options;
  const packs = await readPacks(config);
  return createDesk({
    packs,
    readPacks: () => readPacks(config),
    openReading: () => openReadingPool(),
    knowledge: await openKnowledge(config, options),
    openWithoutEndpoint:
      config.embedding && (() => openKnowledge({ ...config, embedding: undefined }, options)),
    chat: config.chat && createChatModel(config.chat),
    reranker: config.reranker && createReranker(config.reranker),
    clock,
    notify,
    onFailure: options.onFailure,
    onAttempt: options.onAttempt,
  });
}

async function readPacks(config: Config): Promise<Pack[]> {
  return Promise.all(config.packs.map((directory) => readPack(directory)));
}
