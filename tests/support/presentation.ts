import { packStored } from '../../src/documents/office/repack.ts';

const NAMESPACES = [
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
  'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
].join(' ');

/** A slide by its shapes, with the parts it refers to: `rId1` is the first, and so on. */
export interface SlideSource {
  shapes: string;
  attributes?: string;
  parts?: { kind: string; name: string }[];
}

/** Further parts of a package by name, each with what it refers to. */
export type PartSources = Record<string, { xml: string; parts?: { kind: string; name: string }[] }>;

/**
 * A .pptx file of slides and other parts as PowerPoint writes them, for what LibreOffice does not write.
 * Slides are stored in reverse, so that the order of their names is not that of the show.
 */
export async function presentation(
  slides: readonly SlideSource[],
  others: PartSources = {},
): Promise<Buffer> {
  const nameOf = (index: number) => `ppt/slides/slide${slides.length - index}.xml`;
  const parts: PartSources = {
    'ppt/presentation.xml': {
      xml: element(
        'p:presentation',
        `<p:sldIdLst>${slides.map((_, i) => `<p:sldId id="${256 + i}" r:id="rId${i + 1}"/>`).join('')}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/>`,
      ),
      parts: slides.map((_, index) => ({ kind: 'slide', name: nameOf(index) })),
    },
    ...Object.fromEntries(slides.map((slide, index) => [nameOf(index), slidePart('p:sld', slide)])),
    ...others,
  };
  const files = new Map([['[Content_Types].xml', '<Types/>']]);
  for (const [name, { xml, parts: related = [] }] of Object.entries(parts)) {
    files.set(name, xml);
    files.set(name.replace(/([^/]+)$/, '_rels/$1.rels'), relationships(related));
  }
  return packStored([...files.keys()], async (name) => Buffer.from(files.get(name)!));
}

/** A slide, a layout, a master or a page of notes: `root` is its element's name. */
export function slidePart(
  root: string,
  { shapes, attributes = '', parts }: SlideSource,
  after = '',
): PartSources[string] {
  return { xml: element(root, `<p:cSld><p:spTree>${shapes}</p:spTree></p:cSld>${after}`, attributes), parts };
}

export function element(name: string, content: string, attributes = ''): string {
  return `<${name} ${NAMESPACES} ${attributes}>${content}</${name}>`;
}

function relationships(parts: readonly { kind: string; name: string }[]): string {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const each = parts.map(
    ({ kind, name }, i) => `<Relationship Id="rId${i + 1}" Type="${type}/${kind}" Target="/${name}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`;
}

/** A shape with text at a place in centimetres; `mark` is its placeholder, `look` goes into its properties. */
export function shape(
  text: string | string[],
  {
    place,
    mark = '',
    look = '',
    list = '',
  }: { place?: number[]; mark?: string; look?: string; list?: string } = {},
): string {
  const paragraphs = [text]
    .flat()
    .map((one) => (one.startsWith('<') ? one : `<a:p><a:r><a:t>${one}</a:t></a:r></a:p>`));
  return `<p:sp><p:nvSpPr><p:cNvPr id="1" name="" ${look}/><p:nvPr>${mark}</p:nvPr></p:nvSpPr><p:spPr>${place ? `<a:xfrm>${extent(place)}</a:xfrm>` : ''}</p:spPr><p:txBody><a:lstStyle>${list}</a:lstStyle>${paragraphs.join('')}</p:txBody></p:sp>`;
}

/** Left, top, width and height in centimetres. */
export function extent([x, y, width, height]: number[]): string {
  const emu = (centimetres: number | undefined) => Math.round((centimetres ?? 0) * 360_000);
  return `<a:off x="${emu(x)}" y="${emu(y)}"/><a:ext cx="${emu(width)}" cy="${emu(height)}"/>`;
}

/** A frame with a table, or with a chart or diagram of another part. */
export function frame(content: string, place = [2, 5, 20, 8]): string {
  return `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="1" name=""/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>${extent(place)}</p:xfrm><a:graphic><a:graphicData>${content}</a:graphicData></a:graphic></p:graphicFrame>`;
}
