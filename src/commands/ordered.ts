/**
 * Maps items with at most `concurrency` under way, and gives the results in the items' order.
 * A result that fails is thrown in its turn.
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
  concurrency: number,
): AsyncIterable<Result> {
  const running: Promise<Result>[] = [];
  for (const item of items) {
    const result = map(item);
    // It is awaited later; until then its failure must not count as unhandled.
    result.catch(() => {});
    running.push(result);
    if (running.length >= concurrency) yield await running.shift()!;
  }
  for (const result of running) yield await result;
}
