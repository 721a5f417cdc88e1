import type { EmbeddingModel } from '../../src/models/model.ts';
import { loadRival } from '../rivals/packages.ts';
import type { Cut } from './segmenters.ts';

/** Numbers of the texts found, best first, ten at most. */
export type Search = (question: string) => readonly number[] | Promise<readonly number[]>;

/** A library in one of the settings it is measured in. */
export interface Peer {
  /** The package, by its name in bench/rivals/package.json. */
  package: string;
  setting: string;
  /** Indexes texts by their number. Whatever is loaded once a process is loaded before. */
  open(texts: readonly string[]): Search | Promise<Search>;
  close?(): Promise<void>;
}

/** What peers are made of. */
export interface PeerParts {
  load<T>(name: string): Promise<T>;
  /** Chinese words by the dictionary of jieba. */
  jieba: Cut;
  /** What vector stores embed with. */
  embedding: EmbeddingModel;
}

/** How many are asked for. */
export const WANTED = 10;

interface JiebaPackage {
  Jieba: { withDict(dict: Uint8Array): { cutForSearch(text: string, hmm: boolean): string[] } };
}

/** Loads what several peers share, from the folder that they are installed in. */
export async function loadParts(folder: string, embedding: EmbeddingModel): Promise<PeerParts> {
  const load = <T>(name: string) => loadRival<T>(folder, name);
  const { Jieba } = await load<JiebaPackage>('@node-rs/jieba');
  const { dict } = await load<{ dict: Uint8Array }>('@node-rs/jieba/dict');
  const cutter = Jieba.withDict(dict);
  const jieba: Cut = (text) => cutter.cutForSearch(text, true).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return { load, jieba, embedding };
}
