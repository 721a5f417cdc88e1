import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConversations } from '../src/app/conversations.ts';
import { loadConfig } from '../src/config.ts';
import { folderOf, luodi, removeFolders } from './support/command-line.ts';
import { DOCUMENTS } from './support/small-pack.ts';

let pack: string;
let data: string;
const here = () => ['--pack', pack, '--data', data];

beforeAll(async () => {
  [pack, data] = await Promise.all([folderOf(DOCUMENTS), folderOf()]);
});
afterAll(() => removeFolders([pack, data]));

/** Somebody asks for a person on Telegram. */
async function askForPerson(): Promise<void> {
  const store = await openConversations(loadConfig({ packs: [pack], data }, {}));
  const now = Date.parse('2026-03-01T02:00:00Z');
  const { lease } = await store.accept(
    {
      ...{ channel: 'telegram', account: '1', key: 'm1', place: '42', sender: '42', rank: 1, sentAt: now },
      content: { kind: 'text', text: '我想和招商人员谈' },
    },
    { now, claim: { owner: 'test', leaseMs: 1000 } },
  );
  await store.settle(lease!, {
    ...{ at: now, state: 'settled', parts: [] },
    matters: [{ kind: 'person', detail: '我想和招商人员谈\u001b[31m' }],
  });
  await store.close();
}

describe('luodi waiting', () => {
  it('makes nothing where nothing was ever asked', async () => {
    const empty = await folderOf();
    const { code, stdout } = await luodi(['waiting', '--pack', pack, '--data', `${empty}/none`]);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing waits');
    await removeFolders([empty]);
  });

  it('lists who wants a person, until it is closed', async () => {
    await askForPerson();
    const { stdout } = await luodi(['waiting', ...here()]);
    expect(stdout).toContain('我想和招商人员谈');
    expect(stdout).toContain('telegram 42');
    expect(stdout).not.toContain('\u001b');
    const { matters } = JSON.parse((await luodi(['waiting', '--json', ...here()])).stdout);
    expect(matters).toMatchObject([{ kind: 'person', channel: 'telegram' }]);
    const closed = await luodi(['waiting', '--close', matters[0].id, ...here()]);
    expect(closed.stdout).toContain('Nothing waits');
    const again = await luodi(['waiting', '--close', matters[0].id, ...here()]);
    expect(again.code).not.toBe(0);
    expect(again.stderr).toContain('no open matter');
  });

  it('is pointed to by doctor where a reply was not delivered', async () => {
    const { stdout } = await luodi(['doctor', '--json', ...here()], { env: { LUODI_PORT: '0' } });
    const { findings } = JSON.parse(stdout) as { findings: { what: string; state: string; found: string }[] };
    expect(findings.find(({ what }) => what === 'conversations')?.found).toContain('SQLite: 0 to answer');
    expect(findings.filter(({ found }) => /TELEGRAM_BOT_TOKEN|WECHAT_APP_ID/.test(found))).toHaveLength(2);
  });
});
