import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../src/errors.ts';
import { HAS_LIBREOFFICE, saveAs } from '../../tests/support/office.ts';
import { createRandom } from '../fill.ts';
import { pdfBrochure } from './brochures.ts';
import type { Fact } from './facts.ts';
import { encodeGb18030 } from './gb18030.ts';
import { ledgerBook, ledgerCsv } from './ledgers.ts';
import { pageCount } from './page-count.ts';
import { type Draft, pdfPolicy, wordPolicy } from './policies.ts';
import { slideShow } from './slides.ts';
import { markdownReport, plainReport, webPage } from './texts.ts';
import { createWriter, type Writer } from './writer.ts';

/** A file of the pack with what it is known to say. */
export interface PackFile {
  /** Path inside the pack. */
  path: string;
  /** Its extension. */
  format: string;
  pages: number;
  facts: Fact[];
}

export interface MadePack {
  directory: string;
  files: PackFile[];
}

/** One kind of file that a bureau has: how it is written, and in what it is saved. */
interface Kind {
  name: string;
  /** The extension of the file in the pack. */
  format: string;
  /** The extension of the source, where LibreOffice saves it in the format. */
  source?: 'fodt' | 'fods' | 'fodp';
  write: (writer: Writer, pages: number) => Draft;
  encoding?: 'gb18030';
}

const KINDS: readonly Kind[] = [
  { name: 'policy', format: 'docx', source: 'fodt', write: wordPolicy },
  { name: 'ledger', format: 'xlsx', source: 'fods', write: ledgerBook },
  { name: 'brochure', format: 'pdf', source: 'fodt', write: pdfBrochure },
  { name: 'rule', format: 'pdf', source: 'fodt', write: pdfPolicy },
  { name: 'roadshow', format: 'pptx', source: 'fodp', write: slideShow },
  { name: 'page', format: 'html', write: webPage },
  { name: 'export', format: 'csv', write: (writer, pages) => ledgerCsv(writer, pages, false) },
  {
    name: 'table',
    format: 'csv',
    write: (writer, pages) => ledgerCsv(writer, pages, true),
    encoding: 'gb18030',
  },
  { name: 'report', format: 'txt', write: plainReport, encoding: 'gb18030' },
  { name: 'report', format: 'md', write: markdownReport },
  { name: 'old-policy', format: 'doc', source: 'fodt', write: wordPolicy },
  { name: 'old-ledger', format: 'xls', source: 'fods', write: ledgerBook },
];

/** Files by kind, `name.format`. */
export type Mix = Readonly<Record<string, number>>;

/** What a bureau of investment promotion has on its shared drive, of 200 files. */
export const BUREAU: Mix = {
  'policy.docx': 40,
  'ledger.xlsx': 35,
  'brochure.pdf': 22,
  'rule.pdf': 23,
  'roadshow.pptx': 20,
  'page.html': 20,
  'export.csv': 8,
  'table.csv': 7,
  'report.txt': 10,
  'report.md': 10,
  'old-policy.doc': 3,
  'old-ledger.xls': 2,
};

export interface PackOptions {
  seed: number;
  files: number;
  mix: Mix;
  /** The least and the most pages that a file is written for. */
  pages: readonly [number, number];
}

/**
 * Writes the pack, or takes it from the system's temporary folder where it was written before: the same options
 * give the same files and facts.
 * @throws AppError `misconfigured` where LibreOffice, which saves the office files, is not installed.
 */
export async function makePack(options: PackOptions): Promise<MadePack> {
  const planned = plan(options);
  const fingerprint = createHash('sha256').update(JSON.stringify(planned)).digest('hex').slice(0, 16);
  const home = join(tmpdir(), `luodi-bench-pack-${fingerprint}`);
  const facts = join(home, 'facts.json');
  if (!existsSync(facts)) await writePack(home, planned);
  return { directory: join(home, 'pack'), files: JSON.parse(await readFile(facts, 'utf8')) };
}

/** Under another name until it is whole, so that a run that was stopped leaves nothing that looks like a pack. */
async function writePack(home: string, planned: readonly Planned[]): Promise<void> {
  if (!HAS_LIBREOFFICE) {
    throw new AppError('misconfigured', 'LibreOffice is not there, and only it saves office files.', {
      next: 'Install it (apt-get install libreoffice) and repeat the call.',
    });
  }
  const folder = await mkdtemp(join(tmpdir(), 'luodi-bench-'));
  try {
    const files: PackFile[] = [];
    for (const { kind, drafts } of planned) files.push(...(await save(kind, drafts, join(folder, 'pack'))));
    await writeFile(join(folder, 'facts.json'), JSON.stringify(files));
    await rename(folder, home);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Planned {
  kind: Kind;
  drafts: Draft[];
}

/** The drafts of each kind, shared out as in the mix. */
function plan({ seed, files, mix, pages: [least, most] }: PackOptions): Planned[] {
  const whole = Object.values(mix).reduce((sum, count) => sum + count, 0);
  let share = 0;
  let made = 0;
  return KINDS.map((kind) => {
    share += mix[nameOf(kind)] ?? 0;
    const until = Math.round((share / whole) * files);
    const drafts: Draft[] = [];
    for (; made < until; made += 1) {
      const writer = createWriter(createRandom(seed * 1_000_003 + made));
      drafts.push(kind.write(writer, writer.whole(least, most)));
    }
    return { kind, drafts };
  });
}

function nameOf({ name, format }: Kind): string {
  return `${name}.${format}`;
}

async function save(kind: Kind, drafts: readonly Draft[], pack: string): Promise<PackFile[]> {
  const { name, format, source, encoding } = kind;
  if (drafts.length === 0) return [];
  const numbered = drafts.map((draft, at) => [`${name}-${String(at + 1).padStart(3, '0')}`, draft] as const);
  const saved = source
    ? await saveAs(
        format,
        Object.fromEntries(numbered.map(([file, draft]) => [`${file}.${source}`, draft.source])),
      )
    : {};
  await mkdir(join(pack, format), { recursive: true });
  const files: PackFile[] = [];
  for (const [file, draft] of numbered) {
    const inPlace = encoding ? encodeGb18030(draft.source) : Buffer.from(draft.source);
    const bytes = source ? saved[`${file}.${format}`]! : inPlace;
    const path = `${format}/${file}.${format}`;
    await writeFile(join(pack, path), bytes);
    files.push({ path, format, pages: pageCount(format, bytes, draft.source), facts: draft.facts });
  }
  return files;
}
