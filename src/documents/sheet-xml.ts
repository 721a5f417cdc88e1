import { decodeEntities } from './entities.ts';

/**
 * The attributes of every start tag of that local name, in order. Not for content: the few parts of a
 * workbook that are read with this have theirs in attributes only.
 */
export function* tagsOf(xml: string, name: string): Generator<Record<string, string>> {
  const tag = new RegExp(`<(?:\\w{1,20}:)?${name}(?=[\\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)>`, 'g');
  for (const [, attributes] of xml.matchAll(tag)) {
    const read: Record<string, string> = {};
    for (const [, key, double, single] of attributes!.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
      read[key!] = decodeEntities(double ?? single ?? '');
    yield read;
  }
}

/** Whether an attribute of XML says yes. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** Without the prefix that some programs give every element: `<x:row>` becomes `<row>`. */
export function withoutPrefix(xml: string): string {
  const prefix = /<(\w{1,20}):(?:worksheet|sst|styleSheet)[\s>]/.exec(xml.slice(0, 2000))?.[1];
  return prefix === undefined ? xml : xml.replace(new RegExp(`<(/?)${prefix}:`, 'g'), '<$1');
}

/** A sheet without the cells and rows that hold nothing: a border to the last row makes a million of them. */
export function withoutEmptyCells(xml: string): string {
  return xml
    .replace(/<c(?:\s[^<>]*)?(?:\/>|><\/c>)/g, '')
    .replace(/<row(?:\s[^<>]*)?(?:\/>|>\s*<\/row>)/g, '');
}
