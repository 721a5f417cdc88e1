/** Cuts a text into what an index counts. */
export type Cut = (text: string) => string[];

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words by the dictionary that comes with Node, as the documentation of most libraries recommends. */
export const segment: Cut = (text) =>
  Array.from(segmenter.segment(text.toLowerCase()))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);

/** Those words, and each pair of neighbouring Chinese characters. */
export const segmentAndPairs: Cut = (text) => [
  ...segment(text),
  ...(text.match(/\p{Script=Han}{2,}/gu) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
  }),
];
