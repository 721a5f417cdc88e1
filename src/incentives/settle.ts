import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Incentives } from '../incentive-types.ts';
import type { IncentiveStore } from '../store/incentive-store.ts';
import type { DocumentRecord, KnowledgeStore } from '../store/knowledge-store.ts';
import type { DocumentType, Pack } from '../types.ts';
import { stepsOfReading } from './read/read.ts';
import { parseRules, RULES_FILE, rulesOf } from './rules-file.ts';
import type { WrittenRules } from './rules-schema.ts';

/** Part of every fingerprint: raise it when rules are read otherwise, and all policies are read again. */
const READING = '4';

/** What may grant something; news and cases only tell of it. */
const GRANTING: ReadonlySet<DocumentType | undefined> = new Set<DocumentType | undefined>([
  'policy',
  'procedure',
  undefined,
]);

/**
 * Reads what served documents grant, those that changed since they were read and those that `incentives.yaml` says
 * something else of.
 *
 * @returns what staff should know, by document: rewards tied to tax paid, rules written that no passage says
 * @throws AppError `misconfigured` for a mistake in `incentives.yaml`
 */
export async function settleIncentives({
  packs,
  store,
  incentives,
}: {
  packs: readonly Pack[];
  store: KnowledgeStore;
  incentives: IncentiveStore;
}): Promise<Map<string, string[]>> {
  const written = new Map<string, WrittenRules>();
  for (const { name, directory } of packs) {
    const rules = await readRulesFile(directory);
    if (rules) written.set(name, rules);
  }
  const readings = await incentives.readings();
  const warnings = new Map<string, string[]>();
  for (const record of await store.documents()) {
    if (!GRANTING.has(record.source.type)) continue;
    const own = written.get(record.packName);
    const reading = readingOf(record, own);
    const known = readings.get(record.id);
    if (known?.version === record.version && known.reading === reading) continue;
    const made = await readRecord(record, own, store);
    await incentives.write(record.id, { version: record.version, reading }, made);
    if (made.warnings.length > 0) warnings.set(record.id, made.warnings);
  }
  return warnings;
}

async function readRulesFile(directory: string): Promise<WrittenRules | undefined> {
  try {
    return parseRules(await readFile(join(directory, RULES_FILE), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function readingOf({ source }: DocumentRecord, written: WrittenRules | undefined): string {
  const own =
    written &&
    [written.rules, written.exclusive].map((all) => all.filter(({ document }) => document === source.path));
  return own?.some((all) => all.length > 0)
    ? `${READING}-${createHash('sha256').update(JSON.stringify(own)).digest('hex').slice(0, 16)}`
    : READING;
}

/** Rules that are written go before those read of the same article. */
async function readRecord(
  { id, title, source }: DocumentRecord,
  written: WrittenRules | undefined,
  store: KnowledgeStore,
): Promise<Incentives & { warnings: string[] }> {
  const passages = await store.passagesOf(id);
  const steps = stepsOfReading({ id, title, passages });
  let step = steps.next();
  for (; !step.done; step = steps.next()) await nextTurn();
  const read = step.value;
  if (!written) return read;
  const { rules, exclusives, unfounded } = rulesOf(written, { id, path: source.path, passages });
  const articles = new Set(rules.map(({ article }) => article));
  const others = read.rules.filter(({ article }) => !articles.has(article));
  return {
    rules: [...rules, ...others],
    exclusives: [...exclusives, ...read.exclusives],
    warnings: [
      ...read.warnings,
      ...unfounded.map(
        (quote) => `${RULES_FILE} quotes what no passage says, and that rule is not used: “${quote}”`,
      ),
    ],
  };
}
