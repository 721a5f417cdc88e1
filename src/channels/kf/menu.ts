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

/** Where there are too many, these go first from the end: an asker who lacks a source has `sources`. */
const LESS_NEEDED: readonly Button['kind'][] = ['source', 'document', 'language', 'ask'];

/** What can be chosen below a reply: sources as pages where there is a public address, the rest as answers. */
export function menuEntries(reply: Reply, links: Links): MenuEntry[] {
  const cited = reply.citations.flatMap(({ n, title, locator, passage }): Button[] => {
    const url = links.source(passage);
    return url ? [{ kind: 'source', label: `[${n}] 《${title}》${locator}`, url }] : [];
  });
  const urls = new Set(cited.map(({ url }) => url));
  const buttons = reply.buttons.filter(
    ({ kind, url }) =>
      !(url && urls.has(url)) && !(cited.length > 0 && (kind === 'source' || kind === 'sources')),
  );
  const asks = buttons.filter(({ kind }) => kind === 'ask');
  const rest = buttons.filter(({ kind }) => kind !== 'ask');
  return fewest([...asks, ...cited, ...rest])
    .map(entryOf)
    .filter((entry) => entry !== undefined);
}

function fewest(buttons: readonly Button[]): Button[] {
  const kept = buttons.filter(({ url, token }) => url || token);
  while (kept.length > MAX_ENTRIES) {
    const kind = LESS_NEEDED.find((kind) => kept.some((button) => button.kind === kind));
    kept.splice(kind ? kept.findLastIndex((button) => button.kind === kind) : kept.length - 1, 1);
  }
  return kept;
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
