import { readFileSync } from 'node:fs';
import { readPack } from '../src/documents/pack.ts';
import { type Gold, goldSchema } from '../src/evaluation/gold.ts';
import { ingest } from '../src/ingest/ingest.ts';
import { openReadingPool } from '../src/ingest/reading-pool.ts';
import { fold } from '../src/language/fold.ts';
import type { Library } from '../src/retrieval/retrieve.ts';
import { openDatabase } from '../src/store/database.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import { readRgbRows, readSquad } from './corpora.ts';
import { libraryOf } from './library.ts';

/** A question of a development set with the strings any of which an answer holds, and where it stands. */
export interface DevelopmentQuestion {
  text: string;
  answers: string[];
  /** Ids of the documents that hold it. */
  documents: ReadonlySet<string>;
}

export interface DevelopmentSet {
  name: string;
  questions: DevelopmentQuestion[];
  /** The library to ask a question of: one for a whole SQuAD file, one for each question of RGB. */
  library(question: DevelopmentQuestion): Promise<Library>;
}

/** A SQuAD-form file: all its paragraphs are one library. */
export function squadSet(file: string): DevelopmentSet {
  const { paragraphs, questions } = readSquad(file);
  let library: Promise<Library> | undefined;
  return {
    name: file,
    questions: questions.map(({ text, answers, relevant }) => ({
      text,
      answers,
      documents: new Set(Array.from(relevant, (number) => `p${number}`)),
    })),
    library() {
      library ??= libraryOf(new Map(paragraphs.map((text, number) => [`p${number}`, text])));
      return library;
    },
  };
}

/** RGB's file: each question has its own passages, those that answer and those that do not. */
export function rgbSet(file: string): DevelopmentSet {
  const passages = new Map<DevelopmentQuestion, Map<string, string>>();
  const questions = readRgbRows(file).map(({ query, answer, positive, negative }) => {
    const texts = new Map([
      ...positive.map((text, i) => [`p${i}`, text] as const),
      ...negative.map((text, i) => [`n${i}`, text] as const),
    ]);
    const question = {
      text: query,
      answers: answer.flat(),
      documents: new Set(positive.map((_, i) => `p${i}`)),
    };
    passages.set(question, texts);
    return question;
  });
  return { name: file, questions, library: (question) => libraryOf(passages.get(question)!) };
}

/** Whether a text holds one of a question's answers, folded, white space and punctuation aside. */
export function holdsAnswer(text: string, { answers }: DevelopmentQuestion): boolean {
  const bare = plain(text);
  return answers.some((answer) => bare.includes(plain(answer)));
}

function plain(text: string): string {
  return fold(text).replace(/[\s\p{P}]+/gu, '');
}

export interface GoldSet {
  name: string;
  questions: Gold[];
  library: Library;
}

/** Gold questions on a pack, given as `QUESTIONS=PACK`; the pack is read into memory. */
export async function goldSet(pair: string): Promise<GoldSet> {
  const [file, directory] = pair.split('=') as [string, string];
  const database = openDatabase(':memory:');
  const library = { index: await openEmbeddedIndex(database), store: openKnowledgeStore(database) };
  const packs = [await readPack(directory)];
  await ingest({ packs, openReading: openReadingPool, ...library });
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return { name: file, questions: lines.map((line) => goldSchema.parse(JSON.parse(line))), library };
}
