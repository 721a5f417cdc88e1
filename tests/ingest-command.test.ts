import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { IngestReport } from '../src/ingest/report.ts';
import { addFiles, lineOf, luodi, startLuodi, testFolder } from './support/command-line.ts';

const RENT = '# 厂房\n\n标准厂房月租金为每平方米12元。\n';
const OLD = '# 招商引资若干政策\n\n标准厂房租金补贴每平方米8元。\n\n本政策自2023年1月1日起施行。\n';
const NEW =
  '# 招商引资新政\n\n标准厂房租金补贴每平方米12元。\n\n本政策自2026年1月1日起施行，有效期三年。《招商引资若干政策》同时废止。\n';

describe('luodi ingest', () => {
  it('shows in its table when each document is the rule, and where that was read', async () => {
    const pack = await testFolder({ 'old.md': OLD, 'new.md': NEW, 'rent.md': RENT });
    const { code, stdout } = await luodi(['ingest', '--pack', pack, '--data', await testFolder()]);
    expect(code).toBe(0);
    const flat = stdout.replace(/[│\s]+/g, ' ');
    expect(flat).toContain('file status passages rows seconds in force remarks');
    expect(flat).toMatch(/2026-01-01 – 2028-12-31, read from the text/);
    expect(flat).toMatch(/2023-01-01 – 2025-12-31, replaced by new\.md, read/);
  });

  it('reports as JSON what the table shows, and more', async () => {
    const pack = await testFolder({ 'old.md': OLD, 'new.md': NEW, 'broken.md': new Uint8Array([0, 1]) });
    const { code, stdout } = await luodi(['ingest', '--json', '--pack', pack, '--data', await testFolder()]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as IngestReport;
    const [broken, fresh, old] = report.files;
    expect(broken).toMatchObject({ path: 'broken.md', status: 'failed', passages: 0 });
    expect(broken!.reason).toContain('broken.md');
    expect(fresh).toMatchObject({ status: 'read', rows: 0, warnings: [] });
    expect(fresh!.validity).toMatchObject({ from: '2026-01-01', to: '2028-12-31', fromText: true });
    expect(old!.validity).toMatchObject({ to: '2025-12-31', replacedBy: { document: 'new.md' } });
    expect(report).toMatchObject({ removed: [], dryRun: false, notices: [] });
  });

  it('with --dry-run says what would be, and leaves the answers as they are', async () => {
    const pack = await testFolder({ 'rent.md': RENT });
    const here = ['--pack', pack, '--data', await testFolder()];
    await luodi(['ingest', ...here]);
    await addFiles(pack, { 'rent.md': RENT.replace('12元', '15元'), 'old.md': OLD });
    const { code, stdout } = await luodi(['ingest', '--dry-run', ...here]);
    expect(code).toBe(0);
    expect(stdout).toContain('2 read');
    expect(stdout).toContain('nothing was changed');
    const after = await luodi(['ingest', '--json', ...here]);
    const statuses = (JSON.parse(after.stdout) as IngestReport).files.map(({ status }) => status);
    expect(statuses).toEqual(['read', 'read']);
  });

  it('with --watch reads what is added, changed and taken away, until it is stopped', async () => {
    const pack = await testFolder({ 'rent.md': RENT });
    const child = startLuodi(['ingest', '--watch', '--json', '--pack', pack, '--data', await testFolder()]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    const report = async () => JSON.parse((await lines.next()).value as string) as IngestReport;
    const watching = lineOf(child.stderr!, /Watching/);
    expect((await report()).files.map(({ status }) => status)).toEqual(['read']);
    await watching;
    await addFiles(pack, { 'new.md': NEW });
    expect((await report()).files.map(({ path, status }) => [path, status])).toEqual([
      ['new.md', 'read'],
      ['rent.md', 'unchanged'],
    ]);
    await rm(join(pack, 'rent.md'));
    expect((await report()).removed).toEqual(['rent.md']);
    child.kill('SIGTERM');
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
  });
});
