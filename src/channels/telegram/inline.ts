import { createHash } from 'node:crypto';
import { describeError } from '../../errors.ts';
import type { Language } from '../../types.ts';
import type { ChannelDeps } from '../channel-deps.ts';
import type { PassageFound } from '../desk-port.ts';
import type { TelegramApi } from './api.ts';
import { escapeHtml } from './html.ts';
import { isPublicAddress } from './keyboard.ts';
import { splitText } from './split.ts';
import { TELEGRAM_TEXTS } from './strings.ts';
import { languageOf } from './update.ts';
import type { TelegramInlineQuery } from './update-schema.ts';

/** Telegram takes 50 (core.telegram.org/bots/api#answerinlinequery); further down, passages help nobody. */
const MOST_RESULTS = 20;
/** Of a passage that is quoted: with its source it stays below 4096. */
const QUOTE_UNITS = 2000;
const HINT_UNITS = 100;
const CACHE_S = 60;

interface Found {
  title: string;
  locator: string;
  text: string;
  url?: string;
}

/**
 * Answers `@bot words` in any chat with passages as they stand in public documents. Nothing of it is kept: the asker
 * sees the list only while they write.
 */
export async function answerInline(
  query: TelegramInlineQuery,
  { api, deps }: { api: TelegramApi; deps: Pick<ChannelDeps, 'port' | 'links' | 'clock' | 'log'> },
): Promise<void> {
  try {
    const { language = 'zh-Hans' } = languageOf(query.from);
    const results = (await find(query.query.trim(), deps)).map(resultOf);
    await api.call('answerInlineQuery', {
      inline_query_id: query.id,
      results,
      cache_time: CACHE_S,
      is_personal: true,
      button: { text: askLabel(language), start_parameter: 'inline' },
    });
  } catch (error) {
    deps.log.info({ channel: 'telegram' }, describeError(error));
  }
}

function askLabel(language: Language): string {
  return TELEGRAM_TEXTS[language].askDesk;
}

/** Before anything is written, the documents that there are. */
async function find(
  text: string,
  { port, links, clock }: Pick<ChannelDeps, 'port' | 'links' | 'clock'>,
): Promise<Found[]> {
  const pageOf = (passage: string | undefined, sourceUrl: string | undefined) =>
    [passage && links.source(passage), sourceUrl].find((url) => url && isPublicAddress(url)) || undefined;
  if (text) {
    const question = { text, history: [], audience: 'public' as const, asOf: today(clock()) };
    const passages = await port.search(question, MOST_RESULTS);
    return passages.map((found: PassageFound) => ({
      title: found.title,
      locator: found.locator,
      text: found.text,
      url: pageOf(found.passage, found.sourceUrl),
    }));
  }
  const documents = await port.documents('public');
  return documents.slice(0, MOST_RESULTS).map(({ title, documentNumber, passage, sourceUrl }) => ({
    title,
    locator: documentNumber ?? '',
    text: '',
    url: pageOf(passage, sourceUrl),
  }));
}

function resultOf({ title, locator, text, url }: Found, index: number): object {
  const plain = text.toWellFormed().trim();
  const quote = cut(plain, QUOTE_UNITS);
  const source = escapeHtml([title, locator].filter(Boolean).join(' · '));
  const linked = url ? `<a href="${escapeHtml(url)}">${source}</a>` : source;
  return {
    type: 'article',
    id: createHash('sha256').update(`${index} ${title} ${locator}`).digest('base64url'),
    title: cut(title, HINT_UNITS) || '—',
    description: cut(plain || locator, HINT_UNITS),
    input_message_content: {
      message_text: quote ? `<blockquote>${escapeHtml(quote)}</blockquote>\n${linked}` : linked,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    },
  };
}

function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  return `${splitText(text.slice(0, units * 2), units - 1)[0]}…`;
}

/** The day in the parks' time zone. */
function today(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now);
}
