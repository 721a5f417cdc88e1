import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LIMITS } from '../src/ingest/reading-limits.ts';
import { MISBEHAVING, openPool, prepareFile } from './support/reading-pools.ts';

/** A server of this machine that counts who comes. */
async function openCanary() {
  let visits = 0;
  const server = createServer((_, response) => response.end('here')).on('connection', () => {
    visits += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { port, address: `http://127.0.0.1:${port}/`, visits: () => visits };
}

describe('a reader in its process', () => {
  it('reaches nobody by any way, and what it tried is reported', async () => {
    const canary = await openCanary();
    const { clean } = await prepareFile(
      openPool({ readers: MISBEHAVING }),
      'a.reaching',
      String(canary.port),
    );
    const lines = clean.text.split('\n');
    expect(lines).toHaveLength(11);
    for (const line of lines)
      expect(line).toMatch(/: There is no network here: \w+ of [\w.:]+ was refused\.$/);
    expect(canary.visits()).toBe(0);
    const hosts = [`127.0.0.1:${canary.port}`, '127.0.0.1', 'secret.example.com', 'other.example.com'];
    for (const host of hosts)
      expect(clean.warnings).toContain(`It tried to reach ${host}; nothing was fetched.`);
    // The same ways lead there from a process that is not confined.
    expect(await (await fetch(canary.address)).text()).toBe('here');
    expect(canary.visits()).toBe(1);
  });

  it('reads no file, writes none, starts no program, thread or code of its own', async () => {
    const pool = openPool({ readers: MISBEHAVING });
    const lines = (await prepareFile(pool, 'a.roaming')).clean.text.split('\n');
    expect(lines.map((line) => line.replace(/:.*/, ''))).toEqual([
      'read the system',
      'read the project',
      'write',
      'start a program',
      'start a thread',
    ]);
    for (const line of lines) expect(line).toMatch(/has been restricted|No thread can be started here/);
    await expect(prepareFile(pool, 'a.evaluated')).rejects.toThrow(/Code generation from strings disallowed/);
  });

  it('finds nothing of the environment', async () => {
    process.env.LUODI_TEST_SECRET = 'fig-4711';
    onTestFinished(() => void delete process.env.LUODI_TEST_SECRET);
    const { clean } = await prepareFile(openPool({ readers: MISBEHAVING }), 'a.environment');
    expect(clean.text).not.toContain('fig-4711');
    expect(clean.text).not.toContain('PATH');
  });
});

describe('a file that takes too much is reported by the limit', () => {
  const refused = (pool: ReturnType<typeof openPool>, path: string, content?: string) =>
    expect(prepareFile(pool, path, content)).rejects;

  it.each(['a.buffers', 'a.objects'])('of memory (%s)', async (path) => {
    const pool = openPool({ readers: MISBEHAVING });
    await refused(pool, path).toMatchObject({
      code: 'unreadable',
      message: `${path} needs more than 512 MB of memory to be read.`,
      next: 'Split it, or keep only the part that investors ask about.',
    });
    await expect(prepareFile(pool, 'a.process')).resolves.toMatchObject({ passages: [{ ordinal: 0 }] });
  });

  // On a machine that is busy the time is over before the processor's.
  const TIME = /takes (?:more than 15 s of processor time|longer than 18 s) to be read\.$/;

  it('of time', async () => {
    const pool = openPool({ readers: MISBEHAVING, size: 3 });
    await Promise.all([
      refused(pool, 'a.loop').toThrow(TIME),
      refused(pool, 'a.pattern').toThrow(TIME),
      refused(pool, 'a.hang').toThrow('a.hang takes longer than 18 s to be read.'),
    ]);
  });

  it('of characters, and one below the limit is not', async () => {
    const pool = openPool({ readers: MISBEHAVING });
    await refused(pool, 'a.long', String(LIMITS.characters + 1)).toThrow(
      'a.long has more than 3,000,000 characters of text.',
    );
    const { clean } = await prepareFile(pool, 'a.long', String(LIMITS.characters));
    expect(clean.text).toHaveLength(LIMITS.characters);
  });

  it.each([
    ['a.short', LIMITS.blocks + 1, 'a.short has more than 200,000 paragraphs and rows.'],
    ['a.headed', LIMITS.headingCharacters + 1, 'a.headed has a heading of more than 10,000 characters.'],
  ])('of structure (%s)', async (path, count, reason) => {
    await refused(openPool({ readers: MISBEHAVING }), path, String(count)).toThrow(reason);
  });
});

describe('what a process sends that a file has taken over', () => {
  const block = { kind: 'paragraph', start: 0, end: 2 };
  const place = { ...block, locator: { headingPath: [] }, terms: 1 };
  const id = '2b2d0f4e-8f7a-8c1d-9d3e-5a6b7c8d9e0f';
  const text = { type: 'text', text: '园区。' };
  const done = { type: 'done', title: '题', ownWords: { repeals: [], spans: [] }, memoryBytes: 1 };
  const passages = (changes: object, row: object = { terms: [1], weights: [1] }) => ({
    type: 'passages',
    passages: [{ id, ...place, ...changes }],
    ...row,
  });

  it('is a document if it is one', async () => {
    const messages = [text, passages({}), done];
    const prepared = await prepareFile(
      openPool({ readers: MISBEHAVING }),
      'a.forged',
      JSON.stringify(messages),
    );
    expect(prepared.passages).toMatchObject([
      { document: 'a.forged', version: '1', ordinal: 0, text: '园区' },
    ]);
  });

  it.each<[string, unknown[]]>([
    ['no object', [text, null, done]],
    ['of no known type', [text, { type: 'run', command: 'true' }, done]],
    ['without text', [done]],
    ['a passage beyond the text', [text, passages({ end: 4 }), done]],
    ['an empty passage', [text, passages({ end: 0 }), done]],
    ['a passage twice', [text, passages({}), passages({}), done]],
    ['a place that is no number', [text, passages({ start: '0' }), done]],
    ['a passage of another document', [text, passages({ document: 'secret.md' }), done]],
    ['a text that differs', [text, passages({ text: '别的' }), done]],
    ['an id that is none', [text, passages({ id: "'; DROP TABLE passages" }), done]],
    ['terms for nobody', [text, passages({}, { terms: [1, 2], weights: [1, 1] }), done]],
    ['terms without weights', [text, passages({ terms: 2 }, { terms: [1, 2], weights: [1] }), done]],
    ['weights that are no numbers', [text, passages({}, { terms: [1], weights: ['x'] }), done]],
    ['blocks that overlap', [text, { type: 'blocks', blocks: [block, block] }, done]],
    [
      'more text than the limit',
      [...Array.from({ length: 7 }, () => ({ type: 'text', text: '长'.repeat(500_000) })), done],
    ],
    ['own words of no day', [text, { ...done, ownWords: { ...done.ownWords, effectiveFrom: 'soon' } }]],
    [
      'a prototype',
      [text, JSON.parse(`{"type": "names", "names": [], "__proto__": {"polluted": true}}`), done],
    ],
  ])('is refused if it is %s', async (_, messages) => {
    const pool = openPool({ readers: MISBEHAVING });
    await expect(prepareFile(pool, 'a.forged', JSON.stringify(messages))).rejects.toMatchObject({
      code: 'unreadable',
      message: 'a.forged cannot be read: the process that read it broke off.',
    });
    expect({}).not.toHaveProperty('polluted');
  });

  it.each(['a.junk', 'a.endless'])('is refused if it is no message (%s)', async (path) => {
    const pool = openPool({ readers: MISBEHAVING });
    await expect(prepareFile(pool, path)).rejects.toThrow(`${path} cannot be read`);
    await expect(prepareFile(pool, 'a.process')).resolves.toMatchObject({ passages: [{ ordinal: 0 }] });
  });

  it('is a reason that names the file, if it is a reason', async () => {
    const messages = [{ type: 'failed', message: 'No such thing.', memoryBytes: 1 }];
    const pool = openPool({ readers: MISBEHAVING });
    await expect(prepareFile(pool, 'a.forged', JSON.stringify(messages))).rejects.toThrow(
      'a.forged: No such thing.',
    );
  });
});
