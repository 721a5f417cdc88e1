import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestReport } from '../src/ingest/report.ts';
import { folderOf, linesOf, luodi, removeFolders } from './support/command-line.ts';
import { HAS_LIBREOFFICE, officeSuite } from './support/office.ts';
import { QUESTIONS, writeOfficePack } from './support/write-office-pack.ts';

interface Line {
  id: number;
  outcome: string;
  answer: string;
  citations: { document: string; locator: string; quote: string }[];
}

/** All sources as the files of one pack. */
async function makePack(): Promise<string> {
  const folder = await folderOf();
  await writeOfficePack(folder);
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
