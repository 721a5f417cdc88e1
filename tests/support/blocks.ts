import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Reader } from '../../src/documents/reader.ts';
import type { CleanText } from '../../src/types.ts';

/** A document of `tests/fixtures/documents`. */
export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/documents/${name}`, import.meta.url));
}

/** Blocks as [kind, text], after proof that they are in order, apart by one line feed, and cover the text. */
export function blocksOf({ text, blocks }: CleanText): [string, string][] {
  let expected = 0;
  for (const { start, end } of blocks) {
    expect(start).toBe(expected);
    expect(end).toBeGreaterThan(start);
    expect(text.slice(end, end + 1)).toBe(end === text.length ? '' : '\n');
    expected = end + 1;
  }
  expect(text.length).toBe(Math.max(0, expected - 1));
  return blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

export async function read(reader: Reader, content: string | Uint8Array): Promise<CleanText> {
  return reader.read(typeof content === 'string' ? new TextEncoder().encode(content) : content, 'file');
}
