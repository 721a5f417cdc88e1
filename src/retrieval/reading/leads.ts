import type { KnowledgeStore } from '../../store/knowledge-store.ts';
import type { Evidence, Passage } from '../../types.ts';

/** Evidence that may come to be quoted: beyond these nothing is. */
const LOOKED_AT = 10;
/** An item further from the words that open its list is hardly ever quoted alone. */
const LONGEST_LIST = 15;
const ITEM =
  /^(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}[.．、](?!\d)|[\u2460-\u2473•·●■◆○▪►※])/;

/**
 * The best evidence with the passages that its items go on from: `（一）前三年每平方米12元；` says nothing of whom,
 * `租用标准厂房的企业：` before it does.
 */
export async function withLeads(evidence: readonly Evidence[], store: KnowledgeStore): Promise<Evidence[]> {
  const best = await Promise.all(
    evidence.slice(0, LOOKED_AT).map(async (item) => {
      const lead = isItem(item.passage) ? await leadOf(item.passage, store) : undefined;
      return lead ? { ...item, lead } : item;
    }),
  );
  return [...best, ...evidence.slice(LOOKED_AT)];
}

function isItem({ kind, text }: Passage): boolean {
  return kind === 'list-item' || (kind === 'paragraph' && ITEM.test(text));
}

/** The nearest passage before an item that ends in a colon, with nothing but items between. */
async function leadOf(
  { document, ordinal, text }: Passage,
  store: KnowledgeStore,
): Promise<Passage | undefined> {
  const before = await store.passagesOf(document, Math.max(0, ordinal - LONGEST_LIST), ordinal - 1);
  for (const passage of before.reverse()) {
    const isLead = /[：:]$/.test(passage.text.trim());
    // A sub-item may open a list of its own; another item at the same level does not open this one.
    if (isLead && !isSameLevel(passage.text, text)) return passage;
    if (!isItem(passage)) return undefined;
  }
  return undefined;
}

function isSameLevel(one: string, other: string): boolean {
  return levelOf(one) !== undefined && levelOf(one) === levelOf(other);
}

function levelOf(text: string): number | undefined {
  const level = LEVELS.findIndex((mark) => mark.test(text));
  return level === -1 ? undefined : level;
}

const LEVELS = [
  /^[（(][一二三四五六七八九十]{1,3}[）)]/,
  /^\d{1,2}[.．、](?!\d)/,
  /^[（(]\d{1,2}[）)]/,
  /^[\u2460-\u2473]/,
];
