import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addFiles,
  CAN_RUN_UNPRIVILEGED,
  type CommandOptions,
  lineOf,
  linesOf,
  luodi,
  refusal,
  startLuodi,
  testFolder,
} from './support/command-line.ts';

const NEEDS_READABLE = CAN_RUN_UNPRIVILEGED ? '' : ' (skipped: only root may read this checkout)';

const RENT = '# 厂房\n\n标准厂房月租金为每平方米12元。\n';

interface Report {
  files: { path: string; status: string; reason?: string }[];
  passages: number;
}

/** Ingests a pack and gives the report, whose files are keyed by path. */
async function ingested(pack: string, options: CommandOptions & { data?: string } = {}) {
  const result = await luodi(
    ['ingest', '--json', '--pack', pack, '--data', options.data ?? (await testFolder())],
    options,
  );
  const report = JSON.parse(result.stdout) as Report;
  return { ...result, report, files: Object.fromEntries(report.files.map((file) => [file.path, file])) };
}

describe('a folder of documents', () => {
  it.each(['ask', 'ingest', 'start'])('that is missing ends %s with 2', async (command) => {
    const pack = join(await testFolder(), 'nowhere');
    const args = command === 'ask' ? ['ask', '租金？'] : [command];
    const data = await testFolder();
    const env = { LUODI_PORT: '0' };
    expect(await refusal([...args, '--pack', pack, '--data', data], { env })).toEqual([
      2,
      `luodi: There is no folder ${pack}. Create it and put the documents into it, or name another folder with --pack.`,
    ]);
  });

  it.each(['ask', 'start'])('that is empty ends %s with 1 and what to do', async (command) => {
    const pack = await testFolder();
    const args = command === 'ask' ? ['ask', '租金？'] : [command];
    const env = { LUODI_PORT: '0' };
    expect(await refusal([...args, '--pack', pack, '--data', await testFolder()], { env })).toEqual([
      1,
      `luodi: There is nothing to answer from in ${pack}. Put documents there or name another folder with --pack; \`luodi ingest\` says what happened to each file.`,
    ]);
  });

  it('that is empty ends ingest with 1', async () => {
    const pack = await testFolder();
    const { code, stderr } = await ingested(pack);
    expect([code, linesOf(stderr)]).toEqual([
      1,
      [expect.stringContaining(`No document was read from ${pack}.`)],
    ]);
  });

  it('whose pack.yaml is wrong ends with 2, the line and what is wrong', async () => {
    const yaml = 'name: 江川\ndocuments:\n  - path: rent.md\n    audience: everybody\n';
    const pack = await testFolder({ 'rent.md': RENT, 'pack.yaml': yaml });
    const [code, line] = await refusal(['ingest', '--pack', pack, '--data', await testFolder()]);
    expect(code).toBe(2);
    expect(line).toMatch(/^luodi: pack\.yaml.*\b4\b.*audience/);
  });

  it('whose pack.yaml is not YAML ends with 2 and the line', async () => {
    const pack = await testFolder({ 'pack.yaml': 'name: 江川\ndocuments: [\n' });
    const [code, line] = await refusal(['ingest', '--pack', pack, '--data', await testFolder()]);
    expect(code).toBe(2);
    expect(line).toMatch(/^luodi: pack\.yaml.*\b[23]\b/);
  });
});

describe('a file of the pack', () => {
  it('of 0 bytes, one that is binary, and one over 50 MB are named, and the others are read', async () => {
    const pack = await testFolder({
      'a-rent.md': RENT,
      'b-empty.md': '',
      'c-binary.md': Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) % 256),
      'd-huge.txt': Buffer.alloc(100 * 1024 * 1024, '园区有招商政策。\n'),
      'e-rent.txt': '标准厂房月租金为每平方米12元。',
    });
    const { code, stderr, files, report } = await ingested(pack);
    expect(code).toBe(0);
    expect(Object.values(files).map(({ status }) => status)).toEqual([
      'read',
      'failed',
      'failed',
      'failed',
      'read',
    ]);
    expect(files['b-empty.md']?.reason).toMatch(/b-empty\.md is empty/);
    expect(files['c-binary.md']?.reason).toMatch(/c-binary\.md/);
    expect(files['d-huge.txt']?.reason).toMatch(/d-huge\.txt has 100 MB; the limit is 50 MB/);
    expect(report.passages).toBe(2);
    for (const name of ['b-empty.md', 'c-binary.md', 'd-huge.txt'])
      expect(stderr).toContain(`luodi: ${name}: `);
  });

  it.skipIf(!CAN_RUN_UNPRIVILEGED)(
    `that may not be read is named, and the others are read${NEEDS_READABLE}`,
    async () => {
      const pack = await testFolder({ 'rent.md': RENT, 'secret.md': RENT });
      const data = await testFolder();
      await chmod(join(pack, 'secret.md'), 0o000);
      await Promise.all([chmod(pack, 0o755), chmod(data, 0o777)]);
      const { code, files } = await ingested(pack, { data, unprivileged: true });
      expect(code).toBe(0);
      expect(files['rent.md']?.status).toBe('read');
      expect(files['secret.md']).toMatchObject({
        status: 'failed',
        reason: expect.stringContaining('permission denied'),
      });
    },
  );
});

describe('a question', () => {
  it('of no characters ends with 2', async () => {
    expect(await refusal(['ask', ' '])).toEqual([2, 'luodi: The question is empty. Ask something.']);
  });

  it('of 100,000 characters ends with 2', async () => {
    expect(
      await refusal([
        'ask',
        '长'
          .repeat(100_000 / 4)
          .repeat(4)
          .slice(0, 40_000),
      ]),
    ).toEqual([
      2,
      'luodi: The question has 40000 characters; at most 2000 are taken. Ask it in fewer words.',
    ]);
    expect(await refusal(['ask', 'a'.repeat(100_000)])).toEqual([
      2,
      'luodi: The question has 100000 characters; at most 2000 are taken. Ask it in fewer words.',
    ]);
  });
});

describe('the place it runs in', () => {
  it('with a taken port ends start with 2', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const args = ['start', '--pack', await testFolder({ 'rent.md': RENT }), '--data', await testFolder()];
    expect(await refusal(args, { env: { LUODI_PORT: String(port) } })).toEqual([
      2,
      `luodi: 127.0.0.1:${port} is in use by another program. Stop the other program, or set LUODI_PORT to another port.`,
    ]);
    other.close();
  });

  it('with a data folder that is a file ends with 2', async () => {
    const pack = await testFolder({ 'rent.md': RENT });
    const data = join(await testFolder({ 'a-file': '' }), 'a-file');
    const [code, line] = await refusal(['ask', '租金？', '--pack', pack, '--data', data]);
    expect(code).toBe(2);
    expect(line).toMatch(/^luodi: Cannot open .*a-file.*--data or LUODI_DATA\.$/);
  });

  it.skipIf(!CAN_RUN_UNPRIVILEGED)(
    `with a data folder that may not be written ends with 2${NEEDS_READABLE}`,
    async () => {
      const pack = await testFolder({ 'rent.md': RENT });
      const data = await testFolder();
      await Promise.all([chmod(pack, 0o755), chmod(data, 0o555)]);
      const [code, line] = await refusal(['ask', '租金？', '--pack', pack, '--data', data], {
        unprivileged: true,
      });
      expect(code).toBe(2);
      expect(line).toMatch(/^luodi: Cannot open .*--data or LUODI_DATA\.$/);
    },
  );

  it('without the Qdrant that is configured answers from the embedded index, and says so in one line', async () => {
    const pack = await testFolder({ 'rent.md': RENT });
    const data = await testFolder();
    const env = { QDRANT_URL: 'http://127.0.0.1:1' };
    const { code, stdout, stderr } = await luodi(
      ['ask', '标准厂房月租金是多少？', '--pack', pack, '--data', data],
      { env },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('12元');
    const said = linesOf(stderr).filter((line) => line.startsWith('luodi: '));
    expect(said).toEqual([expect.stringMatching(/127\.0\.0\.1:1.* The embedded index is used instead\.$/)]);
  });

  it('without the Qdrant that is configured refuses to ingest', async () => {
    const pack = await testFolder({ 'rent.md': RENT });
    const env = { QDRANT_URL: 'http://127.0.0.1:1' };
    const [code, line] = await refusal(['ingest', '--pack', pack, '--data', await testFolder()], { env });
    expect(code).toBe(1);
    expect(line).toContain('127.0.0.1:1');
  });
});

describe('an ingest killed in the middle', () => {
  const FILES = 300;
  const files = (price: number) =>
    Object.fromEntries(
      Array.from({ length: FILES }, (_, i) => [
        `${String(i).padStart(3, '0')}.md`,
        `# 厂房${i}\n\n${`第${i}号厂房月租金为每平方米${price}元。`.repeat(40)}\n`,
      ]),
    );

  it('leaves every document answering in its earlier or its new version, and is completed by the next', async () => {
    const pack = await testFolder(files(12));
    const data = await testFolder();
    await ingested(pack, { data });
    await addFiles(pack, files(15));

    const child = startLuodi(['ingest', '--pack', pack, '--data', data]);
    const closed = once(child, 'close');
    await lineOf(child.stderr!, new RegExp(`^\\[20/${FILES}\\] `));
    child.kill('SIGKILL');
    expect((await closed)[1]).toBe('SIGKILL');

    const { files: after, report } = await ingested(pack, { data });
    const statuses = Object.values(after).map(({ status }) => status);
    // Those before the kill were done, and the rest had gone on answering in their earlier version.
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill('unchanged'));
    expect(statuses.at(-1)).toBe('read');
    expect(new Set(statuses)).toEqual(new Set(['unchanged', 'read']));
    expect(report.passages).toBeGreaterThanOrEqual(FILES);
  });
});
