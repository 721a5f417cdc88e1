import { htmlReader } from './html.ts';
import { markdownReader } from './markdown.ts';
import type { Reader } from './reader.ts';
import { textReader } from './text.ts';

/** Every format that is read. Packages are loaded by each reader at its first file. */
export const READERS: readonly Reader[] = [markdownReader, htmlReader, textReader];
