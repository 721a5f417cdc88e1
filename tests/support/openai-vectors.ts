/**
 * A stand-in for an embedding model: counts of hashed 1- to 3-grams of characters, as a unit vector.
 * Texts that share characters are near each other; the same text gives the same vector everywhere.
 */
export function hashedVector(text: string, dimension: number): number[] {
  const characters = [...text.normalize('NFKC').toLowerCase()];
  const vector = new Array<number>(dimension).fill(0);
  for (let length = 1; length <= 3; length += 1) {
    for (let start = 0; start + length <= characters.length; start += 1) {
      const hash = fnv1a(characters.slice(start, start + length).join(''));
      const place = hash % dimension;
      // The sign bit keeps unrelated texts near zero instead of near each other.
      vector[place] = (vector[place] ?? 0) + (hash & 0x8000_0000 ? -length : length);
    }
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}

/** 32-bit FNV-1a over UTF-16 code units, with a last mixing step so that low bits depend on all. */
function fnv1a(text: string): number {
  let hash = 0x811c_9dc5;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x0100_0193);
  }
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b_3c6d) >>> 0;
}
