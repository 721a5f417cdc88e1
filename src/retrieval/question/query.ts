import type { Language } from '../../types.ts';
import type { Reading } from '../follow-up/follow-up.ts';
import type { Expectation } from './expectation.ts';
import type { ArticleAsked } from './preference.ts';

/**
 * A question as search sees it: units of meaning, each of which a text holds wholly, partly or not.
 */
export interface Query {
  /** The question, completed from earlier ones where it leaned on them. */
  text: string;
  language: Language;
  units: QueryUnit[];
  /** Terms of the trade among them. */
  terms: QueryTerm[];
  /** What kind of thing answers it, one for each part of the question. */
  expectations: Expectation[];
  /** How many things are to be named, where the question says so. */
  listSize?: number;
  /** Years the question speaks of, which the evidence must speak of as well. */
  years: number[];
  /** Years of the earlier question that it leans on, where it names no time of its own. */
  impliedYears: number[];
  /** Phases of a project it speaks of: 2 for 二期. */
  phases: number[];
  /** The article of a rule that is asked for. */
  article?: ArticleAsked;
  /** Sides of a comparison; empty for other questions. */
  sides: string[];
  /** Its parts that each ask something, in the asker's words; one for a simple question, none for one without a question word. */
  parts: string[];
  /** What a short question names in the place of what was spoken of before: nothing else may answer it. */
  subject?: string;
  /** What of the earlier question had to give way to that. */
  instead?: string;
  /** The two things last spoken of, each with what was asked of it, where only the greater is asked for. */
  compared: Reading[];
  /** Ways to understand it where a pronoun may mean either of two things spoken of before; empty otherwise. */
  readings: Reading[];
  /** Whether it names nothing that tells what it is about, and nothing was spoken of before. */
  unspecific: boolean;
  /** The foreign money in which the answer is wanted. */
  currency?: Currency;
}

/** Money other than that in which the documents of a Chinese park are written. */
export type Currency = 'USD' | 'HKD' | 'EUR';

/** A term of the trade in a question, with every wording by which documents may know it. */
export interface QueryTerm {
  text: string;
  /** Term ids of each wording. */
  wordings: number[][];
  focus: boolean;
}

/** One thing asked about, in the ways a document may write it. */
export interface QueryUnit {
  alternatives: Alternative[];
  /** Share of its weight that counts; less for what an earlier question gives or the asker may have wrong. */
  emphasis: number;
  /** Whether it is what is asked for, as against what that is asked about. */
  focus: boolean;
  field: 'unigram' | 'bigram';
  /** As it stands in the folded question, for messages and `--explain`. */
  label: string;
  /**
   * The word it belongs to. Absent for single characters and for pairs that reach across two words: search
   * counts those too, but only of a word does it mean something that documents lack it.
   */
  word?: string;
}

export interface Alternative {
  /** Term ids; the text holds the alternative to the share of them that it holds. */
  terms: number[];
  /** 1 for the asker's own wording, less for a synonym or a translation. */
  factor: number;
  /** The synonym or translation itself, for `--explain`; absent for the asker's own wording. */
  wording?: string;
}
