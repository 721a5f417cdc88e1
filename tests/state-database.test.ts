import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '../src/errors.ts';
import { openConversationStore } from '../src/store/kysely-conversations.ts';
import { openStateDatabase, type StateDatabase } from '../src/store/state-database.ts';
import { suitePostgres } from './support/conversation-databases.ts';
import { said, stepsOf, T } from './support/conversations.ts';
import { temporaryFolder } from './support/database.ts';
import { postgresMissing } from './support/postgres.ts';

type Place = Parameters<typeof openStateDatabase>[0];

async function opened(place: Place): Promise<StateDatabase> {
  const state = await openStateDatabase(place);
  onTestFinished(() => state.close());
  return state;
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

/** Opens one place in several processes at once. */
async function openedAtOnce(place: Place): Promise<string[]> {
  const door = new URL('../src/store/state-database.ts', import.meta.url).href;
  const code = `import { openStateDatabase } from ${JSON.stringify(door)};
    await (await openStateDatabase(${JSON.stringify(place)})).close();`;
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'ignore', 'pipe'] }),
  );
  return Promise.all(
    children.map(async (child) => {
      let output = '';
      child.stderr.on('data', (chunk) => {
        output += chunk;
      });
      const [exit] = await once(child, 'close');
      return exit === 0 ? 'opened' : output;
    }),
  );
}

/** What every place does. */
function describeOpening(emptyPlace: () => Promise<Place>): void {
  it('is brought to its schema once, by whichever process comes first', async () => {
    const place = await emptyPlace();
    expect(await openedAtOnce(place)).toEqual(['opened', 'opened', 'opened', 'opened']);
    const { kysely } = await opened(place);
    expect(await kysely.selectFrom('messages').selectAll().execute()).toEqual([]);
  });

  it('is left alone where a newer version has written it', async () => {
    const place = await emptyPlace();
    const state = await opened(place);
    await state.kysely.insertInto('state_steps').values({ step: 999 }).execute();
    await state.close();
    await state.close();
    const error = await failure(openStateDatabase(place));
    expect(error).toMatchObject({ code: 'misconfigured', message: expect.stringContaining('newer version') });
  });

  it('undoes a transaction whose work fails, and goes on', async () => {
    const state = await opened(await emptyPlace());
    const write = () => state.kysely.insertInto('cursors').values({ name: 'a', value: 'b' });
    const failed = state.transact(async (work) => {
      await work.insertInto('cursors').values({ name: 'a', value: 'b' }).execute();
      throw new Error('stopped half-way');
    });
    await expect(failed).rejects.toThrow('stopped half-way');
    await write().execute();
    expect(await state.kysely.selectFrom('cursors').selectAll().execute()).toHaveLength(1);
  });
}

describe('a state database in a file', () => {
  describeOpening(async () => {
    const { folder, dispose } = temporaryFolder();
    onTestFinished(dispose);
    return { file: join(folder, 'new', 'conversations.sqlite') };
  });
});

describe('the address of a PostgreSQL database', () => {
  it.each([
    ['postgresql://desk:Geheim123@127.0.0.1:9/luodi', 'unreachable', true],
    ['postgresql://desk:Geheim123@localhost:9/luodi', 'unreachable', true],
    ['postgresql://desk:Geheim123@[luodi', 'misconfigured', false],
    ['https://desk:Geheim123@127.0.0.1/luodi', 'misconfigured', false],
  ])('is never told with its password where it cannot be used: %#', async (url, code, retryable) => {
    const error = await failure(openStateDatabase({ url }));
    expect(error).toMatchObject({ code, retryable });
    expect(error.next).toBeDefined();
    expect(inspect(error, { depth: 9, showHidden: true }) + String(error.stack)).not.toContain('Geheim123');
  });
});

const suffix = postgresMissing ? ` (skipped: ${postgresMissing})` : '';
describe.skipIf(postgresMissing)(`a state database on a server${suffix}`, () => {
  const { running } = suitePostgres();
  const emptyPlace = async () => ({ url: await running().database() });
  const nameOf = ({ url }: { url: string }) => /\/(test\d+)\?/.exec(url)![1]!;
  describeOpening(emptyPlace);

  it('says what to do where it is not there', async () => {
    const { url } = await emptyPlace();
    const error = await failure(openStateDatabase({ url: url.replace(/test\d+/, 'nowhere') }));
    expect(error).toMatchObject({ code: 'misconfigured', next: expect.stringContaining('createdb') });
  });

  it('writes to the disk and sees what others wrote, whatever the server is set to', async () => {
    const place = await emptyPlace();
    await running().run(`ALTER DATABASE ${nameOf(place)} SET synchronous_commit = off`);
    await running().run(`ALTER DATABASE ${nameOf(place)} SET default_transaction_isolation = serializable`);
    const { transact } = await opened(place);
    const shown = (what: string) =>
      transact(async (work) => (await sql.raw<Record<string, string>>(`SHOW ${what}`).execute(work)).rows[0]);
    expect(await shown('synchronous_commit')).toEqual({ synchronous_commit: 'on' });
    expect(await shown('transaction_isolation')).toEqual({ transaction_isolation: 'read committed' });
  });

  it('goes on when its connections break, and has kept what it said it had', async () => {
    const place = await emptyPlace();
    const store = openConversationStore(await opened(place));
    const accepted: string[] = [];
    const errors: unknown[] = [];
    let isBreaking = true;
    const accepting = Array.from({ length: 5 }, async () => {
      while (isBreaking) {
        await store.accept(said('问', { place: `chat ${accepted.length % 7}` }), { now: T }).then(
          ({ message }) => accepted.push(message.id),
          (error: unknown) => errors.push(error),
        );
      }
    });
    const broken = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1';
    for (let wanted = 20; errors.length < 10; wanted += 20) {
      while (accepted.length < wanted) await new Promise((resolve) => setTimeout(resolve, 5));
      await running().run(broken, [nameOf(place)]);
    }
    isBreaking = false;
    await Promise.all(accepting);
    const others = errors.filter((error) => !(error instanceof AppError && error.retryable));
    expect(others).toEqual([]);
    for (const id of accepted) expect(await store.message(id)).toBeDefined();
  });

  it('says so where another keeps what it needs locked', async () => {
    const place = await emptyPlace();
    const state = await opened(place);
    const store = openConversationStore(state);
    const steps = stepsOf(store);
    const { conversation } = await steps.accept(said('问'));
    await state.transact(async (work) => {
      await work
        .selectFrom('conversations')
        .select('id')
        .where('id', '=', conversation.id)
        .forUpdate()
        .execute();
      expect(await steps.mayClaim()).toBeUndefined();
      const error = await failure(steps.accept(said('又问')));
      expect(error).toMatchObject({ code: 'conflict', retryable: true });
    });
    expect(await steps.mayClaim()).toBeDefined();
  });

  it('begins again a transaction that lost against another', async () => {
    const state = await opened(await emptyPlace());
    const names = ['a', 'b'];
    await state.kysely
      .insertInto('cursors')
      .values(names.map((name) => ({ name, value: '' })))
      .execute();
    let begun = 0;
    const holding: (() => void)[] = [];
    const both = new Promise<void>((resolve) => {
      holding.push(resolve);
    });
    const write = (first: string, second: string) =>
      state.transact(async (work) => {
        begun += 1;
        const set = (name: string, value: string) =>
          work.updateTable('cursors').set({ value }).where('name', '=', name).execute();
        await set(first, first);
        if (begun === 2) holding[0]!();
        await both;
        await set(second, first);
      });
    await Promise.all([write('a', 'b'), write('b', 'a')]);
    expect(begun).toBe(3);
    const values = await state.kysely.selectFrom('cursors').select('value').execute();
    expect(new Set(values.map(({ value }) => value)).size).toBe(1);
  });
});
