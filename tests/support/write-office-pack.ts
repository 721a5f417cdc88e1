import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type OfficeSources, saveAs } from './office.ts';
import * as csv from './office-pack/csv.ts';
import * as docx from './office-pack/docx.ts';
import * as html from './office-pack/html.ts';
import * as legacy from './office-pack/legacy.ts';
import * as pdf from './office-pack/pdf.ts';
import * as pptx from './office-pack/pptx.ts';
import * as text from './office-pack/text.ts';
import * as xlsx from './office-pack/xlsx.ts';

/** A question about something that only a format of office files has, and where its answer stands. */
export interface TraitQuestion {
  trait: string;
  question: string;
  document: string;
  fact: string;
  locator: string;
}

interface Part {
  sources: OfficeSources;
  questions: readonly TraitQuestion[];
}

const PARTS: readonly Part[] = [csv, docx, html, legacy, pdf, pptx, text, xlsx];

/** What the files of the pack are asked, trait by trait. */
export const QUESTIONS: readonly TraitQuestion[] = PARTS.flatMap(({ questions }) => questions);

/**
 * Writes the pack of office files into a folder, which is made where it is absent. Needs LibreOffice.
 * From a shell: `node tests/support/write-office-pack.ts <folder>`, then
 * `node src/main.ts eval tests/fixtures/office-gold.jsonl --pack <folder> --data <another>`.
 */
export async function writeOfficePack(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const part of PARTS) {
    const byFormat = Map.groupBy(Object.keys(part.sources), (name) => formatOf(name, part));
    for (const [format, names] of byFormat) {
      const chosen = Object.fromEntries(names.map((name) => [name, part.sources[name]!]));
      const isText = names.every((name) => extname(name) === `.${format}`);
      const files = isText ? chosen : await saveAs(format, chosen);
      for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    }
  }
}

/** The extension of the document that a flat source is saved as: that which the questions ask of. */
function formatOf(source: string, { questions }: Part): string {
  const extension = extname(source);
  if (!extension.startsWith('.fod')) return extension.slice(1);
  const document = questions
    .map((asked) => asked.document)
    .find((path) => basename(path, extname(path)) === basename(source, extension));
  return extname(document!).slice(1);
}

if (import.meta.main) await writeOfficePack(process.argv[2] ?? 'office-pack');
