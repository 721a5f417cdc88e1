import { basename, extname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readOwnWords } from '../documents/own-words/own-words.ts';
import { OMISSION } from '../language/instructions.ts';
import { candidateNames, spellNames } from '../language/names.ts';
import { passageTerms } from '../language/terms.ts';
import { citedForms, splitPassages } from '../passages/split.ts';
import type { Misfit, RegisterRow } from '../register-types.ts';
import { readRegisters } from '../registers/read/read.ts';
import type { CleanText, DocumentSource, OwnWords, Passage } from '../types.ts';
import type { SparseVector } from '../vectors/passage-index.ts';
import { disarm, disarmTitle } from './disarm.ts';

/** A document as it is to be prepared. */
export interface Preparation {
  id: string;
  version: string;
  source: DocumentSource;
  clean: CleanText;
}

/** All that is made of a document without store, index or models. */
export interface PreparedDocument {
  title: string;
  clean: CleanText;
  ownWords: OwnWords;
  passages: Passage[];
  /** Terms of the passages, in their order. */
  sparse: SparseVector[];
  /** Names in the text with their pinyin: 衡阳 → hengyang. */
  names: Map<string, string>;
  /** What of its tables can be counted, in its order. */
  rows: RegisterRow[];
  /** Rows and cells of those tables that could not be read so. */
  misfits: Misfit[];
}

/** Passages after which a long document lets the event loop turn. */
const PASSAGES_PER_TURN = 200;

/** Splits a document that was read, without what in it instructs a machine, and computes what it is searched by. */
export async function prepareDocument({
  id,
  version,
  source,
  clean: read,
}: Preparation): Promise<PreparedDocument> {
  const clean = disarm(read, nameOf(source));
  const title = titleOf(source, clean);
  const ownWords = readOwnWords(clean);
  const about = [title, source.documentNumber ?? ownWords.documentNumber, source.zone];
  const passages = splitPassages({ id, version }, clean);
  const sparse: SparseVector[] = [];
  for (const { text, locator } of passages) {
    const { headingPath, table, article } = locator;
    const context = [...about, ...headingPath, table, article && citedForms(article)];
    sparse.push(passageTerms(text, context.filter(Boolean).join('\n')));
    if (sparse.length % PASSAGES_PER_TURN === 0) await nextTurn();
  }
  const names = await spellNames(candidateNames(clean.text));
  return { title, clean, ownWords, passages, sparse, names, ...readRegisters({ source, clean, passages }) };
}

/** The pack's title for a document, else its own, else the file's name without its ending; never an instruction. */
function titleOf(source: DocumentSource, clean: CleanText): string {
  const ending = extname(source.path);
  const names = [source.title, clean.title, nameOf(source)];
  return names.map(disarmTitle).find((name) => name !== undefined) ?? `${OMISSION}${ending}`;
}

/** The file's name without its ending. */
function nameOf({ path }: DocumentSource): string {
  return basename(path, extname(path));
}
