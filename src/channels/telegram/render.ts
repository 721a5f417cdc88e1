import type { PartPayload, Reply } from '../../channel-types.ts';
import type { AnswerTable } from '../../types.ts';
import { AI_LABEL } from '../ai-label.ts';
import type { Addressee } from '../channel.ts';
import type { Links } from '../links.ts';
import { escapeHtml, textHtml } from './html.ts';
import { isPublicAddress, keyboardOf } from './keyboard.ts';
import type { TelegramPart, TextPart } from './parts.ts';
import { splitText } from './split.ts';
import { tableLines } from './table-lines.ts';

/** Of a text after entities are read (core.telegram.org/bots/api#sendmessage), counted in UTF-16 units to be safe. */
export const TEXT_UNITS = 4096;

/** Writes a reply as messages: its text in as many as it needs, then its chart, places and document. */
export function renderTelegram(
  reply: Reply,
  to: Addressee,
  { links }: { links: Pick<Links, 'source'> },
): PartPayload[] {
  const { language, table, venues = [], file, author } = reply;
  const caption = author === 'ai' ? { caption: AI_LABEL[language] } : {};
  const parts: TelegramPart[] = [
    ...textParts(reply, to, links),
    ...(table?.chart ? [{ kind: 'chart' as const, table: drawnOf(table), language, ...caption }] : []),
    ...venues.map((venue) => ({ kind: 'venue' as const, ...venue })),
    ...(file ? [{ kind: 'file' as const, ...file, language }] : []),
  ];
  return parts;
}

function textParts(reply: Reply, { conversation, message, shown }: Addressee, links: Pick<Links, 'source'>) {
  const { language, author } = reply;
  const label = author === 'ai' ? `\n\n<i>${AI_LABEL[language]}</i>` : '';
  const room = TEXT_UNITS - (label ? AI_LABEL[language].length + 2 : 0);
  const addresses = new Map(
    reply.citations.map(({ n, passage, sourceUrl }) => [n, links.source(passage) ?? sourceUrl]),
  );
  const addressOf = (n: number) => {
    const address = addresses.get(n);
    return address && isPublicAddress(address) ? address : undefined;
  };
  const written = splitText(listed(reply.text), room).filter((text) => text.trim());
  const parts = written.map(
    (text): TextPart => ({ kind: 'text', html: `${textHtml(text, addressOf)}${label}` }),
  );
  const rows = rowsPart(reply, label, room);
  if (rows) parts.push(rows);
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return parts;
  const keyboard = keyboardOf(reply.buttons);
  if (keyboard) last.keyboard = keyboard;
  const { messageId } = message?.inbound.reference ?? {};
  if (conversation.isGroup && typeof messageId === 'number') first.replyTo = messageId;
  if (typeof shown?.messageId === 'number') first.replaces = shown.messageId;
  return parts;
}

/** Telegram trims a message anyway, and takes no half of a pair of surrogates. */
export function listed(text: string): string {
  return text.toWellFormed().trim().replace(/^- /gm, '• ');
}

/** A short table that no chart shows, folded below the answer, which has said what matters of it. */
function rowsPart({ table, language }: Reply, label: string, room: number): TextPart | undefined {
  if (!table || table.chart) return undefined;
  const text = tableLines(table, language, room);
  return text === undefined
    ? undefined
    : { kind: 'text', html: `<blockquote expandable>${escapeHtml(text)}</blockquote>${label}` };
}

/** What is drawn needs no key to all rows. */
function drawnOf({ title, columns, rows, total, chart }: AnswerTable): Omit<AnswerTable, 'export'> {
  return { title, columns, rows, total, chart };
}
