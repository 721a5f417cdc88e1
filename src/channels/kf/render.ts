import type { PartPayload, Reply } from '../../channel-types.ts';
import { AI_LABEL } from '../ai-label.ts';
import type { Addressee } from '../channel.ts';
import type { Links } from '../links.ts';
import { byteLength, splitText, TEXT_BYTES, wechatText } from '../wechat/text.ts';
import { toChineseMap } from './chinese-coordinates.ts';
import { KF_BUDGET } from './items.ts';
import { hasSources, type MenuEntry, menuButtons, menuEntries } from './menu.ts';
import type { KfPart } from './parts.ts';
import { KF_TEXTS } from './strings.ts';

/** Of a menu's head and tail (document/path/94677, 菜单消息). */
const HEAD_BYTES = 1024;
/** Texts of one reply: a menu, a place and a hand-over must find room among five messages as well. */
const MAX_TEXTS = 3;

export interface RenderOptions {
  links: Links;
  clock: () => Date;
}

/**
 * Writes a reply within the five messages that it may have: text, places, a file, and what can be chosen. What is short
 * enough stands in the menu itself, so that it is one message.
 */
export function renderKf(reply: Reply, to: Addressee, options: RenderOptions): PartPayload[] {
  if (to.message?.inbound.content.kind === 'arrival') return renderWelcome(reply, to, options);
  // Whoever is handed to a person has nothing more to choose from us.
  const buttons = reply.handsOver ? [] : menuButtons(reply, options.links);
  const entries = menuEntries(buttons);
  const text = textOf(reply, { namesSources: reply.author === 'ai' && !hasSources(buttons) });
  const parts: KfPart[] = [];
  const isOne = entries.length > 0 && fitsHead(reply, text);
  const hasMore = Boolean(reply.venues?.length || reply.file);
  if (!isOne || hasMore) parts.push(...texts(reply, { text, to, links: options.links }));
  const after: KfPart[] = [];
  if (reply.file) after.push({ kind: 'file', language: reply.language, ...reply.file });
  if (entries.length > 0) {
    const head = isOne && !hasMore ? text : KF_TEXTS[reply.language].chooseNext;
    after.push(menuOf(reply, head, entries));
  }
  if (reply.handsOver) after.push({ kind: 'hand-over', language: reply.language });
  const room = KF_BUDGET.sends - parts.length - after.length;
  return [...parts, ...places(reply).slice(0, Math.max(0, room)), ...after];
}

/** An event lets one message be sent, of text or menu; without its code there is nothing that may be. */
function renderWelcome(reply: Reply, to: Addressee, { links, clock }: RenderOptions): PartPayload[] {
  const { welcomeCode: code, welcomeUntil: until } = to.message?.inbound.reference ?? {};
  if (typeof code !== 'string' || typeof until !== 'number' || until <= clock().getTime()) return [];
  const entries = menuEntries(menuButtons(reply, links));
  const text = textOf(reply, { namesSources: false });
  const isMenu = entries.length > 0 && fitsHead(reply, text);
  const [first] = isMenu ? [menuOf(reply, text, entries)] : texts(reply, { text, to, links });
  return first?.kind === 'message' ? [{ ...first, welcome: { code, until } }] : [];
}

function textOf(reply: Reply, { namesSources }: { namesSources: boolean }): string {
  const text = wechatText(reply.text);
  if (reply.citations.length === 0 || !namesSources) return text;
  const lines = reply.citations.map(({ n, title, locator }) => wechatText(`[${n}] 《${title}》${locator}`));
  return `${text}\n\n${KF_TEXTS[reply.language].sources}:\n${lines.join('\n')}`;
}

function labelOf({ author, language }: Reply): string {
  return author === 'ai' ? AI_LABEL[language] : '';
}

function fitsHead(reply: Reply, text: string): boolean {
  return text !== '' && byteLength(text) <= HEAD_BYTES && byteLength(labelOf(reply)) <= HEAD_BYTES;
}

function menuOf(reply: Reply, head: string, entries: readonly MenuEntry[]): KfPart {
  const label = labelOf(reply);
  const menu = { head_content: head, list: entries, ...(label && { tail_content: label }) };
  return { kind: 'message', message: { msgtype: 'msgmenu', msgmenu: menu } };
}

/** At most `MAX_TEXTS` texts, each with the label; of more, the first, and where all of it is. */
function texts(reply: Reply, { text, to, links }: { text: string; to: Addressee; links: Links }): KfPart[] {
  const label = labelOf(reply);
  const room = TEXT_BYTES - (label ? byteLength(label) + 2 : 0);
  const parts = splitText(text, room);
  if (parts.length > MAX_TEXTS) {
    const url = to.message && links.answer(to.message.id);
    const strings = KF_TEXTS[reply.language];
    const note = url ? strings.wholeAnswer(url) : strings.cut;
    const [last] = splitText(parts[MAX_TEXTS - 1]!, room - byteLength(note) - 2);
    parts.splice(MAX_TEXTS - 1, parts.length, `${last}\n\n${note}`);
  }
  return parts.map((part) => ({
    kind: 'message',
    message: { msgtype: 'text', text: { content: label ? `${part}\n\n${label}` : part } },
  }));
}

function places({ venues = [] }: Reply): KfPart[] {
  return venues.map(({ title, address, latitude, longitude }) => ({
    kind: 'message',
    message: {
      msgtype: 'location',
      location: { name: title, address, ...toChineseMap({ latitude, longitude }) },
    },
  }));
}
