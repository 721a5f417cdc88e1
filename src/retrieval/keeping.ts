/** Texts whose results are kept: a few megabytes of what is asked about again and again. */
const KEPT = 2000;

/**
 * `make`, with its results for the last texts kept. By text, not by id: corpora made for one question give
 * the same ids to other texts.
 */
export function keeping<Made, Of extends { text: string }>(
  make: (passage: Of) => Made,
): (passage: Of) => Made {
  const kept = new Map<string, Made>();
  return (passage) => {
    const known = kept.get(passage.text);
    if (known !== undefined) return known;
    const made = make(passage);
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
    kept.set(passage.text, made);
    return made;
  };
}
