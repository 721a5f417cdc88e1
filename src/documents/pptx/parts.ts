import { posix } from 'node:path';
import type { OfficePackage } from '../office/package.ts';
import { attributeOf, childrenOf, type Element, parseXml } from '../office/xml.ts';

/** The namespaces of references to other parts, of the transitional and the strict form of the format. */
const REFERENCES = [
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'http://purl.oclc.org/ooxml/officeDocument/relationships',
];

/** A part of a package, and what it refers to inside the package. */
export interface Part {
  root: Element;
  /** The part that an attribute such as `r:id` refers to. */
  referred(element: Element | undefined, attribute?: string): Promise<Part | undefined>;
  /** The first part of that kind which this one is related to: `notesSlide`, `slideLayout`. */
  related(kind: string): Promise<Part | undefined>;
}

/**
 * The parts of a package, each read once where several refer to it.
 *
 * @returns a function from a part's name to the part, or to `undefined` where there is none of that name
 */
export function partsOf(pack: OfficePackage): (name: string) => Promise<Part | undefined> {
  const shared = new Map<string, Promise<Part | undefined>>();
  const open = (name: string) => {
    const known = shared.get(name);
    if (known) return known;
    const part = read(name);
    // Slides hold what is large, and each is read once; layouts and masters are small and common to many.
    if (/\/slide(?:Layout|Master)s\//.test(name)) shared.set(name, part);
    return part;
  };
  const read = async (name: string): Promise<Part | undefined> => {
    const text = await pack.text(name);
    if (text === undefined) return undefined;
    const relations = relationsIn(name, await pack.text(relationsName(name)));
    const target = async (relation: Relation | undefined) => relation && open(relation.target);
    return {
      root: parseXml(text),
      referred: (element, attribute = 'id') => {
        const id = element && referenceOf(element, attribute);
        return target(relations.find((relation) => relation.id === id));
      },
      related: (kind) => target(relations.find((relation) => relation.kind === kind)),
    };
  };
  return open;
}

interface Relation {
  id: string;
  kind: string;
  target: string;
}

/** `ppt/slides/slide1.xml` → `ppt/slides/_rels/slide1.xml.rels` */
function relationsName(name: string): string {
  return posix.join(posix.dirname(name), '_rels', `${posix.basename(name)}.rels`);
}

/** What a part refers to inside the package; references to the outside are not followed. */
function relationsIn(name: string, text: string | undefined): Relation[] {
  if (text === undefined) return [];
  const inside = [...childrenOf(parseXml(text))].filter(
    (element) => attributeOf(element, 'TargetMode') !== 'External',
  );
  return inside.map((element) => ({
    id: attributeOf(element, 'Id') ?? '',
    kind: (attributeOf(element, 'Type') ?? '').split('/').at(-1)!,
    target: posix.resolve('/', posix.dirname(name), attributeOf(element, 'Target') ?? '').slice(1),
  }));
}

function referenceOf(element: Element, attribute: string): string | undefined {
  for (const namespace of REFERENCES) {
    const id = element.getAttributeNS(namespace, attribute);
    if (id) return id;
  }
  return undefined;
}
