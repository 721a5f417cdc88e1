import { constants, crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive as it will be written, true or not. */
export interface ZipMember {
  name: string;
  content: string | Buffer;
  /** What the headers say the size is; the real size unless set. */
  declaredSize?: number;
  /** Says that the file is encrypted. */
  encrypted?: boolean;
}

interface Compressed extends Omit<ZipMember, 'content'> {
  data: Buffer;
  size: number;
  crc: number;
}

const MEGABYTE = 1024 * 1024;
const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`;
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const DOCUMENT_OPENING =
  '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>';
const DOCUMENT_END = '</w:body></w:document>';
const ROWS = 1_000_000;
const ROWS_AT_ONCE = 20_000;

/** An archive with hand-made headers, which may lie. */
export function zipOf(members: readonly ZipMember[]): Buffer {
  return archive(members.map(compress));
}

/** A Word document whose body is the given mark-up, with further parts or with others in place of the usual. */
export function docxOf(body: string, others: readonly ZipMember[] = []): Buffer {
  const document = DOCUMENT_OPENING + body + DOCUMENT_END;
  const usual = [...frame('word/document.xml'), { name: 'word/document.xml', content: document }];
  const replaced = new Set(others.map(({ name }) => name));
  return zipOf([...usual.filter(({ name }) => !replaced.has(name)), ...others]);
}

/** A Word document with an archive in an archive in an archive: ten of each, 10 MB in each of the innermost. */
export function nestedZip(): Buffer {
  let inner = zipOf([{ name: 'zeros.xml', content: Buffer.alloc(10 * MEGABYTE, '0') }]);
  for (let level = 0; level < 4; level += 1) {
    inner = zipOf(Array.from({ length: 10 }, (_, i) => ({ name: `${level}-${i}.zip`, content: inner })));
  }
  const text = '<w:p><w:r><w:t>江川经济技术开发区规划面积12平方公里。</w:t></w:r></w:p>';
  return docxOf(text, [{ name: 'word/embeddings/nested.zip', content: inner }]);
}

/** An archive of 65,000 entries. */
export function manyEntries(): Buffer {
  const one = compress({ name: '', content: '<a/>' });
  const numbered = Array.from({ length: 65_000 }, (_, i) => ({ ...one, name: `customXml/item${i}.xml` }));
  return archive([...frame('word/document.xml').map(compress), ...numbered]);
}

/** A Word document that unpacks to 50 MB while both its headers say 1,000 bytes. */
export function lyingSizes(): Buffer {
  return archive([
    ...frame('word/document.xml').map(compress),
    { ...oneRun(50), name: 'word/document.xml', declaredSize: 1000 },
  ]);
}

/** A Word document with a part that would be unpacked outside its folder. */
export function climbingNames(name = '../../climbed.xml'): Buffer {
  return docxOf('', [{ name, content: '<a/>' }]);
}

/** A Word document of about 300 KB that unpacks to one run of `megabytes` MB. */
export function expandingDocx(megabytes = 300): Buffer {
  return archive([
    ...frame('word/document.xml').map(compress),
    { ...oneRun(megabytes), name: 'word/document.xml' },
  ]);
}

/** A workbook with 1,000,000 rows of one figure: about 5 MB, 48 MB unpacked. */
export function millionRows(): Buffer {
  const workbook = `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${RELATIONSHIPS}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  const link = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`;
  return archive([
    ...frame('xl/workbook.xml').map(compress),
    compress({ name: 'xl/workbook.xml', content: workbook }),
    compress({ name: 'xl/_rels/workbook.xml.rels', content: link }),
    { ...joined(sheetPieces()), name: 'xl/worksheets/sheet1.xml' },
  ]);
}

function* sheetPieces(): Generator<Piece> {
  yield piece(
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
  );
  for (let first = 1; first <= ROWS; first += ROWS_AT_ONCE) {
    let rows = '';
    for (let row = first; row < first + ROWS_AT_ONCE; row += 1) {
      rows += `<row r="${row}"><c r="A${row}"><v>${row}</v></c></row>`;
    }
    yield piece(rows);
  }
  yield piece('</sheetData></worksheet>');
}

function oneRun(megabytes: number): Omit<Compressed, 'name'> {
  const text = piece('a'.repeat(MEGABYTE));
  return joined([
    piece(`${DOCUMENT_OPENING}<w:p><w:r><w:t>`),
    ...Array.from({ length: megabytes }, () => text),
    piece(`</w:t></w:r></w:p>${DOCUMENT_END}`),
  ]);
}

/** A stretch of a compressed file that stands by itself, so that one can be repeated without compressing again. */
interface Piece {
  plain: Buffer;
  data: Buffer;
}

function piece(content: string): Piece {
  const plain = Buffer.from(content);
  return { plain, data: deflateRawSync(plain, { level: 6, finishFlush: constants.Z_FULL_FLUSH }) };
}

function joined(pieces: Iterable<Piece>): Omit<Compressed, 'name'> {
  const data: Buffer[] = [];
  let [size, crc] = [0, 0];
  for (const { plain, data: compressed } of pieces) {
    data.push(compressed);
    size += plain.length;
    crc = crc32(plain, crc);
  }
  data.push(deflateRawSync(Buffer.alloc(0)));
  return { data: Buffer.concat(data), size, crc };
}

function compress({ content, ...member }: ZipMember): Compressed {
  const plain = Buffer.from(content as Buffer);
  return { ...member, data: deflateRawSync(plain), size: plain.length, crc: crc32(plain) };
}

/** What every package has besides its content. */
function frame(main: string): ZipMember[] {
  const link = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="${main}"/></Relationships>`;
  return [
    { name: '[Content_Types].xml', content: CONTENT_TYPES },
    { name: '_rels/.rels', content: link },
  ];
}

function archive(members: readonly Compressed[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800 | (member.encrypted ? 1 : 0), 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(member.crc, 10);
    fields.writeUInt32LE(member.data.length, 14);
    fields.writeUInt32LE(member.declaredSize ?? member.size, 18);
    fields.writeUInt16LE(name.length, 22);
    files.push(Buffer.from('PK\x03\x04'), fields, name, member.data);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), fields, place, name);
    offset += 30 + name.length + member.data.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, central, Buffer.from('PK\x05\x06'), end]);
}
