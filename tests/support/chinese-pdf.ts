/** PDFs written by hand, for what no office program writes: fonts that are not in the file, scans, hidden text. */

/** What a page paints, as operators of the format, and the fonts and pictures they name. */
export interface HandPage {
  /** Operators of the page, `BT /F1 12 Tf … ET`; strings as `<…>` in the font's encoding. */
  content: string;
  fonts?: Record<string, string>;
  /** Whether a picture `/Scan` of one grey dot is there to paint. */
  hasPicture?: boolean;
  /** Entries of the page besides: `/Rotate 90`, `/CropBox [...]`. */
  entries?: string;
}

/** A font of every Chinese reader program that is not in the file, read through a predefined CMap. */
export function chineseFont(cmap: string): string {
  return `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-${cmap} /Encoding /${cmap} /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>`;
}

export const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';

/** A font whose character codes are numbers of glyphs, which it does not say the characters of. */
export const NAMELESS =
  '<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Nameless /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Nameless /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Nameless /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >> >>] >>';

/** Paints the picture `/Scan` over the whole page. */
export const SCAN = 'q 595 0 0 842 0 0 cm /Scan Do Q\n';

/** A string for a font with the CMap `UniGB-UCS2-H`. */
export function ucs2(text: string): string {
  return `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/** A string for a font with the CMap `GBK-EUC-H`. */
export function gbk(text: string): string {
  const codes = [...text].map((character) =>
    character < '\u0080' ? character.charCodeAt(0) : gbkCodes().get(character)!,
  );
  return `<${codes.map((code) => code.toString(16).padStart(2, '0')).join('')}>`;
}

let codesOfGbk: Map<string, number> | undefined;

function gbkCodes(): Map<string, number> {
  if (codesOfGbk) return codesOfGbk;
  const decoder = new TextDecoder('gbk');
  codesOfGbk = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(new Uint8Array([lead, trail]));
      if (!codesOfGbk.has(character)) codesOfGbk.set(character, lead * 256 + trail);
    }
  }
  return codesOfGbk;
}

/** Lines of text below each other from `x, y` (points from the left bottom corner) on. */
export function lines(font: string, size: number, { x = 72, y = 770, leading = 1.5 * size } = {}) {
  return (...texts: readonly string[]): string =>
    `BT ${font} ${size} Tf ${leading} TL ${x} ${y} Td ${texts.map((text) => `${text} Tj T*`).join(' ')} ET\n`;
}

/** A whole file of pages in A4, not compressed. */
export function handPdf(pages: readonly HandPage[]): Uint8Array {
  const objects: string[] = ['<< /Type /Catalog /Pages 2 0 R >>', ''];
  const add = (object: string) => `${objects.push(object)} 0 R`;
  const picture = add(
    stream(
      '<< /Type /XObject /Subtype /Image /Width 20 /Height 20 /ColorSpace /DeviceGray /BitsPerComponent 8',
      '\u0080'.repeat(400),
    ),
  );
  const kids = pages.map(({ content, fonts = {}, hasPicture, entries = '' }) => {
    const names = Object.entries(fonts).map(([name, font]) => `/${name} ${add(font)}`);
    const pictures = hasPicture ? `/XObject << /Scan ${picture} >>` : '';
    const resources = `/Resources << /Font << ${names.join(' ')} >> ${pictures} >>`;
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${entries} ${resources} /Contents ${add(stream('<<', content))} >>`,
    );
  });
  objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`;
  return assemble(objects);
}

function stream(dictionary: string, content: string): string {
  return `${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

function assemble(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const start = file.length;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
