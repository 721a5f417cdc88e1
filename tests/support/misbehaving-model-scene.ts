/** What a request shows a model, and the chance by which it misbehaves. */
export interface Scene {
  /** Places and texts of the evidence, in its order. */
  evidence: { place: string; text: string }[];
  question: string;
  /** All that it is told besides evidence and question. */
  rules: string;
  language: 'zh-Hans' | 'zh-Hant' | 'en';
  /** From 0 to 1, the next of a seeded series. */
  random: () => number;
}

/** A bad reply, and those statements in it that nobody may be shown. */
export interface Misbehaviour {
  text: string;
  lies?: string[];
  /** How the reply ends; `stop` where absent. */
  finish?: string;
  /** What comes in the field for reasoning. */
  reasoning?: string;
}

/** One way to misbehave. */
export type Vice = (scene: Scene) => Misbehaviour;

/** One of some things by chance. */
export function pick<T>(things: readonly T[], random: () => number): T {
  return things[Math.floor(random() * things.length)]!;
}

/** A sentence of the evidence with its mark, one that holds a figure where there is any. */
export function quote({ evidence, random }: Scene): { text: string; n: number; marked: string } {
  const sentences = evidence.flatMap(({ text }, i) =>
    text
      .split(/(?<=[。！？\n])/u)
      .map((sentence) => sentence.replace(/^…|[。！？\s]+$/gu, '').trim())
      .filter((sentence) => sentence.length > 6 && !sentence.includes('…'))
      .map((sentence) => ({ text: sentence, n: i + 1 })),
  );
  const withFigure = sentences.filter(({ text }) => /\d/.test(text));
  const { text, n } = pick(withFigure.length > 0 ? withFigure : sentences, random) ?? { text: '', n: 1 };
  return { text, n, marked: `${text}[${n}]。` };
}
