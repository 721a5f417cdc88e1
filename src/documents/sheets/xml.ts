import { decodeEntities } from '../entities.ts';

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

/** What stands within the first element of that local name. */
export function sectionOf(xml: string, name: string): string {
  const start = new RegExp(`<(\\w{1,20}:)?${name}(?:\\s[^<>]*)?>`).exec(xml);
  if (!start || start[0].endsWith('/>')) return '';
  const from = start.index + start[0].length;
  return xml.slice(from, xml.indexOf(`</${start[1] ?? ''}${name}>`, from));
}

/** A text as the value of an attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
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

/** A sheet in which every row and cell says where it stands; some programs leave that to their order. */
export function withPlaces(xml: string): string {
  if (!/<(?:row|c)(?![^<>]*\sr=)[\s/>]/.test(xml)) return xml;
  let row = 0;
  let column = 0;
  return xml.replace(/<(row|c)(?=[\s/>])([^<>]*)>/g, (tag, name: string, attributes: string) => {
    const place = /\sr="([A-Z]*)(\d+)"/.exec(attributes);
    if (name === 'row') {
      row = place ? Number(place[2]) : row + 1;
      column = 0;
      return place ? tag : `<row r="${row}"${attributes}>`;
    }
    column = place ? columnNumber(place[1]!) : column + 1;
    return place ? tag : `<c r="${columnLetters(column)}${row}"${attributes}>`;
  });
}

/** The number of a column, from 1, by its letters. */
export function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return column <= 26 ? last : columnLetters(Math.floor((column - 1) / 26)) + last;
}

/** A sheet without the cells and rows that hold nothing: a border to the last row makes a million of them. */
export function withoutEmptyCells(xml: string): string {
  return xml
    .replace(/<c(?:\s[^<>]*)?(?:\/>|><\/c>)/g, '')
    .replace(/<row(?:\s[^<>]*)?(?:\/>|>\s*<\/row>)/g, '');
}
