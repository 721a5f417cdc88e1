/** The last of a list. Not `at` or `findLast`: older browsers inside WeChat have neither. */
export function lastOf<Item>(list: readonly Item[]): Item | undefined {
  return list[list.length - 1];
}
