import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestReport } from '../src/ingest/report.ts';
import { addFiles, folderOf, linesOf, luodi, removeFolders } from './support/command-line.ts';
import { HAS_LIBREOFFICE, type OfficeSources, officeSuite, saveAs } from './support/office.ts';
import * as csv from './support/office-pack/csv.ts';
import * as docx from './support/office-pack/docx.ts';
import * as html from './support/office-pack/html.ts';
import * as legacy from './support/office-pack/legacy.ts';
import * as pdf from './support/office-pack/pdf.ts';
import * as pptx from './support/office-pack/pptx.ts';
import * as text from './support/office-pack/text.ts';
import * as xlsx from './support/office-pack/xlsx.ts';

interface TraitQuestion {
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
const QUESTIONS = PARTS.flatMap(({ questions }) => questions);

interface Line {
  id: number;
  outcome: string;
  answer: string;
  citations: { document: string; locator: string; quote: string }[];
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

/** All sources as the files of one pack. */
async function makePack(): Promise<string> {
  const folder = await folderOf();
  for (const part of PARTS) {
    const byFormat = Map.groupBy(Object.keys(part.sources), (name) => formatOf(name, part));
    for (const [format, names] of byFormat) {
      const chosen = Object.fromEntries(names.map((name) => [name, part.sources[name]!]));
      const isText = names.every((name) => extname(name) === `.${format}`);
      await addFiles(folder, isText ? chosen : await saveAs(format, chosen));
    }
  }
  return folder;
}

describe.skipIf(!HAS_LIBREOFFICE)(
  officeSuite('a pack of office files, each saved by an office program'),
  () => {
    let pack: string;
    let data: string;
    let report: IngestReport;
    const lines = new Map<string, Line>();

    beforeAll(async () => {
      pack = await makePack();
      data = await folderOf();
      const here = ['--pack', pack, '--data', data];
      report = JSON.parse((await luodi(['ingest', '--json', ...here])).stdout) as IngestReport;
      const batch = join(data, 'questions.jsonl');
      const asked = QUESTIONS.map(({ question }, id) =>
        JSON.stringify({ id, question, as_of: '2026-11-24' }),
      );
      await writeFile(batch, asked.join('\n'));
      const { stdout } = await luodi(['ask', '--batch', batch, ...here]);
      for (const line of linesOf(stdout).map((text) => JSON.parse(text) as Line)) {
        lines.set(QUESTIONS[line.id]!.question, line);
      }
    }, 180_000);
    afterAll(() => removeFolders([pack, data]));

    it('is read whole', () => {
      expect(report.files.filter(({ status }) => status !== 'read')).toEqual([]);
      expect(report.files.length).toBeGreaterThanOrEqual(10);
    });

    it.each(QUESTIONS)('$trait: $question', ({ question, document, fact, locator }) => {
      const { outcome, answer, citations } = lines.get(question)!;
      expect([outcome, answer]).toEqual(['answered', expect.stringContaining(fact)]);
      const cited = citations.filter(({ quote }) => quote.includes(fact));
      expect(cited.map((citation) => citation.document)).toContain(document);
      expect(cited.map((citation) => citation.locator).join('\n')).toContain(locator);
    });
  },
);
