import { createLuodi } from '../app.ts';
import type { Config } from '../config.ts';
import type { Inspection } from '../ingest/inspect.ts';
import { broken, type Finding } from './doctor-local.ts';
import { wasRead } from './doctor-reach.ts';
import { checkSize } from './doctor-size.ts';

const AGREEMENT = 'store and index';
const REBUILD = 'Run: npm run -s luodi -- ingest --rebuild';
const SNAPSHOT = 'Run: npm run -s luodi -- snapshot';

/** Whether store and index agree, how the index is kept and when it was last copied. Nothing where nothing was read. */
export async function checkAgreement(config: Config): Promise<Finding[]> {
  if (!(await wasRead(config))) return [];
  try {
    // The embedded index in the place of a Qdrant that is away would agree with a store that is not the one in question.
    const luodi = await createLuodi(config, { requireIndex: true });
    const inspection = await luodi.inspect().finally(() => luodi.close());
    return [agreement(inspection), ...checkSize(inspection), ...upkeep(inspection)];
  } catch (error) {
    return [broken(AGREEMENT, error)];
  }
}

function agreement({ documents, passages, drift }: Inspection): Finding {
  const what = AGREEMENT;
  if (drift.length > 0) return { what, state: 'broken', found: drift.join(' '), next: REBUILD };
  return { what, state: 'ok', found: `agree: ${documents} documents, ${passages} passages` };
}

function upkeep({ remarks, snapshot, isServed }: Inspection): Finding[] {
  if (!isServed) return [];
  const what = 'Qdrant snapshot';
  const last: Finding = snapshot
    ? { what, state: 'ok', found: `${snapshot.createdAt ?? ''} ${snapshot.name}`.trim() }
    : { what, state: 'off', found: 'none of the collection that answers', next: SNAPSHOT };
  const others = remarks.map((remark): Finding => ({ what: 'Qdrant collection', state: 'off', ...remark }));
  return [...others, last];
}
