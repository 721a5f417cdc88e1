import type { Button, Reply } from '../../channel-types.ts';
import type { Links } from '../links.ts';
import { anchor, wechatText } from './text.ts';

/** A choice: its id comes back as `bizmsgmenuid`, its text as if the asker had written it. */
export interface Choice {
  id: string;
  content: string;
}

// WeChat names no limit of a menu; ten is that of WeChat Customer Service, and fits a screen.
const MAX_CHOICES = 10;
/** Where there are too many, these go first. */
const LESS_NEEDED: readonly Button['kind'][] = ['language', 'source', 'ask'];

/**
 * What can be chosen below a reply; sources are not among it where each has a page that is linked, nor files, which an
 * account cannot send.
 */
export function choicesOf(reply: Reply, links: Links): Choice[] {
  const areLinked =
    reply.citations.length > 0 && reply.citations.every(({ passage }) => links.source(passage));
  const isLinked = ({ kind, url }: Button) =>
    (kind === 'source' && url !== undefined) || (kind === 'sources' && areLinked);
  const buttons = reply.buttons.filter(
    (button) => button.token && button.kind !== 'document' && !isLinked(button),
  );
  while (buttons.length > MAX_CHOICES) {
    const kind = LESS_NEEDED.find((kind) => buttons.some((button) => button.kind === kind));
    buttons.splice(kind ? buttons.findLastIndex((button) => button.kind === kind) : buttons.length - 1, 1);
  }
  return buttons.map(({ token, label, question }) => ({
    id: token!,
    content: wechatText(question ?? label),
  }));
}

/**
 * A choice within a text, for accounts that can send no menu: WeChat sends its text back with its id. In no reference of
 * WeChat's, and used by many accounts; where an app does not know it, the text can be written by hand.
 */
export function inlineChoice({ id, content }: Choice): string {
  const text = content.replace(/[&"'<>#%?=]/g, ' ').trim();
  return `<a href="weixin://bizmsgmenu?msgmenucontent=${text}&msgmenuid=${id}">${text}</a>`;
}

/** Pages below a reply that are not linked as its sources already. */
export function linksOf(reply: Reply, links: Links): string[] {
  const cited = new Set(reply.citations.map(({ passage }) => links.source(passage)));
  return reply.buttons.flatMap(({ url, label }) => (url && !cited.has(url) ? [anchor(label, url)] : []));
}
