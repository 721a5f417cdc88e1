import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEGACY } from '../src/documents/office/legacy-office.ts';
import { CONVERTIBLE, readPack } from '../src/documents/pack.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luodi-pack-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** The reading of a folder that has this `pack.yaml`, which must fail. */
async function mistakeOf(yaml: string): Promise<unknown> {
  await put({ 'pack.yaml': yaml, 'a.md': '甲' });
  return readPack(folder).catch((error) => error);
}

describe('a folder without pack.yaml', () => {
  it('gives every readable file to the public and says what has no reader', async () => {
    await put({
      'b.txt': '',
      'a.md': '',
      'sub/c.HTML': '',
      'd.docx': '',
      'e.doc': '',
      'f.zip': '',
      '~$d.docx': '',
      LICENSE: '',
      '.hidden.md': '',
      '.git/x.md': '',
      'node_modules/y.md': '',
    });
    expect(await readPack(folder)).toEqual({
      directory: folder,
      name: basename(folder),
      languages: ['zh-Hans', 'zh-Hant', 'en'],
      timezone: 'Asia/Shanghai',
      documents: ['a.md', 'b.txt', 'd.docx', 'e.doc', 'sub/c.HTML'].map((path) => ({
        path,
        file: join(folder, path),
        audience: 'public',
      })),
      skipped: [
        { path: 'LICENSE', reason: 'no reader for files without an extension' },
        { path: 'f.zip', reason: 'no reader for .zip' },
      ],
    });
  });

  it('is a pack without documents when nothing in it is readable', async () => {
    expect(await readPack(folder)).toMatchObject({ documents: [], skipped: [] });
  });

  it('does not follow links that lead out of it, to folders or nowhere', async () => {
    await put({ 'real.md': '甲', 'sub/x.md': '乙' });
    await symlink(join(folder, 'real.md'), join(folder, 'inside.md'));
    await symlink('/etc/hostname', join(folder, 'outside.txt'));
    await symlink(tmpdir(), join(folder, 'temporary'));
    await symlink(join(folder, 'sub'), join(folder, 'twin'));
    await symlink(join(folder, 'nowhere'), join(folder, 'broken.md'));
    const pack = await readPack(folder);
    expect(pack.documents.map(({ path }) => path)).toEqual(['inside.md', 'real.md', 'sub/x.md']);
    expect(Object.fromEntries(pack.skipped.map(({ path, reason }) => [path, reason]))).toEqual({
      'outside.txt': 'a symbolic link that leads out of the folder',
      temporary: 'a symbolic link that leads out of the folder',
      twin: 'a symbolic link to a folder',
      'broken.md': 'a symbolic link that leads nowhere',
    });
  });

  it('asks for a folder where there is none or a file', async () => {
    await put({ 'a.md': '' });
    for (const place of [join(folder, 'absent'), join(folder, 'a.md')]) {
      await expect(readPack(place)).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringContaining(place),
        next: expect.stringMatching(/\.$/),
      });
    }
  });
});

describe('pack.yaml', () => {
  it('describes the documents it names and reports the rest', async () => {
    await put({
      'pack.yaml': `name: 江川经济技术开发区
languages: [zh-Hans, en]
timezone: Asia/Hong_Kong
contact: { name: 招商服务中心, phone: "0700-1", hours: 工作日 9:00-17:30 }
documents:
  - path: policies/政策(2026).md
    title: 招商引资若干政策（2026版）
    type: policy
    zone: 新材料园
    document_number: 江经开〔2026〕3号
    effective_from: 2026-01-01
    effective_to: "2028-12-31"
    supersedes: 江经开〔2023〕5号
    source_url: https://park.example/policy
  - path: "internal/**/*.md"
    audience: staff
  - path: "**/*.md"
    type: news
  - path: events/summit.txt
    type: event
    event: { id: summit-2026, starts_on: "2026-12-08", ends_on: "2026-12-10" }
  - { path: absent.md }
  - { path: "cases/*.md" }
  - { path: projects/ledger.xlsx, type: projects, columns: { name: 项目名称, signed_on: 敲定 } }
`,
      'policies/政策(2026).md': '',
      'internal/a/plan.md': '',
      'news/one.md': '',
      'events/summit.txt': '',
      'left.txt': '',
      'left.pdf': '',
      'projects/ledger.xlsx': '',
    });
    const pack = await readPack(folder);
    expect(pack).toMatchObject({
      name: '江川经济技术开发区',
      languages: ['zh-Hans', 'en'],
      timezone: 'Asia/Hong_Kong',
      contact: { name: '招商服务中心', phone: '0700-1', hours: '工作日 9:00-17:30' },
    });
    expect(pack.documents).toEqual([
      {
        path: 'policies/政策(2026).md',
        file: join(folder, 'policies/政策(2026).md'),
        title: '招商引资若干政策（2026版）',
        type: 'policy',
        audience: 'public',
        zone: '新材料园',
        documentNumber: '江经开〔2026〕3号',
        effectiveFrom: '2026-01-01',
        effectiveTo: '2028-12-31',
        supersedes: '江经开〔2023〕5号',
        sourceUrl: 'https://park.example/policy',
      },
      { path: 'internal/a/plan.md', file: join(folder, 'internal/a/plan.md'), audience: 'staff' },
      { path: 'news/one.md', file: join(folder, 'news/one.md'), audience: 'public', type: 'news' },
      {
        path: 'events/summit.txt',
        file: join(folder, 'events/summit.txt'),
        audience: 'public',
        type: 'event',
        event: { id: 'summit-2026', startsOn: '2026-12-08', endsOn: '2026-12-10' },
      },
      {
        path: 'projects/ledger.xlsx',
        file: join(folder, 'projects/ledger.xlsx'),
        audience: 'public',
        type: 'projects',
        columns: { name: '项目名称', signed: '敲定' },
      },
    ]);
    expect(pack.skipped).toEqual([
      { path: 'absent.md', reason: 'named in pack.yaml, not found' },
      { path: 'cases/*.md', reason: 'named in pack.yaml, matches no file' },
      { path: 'left.pdf', reason: 'not named in pack.yaml' },
      { path: 'left.txt', reason: 'not named in pack.yaml' },
    ]);
  });

  it('keeps for staff what any of its entries keeps for staff', async () => {
    await put({
      'pack.yaml': 'documents:\n  - path: "**/*.md"\n  - { path: rooms.md, audience: staff }\n',
      'rooms.md': '',
      'open.md': '',
    });
    const { documents } = await readPack(folder);
    expect(documents.map(({ path, audience }) => [path, audience])).toEqual([
      ['open.md', 'public'],
      ['rooms.md', 'staff'],
    ]);
  });

  it('may leave the documents out, which is then every readable file', async () => {
    await put({ 'pack.yaml': 'name: 江川\n', 'a.md': '' });
    expect(await readPack(folder)).toMatchObject({
      name: '江川',
      documents: [{ path: 'a.md' }],
      skipped: [],
    });
  });

  it.each([
    ['a syntax error', 'name: 江川\ndocuments:\n  - path: "a.md\n', /^pack\.yaml line 3: /],
    ['a key given twice', 'name: 江川\nname: 江川\n', /^pack\.yaml line 2: /],
    [
      'a misspelt key',
      'name: 江川\ndocuments:\n  - path: a.md\n    audiance: staff\n',
      /^pack\.yaml line 4: unknown key "audiance" in documents\[1\]\.$/,
    ],
    [
      'a misspelt key at the top',
      'name: 江川\n\ndocument: []\n',
      /^pack\.yaml line 3: unknown key "document"\.$/,
    ],
    [
      'an unknown audience',
      'documents:\n  - path: a.md\n    audience: intern\n',
      /^pack\.yaml line 3: documents\[1\]\.audience must be one of public, staff\.$/,
    ],
    [
      'a missing path',
      'documents:\n  - path: a.md\n  - title: 甲\n',
      /^pack\.yaml line 3: documents\[2\]\.path is missing\.$/,
    ],
    [
      'a number for text',
      'contact:\n  name: 中心\n  phone: 0700123\n',
      /^pack\.yaml line 3: contact\.phone must be text\.$/,
    ],
    [
      'a day that does not exist',
      'documents:\n  - path: a.md\n    effective_to: 2026-02-30\n',
      /^pack\.yaml line 3: .*effective_to must be a day/,
    ],
    [
      'an end before the beginning',
      'documents:\n  - path: a.md\n    effective_from: 2026-02-01\n    effective_to: 2026-01-01\n',
      /^pack\.yaml line 4: .*is before effective_from/,
    ],
    [
      'a column that is no field',
      'documents:\n  - path: a.md\n    columns: { sum: 投资额 }\n',
      /^pack\.yaml line 3: .*is no field of a register/,
    ],
    [
      'a path out of the folder',
      'documents:\n  - path: a.md\n  - path: sub/../../secret.md\n',
      /^pack\.yaml line 3: documents\[2\]\.path must be a path inside the folder/,
    ],
    ['an absolute path', 'documents:\n  - path: /etc/passwd\n', /^pack\.yaml line 2: .*inside the folder/],
    [
      'an address that is none',
      'documents:\n  - path: a.md\n    source_url: javascript:alert(1)\n',
      /^pack\.yaml line 3: .*http or https/,
    ],
    [
      'an unknown time zone',
      'timezone: Asia/Jiangchuan\n',
      /^pack\.yaml line 1: timezone must be a time zone/,
    ],
    ['a list where keys belong', '- a.md\n', /^pack\.yaml line 1: the file must be a mapping/],
    ['an empty file', '', /^pack\.yaml line 1: /],
    [
      'aliases that multiply',
      `a: &a [x]\nb: &b [${'*a,'.repeat(30)}]\nc: [${'*b,'.repeat(30)}]\n`,
      /^pack\.yaml line 1: /,
    ],
  ])('with %s names the line and how to mend it', async (_, yaml, message) => {
    expect(await mistakeOf(yaml)).toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(message),
      next: expect.stringMatching(/\.$/),
    });
  });

  it.each(['pack.yml', 'Pack.yaml'])('is not passed over when it is called %s', async (name) => {
    await put({ [name]: 'name: 江川\n', 'a.md': '' });
    await expect(readPack(folder)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining(name),
    });
  });
});

it('counts as convertible exactly what is converted', () => {
  const extensions = Object.keys(LEGACY).map((extension) => `.${extension}`);
  expect([...CONVERTIBLE].sort()).toEqual(extensions.sort());
});
