import { readFigures } from '../../language/figures.ts';
import { FIGURES, fitsFigure } from '../../retrieval/question/expectation.ts';
import type { Query } from '../../retrieval/question/query.ts';
import { termsOf } from '../../retrieval/reading/passage-analysis.ts';
import type { Evidence } from '../../types.ts';
import { Citations } from '../citations.ts';

/** Two statements that share this much of their terms say the same. */
const SAME = 0.9;
/** So many characters of what was left out go back to the model; no more is needed to know it again. */
const QUOTED = 120;

/** An answer as a model's reply makes it: the statements that stand, and those that fell. */
export class Draft {
  readonly citations: Citations;
  /** What is shown. */
  text = '';
  /** The model said that the evidence does not answer. */
  declined = false;
  /** The model says again what it has said. */
  repeated = false;
  readonly #query: Query;
  readonly #taken: { body: string; terms: ReadonlySet<number> }[] = [];
  readonly #fallen: { body: string; fault: string; isFirst: boolean }[] = [];

  constructor(query: Query) {
    this.#query = query;
    this.citations = new Citations(query.language);
  }

  /** Statements that fell. */
  get fallen(): number {
    return this.#fallen.length;
  }

  /** Adds a statement with its marks, and gives back what is to be shown; nothing where it was said before. */
  take(body: string, cited: readonly Evidence[]): string {
    const terms = termsOf(body);
    if (this.#taken.some((other) => body === other.body || overlap(terms, other.terms) >= SAME)) {
      this.repeated = true;
      return '';
    }
    const separator = this.text && this.citations.language === 'en' ? ' ' : '';
    const shown = separator + withMarks(body, this.#cite(cited));
    this.#taken.push({ body, terms });
    this.text += shown;
    return shown;
  }

  leaveOut(body: string, fault: string): void {
    const isFirst = this.#taken.length + this.#fallen.length === 0;
    this.#fallen.push({ body, fault, isFirst });
  }

  /** Whether what stands answers: something does, and nothing that was asked for fell. */
  answers(): boolean {
    if (this.text === '') return false;
    if (this.#fallen.length === 0) return true;
    const asked = this.#query.expectations.filter((expectation) => FIGURES.includes(expectation));
    if (asked.length === 0) return !this.#fallen.some(({ isFirst }) => isFirst);
    const figures = this.#taken.flatMap(({ body }) => readFigures(body));
    return asked.every((expectation) => figures.some((figure) => fitsFigure(expectation, figure)));
  }

  /** What the model said, as far as it was read, for the model itself. */
  reply(): string {
    const said = [...this.#taken, ...this.#fallen].map(({ body }) => body.slice(0, QUOTED));
    return said.join('\n') || '…';
  }

  /** What fell and why, one line each. */
  findings(): string[] {
    const lines = this.#fallen.map(({ body, fault }) => `“${body.slice(0, QUOTED)}”: ${fault}`);
    return lines.length > 0 ? lines : ['No sentence was given.'];
  }

  #cite(cited: readonly Evidence[]): string {
    return cited.map((item) => `[${this.citations.cite(item, item.sentences.slice(0, 1))}]`).join('');
  }
}

function withMarks(body: string, marks: string): string {
  const [, stem, end] = /^(.*?)([。.！!？?]*)$/su.exec(body)!;
  const isChinese = /\p{Script=Han}/u.test(body);
  return `${stem}${isChinese ? '' : ' '}${marks}${end!.at(-1) ?? (isChinese ? '。' : '.')}`;
}

function overlap(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  const shared = [...one].filter((term) => other.has(term)).length;
  return shared / Math.max(1, Math.min(one.size, other.size));
}
