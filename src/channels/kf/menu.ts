import type { Button, Reply } from '../../channel-types.ts';
import type { Links } from '../links.ts';
import { byteLength, wechatText } from '../wechat/text.ts';

export type MenuEntry =
  | { type: 'click'; click: { id: string; content: string } }
  | { type: 'view'; view: { url: string; content: string } };

/** Entries of a menu, and bytes of what they say (document/path/94677, 菜单消息). */
const MAX_ENTRIES = 10;
const CLICK_BYTES = 128;
const VIEW_BYTES = 1024;

/** Where there are too many, these go first, from the end: an asker who lacks a source has `sources`. */
const LESS_NEEDED: readonly Button['kind'][] = ['source', 'document', 'language', 'ask'];

const PLACED: ReadonlySet<Button['kind']> = new Set(['ask', 'source', 'sources']);

/** Whether sources are among what can be chosen below a reply, so that its text need not name them. */
export function hasSources(buttons: readonly Button[]): boolean {
  return buttons.some(({ kind }) => kind === 'source');
}

/**
 * What can be chosen below a reply, at most ten: what to ask next, each source with where it stands, as its page where
 * there is a public address, and the rest.
 */
export function menuButtons({ citations, buttons }: Reply, links: Links): Button[] {
  const sources = buttons.filter(({ kind }) => kind === 'source');
  const cited = citations.flatMap(({ n, title, locator, passage }): Button[] => {
    const url = links.source(passage);
    const given = sources.find(({ label }) => label.startsWith(`[${n}]`));
    return url || given?.token
      ? [{ kind: 'source', label: `[${n}] 《${title}》${locator}`, url, token: given?.token }]
      : [];
  });
  const shown = [
    ...buttons.filter(({ kind }) => kind === 'ask'),
    ...(cited.length > 0 ? cited : sources),
    ...buttons.filter(
      ({ kind, url }) => !PLACED.has(kind) && !cited.some((source) => url && source.url === url),
    ),
  ].filter(({ url, token }) => url || token);
  const all = buttons.filter(({ kind, token }) => kind === 'sources' && token);
  return shown.length <= MAX_ENTRIES && hasSources(shown) ? shown : fewest([...shown, ...all]);
}

function fewest(buttons: readonly Button[]): Button[] {
  const kept = [...buttons];
  while (kept.length > MAX_ENTRIES) {
    const kind = LESS_NEEDED.find((kind) => kept.some((button) => button.kind === kind));
    kept.splice(kind ? kept.findLastIndex((button) => button.kind === kind) : kept.length - 1, 1);
  }
  return kept;
}

export function menuEntries(buttons: readonly Button[]): MenuEntry[] {
  return buttons.map(entryOf).filter((entry) => entry !== undefined);
}

function entryOf({ label, url, token }: Button): MenuEntry | undefined {
  const content = wechatText(label);
  if (content === '') return undefined;
  if (url) return { type: 'view', view: { url, content: shortened(content, VIEW_BYTES) } };
  return token
    ? { type: 'click', click: { id: token, content: shortened(content, CLICK_BYTES) } }
    : undefined;
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** At most so many bytes, cut between characters, with an ellipsis. */
function shortened(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (byteLength(kept) + byteLength(segment) > bytes - byteLength('…')) break;
    kept += segment;
  }
  return `${kept}…`;
}
