import { XMLParser } from 'fast-xml-parser';
import { AppError } from '../../errors.ts';

// Values stay text: `MsgId` has 64 bits, and spaces are the asker's.
const parser = new XMLParser({
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
  ignoreAttributes: true,
});

/**
 * The fields of a WeChat or WeCom call, below its one root. What is nested comes as JSON.
 * @param bytes UTF-8; the caller bounds its length
 * @throws AppError `bad-input` where it is no such XML, or declares a document type
 */
export function readXml(bytes: Uint8Array): Record<string, string> {
  const text = decode(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw badXml();
  const root = rootOf(text);
  if (typeof root !== 'object' || root === null || Array.isArray(root)) throw badXml();
  const fields = Object.entries(root).filter(([name]) => name !== '#text');
  return Object.fromEntries(
    fields.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

/** XML of these fields below one root `xml`, texts as CDATA. Characters that XML knows no way to write are left out. */
export function writeXml(fields: Record<string, string | number>): string {
  const inner = Object.entries(fields).map(([name, value]) =>
    typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}>${cdata(value)}</${name}>`,
  );
  return `<xml>${inner.join('')}</xml>`;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw badXml(cause);
  }
}

function rootOf(text: string): unknown {
  try {
    const parsed: Record<string, unknown> = parser.parse(text, true);
    const roots = Object.keys(parsed).filter((name) => !name.startsWith('?') && name !== '#text');
    return roots.length === 1 ? parsed[roots[0]!] : undefined;
  } catch (cause) {
    throw badXml(cause);
  }
}

function cdata(text: string): string {
  const writable = text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  return `<![CDATA[${writable.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function badXml(cause?: unknown): AppError {
  return new AppError('bad-input', 'A call held no XML of the form that WeChat documents.', { cause });
}
