import { isDeepStrictEqual } from 'node:util';
import { canonicalNumber } from '../language/document-numbers.ts';
import { fold } from '../language/fold.ts';
import type { DocumentRecord } from '../store/knowledge-store.ts';
import type { Day, DocumentHead, Validity } from '../types.ts';
import type { IngestPorts } from './document.ts';

type Dated = Pick<DocumentHead, 'id' | 'title' | 'source' | 'ownWords'>;

/**
 * When each document is the rule. Its own days are those of `pack.yaml`, else those its text names; one that
 * is replaced stops being the rule the day before its successor starts, or for ever if that says no day.
 *
 * A staff document replaces public ones only where `pack.yaml` says so: what the public may see must not
 * hang on a sentence of an internal paper.
 */
export function resolveValidity(documents: readonly Dated[]): Map<string, Validity> {
  const resolved = new Map(documents.map((document) => [document.id, ownValidity(document)]));
  const successors = documents.filter((document) => namesReplaced(document).length > 0);
  const named = successors.length > 0 ? byName(documents) : new Map<string, Dated[]>();
  for (const successor of successors) {
    for (const { replaced, fromText } of replacedBy(successor, named)) {
      const start = resolved.get(successor.id)!.from;
      const { id, title, source } = successor;
      const earlier = resolved.get(replaced.id)!;
      if (earlier.replacedBy && !isEarlier(start, resolved.get(earlier.replacedBy.document)?.from)) continue;
      const end = start === undefined ? NEVER : dayBefore(start);
      resolved.set(replaced.id, {
        ...earlier,
        to: earlier.to !== undefined && earlier.to < end ? earlier.to : end,
        fromText: earlier.fromText || fromText,
        replacedBy: { document: id, title, number: numberOf(successor), audience: source.audience },
      });
    }
  }
  return resolved;
}

/** The last day of what is not the rule on any day. */
const NEVER: Day = '0001-01-01';

/** Of two successors the one that starts first counts: from then on the earlier document is no rule. */
function isEarlier(start: Day | undefined, other: Day | undefined): boolean {
  return start === undefined ? other !== undefined : other !== undefined && start < other;
}

function ownValidity({ source, ownWords }: Dated): Validity {
  const from = source.effectiveFrom ?? ownWords.effectiveFrom;
  const to = source.effectiveTo ?? ownWords.effectiveTo;
  // Of days that contradict each other the pack's stands; both from one place never do.
  const isPossible = from === undefined || to === undefined || from <= to;
  const days = isPossible ? { from, to } : { from: source.effectiveFrom, to: source.effectiveTo };
  return {
    ...(days.from !== undefined && { from: days.from }),
    ...(days.to !== undefined && { to: days.to }),
    fromText: days.from !== source.effectiveFrom || days.to !== source.effectiveTo,
  };
}

/** The documents that one says it replaces, in the pack or in its own words. */
function replacedBy(
  successor: Dated,
  named: ReadonlyMap<string, readonly Dated[]>,
): { replaced: Dated; fromText: boolean }[] {
  const { source } = successor;
  const fromText = source.supersedes === undefined;
  const found = namesReplaced(successor).flatMap((name) => documentsNamed(name, named));
  return [...new Set(found)]
    .filter((replaced) => replaced !== successor)
    .filter((replaced) => !fromText || source.audience === 'public' || replaced.source.audience === 'staff')
    .map((replaced) => ({ replaced, fromText }));
}

function numberOf({ source, ownWords }: Dated): string | undefined {
  return source.documentNumber ?? ownWords.documentNumber;
}

/** What a document says it replaces: in the pack, or else in its own words. */
function namesReplaced({ source, ownWords }: Dated): readonly string[] {
  return source.supersedes === undefined ? ownWords.repeals : [source.supersedes];
}

/** Documents by all that they can be called: number, id, path, title. */
function byName(documents: readonly Dated[]): Map<string, Dated[]> {
  const named = new Map<string, Dated[]>();
  for (const document of documents) {
    const number = numberOf(document);
    const names = [document.id, document.source.path, bareTitle(document.title)];
    for (const name of new Set(number === undefined ? names : [...names, canonicalNumber(number)])) {
      const known = named.get(name);
      if (known) known.push(document);
      else named.set(name, [document]);
    }
  }
  return named;
}

function documentsNamed(name: string, named: ReadonlyMap<string, readonly Dated[]>): Dated[] {
  return [name, canonicalNumber(name), bareTitle(name)].flatMap((form) => named.get(form) ?? []);
}

/** A title without marks, and without the notice that carries the rule: 关于印发《…办法》的通知 is the rule. */
function bareTitle(title: string): string {
  const carried = /关于(?:印发|发布|公布)[《<〈](.+)[》>〉]的(?:通知|公告)/.exec(fold(title))?.[1];
  return (carried ?? fold(title)).replace(/[\s《》〈〉“”"<>]/g, '');
}

function dayBefore(day: Day): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

interface Served extends Pick<IngestPorts, 'store' | 'index'> {
  served: Map<string, DocumentRecord>;
  dryRun?: boolean;
}

/**
 * Brings store and index to when each served document is the rule, as others have come and gone.
 * @param notice gets what the person who keeps the pack should know, one sentence each
 */
export async function settleValidity(
  { store, index, served, dryRun }: Served,
  notice?: (text: string) => void,
): Promise<void> {
  const records = [...served.values()];
  for (const [id, validity] of resolveValidity(records)) {
    const record = served.get(id)!;
    if (isDeepStrictEqual(record.validity, validity)) continue;
    if (!dryRun) {
      await index.setDays(id, { effectiveFrom: validity.from, effectiveTo: validity.to });
      await store.setValidity(id, validity);
    }
    served.set(id, { ...record, validity });
  }
  for (const text of notice ? oddities([...served.values()]) : []) notice!(text);
}

/** What is odd about who replaces whom. */
function oddities(records: readonly DocumentRecord[]): string[] {
  const named = byName(records);
  const unknown = records
    .filter(({ source }) => source.supersedes !== undefined)
    .filter(({ source }) => documentsNamed(source.supersedes!, named).length === 0)
    .map(({ id, source }) => `${id} supersedes ${source.supersedes}, which no document here is.`);
  const undated = records
    .filter(({ validity }) => validity.to === NEVER)
    .map(
      ({ id, validity }) =>
        `${validity.replacedBy!.document} replaces ${id} and says no day from which: ${id} is the rule on no day. Write effective_from.`,
    );
  return [...unknown, ...undated];
}
