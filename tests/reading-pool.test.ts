import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { lineOf } from './support/command-line.ts';
import { flatOffice } from './support/flat-office.ts';
import { HAS_LIBREOFFICE, officeSuite, saveAs } from './support/office.ts';
import { openReadingHere } from './support/reading.ts';
import { MISBEHAVING, openPool, prepareFile, sourceOf } from './support/reading-pools.ts';
import { watchTurns } from './support/turns.ts';

const POLICY = `# 江川经开区招商引资若干政策

第一条 对固定资产投资2亿元以上的项目，按投资额的3%给予奖励，最高不超过5000万元。

- 标准厂房月租金为每平方米12元。
- 人才公寓月租金为每平方米9元。

| 产业 | 投资额(亿元) |
| --- | --- |
| 新材料 | 12.5 |
`;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilEnded(pid: number): Promise<void> {
  while (isRunning(pid)) await nextTurn();
}

describe('a document read in another process', () => {
  it('is what it is when read here', async () => {
    const source = { ...(await sourceOf('policy.md', POLICY)), documentNumber: '江经开〔2026〕3号' };
    const task = { id: 'policy.md', version: 'v7', source };
    const prepared = await openPool().prepare(task);
    expect(prepared).toEqual(await openReadingHere().prepare(task));
    expect(prepared.passages.map(({ kind }) => kind)).toEqual(['paragraph', 'list-item', 'table-row']);
    expect(
      prepared.passages.every(
        ({ version, start, end, text }) => version === 'v7' && prepared.clean.text.slice(start, end) === text,
      ),
    ).toBe(true);
  });

  it('is not read where its clean text is known', async () => {
    const source = { ...(await sourceOf('policy.md', POLICY)) };
    const { clean } = await openReadingHere().prepare({ id: 'policy.md', version: '1', source });
    const renamed = {
      id: 'new.md',
      version: '1',
      source: { ...source, path: 'new.md', file: '/nowhere' },
      clean,
    };
    expect(await openPool().prepare(renamed)).toEqual(await openReadingHere().prepare(renamed));
  });

  it('may have 3 MB of text, without holding this process up', async () => {
    const sentence = '江川经开区2025年签约项目128个，总投资1638.77亿元，其中先进材料项目占比三成以上。';
    const text = `${sentence}\n`.repeat(Math.ceil(3e6 / Buffer.byteLength(`${sentence}\n`)));
    const source = await sourceOf('long.txt', text);
    const pool = openPool();
    await prepareFile(pool, 'short.txt');
    const turns = watchTurns();
    const { clean, passages } = await pool.prepare({ id: 'long.txt', version: '1', source });
    turns.stop();
    expect(clean.text).toBe(text.trimEnd());
    expect(passages.length).toBeGreaterThan(5000);
    expect(turns.longest()).toBeLessThan(200);
  });

  it.skipIf(!HAS_LIBREOFFICE)(
    officeSuite('of an old format is read as what it converts to (skipped without LibreOffice)'),
    async () => {
      const body = '<text:p>标准厂房月租金为每平方米12元。</text:p>';
      const { 'old.doc': bytes } = await saveAs('doc', { 'old.fodt': flatOffice('text', { body }) });
      const pool = openPool();
      expect((await prepareFile(pool, 'old.doc', bytes!)).clean.text).toBe('标准厂房月租金为每平方米12元。');
      await expect(prepareFile(pool, 'torn.doc', bytes!.subarray(0, 600))).rejects.toMatchObject({
        code: 'unreadable',
        message: expect.stringContaining('torn.doc'),
      });
    },
  );

  it.each([
    ['gone.txt', undefined, 'gone.txt is not there any more.'],
    ['empty.txt', '', 'empty.txt is empty.'],
    ['blank.txt', ' \n\t\n', 'blank.txt holds no text.'],
    ['picture.txt', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3), 'picture.txt is not text'],
    ['tool.exe', 'MZ', 'tool.exe: no reader for .exe yet.'],
  ])('is refused as %s for what it is, and the process goes on', async (path, content, reason) => {
    const pool = openPool();
    const source =
      content === undefined
        ? { path, file: '/nowhere/gone.txt', audience: 'public' as const }
        : await sourceOf(path, content);
    await expect(pool.prepare({ id: path, version: '1', source })).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining(reason),
      next: expect.stringMatching(/\.$/),
    });
    expect((await prepareFile(pool, 'next.txt', POLICY)).passages).not.toEqual([]);
  });
});

describe('reading processes', () => {
  it('read one file after another, and side by side as many as the pool has', async () => {
    const pool = openPool({ readers: MISBEHAVING, size: 2 });
    expect(pool.size).toBe(2);
    const read = async (count: number) => {
      const documents = await Promise.all(
        Array.from({ length: count }, (_, i) => prepareFile(pool, `${i}.process`)),
      );
      return documents.map(({ clean }) => clean.text);
    };
    const first = new Set(await read(6));
    expect(first.size).toBe(2);
    expect(first).not.toContain(String(process.pid));
    for (const pid of await read(4)) expect(first).toContain(pid);
  });

  it.each([
    ['file.exit', 'ends'],
    ['file.killed', 'is killed'],
    ['file.later', 'fails behind the reader'],
  ])('that break off fail their file only (%s: it %s)', async (path) => {
    const pool = openPool({ readers: MISBEHAVING });
    const before = (await prepareFile(pool, 'a.process')).clean.text;
    await expect(prepareFile(pool, path)).rejects.toMatchObject({
      code: 'unreadable',
      message: `${path} cannot be read: the process that read it broke off.`,
    });
    expect((await prepareFile(pool, 'a.process')).clean.text).not.toBe(before);
  });

  it('that ended while they waited are replaced', async () => {
    const pool = openPool({ readers: MISBEHAVING });
    const pid = Number((await prepareFile(pool, 'a.process')).clean.text);
    process.kill(pid, 'SIGKILL');
    await untilEnded(pid);
    expect(Number((await prepareFile(pool, 'a.process')).clean.text)).not.toBe(pid);
  });

  it('that do not start are no fault of a file', async () => {
    const source = await sourceOf('policy.md', POLICY);
    const pool = openPool({ readers: join(import.meta.dirname, 'support', 'no-such-readers.ts') });
    await expect(pool.prepare({ id: 'policy.md', version: '1', source })).rejects.toMatchObject({
      message: expect.stringMatching(
        /^policy\.md was not read: no process for reading starts \(Error .*no-such-readers.*\)\.$/,
      ),
      next: expect.stringContaining('no fault of the file'),
    });
  });

  it('are gone when the pool is closed, whatever they were reading', async () => {
    const pool = openPool({ readers: MISBEHAVING });
    const pid = Number((await prepareFile(pool, 'a.process')).clean.text);
    const { file, ...rest } = await sourceOf('a.hang', 'x');
    const begun = Promise.withResolvers<string>();
    const source = {
      ...rest,
      get file() {
        begun.resolve(file);
        return file;
      },
    };
    const tasks = [source, await sourceOf('b.process', 'x')];
    const outcomes = Promise.allSettled(
      tasks.map((each) => pool.prepare({ id: each.path, version: '1', source: each })),
    );
    await begun.promise;
    await pool.close();
    expect(isRunning(pid)).toBe(false);
    for (const path of ['a.hang', 'b.process']) {
      expect(await outcomes).toContainEqual({
        status: 'rejected',
        reason: expect.objectContaining({ message: `${path} was not read: the ingest was stopped.` }),
      });
    }
  });

  const SCRIPT = join(import.meta.dirname, 'support', 'reading-script.ts');

  it('let a program end that has not closed its pool, and end with it', async () => {
    const { file } = await sourceOf('a.process', 'x');
    const program = spawn(process.execPath, [SCRIPT, MISBEHAVING, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await lineOf(program.stdout, /\d/));
    if (program.exitCode === null) await once(program, 'exit');
    expect(program.exitCode).toBe(0);
    await untilEnded(pid);
  });

  it('end when the program is killed, even in the middle of a file', async () => {
    const files = await Promise.all(
      ['a.process', 'b.loop'].map(async (path) => (await sourceOf(path, 'x')).file),
    );
    const program = spawn(process.execPath, [SCRIPT, MISBEHAVING, ...files], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await lineOf(program.stdout, /\d/));
    program.kill('SIGKILL');
    await untilEnded(pid);
  });
});
