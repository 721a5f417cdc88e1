import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage } from './support/web-server.ts';

let directory: string;
/** Every file of the built page, by its name. */
const files = new Map<string, string>();
const texts = (extension: string) =>
  [...files].filter(([name]) => name.endsWith(extension)).map(([, text]) => text);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'luodi-build-'));
  await buildPage(directory);
  for (const folder of ['', 'assets'])
    for (const entry of await readdir(join(directory, folder), { withFileTypes: true }))
      if (entry.isFile()) files.set(entry.name, await readFile(join(directory, folder, entry.name), 'utf8'));
});
afterAll(() => rm(directory, { recursive: true }));

/** What browsers before Chrome 85 or Safari 13.4 cannot read, by the kind of its node. */
const TOO_NEW = new Set([
  ...['ChainExpression', 'PropertyDefinition', 'PrivateIdentifier', 'StaticBlock', 'ImportExpression'],
]);
/** What of their library they lack. */
const TOO_NEW_NAMES = new Set([
  ...['at', 'findLast', 'findLastIndex', 'replaceAll', 'randomUUID', 'structuredClone', 'hasOwn', 'toSorted'],
  ...['withResolvers', 'allSettled', 'toWellFormed', 'isWellFormed', 'replaceChildren', 'requestSubmit'],
]);

function* nodesOf(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value) yield value as Record<string, unknown>;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

function tooNew(node: Record<string, unknown>): string | undefined {
  if (TOO_NEW.has(String(node.type))) return String(node.type);
  const operator = String(node.operator ?? '');
  if (/^(\?\?|(\?\?|\|\||&&)=)$/.test(operator)) return operator;
  const regex = node.regex as { pattern: string; flags: string } | undefined;
  if (regex && (/[vd]/.test(regex.flags) || /\(\?<[=!]/.test(regex.pattern))) return `/${regex.pattern}/`;
  const property = node.type === 'MemberExpression' ? (node.property as { name?: string }) : undefined;
  return property?.name !== undefined && TOO_NEW_NAMES.has(property.name) ? `.${property.name}` : undefined;
}

describe('the built page', () => {
  it('has less than 60 KB of compressed script, all of it together', () => {
    const bytes = texts('.js').reduce((sum, text) => sum + gzipSync(text).length, 0);
    expect(bytes).toBeGreaterThan(5000);
    expect(bytes).toBeLessThan(60 * 1024);
  });

  it('has no script that the older browsers inside WeChat cannot read', () => {
    expect(texts('.js').length).toBeGreaterThanOrEqual(3);
    const found = texts('.js').flatMap((text) =>
      [...nodesOf(parseAst(text))].flatMap((node) => tooNew(node) ?? []),
    );
    expect([...new Set(found)]).toEqual([]);
  });

  it('lays itself out by queries that those browsers know', () => {
    const queries = texts('.css').flatMap((text) =>
      [...text.matchAll(/@media([^{]*)/g)].map((match) => match[1]!),
    );
    expect(queries.length).toBeGreaterThan(5);
    expect(queries.filter((query) => /[<>]|not\s*\(/.test(query))).toEqual([]);
    for (const text of [...texts('.js'), ...texts('.css')]) expect(text).not.toMatch(/\(width\s*[<>]/);
  });
});
