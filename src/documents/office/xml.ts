import { createRequire } from 'node:module';
import type { Document, Element, Node } from '@xmldom/xmldom';

export type { Element } from '@xmldom/xmldom';

/** Loads the parser at its first use. */
const load = createRequire(import.meta.url);

/** The customary prefixes by namespace, of the transitional and the strict form of the format (ECMA-376). */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/drawingml/2006/main', 'a'],
  ['http://purl.oclc.org/ooxml/drawingml/main', 'a'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rel'],
  ['urn:schemas-microsoft-com:vml', 'v'],
]);
const ELEMENT_NODE = 1;

/**
 * The root of an XML text.
 *
 * @throws Error when the text is not well-formed
 */
export function parseXml(text: string): Element {
  const { DOMParser } = load('@xmldom/xmldom') as typeof import('@xmldom/xmldom');
  const parser = new DOMParser({
    // Positions of every node would take half the memory.
    locator: false,
    // Fatal errors are thrown in any case; without this, the others would be mended and logged.
    onError: (level, message) => {
      if (level === 'error') throw new Error(message);
    },
  });
  const document: Document = parser.parseFromString(text, 'text/xml');
  if (!document.documentElement) throw new Error('the XML has no root element');
  return document.documentElement;
}

/** An element's name with the customary prefix, whatever prefix the file uses: `w:p`. */
export function nameOf(element: Element): string {
  const prefix = PREFIXES.get(element.namespaceURI ?? '') ?? element.prefix;
  return prefix ? `${prefix}:${element.localName}` : element.localName!;
}

/** The elements right below an element. */
export function* childrenOf(parent: Element): Generator<Element> {
  for (let node: Node | null = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === ELEMENT_NODE) yield node as Element;
  }
}

/** The first element of that name right below `parent`, or below what the further names lead to. */
export function childOf(parent: Element | undefined, ...names: string[]): Element | undefined {
  let found = parent;
  for (const name of names) {
    if (!found) return undefined;
    found = childrenOf(found).find((child) => nameOf(child) === name);
  }
  return found;
}

/** All elements of that name at any depth, in order; what is inside such an element is not looked at. */
export function* within(parent: Element, name: string): Generator<Element> {
  for (const child of childrenOf(parent)) {
    if (nameOf(child) === name) yield child;
    else yield* within(child, name);
  }
}

/** An attribute in the namespace of its element, or in none: `w:val` of `w:jc`. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.getAttributeNS(element.namespaceURI, name) ?? element?.getAttribute(name) ?? undefined;
}

/** An attribute that is a whole number. */
export function numberOf(element: Element | undefined, name = 'val'): number | undefined {
  const number = Number.parseInt(attributeOf(element, name) ?? '', 10);
  return Number.isNaN(number) ? undefined : number;
}

/** What a switch such as `w:b` says: on, off, or nothing. */
export function switchOf(properties: Element | undefined, name: string): boolean | undefined {
  const element = childOf(properties, name);
  return element && !/^(?:0|false|off|none)$/.test(attributeOf(element, 'val') ?? '');
}
