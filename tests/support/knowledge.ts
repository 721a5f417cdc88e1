import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readPack } from '../../src/documents/pack.ts';
import { type IngestOptions, ingest } from '../../src/ingest/ingest.ts';
import { passageTerms } from '../../src/language/terms.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { IncentiveStore } from '../../src/store/incentive-store.ts';
import type { KnowledgeStore } from '../../src/store/knowledge-store.ts';
import type { RegisterStore } from '../../src/store/register-store.ts';
import { openIncentiveStore } from '../../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../../src/store/sqlite-registers.ts';
import type { Audience } from '../../src/types.ts';
import { openEmbeddedIndex } from '../../src/vectors/embedded.ts';
import type { PassageIndex } from '../../src/vectors/passage-index.ts';
import { testFolder } from './command-line.ts';
import { openReadingHere } from './reading.ts';

/** A store and an index over one file. */
export interface Knowledge {
  file: string;
  store: KnowledgeStore;
  index: PassageIndex;
  registers: RegisterStore;
  incentives: IncentiveStore;
  close(): Promise<void>;
}

/** Opens knowledge over a file, a new one unless given; closed after the test. */
export async function openKnowledge(file?: string): Promise<Knowledge> {
  const path = file ?? join(await testFolder(), 'knowledge.sqlite');
  const database = openDatabase(path);
  onTestFinished(() => database.close());
  const index = await openEmbeddedIndex(database);
  const [store, registers] = [openKnowledgeStore(database), openRegisterStore(database)];
  const incentives = openIncentiveStore(database);
  return { file: path, store, index, registers, incentives, close: () => database.close() };
}

/** Ingests packs, reading them within this process unless told otherwise. */
export async function take(
  directories: string | string[],
  { store, index, registers, incentives }: Knowledge,
  options: Partial<Pick<IngestOptions, 'onProgress' | 'dryRun' | 'rebuild' | 'openReading'>> = {},
) {
  const packs = await Promise.all([directories].flat().map((directory) => readPack(directory)));
  return ingest({ packs, openReading: openReadingHere, store, index, registers, incentives, ...options });
}

/** Texts of the passages found for some words. */
export async function find(
  words: string,
  { store, index }: Knowledge,
  audience: Audience = 'public',
): Promise<string[]> {
  const { sparse } = await index.search({
    sparse: passageTerms(words),
    filter: { audiences: [audience] },
    limit: 10,
  });
  const found = await store.passages(sparse.map((hit) => hit.id));
  return sparse.flatMap((hit) => found.get(hit.id)?.passage.text ?? []);
}
