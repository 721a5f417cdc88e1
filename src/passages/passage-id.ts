import { hash } from 'node:crypto';

/**
 * The id of the passage at `ordinal` (from 0) of a document's version, known without reading it: a UUID of
 * version 8 (RFC 9562: free content) from the SHA-256 of document, version and place.
 */
export function passageId(document: { id: string; version: string }, ordinal: number): string {
  const digest = hash('sha256', `${document.id}|${document.version}|${ordinal}`, 'hex');
  const variant = '89ab'[Number.parseInt(digest[16]!, 16) % 4];
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
