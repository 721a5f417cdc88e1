/**
 * `make`, with its results for the last `most` texts kept: some are asked about again and again. By text, not by
 * id: corpora made for one question give the same ids to other texts.
 */
export function keeping<Made, Of extends { text: string }>(
  most: number,
  make: (passage: Of) => Made,
): (passage: Of) => Made {
  const kept = new Map<string, Made>();
  return (passage) => {
    const known = kept.get(passage.text);
    if (known !== undefined) return known;
    const made = make(passage);
    if (kept.size >= most) kept.delete(kept.keys().next().value!);
    kept.set(passage.text, made);
    return made;
  };
}
