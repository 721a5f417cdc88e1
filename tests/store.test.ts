import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError } from '../src/errors.ts';
import { candidateNames, normalizeSpelling, spellNames } from '../src/language/names.ts';
import { openDatabase } from '../src/store/database.ts';
import { openKnowledgeStore } from '../src/store/sqlite-knowledge.ts';
import { describeKnowledgeStore } from './contracts/knowledge-store.ts';
import { temporaryDatabase, temporaryFolder } from './support/database.ts';

describeKnowledgeStore({
  name: 'SQLite',
  open: async () => {
    const database = temporaryDatabase();
    return {
      store: openKnowledgeStore(database.connect()),
      reopen: async () => openKnowledgeStore(database.connect()),
      dispose: database.dispose,
    };
  },
});

describe('database', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    temporary = temporaryFolder();
  });
  afterEach(() => temporary.dispose());

  const failure = (file: string): unknown => {
    try {
      openDatabase(file);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it('creates its folder and is durable, with references checked', async () => {
    const database = openDatabase(join(temporary.folder, 'new', 'folder', 'luodi.db'));
    const pragma = (name: string) => Object.values(database.sqlite.prepare(`PRAGMA ${name}`).get()!)[0];
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('busy_timeout')).toBe(5000);
    await database.close();
    await database.close();
  });

  it('says what to do when the folder cannot be used', () => {
    const file = join(temporary.folder, 'file');
    writeFileSync(file, 'not a folder');
    const error = failure(join(file, 'luodi.db'));
    expect(error).toMatchObject({ code: 'misconfigured' });
    expect(describeError(error)).toContain(join(file, 'luodi.db'));
    expect(describeError(error)).toContain('--data');
  });

  it('says what to do when the path is a folder', () => {
    const file = join(temporary.folder, 'luodi.db');
    mkdirSync(file);
    expect(failure(file)).toMatchObject({ code: 'misconfigured', message: expect.stringContaining(file) });
  });

  it('leaves a file alone that is not a database', () => {
    const file = join(temporary.folder, 'luodi.db');
    writeFileSync(file, 'a letter to the park, long enough to be taken for a database header '.repeat(20));
    expect(failure(file)).toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('not a Luodi database'),
      next: expect.stringContaining('--data'),
    });
  });

  it('leaves a file alone that a newer version has written', async () => {
    const file = join(temporary.folder, 'luodi.db');
    await openDatabase(file).close();
    const sqlite = new DatabaseSync(file);
    sqlite.exec('PRAGMA user_version = 999');
    sqlite.close();
    expect(failure(file)).toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('newer version'),
    });
  });

  it('opens one new file in several processes at the same time', async () => {
    const file = join(temporary.folder, 'luodi.db');
    const door = new URL('../src/store/database.ts', import.meta.url).href;
    const script = `import { openDatabase } from ${JSON.stringify(door)}; await openDatabase(${JSON.stringify(file)}).close();`;
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'pipe'] }),
    );
    const results = await Promise.all(
      children.map(async (child) => {
        let output = '';
        child.stderr.on('data', (chunk) => {
          output += chunk;
        });
        const [code] = await once(child, 'close');
        return code === 0 ? 'opened' : output;
      }),
    );
    expect(results).toEqual(['opened', 'opened', 'opened', 'opened']);
  });

  it('rolls a transaction back when its work throws, and goes on', async () => {
    const database = openDatabase(':memory:');
    const write = () => database.sqlite.exec("INSERT INTO index_state VALUES ('x', 1)");
    const failed = database.transact(() => {
      write();
      throw new Error('stopped half-way');
    });
    await expect(failed).rejects.toThrow('stopped half-way');
    expect(await database.kysely.selectFrom('index_state').selectAll().execute()).toEqual([]);
    await database.transact(write);
    expect(await database.kysely.selectFrom('index_state').selectAll().execute()).toHaveLength(1);
    await database.close();
  });

  it('lets a transaction of its own wait for one of Kysely', async () => {
    const database = openDatabase(':memory:');
    const order: string[] = [];
    const inKysely = database.kysely.transaction().execute(async (transaction) => {
      await transaction.insertInto('index_state').values({ name: 'first', value: 1 }).execute();
      order.push('between two calls of Kysely');
      await transaction.insertInto('index_state').values({ name: 'second', value: 2 }).execute();
    });
    const own = database.transact((sqlite) => {
      order.push('own');
      sqlite.exec("INSERT INTO index_state VALUES ('third', 3)");
    });
    await Promise.all([inKysely, own]);
    expect(order).toEqual(['between two calls of Kysely', 'own']);
    expect(await database.kysely.selectFrom('index_state').selectAll().execute()).toHaveLength(3);
    await database.close();
  });
});

describe('names', () => {
  it('collects what stands before a suffix, folded', () => {
    const names = candidateNames('湖南省衡陽市的耒阳经开区，Ａ公司');
    expect([...names]).toEqual(expect.arrayContaining(['湖南', '衡阳', '耒阳']));
    for (const name of names) expect(name).toMatch(/^\p{Script=Han}{2,4}$/u);
  });

  it('finds no names in a text without any', () => {
    expect(candidateNames('No Chinese here, 3.5%.')).toEqual(new Set());
    expect(candidateNames('')).toEqual(new Set());
  });

  it('spells names without tones and spaces, by their usual reading', async () => {
    expect(await spellNames(['衡阳', '重庆', '吕梁'])).toEqual(
      new Map([
        ['衡阳', 'hengyang'],
        ['重庆', 'chongqing'],
        ['吕梁', 'lvliang'],
      ]),
    );
    expect(normalizeSpelling("Lü-liang's")).toBe('lvliangs');
  });
});
