import type { QdrantClient } from '@qdrant/js-client-rest';
import { AppError } from '../errors.ts';
import { type CollectionOptions, completeCollection, ensureCollection } from './qdrant-collection.ts';

/**
 * The shape of a collection, which stands in its name: one of an older shape is left alone, and the next
 * ingest fills a new one. Counted up whenever vectors or payload change.
 */
const SHAPE = 3;

/**
 * The name under which an index is searched and written: an alias for one of its collections, which are
 * called after it and numbered, each made later than those before.
 */
export function aliasOf(collection: string): string {
  return `${collection}_${SHAPE}`;
}

/** An index's collections on the server. */
export interface Generations {
  /** The one behind the alias, if there is one. */
  current?: string;
  /** The others: what a rebuild left that was stopped, or could not drop. Oldest first. */
  others: string[];
  /** Those of earlier shapes, which nothing reads any more. */
  outdated: string[];
}

/** Looks up the collections of the index. */
export async function readGenerations(client: QdrantClient, collection: string): Promise<Generations> {
  const alias = aliasOf(collection);
  const [{ aliases }, { collections }] = await Promise.all([client.getAliases(), client.getCollections()]);
  const current = aliases.find(({ alias_name }) => alias_name === alias)?.collection_name;
  const names = collections.map(({ name }) => name);
  const others = names
    .filter((name) => name !== current && numberOf(name, alias) !== undefined)
    .sort((left, right) => numberOf(left, alias)! - numberOf(right, alias)!);
  const outdated = names.filter((name) => (numberOf(name, collection) ?? SHAPE) < SHAPE);
  return { current, others, outdated };
}

/**
 * The collections of an index that answers.
 *
 * @throws AppError `conflict` where none is behind the alias.
 */
export async function readAnswering(
  client: QdrantClient,
  collection: string,
): Promise<Generations & { current: string }> {
  const { current, ...rest } = await readGenerations(client, collection);
  if (current !== undefined) return { current, ...rest };
  throw new AppError('conflict', `Qdrant has no collection behind the alias ${aliasOf(collection)}.`, {
    next: 'Run: npm run -s luodi -- ingest',
  });
}

/** The number that a name has after that of an alias. */
function numberOf(name: string, prefix: string): number | undefined {
  const rest = name.startsWith(`${prefix}_`) ? name.slice(prefix.length + 1) : '';
  return /^\d+$/.test(rest) ? Number(rest) : undefined;
}

/**
 * Sees to it that the alias stands for a collection that is complete, and makes what is missing. An alias that is
 * missing goes to the oldest collection: a younger one may be half-filled.
 *
 * @param recreate Puts an empty collection in the place of one of another shape, instead of refusing it.
 * @throws AppError `conflict` where the collection is of another shape; errors of the client as they are.
 */
export async function openCurrent(
  client: QdrantClient,
  collection: string,
  { recreate, ...options }: CollectionOptions & { recreate: boolean },
): Promise<void> {
  const { current, others } = await readGenerations(client, collection);
  const name = current ?? others[0];
  try {
    if (name !== undefined) await completeCollection(client, name, options);
    if (current !== undefined) return;
    const made = name ?? `${aliasOf(collection)}_1`;
    if (name === undefined) await ensureCollection(client, made, options);
    await pointAlias(client, collection, made);
  } catch (error) {
    if (!recreate || !(error instanceof AppError)) throw error;
    await switchTo(client, collection, await beginNext(client, collection, options));
  }
}

/**
 * Makes the next collection, empty, while the current one goes on answering, and drops what earlier rebuilds left.
 *
 * @returns Its name.
 */
export async function beginNext(
  client: QdrantClient,
  collection: string,
  options: CollectionOptions,
): Promise<string> {
  const { current, others } = await readGenerations(client, collection);
  const alias = aliasOf(collection);
  const numbers = [current ?? '', ...others].map((name) => numberOf(name, alias) ?? 0);
  for (const name of others) await client.deleteCollection(name);
  const next = `${alias}_${Math.max(...numbers) + 1}`;
  await ensureCollection(client, next, options);
  return next;
}

/**
 * Lets a collection of the index answer, from one moment to the next, and drops the others. Repeating it is harmless.
 *
 * @throws AppError `conflict` where it is gone; errors of the client as they are.
 */
export async function switchTo(client: QdrantClient, collection: string, name: string): Promise<void> {
  const { current, others } = await readGenerations(client, collection);
  if (current !== name) {
    // Looked up first: the server takes the alias away before it finds that there is nothing to give it to.
    if (!others.includes(name)) throw droppedByAnother(name);
    await pointAlias(client, collection, name);
  }
  for (const other of [current, ...others]) {
    if (other !== undefined && other !== name) await client.deleteCollection(other);
  }
}

function droppedByAnother(name: string): AppError {
  return new AppError('conflict', `The collection ${name} is gone: another rebuild has taken its place.`, {
    next: 'Let one `luodi ingest --rebuild` finish before another is started.',
  });
}

async function pointAlias(client: QdrantClient, collection: string, target: string): Promise<void> {
  const alias_name = aliasOf(collection);
  // One request, which the server carries out as a whole: no search sees the alias without a collection.
  await client.updateCollectionAliases({
    actions: [{ delete_alias: { alias_name } }, { create_alias: { alias_name, collection_name: target } }],
  });
}
