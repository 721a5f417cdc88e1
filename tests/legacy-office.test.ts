import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { convertLegacy, isLegacy } from '../src/documents/office/legacy-office.ts';
import { runLibreOffice } from '../src/documents/office/libreoffice.ts';
import { openPackage } from '../src/documents/office/package.ts';
import { flatOffice, flatTable } from './support/flat-office.ts';
import { HAS_LIBREOFFICE, officeSuite, saveAs } from './support/office.ts';
import { questions, sources } from './support/office-pack/legacy.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'luodi-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function put(path: string, bytes: Uint8Array | string): { file: string; path: string } {
  const file = join(folder, path);
  writeFileSync(file, bytes);
  return { file, path };
}

/** A PATH on which the named programs are, as far as this machine has them, and no others. */
function pathWith(...programs: string[]): string {
  const bin = mkdtempSync(join(folder, 'bin-'));
  for (const program of programs) {
    const { stdout } = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' });
    if (stdout.trim() !== '') symlinkSync(stdout.trim(), join(bin, program));
  }
  return bin;
}

const MAIN_PARTS = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml', pptx: 'ppt/presentation.xml' };

/** All text of a converted file, its parts one after the other, without mark-up. */
async function textOf({ bytes, extension }: Awaited<ReturnType<typeof convertLegacy>>): Promise<string> {
  const parts = await openPackage(bytes, 'converted');
  expect(parts.names).toContain(MAIN_PARTS[extension]);
  const texts = await Promise.all(parts.names.map((name) => parts.text(name)));
  return texts.map((text) => text!.replace(/<[^>]*>/g, '')).join('\n');
}

describe('an old format without the program for it', () => {
  it.each([
    ['办法.doc', 'an old Office format (.doc)', '.docx'],
    ['ledger.ET', 'an old Office format (.et)', '.xlsx'],
    ['deck.odp', 'an OpenDocument format (.odp)', '.pptx'],
  ])('refuses %s by name and says what to do', async (path, format, modern) => {
    const file = put(path, 'x');
    await expect(convertLegacy({ ...file, searchPath: pathWith() })).rejects.toMatchObject({
      code: 'unreadable',
      message: `${path} is in ${format}, which is read by way of LibreOffice, and that is not installed.`,
      next: `Install LibreOffice, or save it as ${modern}.`,
    });
  });

  it('is known by its extension', () => {
    expect(['a.doc', 'b.XLS', 'c/d.wps', 'e.rtf', 'f.odt'].every(isLegacy)).toBe(true);
    expect(['a.docx', 'doc', 'b.constructor', 'c.pdf', ''].some(isLegacy)).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('the run of the program', () => {
  /** A program that stands in for LibreOffice; it is run in a folder of its own. */
  async function run(script: string, mostMilliseconds = 30_000) {
    const program = join(folder, 'stand-in');
    writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
    const place = mkdtempSync(join(folder, 'run-'));
    const ended = await runLibreOffice([], { program, folder: place, mostMilliseconds });
    return { ...ended, place };
  }

  it('gives it no key of ours, a proxy that is dead, and ceilings', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-secret');
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:x');
    const { place, code } = await run('env > env; ulimit -v >> limits; ulimit -t >> limits');
    expect(code).toBe(0);
    const environment = readFileSync(join(place, 'env'), 'utf8');
    expect(environment).toContain('https_proxy=http://127.0.0.1:9');
    expect(environment).toContain(`HOME=${place}`);
    expect(environment).not.toMatch(/sk-secret|DBUS/);
    const limits = readFileSync(join(place, 'limits'), 'utf8').trim().split('\n');
    expect(limits.filter((limit) => limit !== 'unlimited')).toContain('20');
  });

  afterEach(() => vi.unstubAllEnvs());

  it('ends it, with all that it has started, when its time is over', async () => {
    const { place, code, timedOut } = await run('sleep 600 & echo $! > child; wait', 500);
    expect([code, timedOut]).toEqual([null, true]);
    const child = Number(readFileSync(join(place, 'child'), 'utf8'));
    await vi.waitFor(() => expect(() => process.kill(child, 0)).toThrow('ESRCH'), 5000);
  });
});

describe.skipIf(!HAS_LIBREOFFICE)(officeSuite('converting old formats with LibreOffice'), () => {
  const made: Record<string, Buffer> = {};
  beforeAll(async () => {
    for (const { document } of questions) {
      const [name, format] = document.split('.') as [string, string];
      const source = Object.keys(sources).find((candidate) => candidate.startsWith(`${name}.`))!;
      Object.assign(made, await saveAs(format, { [source]: sources[source]! }));
    }
  });

  it.each(questions)('keeps $fact of $document', async ({ document, fact }) => {
    const converted = await convertLegacy(put(document, made[document]!));
    expect(await textOf(converted)).toContain(fact);
  });

  it('takes files that WPS has named, and names that read as options', async () => {
    const wps = await convertLegacy(put('--convert-to pdf;租赁.wps', made['lease-rules.doc']!));
    expect(wps.extension).toBe('docx');
    expect(await textOf(wps)).toContain('14.5元');
    const et = await convertLegacy(put('http:价格.et', made['utilities.xls']!));
    expect(et.extension).toBe('xlsx');
    expect(await textOf(et)).toContain('管道天然气');
  });

  // 蒸汽 in GB18030, as an export under the name of an Office format.
  const steam = Buffer.from([0xd5, 0xf4, 0xc6, 0xfb]).toString('latin1');

  it.each([
    ['page.xls', `<html><meta charset="gb2312"><table><tr><td>${steam}</td><td>228</td></tr></table>`],
    ['undeclared.xls', `<table><tr><td>${steam}</td><td>228</td></tr></table>`],
    ['cells.xls', `${steam}\t228\n`],
    ['text.doc', `${steam}228`],
  ])('reads the Chinese of a text named %s', async (path, text) => {
    const found = await textOf(await convertLegacy(put(path, Buffer.from(text, 'latin1'))));
    expect(found).toContain('蒸汽');
    expect(found).toContain('228');
  });

  it.each<[string, Uint8Array | string, string]>([
    ['picture.doc', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3), 'is no Office document'],
    ['paper.xls', '%PDF-1.4\n', 'is no Office document'],
    ['page.doc', 'MIME-Version: 1.0\nContent-Type: multipart/related', 'web page in one file (MHTML)'],
    ['text.ppt', '园区简介', 'is no Office document'],
    ['torn.doc', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'is damaged'],
    ['torn.odt', 'PK\x03\x04', 'cannot be converted'],
    [
      'locked.doc',
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
      'is locked with a password',
    ],
  ])('refuses %s and says why and what to do', async (path, bytes, reason) => {
    await expect(convertLegacy(put(path, bytes))).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(`^${path} .*${reason.replace(/[()]/g, '\\$&')}.*\\.$`),
      next: expect.stringMatching(/\.$/),
    });
  });

  it('refuses what is no file, and a file that is gone', async () => {
    mkdirSync(join(folder, 'folder.doc'));
    const directory = { file: join(folder, 'folder.doc'), path: 'folder.doc' };
    await expect(convertLegacy(directory)).rejects.toMatchObject({ message: 'folder.doc is not a file.' });
    const gone = { file: join(folder, 'gone.doc'), path: 'gone.doc' };
    await expect(convertLegacy(gone)).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('leaves nothing behind, and goes on after a conversion that was stopped', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('luodi-legacy-'));
    const stop = new AbortController();
    const stopped = convertLegacy({ ...put('a.doc', made['lease-rules.doc']!), signal: stop.signal });
    const waiting = convertLegacy(put('b.doc', made['lease-rules.doc']!));
    stop.abort(new Error('no more time'));
    await expect(stopped).rejects.toThrow('no more time');
    expect((await waiting).extension).toBe('docx');
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('luodi-legacy-'));
    expect(after).toEqual(before);
  });
});

describe.skipIf(!HAS_LIBREOFFICE)(officeSuite('a document that reaches out'), () => {
  const requests: string[] = [];
  let server: Server;
  let address: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      response.end('x');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    writeFileSync(join(folder, 'secret.txt'), '谈判底价每亩9.9万元');
  });
  afterAll(() => server.close());

  /** Linked pictures, a linked section, a formula that fetches, a sheet out of another file. */
  const reaching = () => {
    const picture = `<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="${address}/p.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>`;
    const secret = `file://${folder}/secret.txt`;
    return {
      'text.fodt': flatOffice('text', {
        body: `<text:p>甲地块80亩</text:p><text:p>${picture}</text:p>
<text:section text:name="s"><text:section-source xlink:href="${address}/s.odt" xlink:type="simple"/><text:p>乙</text:p></text:section>
<text:section text:name="t"><text:section-source xlink:href="${secret}" xlink:type="simple" text:filter-name="Text"/><text:p>丙</text:p></text:section>`,
      }),
      'sheet.fods': flatOffice('spreadsheet', {
        body: `${flatTable('台账', [['甲地块', 80]]).replace(
          '</table:table-row>',
          `<table:table-cell table:formula="of:=WEBSERVICE(&quot;${address}/w&quot;)" office:value-type="string"><text:p>旧</text:p></table:table-cell>$&`,
        )}<table:table table:name="外"><table:table-source xlink:type="simple" xlink:href="${secret}" table:table-name="secret" table:filter-name="Text - txt - csv (StarCalc)"/><table:table-row><table:table-cell/></table:table-row><table:shapes>${picture}</table:shapes></table:table>`,
      }),
    };
  };

  it.each([
    ['in a network without a way out', ['unshare', 'soffice', 'true']],
    ['where only its profile holds it back', ['soffice']],
  ])('is converted and fetches nothing, %s', async (_, programs) => {
    const { 'text.fodt': text, 'sheet.fods': sheet } = reaching();
    const searchPath = pathWith(...programs, ...PROGRAMS_OF_THE_SCRIPT);
    for (const [path, source] of [
      ['text.odt', text],
      ['sheet.ods', sheet],
      [
        'page.doc',
        `<html><img src="${address}/i.png"><link rel="stylesheet" href="${address}/c.css">甲地块80亩`,
      ],
    ] as const) {
      const found = await textOf(await convertLegacy({ ...put(path, source), searchPath }));
      expect(found).toMatch(/80/);
      expect(found).not.toContain('谈判底价');
    }
    expect(requests).toEqual([]);
  });

  it('would be seen if it did fetch', async () => {
    await saveAs('docx', { 'text.fodt': reaching()['text.fodt'] });
    expect(requests).not.toEqual([]);
  });
});

/** What the program's own start-up script calls. */
const PROGRAMS_OF_THE_SCRIPT = ['sh', 'basename', 'dirname', 'sed', 'uname', 'grep', 'readlink', 'ls', 'cat'];
