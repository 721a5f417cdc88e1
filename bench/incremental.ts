/**
 * What an ingest costs where one of many files has changed, against reading them all:
 * `node bench/incremental.ts [--files 1000] [--runs 3] [--json]`. A wrong call ends with code 2.
 *
 * The files are Word, Excel, PDF and PowerPoint documents saved by LibreOffice, copied under as many names as
 * are wanted: each is read as if it were alone.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { IngestReport } from '../src/ingest/report.ts';
import { HAS_LIBREOFFICE, type OfficeSources, saveAs } from '../tests/support/office.ts';
import * as docx from '../tests/support/office-pack/docx.ts';
import * as pdf from '../tests/support/office-pack/pdf.ts';
import * as pptx from '../tests/support/office-pack/pptx.ts';
import * as xlsx from '../tests/support/office-pack/xlsx.ts';
import { runScript } from './measure.ts';

/** The one file of the pack that is no copy. */
const NOTICE = 'notice.md';

interface Options {
  files: number;
  runs: number;
  json: boolean;
}

interface Timing {
  /** Seconds of the whole process, and of the ingest within it. */
  process: number;
  ingest: number;
}

/** Parts of the pack that the tests ask questions of, with the format in which LibreOffice saves them. */
const PARTS: { format: string; sources: OfficeSources }[] = [
  { format: 'docx', sources: docx.sources },
  { format: 'xlsx', sources: xlsx.sources },
  { format: 'pdf', sources: pdf.sources },
  { format: 'pptx', sources: pptx.sources },
];

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: { files: { type: 'string' }, runs: { type: 'string' }, json: { type: 'boolean' } },
    });
    const [files, runs] = [Number(values.files ?? 1000), Number(values.runs ?? 3)];
    if (![files, runs].every((count) => Number.isInteger(count) && count > 0))
      throw new Error('Counts must be whole numbers.');
    return { files, runs, json: values.json ?? false };
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}\nnode bench/incremental.ts [--files 1000] [--runs 3] [--json]\n`,
    );
    process.exit(2);
  }
}

/** The documents that the pack is made of, each as LibreOffice saves it. */
async function makeDocuments(): Promise<[name: string, bytes: Buffer][]> {
  if (!HAS_LIBREOFFICE) throw new Error('This needs LibreOffice, to make office files with.');
  const saved: [string, Buffer][] = [];
  for (const { format, sources } of PARTS) saved.push(...Object.entries(await saveAs(format, sources)));
  return saved;
}

/** The page that changes from run to run. */
function noticeOf(edition: number): string {
  return `# 园区公告\n\n第${edition}次公告：标准厂房月租金为每平方米${10 + edition}元。\n`;
}

async function timeIngest(pack: string, data: string): Promise<Timing & { report: IngestReport }> {
  const startedAt = performance.now();
  const { output } = await runScript(
    ['src/main.ts', 'ingest', '--json', '--pack', pack, '--data', data],
    false,
  );
  const report = JSON.parse(output) as IngestReport;
  const failed = report.files.filter(({ status }) => status === 'failed');
  if (failed.length > 0) throw new Error(`${failed[0]!.path}: ${failed[0]!.reason}`);
  return { process: (performance.now() - startedAt) / 1000, ingest: report.seconds, report };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function measure({ files, runs }: Options) {
  const pack = await mkdtemp(join(tmpdir(), 'luodi-incremental-'));
  const data = await mkdtemp(join(tmpdir(), 'luodi-incremental-data-'));
  try {
    const documents = await makeDocuments();
    for (let at = 1; at < files; at += 1) {
      const [name, bytes] = documents[at % documents.length]!;
      await writeFile(join(pack, `${at}-${name}`), bytes);
    }
    await writeFile(join(pack, NOTICE), noticeOf(0));
    const full = await timeIngest(pack, data);
    const changed: Timing[] = [];
    for (let run = 1; run <= runs; run += 1) {
      await writeFile(join(pack, NOTICE), noticeOf(run));
      const again = await timeIngest(pack, data);
      const read = again.report.files.filter(({ status }) => status === 'read').length;
      if (read !== 1) throw new Error(`${read} files were read, not 1.`);
      changed.push(again);
    }
    const one = {
      process: median(changed.map((t) => t.process)),
      ingest: median(changed.map((t) => t.ingest)),
    };
    return {
      files,
      passages: full.report.passages,
      full: { process: full.process, ingest: full.ingest },
      one,
    };
  } finally {
    await rm(pack, { recursive: true });
    await rm(data, { recursive: true });
  }
}

const options = readOptions();
const { files, passages, full, one } = await measure(options);
const share = { process: one.process / full.process, ingest: one.ingest / full.ingest };
if (options.json) console.log(JSON.stringify({ files, passages, full, one, share }));
else {
  const row = (name: string, { process, ingest }: Timing, digits: number, unit: string) =>
    `| ${name} | ${(process * (unit === '%' ? 100 : 1)).toFixed(digits)} ${unit} | ${(ingest * (unit === '%' ? 100 : 1)).toFixed(digits)} ${unit} |`;
  console.log(`| ${files} files, ${passages} passages | whole process | ingest alone |`);
  console.log('| --- | --- | --- |');
  console.log(row('all files', full, 1, 's'));
  console.log(row(`one changed, median of ${options.runs}`, one, 2, 's'));
  console.log(row('share', share, 1, '%'));
}
