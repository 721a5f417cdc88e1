import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENT_VARIABLES, loadConfig } from '../src/config.ts';
import { luodi, testFolder } from './support/command-line.ts';

describe('the configuration', () => {
  it('needs no variable', () => {
    expect(loadConfig({}, {})).toMatchObject({ host: '127.0.0.1', port: 8787, logLevel: 'info' });
    expect(loadConfig({}, {}).packs).toEqual([join(process.cwd(), 'knowledge')]);
  });

  it('takes an empty variable for none', () => {
    expect(loadConfig({}, { QDRANT_URL: '', CHAT_MODEL: ' ' })).toEqual(loadConfig({}, {}));
  });

  it('gives the embedding model the chat endpoint unless it has its own', () => {
    const shared = { OPENAI_BASE_URL: 'http://chat/v1', OPENAI_API_KEY: 'c', EMBEDDING_MODEL: 'e' };
    const model = { model: 'e', prefixes: {} };
    expect(loadConfig({}, shared).embedding).toEqual({ ...model, baseUrl: 'http://chat/v1', apiKey: 'c' });
    const own = { ...shared, EMBEDDING_BASE_URL: 'http://embed/v1', EMBEDDING_API_KEY: 'k' };
    expect(loadConfig({}, own).embedding).toEqual({ ...model, baseUrl: 'http://embed/v1', apiKey: 'k' });
  });

  it('passes prefixes on as they are written, and none where it says so', () => {
    const shared = { OPENAI_API_KEY: 'c', EMBEDDING_MODEL: 'e' };
    const prefixes = { EMBEDDING_QUERY_PREFIX: 'query: ', EMBEDDING_PASSAGE_PREFIX: 'none' };
    expect(loadConfig({}, { ...shared, ...prefixes }).embedding).toMatchObject({
      prefixes: { query: 'query: ', passage: '' },
    });
    const empty = { EMBEDDING_QUERY_PREFIX: '', EMBEDDING_PASSAGE_PREFIX: '' };
    expect(loadConfig({}, { ...shared, ...empty }).embedding?.prefixes).toEqual({});
    const asked = loadConfig({}, { ...shared, EMBEDDING_INPUT_TYPE: 'passage' });
    expect(asked.embedding).toMatchObject({ inputType: 'passage' });
  });

  it('names several faults at once', () => {
    const load = () => loadConfig({}, { LUODI_PORT: 'x', QDRANT_URL: 'ftp://q' });
    expect(load).toThrow(/QDRANT_URL must be an address.*LUODI_PORT must be a whole number/);
  });

  it('says which variable a half configured channel lacks', () => {
    const token = `1:${'a'.repeat(30)}`;
    const hook = {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_WEBHOOK_URL: 'https://park.example/channels/telegram',
    };
    expect(() => loadConfig({}, hook)).toThrow('TELEGRAM_WEBHOOK_SECRET');
    expect(() => loadConfig({}, { WECHAT_APP_ID: 'wx1' })).toThrow('WECHAT_TOKEN');
    expect(() => loadConfig({}, { WECOM_CORP_ID: 'ww1' })).toThrow(
      'WECOM_SECRET and WECOM_TOKEN and WECOM_AES_KEY',
    );
    expect(() => loadConfig({}, { WECOM_BOT_ID: 'b' })).toThrow('WECOM_BOT_SECRET');
    expect(loadConfig({}, { TELEGRAM_BOT_TOKEN: token }).channels.telegram).toEqual({ token });
  });

  it('takes PostgreSQL by address and by socket, and nothing else for it', () => {
    for (const url of [
      'postgresql://luodi:pw@db.example/luodi',
      'postgresql://luodi@/luodi?host=/run/postgresql',
    ])
      expect(loadConfig({}, { DATABASE_URL: url }).databaseUrl).toBe(url);
    expect(() => loadConfig({}, { DATABASE_URL: 'mysql://root:secret@db' })).toThrow(
      /DATABASE_URL(?!.*secret)/,
    );
  });

  it('takes no secret that is too short to be one, and repeats none', () => {
    const open = { LUODI_API_KEYS: 'letmein' };
    expect(() => loadConfig({}, open)).toThrow('LUODI_API_KEYS');
    expect(() => loadConfig({}, open)).not.toThrow('letmein');
    expect(() => loadConfig({}, { LUODI_WIDGET_ORIGINS: 'https://a.example/path' })).toThrow(
      'LUODI_WIDGET_ORIGINS',
    );
  });

  it('is listed in .env.example, variable by variable', async () => {
    const example = await readFile(join(import.meta.dirname, '..', '.env.example'), 'utf8');
    const listed = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(listed.toSorted()).toEqual([...ENVIRONMENT_VARIABLES].sort());
  });

  it('gives each set of packs a data folder of its own, whatever order or way they are named in', async () => {
    const [one, two, data] = [await testFolder(), await testFolder(), await testFolder()];
    const alias = join(data, 'alias');
    await symlink(one, alias);
    const keyOf = (...packs: string[]) => loadConfig({ packs, data }, {}).packKey;
    expect(keyOf(one)).toMatch(/^[0-9a-f]{12}$/);
    expect(new Set([keyOf(one), keyOf(two), keyOf(one, two)]).size).toBe(3);
    expect(keyOf(alias)).toBe(keyOf(one));
    expect(keyOf(two, one)).toBe(keyOf(one, two));
    expect(loadConfig({ packs: [one, alias], data }, {}).packs).toEqual([one]);
    expect(loadConfig({ packs: [one], data }, {}).dataDirectory).toBe(join(data, keyOf(one)));
  });

  it('reads .env, over which the environment wins, over which flags win', async () => {
    const pack = await testFolder({ 'a.md': '# 甲\n\n正文。\n' });
    const cwd = await testFolder({ '.env': `LUODI_PACK=${pack}\nLUODI_PORT=eighty\n` });
    const doctor = async (env: Record<string, string>, ...args: string[]) => {
      const { stdout, stderr } = await luodi(['doctor', '--json', ...args], { cwd, env });
      return (
        stderr || JSON.parse(stdout).findings.find(({ what }: { what: string }) => what === 'documents').found
      );
    };
    expect(await doctor({})).toContain('LUODI_PORT must be a whole number');
    expect(await doctor({ LUODI_PORT: '0' })).toContain('1 documents');
    expect(await doctor({ LUODI_PORT: '0' }, '--pack', cwd)).toContain('0 documents');
  });
});
