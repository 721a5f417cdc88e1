import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf, luodi, removeFolders } from './support/command-line.ts';
import { qdrantMissing, type RunningQdrant, startQdrant } from './support/qdrant.ts';

interface Totals {
  total: number;
  right: number;
  evidence: { cited: number; total: number };
  untraced: number;
  answered: number;
  failed: number;
  factCharacters: number;
}

const ROOT = join(import.meta.dirname, '..');
const SHARED = join(ROOT, '..', 'shared');
const ARTICLE = ['--pack', join(SHARED, 'corpus')];
const SHIPPED = join(ROOT, 'tests', 'fixtures', 'knowledge-gold.jsonl');
const MORE_SHIPPED = join(ROOT, 'tests', 'fixtures', 'knowledge-gold-2.jsonl');
const DEVELOPMENT = join(SHARED, 'eval', 'hengyang-dev.jsonl');
const sharedMissing = existsSync(DEVELOPMENT) ? '' : ' (skipped: no ../shared)';

let data: string;
let qdrant: RunningQdrant | undefined;
beforeAll(async () => {
  data = await folderOf();
  qdrant = await startQdrant();
});
afterAll(async () => {
  await qdrant?.stop();
  await removeFolders([data]);
});

async function evaluate(
  gold: string,
  pack: string[],
  environment: Record<string, string> = {},
): Promise<Totals> {
  const run = await luodi(['eval', gold, ...pack, '--data', data, '--json'], { env: environment });
  expect(run.code, run.stderr).toBe(0);
  return JSON.parse(run.stdout) as Totals;
}

function expectTrustworthy({ evidence, untraced, failed, factCharacters }: Totals): void {
  expect(evidence.cited).toBeGreaterThanOrEqual(0.95 * evidence.total);
  expect(untraced).toBe(0);
  expect(failed).toBe(0);
  expect(factCharacters).toBeLessThanOrEqual(120);
}

describe('answers without a model', () => {
  it('on the pack that ships are right, cited and short', async () => {
    const totals = await evaluate(SHIPPED, ['--pack', join(ROOT, 'knowledge')]);
    expect(totals.right).toBeGreaterThanOrEqual(0.95 * totals.total);
    expectTrustworthy(totals);
  });

  it('on the pack that ships are right for follow-ups, parts, traps, reasons and near misses', async () => {
    const totals = await evaluate(MORE_SHIPPED, ['--pack', join(ROOT, 'knowledge')]);
    expect(totals.right).toBeGreaterThanOrEqual(0.88 * totals.total);
    expect(totals.untraced).toBe(0);
    expect(totals.failed).toBe(0);
  });

  it.skipIf(sharedMissing)(
    `on a raw scraped article are right, cited and short${sharedMissing}`,
    async () => {
      const totals = await evaluate(DEVELOPMENT, ARTICLE);
      expect(totals.right).toBeGreaterThanOrEqual(29);
      expectTrustworthy(totals);
    },
  );

  it.skipIf(sharedMissing || qdrantMissing)(
    `are the same on Qdrant${sharedMissing || (qdrantMissing ? ` (skipped: ${qdrantMissing})` : '')}`,
    async () => {
      const totals = await evaluate(DEVELOPMENT, ARTICLE, { QDRANT_URL: qdrant!.url });
      expect(totals.right).toBeGreaterThanOrEqual(29);
      expectTrustworthy(totals);
    },
  );
});
