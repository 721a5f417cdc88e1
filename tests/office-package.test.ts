import { describe, expect, it } from 'vitest';
import { LARGEST_UNPACKED, openPackage } from '../src/documents/office/package.ts';
import { packStored } from '../src/documents/office/repack.ts';
import {
  climbingNames,
  docxOf,
  expandingDocx,
  lyingSizes,
  manyEntries,
  millionRows,
  nestedZip,
  zipOf,
} from './support/zip-bombs.ts';

const PARAGRAPH = '<w:p><w:r><w:t>江川经开区规划面积12平方公里。</w:t></w:r></w:p>';
const PICTURE = { name: 'word/media/plan.png', content: Buffer.alloc(200 * 1024 * 1024) };

async function reasonFor(bytes: Uint8Array, path = 'policy.docx'): Promise<string> {
  const error = await openPackage(bytes, path).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ code: 'unreadable', next: expect.stringMatching(/\.$/) });
  expect(error.message).toMatch(new RegExp(`^${path} .*\\.$`));
  return error.message;
}

describe('an Office file that can be read', () => {
  it('gives its text parts by name, and nothing for a part that is not there', async () => {
    const office = await openPackage(docxOf(PARAGRAPH), 'policy.docx');
    expect(office.names).toEqual(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']);
    expect(await office.text('word/document.xml')).toContain('江川经开区规划面积12平方公里。');
    expect(await office.text('word/numbering.xml')).toBeUndefined();
  });

  it('gives parts in UTF-16 as well', async () => {
    const utf16 = Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a>园区</a>', 'utf16le');
    const office = await openPackage(docxOf('', [{ name: 'word/notes.xml', content: utf16 }]), 'a.docx');
    expect(await office.text('word/notes.xml')).toMatch(/<a>园区<\/a>$/);
    const swapped = docxOf('', [{ name: 'word/notes.xml', content: utf16.swap16() }]);
    expect(await (await openPackage(swapped, 'a.docx')).text('word/notes.xml')).toMatch(/<a>园区<\/a>$/);
  });

  it('does not unpack pictures and embedded archives, and can be packed again without them', async () => {
    const office = await openPackage(docxOf(PARAGRAPH, [PICTURE]), 'policy.docx');
    expect(office.names).not.toContain(PICTURE.name);
    const parts = new Map<string, string>();
    for (const name of office.names) parts.set(name, (await office.text(name))!);
    const packed = await packStored(office.names, async (name) => Buffer.from(parts.get(name)!));
    const again = await openPackage(packed, 'policy.docx');
    expect(again.names).toEqual(office.names);
    for (const [name, text] of parts) expect(await again.text(name)).toBe(text);
    await expect(openPackage(nestedZip(), 'nested.docx')).resolves.toBeDefined();
  });

  it('leaves a workbook of a million rows to its reader', async () => {
    await expect(openPackage(millionRows(), 'ledger.xlsx')).resolves.toBeDefined();
  });

  it('takes a text that unpacks to just the limit and refuses one beyond it', async () => {
    const megabytes = LARGEST_UNPACKED / 1024 / 1024;
    await expect(openPackage(expandingDocx(megabytes - 1), 'a.docx')).resolves.toBeDefined();
    expect(await reasonFor(expandingDocx(megabytes))).toContain('the limit is 100 MB');
  });
});

describe('an Office file that is not read', () => {
  it.each<[string, Uint8Array, string]>([
    ['no archive', Buffer.from('江川经开区'), 'is not a .docx file, whatever its name says'],
    ['a PDF', Buffer.from('%PDF-1.4\n1 0 obj'), 'is not a .docx file, whatever its name says'],
    [
      'an old binary or encrypted file',
      Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
      'is encrypted or an old binary Office file',
    ],
    ['an archive of something else', zipOf([{ name: 'a.xml', content: '<a/>' }]), 'no Office document'],
    ['a file cut in the middle', docxOf(PARAGRAPH).subarray(0, 700), 'is cut off: its end is missing'],
    ['65,000 entries', manyEntries(), 'has 65,002 entries; the limit is 10,000'],
    ['300 MB of text', expandingDocx(), 'unpacks to 300 MB of text; the limit is 100 MB'],
    ['a size that lies', lyingSizes(), 'is larger unpacked than it declares in its part word/document.xml'],
    ['a name above its folder', climbingNames(), 'a name that leads out of the package'],
    ['an absolute name', climbingNames('/etc/climbed.xml'), 'a name that leads out of the package'],
    ['a name of Windows', climbingNames('C:\\climbed.xml'), 'a name that leads out of the package'],
    ['a climbing name of Windows', climbingNames('..\\..\\a.xml'), 'a name that leads out of the package'],
    ['a name with a zero', climbingNames('word/a.xml\0.png'), 'has a part with a forged name'],
    ['a name that climbs on its way', climbingNames('word/../../a.xml'), 'leads out of the package'],
    [
      'an encrypted part',
      docxOf('', [{ name: 'word/secret.xml', content: '<a/>', encrypted: true }]),
      'has encrypted parts',
    ],
  ])('names the reason: %s', async (_, bytes, reason) => {
    expect(await reasonFor(bytes)).toContain(reason);
  });

  it('names the reason: a part that is there twice', async () => {
    const part = { name: 'word/document.xml', content: '<a/>' };
    const reason = await reasonFor(zipOf([{ name: '[Content_Types].xml', content: '<a/>' }, part, part]));
    expect(reason).toContain('has the part word/document.xml twice');
  });

  it('names the reason: bytes of a part that are no compressed data', async () => {
    const broken = docxOf(PARAGRAPH);
    const at = broken.lastIndexOf('word/document.xml', broken.indexOf('PK\x01\x02') - 1);
    broken.fill(0xff, at + 'word/document.xml'.length, at + 60);
    expect(await reasonFor(broken)).toContain('is damaged in its part word/document.xml');
  });

  it.each<BufferEncoding>(['utf8', 'utf16le'])(
    'refuses entities in %s, wherever they stand',
    async (encoding) => {
      const comment = `<!-- ${'x'.repeat(70_000)} -->`;
      const bomb = `\ufeff<?xml version="1.0"?>${comment}<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`;
      const part = { name: 'word/document.xml', content: Buffer.from(bomb, encoding) };
      expect(await reasonFor(docxOf('', [part]))).toContain(
        'declares entities in its part word/document.xml',
      );
      const plain = { ...part, content: Buffer.from(`\ufeff${comment}<a><![CDATA[<b>]]></a>`, encoding) };
      await expect(openPackage(docxOf('', [plain]), 'a.docx')).resolves.toBeDefined();
    },
  );

  it('keeps control characters of a part name out of the message', async () => {
    const part = { name: 'word/\u001b[2Ja.xml', content: '<!DOCTYPE a>' };
    expect(await reasonFor(docxOf('', [part]))).toContain('in its part word/?[2Ja.xml');
  });
});
