import { createLuodi } from '../app.ts';
import type { FileReport, IngestReport } from '../ingest.ts';
import { configOf, ingestShown, TERMINAL } from './open.ts';
import type { CommonOptions } from './options.ts';
import { clip, formatTable, print, warn } from './terminal.ts';

/** `luodi ingest`: reads the packs into the index and says what became of each file. */
export async function ingest(options: Pick<CommonOptions, 'pack' | 'data' | 'json'>): Promise<void> {
  const config = configOf(options);
  const luodi = await createLuodi(config, { ...TERMINAL, requireIndex: true });
  try {
    const report = await ingestShown(luodi);
    print(options.json ? JSON.stringify(report) : describe(report));
    if (report.files.some(({ status }) => status === 'read' || status === 'unchanged')) return;
    const next = 'Put Markdown, HTML or text files there, or name another folder with --pack.';
    warn(`No document was read from ${config.packs.join(', ')}. ${next}`);
    process.exitCode = 1;
  } finally {
    await luodi.close();
  }
}

function describe(report: IngestReport): string {
  const parts: string[] = [];
  if (report.files.length > 0) {
    parts.push(formatTable(['file', 'status', 'passages', 'characters', 'remarks'], report.files.map(row)));
  }
  if (report.removed.length > 0) parts.push(`Taken out, no longer there: ${report.removed.join(', ')}`);
  const count = (status: FileReport['status']) =>
    report.files.filter((file) => file.status === status).length;
  const counts = `${count('read')} read, ${count('unchanged')} unchanged, ${count('failed')} failed, ${count('skipped')} skipped`;
  parts.push(`${counts}; ${report.passages} passages answer now (${report.seconds.toFixed(1)} s).`);
  return parts.join('\n');
}

function row(file: FileReport): string[] {
  const remarks = clip([file.reason, ...file.warnings].filter(Boolean).join(' '), 240);
  const counted = file.status === 'failed' || file.status === 'skipped' ? file.passages > 0 : true;
  const numbers = counted ? [String(file.passages), String(file.characters)] : ['', ''];
  return [file.path, file.status, ...numbers, remarks];
}
