import { createLuodi } from '../app.ts';
import type { FileReport, IngestReport } from '../ingest/report.ts';
import type { Luodi } from '../luodi.ts';
import type { Validity } from '../types.ts';
import { configOf, ingestShown, TERMINAL } from './open.ts';
import type { CommonOptions } from './options.ts';
import { clip, formatTable, print, warn } from './terminal.ts';
import { watchPacks } from './watch.ts';

interface IngestFlags extends Pick<CommonOptions, 'pack' | 'data' | 'json'> {
  dryRun?: boolean;
  watch?: boolean;
  rebuild?: boolean;
}

/** `luodi ingest`: reads the packs into the index and says what became of each file. */
export async function ingest(options: IngestFlags): Promise<void> {
  const config = configOf(options);
  const opening = { ...TERMINAL, requireIndex: true, recreateIndex: options.rebuild && !options.dryRun };
  const luodi = await createLuodi(config, opening);
  try {
    const report = await ingestOnce(luodi, options);
    if (!report.files.some(isRead)) {
      const next = 'Put documents there, or name another folder with --pack.';
      warn(`No document was read from ${config.packs.join(', ')}. ${next}`);
      process.exitCode = 1;
    }
    if (options.watch)
      await watchPacks(config.packs, () => ingestOnce(luodi, { ...options, rebuild: false }));
  } finally {
    await luodi.close();
  }
}

async function ingestOnce(luodi: Luodi, { json, dryRun, rebuild }: IngestFlags): Promise<IngestReport> {
  const report = await ingestShown(luodi, { dryRun, rebuild });
  print(json ? JSON.stringify(report) : describe(report));
  return report;
}

function isRead({ status }: FileReport): boolean {
  return status !== 'failed' && status !== 'skipped';
}

function describe(report: IngestReport): string {
  const parts: string[] = [];
  const { files } = report;
  if (files.length > 0) {
    const hasRegisters = files.some(({ registers }) => registers !== undefined);
    const counted = ['passages', 'rows', ...(hasRegisters ? ['registers'] : [])];
    const head = ['file', 'status', ...counted, 'seconds', 'in force', 'remarks'];
    const rows = files.map((file) => row(file, hasRegisters));
    parts.push(formatTable(head, rows));
  }
  parts.push(...files.flatMap(describeMisfits));
  if (report.removed.length > 0) parts.push(`Taken out, no longer there: ${report.removed.join(', ')}`);
  parts.push(...report.notices);
  const counts = STATUSES.map((status) => [files.filter((file) => file.status === status).length, status]);
  const said = counts.filter(([count, status]) => count || ALWAYS.has(status as string));
  const passages = report.dryRun
    ? `${report.passages} passages would answer; nothing was changed`
    : `${report.passages} passages answer now`;
  const list = said.map(([count, status]) => `${count} ${status}`).join(', ');
  parts.push(`${list}; ${passages} (${report.seconds.toFixed(1)} s).`);
  return parts.join('\n');
}

const STATUSES: FileReport['status'][] = ['read', 'renamed', 'described', 'unchanged', 'failed', 'skipped'];
const ALWAYS: ReadonlySet<string> = new Set(['read', 'unchanged', 'failed', 'skipped']);

/** Remarks on one file that are told in full; of more, how many they are. */
const MISFITS_TOLD = 5;

function describeMisfits({ path, misfits = [] }: FileReport): string[] {
  const told = misfits.slice(0, MISFITS_TOLD).map(({ sheet, row, reason }) => {
    const place = [sheet && `sheet ${sheet}`, row && `row ${row}`].filter(Boolean).join(', ');
    return `${path}${place && `, ${place}`}: ${reason}`;
  });
  const more = misfits.length - told.length;
  return more > 0 ? [...told, `${path}: ${more} more cells and rows do not fit their register.`] : told;
}

function describeRegisters({ registers = {} }: FileReport): string {
  return Object.entries(registers)
    .map(([register, rows]) => `${rows} ${register}`)
    .join(', ');
}

function row(file: FileReport, hasRegisters: boolean): string[] {
  const { path, status, from, passages, rows, ms, validity, reason, warnings } = file;
  const moved = from === undefined ? '' : `It was ${from}.`;
  const remarks = clip([moved, reason, ...warnings].filter(Boolean).join(' '), 240);
  const numbers = isRead(file) || passages > 0 ? [String(passages), rows > 0 ? String(rows) : ''] : ['', ''];
  const seconds = ms > 0 ? (ms / 1000).toFixed(1) : '';
  const read = hasRegisters ? [describeRegisters(file)] : [];
  const days = validity ? describeValidity(validity) : '';
  return [path, status, ...numbers, ...read, seconds, days, remarks];
}

/** Days in which a document is the rule, and where they were read, for the person who keeps the pack. */
function describeValidity({ from, to, fromText, replacedBy }: Validity): string {
  const isNever = from !== undefined && to !== undefined && to < from;
  const days = isNever || (to !== undefined && to < '1000') ? 'on no day' : `${from ?? '…'} – ${to ?? '…'}`;
  const parts = [days, replacedBy && `replaced by ${replacedBy.document}`, fromText && 'read from the text'];
  return parts.filter(Boolean).join(', ');
}
