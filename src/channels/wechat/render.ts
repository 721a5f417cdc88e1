import type { PartPayload, Reply, Venue } from '../../channel-types.ts';
import { AI_LABEL } from '../ai-label.ts';
import type { Addressee } from '../channel.ts';
import { toChineseMap } from '../kf/chinese-coordinates.ts';
import type { Links } from '../links.ts';
import { choicesOf, inlineChoice, linksOf } from './choices.ts';
import type { WechatPart } from './parts.ts';
import { WECHAT_TEXTS } from './strings.ts';
import { anchor, byteLength, splitText, TEXT_BYTES, wechatText } from './text.ts';

/** What may be sent after a message of the asker's (客服消息: five in 48 hours). */
export const WECHAT_BUDGET = { sends: 5, windowMs: 48 * 3600_000 };

export interface RenderOptions {
  links: Links;
  /** Whether the account may send messages by itself, and so a menu. */
  isVerified: boolean;
}

/**
 * Writes a reply as texts of at most 2048 bytes and, where the account may, a menu. Words of an answer carry the label in
 * each text. What goes beyond the messages that may be sent is on a page, or waits for the asker's `继续`.
 */
export function renderWechat(reply: Reply, to: Addressee, options: RenderOptions): PartPayload[] {
  const choices = choicesOf(reply, options.links);
  const texts = WECHAT_TEXTS[reply.language];
  const blocks = [
    wechatText(reply.text),
    ...places(reply),
    sources(reply, options.links),
    linksOf(reply, options.links).join('\n'),
  ];
  if (reply.file) blocks.push(texts.file(wechatText(reply.file.name)));
  const isInline = !options.isVerified && choices.length > 0;
  if (isInline) blocks.push([texts.choose, ...choices.map(inlineChoice)].join('\n'));
  const content = blocks.filter((block) => block !== '').join('\n\n');
  const hasMenu = options.isVerified && choices.length > 0;
  const sends = Math.min(WECHAT_BUDGET.sends, to.message?.inbound.lets?.sends ?? WECHAT_BUDGET.sends);
  const most = options.isVerified ? Math.max(1, sends - Number(hasMenu)) : 1;
  const parts: WechatPart[] = textParts(reply, { content, most, to, options });
  if (hasMenu) parts.push({ kind: 'menu', head: texts.choose, items: choices });
  return parts;
}

interface TextOptions {
  content: string;
  /** Texts that may be sent before the asker writes again. */
  most: number;
  to: Addressee;
  options: RenderOptions;
}

function textParts(reply: Reply, { content, most, to, options }: TextOptions): WechatPart[] {
  const label = reply.author === 'ai' ? `\n\n（${AI_LABEL[reply.language]}）` : '';
  const room = TEXT_BYTES - byteLength(label);
  let parts = splitText(content, room);
  if (parts.length > most) {
    const page = to.message && options.links.answer(to.message.id);
    const { goesOn, restOn } = WECHAT_TEXTS[reply.language];
    const isCut = options.isVerified && page !== undefined;
    const note = `\n\n${isCut ? restOn(page) : goesOn(page)}`;
    parts = splitText(content, room - byteLength(note));
    if (isCut) parts = parts.slice(0, most);
    parts = parts.map((part, place) => (needsNote(place, { most, parts, isCut }) ? `${part}${note}` : part));
  }
  return parts.map((part) => ({ kind: 'text', text: `${part}${label}` }));
}

/** Whether nothing follows a text before the asker writes again, though there is more. */
function needsNote(
  place: number,
  { most, parts, isCut }: { most: number; parts: readonly string[]; isCut: boolean },
): boolean {
  const isLast = place === parts.length - 1;
  return isCut ? isLast : !isLast && (place + 1) % most === 0;
}

/** The sources of the marks, each on its page where there is one. */
function sources({ citations, language }: Reply, links: Links): string {
  if (citations.length === 0) return '';
  const lines = citations.map(({ n, title, locator, passage }) => {
    const label = wechatText(`《${title}》${locator}`.replace(/\s+/g, ' '));
    const page = links.source(passage);
    return `[${n}] ${page ? anchor(label, page) : label}`;
  });
  return [WECHAT_TEXTS[language].sources, ...lines].join('\n');
}

function places({ venues = [], language }: Reply): string[] {
  return venues.map((venue) => {
    const { title, address } = venue;
    return [title, address, anchor(WECHAT_TEXTS[language].map, mapOf(venue))]
      .map((line, place) => (place < 2 ? wechatText(line) : line))
      .filter((line) => line !== '')
      .join('\n');
  });
}

/** A place on Tencent's map, which counts as Chinese maps do (地图调起 URI API, `marker`). */
function mapOf({ title, address, latitude, longitude }: Venue): string {
  const point = toChineseMap({ latitude, longitude });
  const url = new URL('https://apis.map.qq.com/uri/v1/marker');
  const safe = (text: string) => text.replace(/[;:]/g, ' ');
  const marker = `coord:${point.latitude.toFixed(6)},${point.longitude.toFixed(6)};title:${safe(title)};addr:${safe(address)}`;
  url.searchParams.set('marker', marker);
  url.searchParams.set('referer', 'luodi');
  return url.href;
}
