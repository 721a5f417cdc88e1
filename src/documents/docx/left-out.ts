/** What is not read of a Word document: one and several of it, and what to know about it. */
const KINDS = {
  comments: ['comment', 'comments', ''],
  deletions: ['tracked deletion', 'tracked deletions', '; the text reads as if all changes were accepted'],
  hidden: ['stretch of hidden text', 'stretches of hidden text', ''],
  struck: ['stretch of struck-through text', 'stretches of struck-through text', ''],
  diagrams: ['chart or diagram', 'charts or diagrams', ''],
  embedded: ['embedded document', 'embedded documents', ''],
  symbols: ['character of a symbol font', 'characters of a symbol font', ''],
} as const satisfies Record<string, readonly [string, string, string]>;

type Kind = keyof typeof KINDS;

/** How often each was met; of stretches, in how many paragraphs. */
export type LeftOut = Record<Kind, number>;

export function nothingLeftOut(): LeftOut {
  return { comments: 0, deletions: 0, hidden: 0, struck: 0, diagrams: 0, embedded: 0, symbols: 0 };
}

/** One sentence for each kind that was met: `3 comments were left out.` */
export function describeLeftOut(leftOut: LeftOut): string[] {
  const sentences: string[] = [];
  for (const [kind, [one, many, rest]] of Object.entries(KINDS)) {
    const count = leftOut[kind as Kind];
    if (count > 0) sentences.push(`${count} ${count === 1 ? `${one} was` : `${many} were`} left out${rest}.`);
  }
  return sentences;
}
