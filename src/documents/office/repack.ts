import { crc32 } from 'node:zlib';

const LOCAL_SIGNATURE = 0x04034b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
/** The version of the format that is needed to unpack, and the flag for names in UTF-8. */
const VERSION = 20;
const UTF8_NAMES = 0x0800;

/**
 * A zip archive of the named files, stored without compression: for libraries that unpack by themselves, which
 * would unpack pictures as well, and could see other entries in a doctored file than those that were checked.
 *
 * @param content gives the bytes of the file of that name
 */
export async function packStored(
  names: readonly string[],
  content: (name: string) => Promise<Buffer>,
): Promise<Buffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const bytes = await content(name);
    const encodedName = Buffer.from(name);
    const local = Buffer.concat([localHeader(bytes, encodedName), encodedName]);
    files.push(local, bytes);
    directory.push(centralHeader(local, offset), encodedName);
    offset += local.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...files, central, endRecord(names.length, central.length, offset)]);
}

function localHeader(bytes: Buffer, name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_SIGNATURE, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(UTF8_NAMES, 6);
  header.writeUInt32LE(crc32(bytes), 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt32LE(bytes.length, 22);
  header.writeUInt16LE(name.length, 26);
  return header;
}

/** Repeats the local header's fields and says where that header begins. */
function centralHeader(local: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL_SIGNATURE, 0);
  header.writeUInt16LE(VERSION, 4);
  local.copy(header, 6, 4, 30);
  header.writeUInt32LE(offset, 42);
  return header;
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(END_SIGNATURE, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
