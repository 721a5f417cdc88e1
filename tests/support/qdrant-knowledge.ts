import { onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openIncentiveStore } from '../../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../../src/store/sqlite-registers.ts';
import { openQdrantIndex, type QdrantOptions } from '../../src/vectors/qdrant.ts';
import type { Knowledge } from './knowledge.ts';

/** A store over a file and an index on a Qdrant; the file is closed after the test. */
export async function openQdrantKnowledge(file: string, options: QdrantOptions): Promise<Knowledge> {
  const database = openDatabase(file);
  onTestFinished(() => database.close());
  const index = await openQdrantIndex(options);
  const [store, registers] = [openKnowledgeStore(database), openRegisterStore(database)];
  const incentives = openIncentiveStore(database);
  return { file, store, index, registers, incentives, close: () => database.close() };
}
