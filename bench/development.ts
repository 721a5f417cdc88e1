import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readPack } from '../src/documents/pack.ts';
import { textReader } from '../src/documents/text.ts';
import { type Gold, goldSchema } from '../src/evaluation/gold.ts';
import { ingest } from '../src/ingest/ingest.ts';
import { openReadingPool } from '../src/ingest/reading-pool.ts';
import { fold } from '../src/language/fold.ts';
import { fittedWeights } from '../src/retrieval/candidates/fusion-weights.ts';
import { type Library, type Retrieval, retrieve } from '../src/retrieval/retrieve.ts';
import { createStaticEmbedding } from '../src/semantics/static-embedding.ts';
import { openDatabase } from '../src/store/database.ts';
import { openIncentiveStore } from '../src/store/sqlite-incentives.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { openRegisterStore } from '../src/store/sqlite-registers.ts';
import { openEmbeddedIndex } from '../src/vectors/embedded.ts';
import { readRgbRows, readSquad } from './corpora.ts';
import { type AnswerLibrary, asQuestion, type LibraryOptions, libraryOf } from './library.ts';

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
  /** What is found for a question, as Luodi finds it with the embedding that ships. */
  retrieve(question: DevelopmentQuestion): Promise<Retrieval>;
  /** The same where the documents that answer it are taken away. */
  retrieveWithout(question: DevelopmentQuestion): Promise<Retrieval>;
}

const embedding = createStaticEmbedding();
const OPTIONS: LibraryOptions = { embedding, fusion: fittedWeights(embedding.name) };

/**
 * A SQuAD-form file: all its paragraphs are one library.
 * @param questions a file with other questions, in as many paragraphs; its own unless set
 */
export function squadSet(file: string, questions = file): DevelopmentSet {
  const { paragraphs } = readSquad(file);
  const asked = readSquad(questions).questions;
  let library: Promise<Library> | undefined;
  const found = async ({ text }: DevelopmentQuestion) => {
    library ??= libraryOf(new Map(paragraphs.map((text, number) => [`p${number}`, text])), OPTIONS);
    return retrieve(asQuestion(text), await library);
  };
  return {
    name: basename(questions),
    questions: asked.map(({ text, answers, relevant }) => ({
      text,
      answers,
      documents: new Set(Array.from(relevant, (number) => `p${number}`)),
    })),
    retrieve: found,
    async retrieveWithout(question) {
      const retrieval = await found(question);
      const near = retrieval.evidence.filter(({ document }) => !question.documents.has(document.id));
      return { ...retrieval, evidence: near };
    },
  };
}

/** RGB's file: each question has its own passages, those that answer and those that do not. */
export function rgbSet(file: string): DevelopmentSet {
  const passages = new Map<DevelopmentQuestion, { positive: Texts; negative: Texts }>();
  const questions = readRgbRows(file).map(({ query, answer, ...row }) => {
    const positive = row.positive.map((text, i) => [`p${i}`, text] as const);
    const negative = row.negative.map((text, i) => [`n${i}`, text] as const);
    const documents = new Set(positive.map(([id]) => id));
    const question = { text: query, answers: answer.flat(), documents };
    passages.set(question, { positive, negative });
    return question;
  });
  const found = async ({ text }: DevelopmentQuestion, texts: Texts) =>
    retrieve(asQuestion(text), await libraryOf(new Map(texts.filter(isReadable)), LINES));
  return {
    name: basename(file),
    questions,
    retrieve(question) {
      const { positive, negative } = passages.get(question)!;
      return found(question, [...positive, ...negative]);
    },
    retrieveWithout: (question) => found(question, passages.get(question)!.negative),
  };
}

type Texts = readonly (readonly [id: string, text: string])[];

/** Texts given with a question are read as text files are: every line is a paragraph. */
const LINES: LibraryOptions = {
  ...OPTIONS,
  read: (text, id) => textReader.read(Buffer.from(text), id),
};

/** What is cut within a character is no text to the reader. */
function isReadable([, text]: Texts[number]): boolean {
  return !text.includes('\ufffd');
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
  library: AnswerLibrary;
}

/** Gold questions on a pack, given as `QUESTIONS=PACK`; the pack is read into memory. */
export async function goldSet(pair: string): Promise<GoldSet> {
  const [file, directory] = pair.split('=') as [string, string];
  const database = openDatabase(':memory:');
  const kept = {
    index: await openEmbeddedIndex(database),
    store: openKnowledgeStore(database),
    registers: openRegisterStore(database),
    incentives: openIncentiveStore(database),
  };
  const library = { ...kept, embedding, fusion: OPTIONS.fusion };
  const packs = [await readPack(directory)];
  await ingest({ packs, openReading: openReadingPool, ...library });
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return { name: file, questions: lines.map((line) => goldSchema.parse(JSON.parse(line))), library };
}
