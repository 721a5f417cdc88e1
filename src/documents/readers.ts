import { csvReader } from './csv.ts';
import { docxReader } from './docx.ts';
import { htmlReader } from './html.ts';
import { markdownReader } from './markdown.ts';
import { pdfReader } from './pdf.ts';
import { pptxReader } from './pptx.ts';
import type { Reader } from './reader.ts';
import { textReader } from './text.ts';
import { xlsxReader } from './xlsx.ts';

/** Every format that is read. Packages are loaded by each reader at its first file. */
export const READERS: readonly Reader[] = [
  markdownReader,
  docxReader,
  xlsxReader,
  pdfReader,
  pptxReader,
  htmlReader,
  csvReader,
  textReader,
];
