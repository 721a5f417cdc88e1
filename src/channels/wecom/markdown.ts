import { AI_LABEL } from '../ai-label.ts';
import type { Links } from '../links.ts';
import type { AnswerPart } from './parts.ts';
import { WECOM_TEXTS } from './strings.ts';

/** Of a stream and of a message (document/path/101463). */
export const MARKDOWN_BYTES = 20_480;
const QUOTE_CHARACTERS = 160;

/** Plain text so that Markdown takes nothing in it for a link, a picture, mark-up or a heading. */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/\](?=\s*[([:])/g, '］')
    .replace(/!(?=\[)/g, '！')
    .replace(/[<>`*_~|\\]/g, (sign) => FULL_WIDTH[sign]!)
    .replace(/^([ \t]*)#/gm, '$1＃')
    .replace(/https?:\/\//gi, (scheme) => scheme.replace('://', '：//'))
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const FULL_WIDTH: Record<string, string> = {
  '<': '＜',
  '>': '＞',
  '`': '｀',
  '*': '＊',
  _: '＿',
  '~': '～',
  '|': '｜',
  '\\': '＼',
};

/** At most so many bytes, cut between characters, with `end` behind it where it was cut. */
export function within(text: string, bytes: number, end = '…'): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const room = Math.max(0, bytes - Buffer.byteLength(end));
  // What is left of a character that was cut in two is no character.
  const head = new TextDecoder().decode(Buffer.from(text).subarray(0, room));
  return `${head.replace(/\uFFFD+$/, '')}${end}`;
}

/**
 * An answer with its sources below it: public ones as links, others marked and quoted, because no page shows them.
 * @param isPublic of each passage, whether the public may see it
 */
export function answerMarkdown(
  { text, citations, followUps, isAi, language }: AnswerPart,
  { isPublic, links }: { isPublic: (passage: string) => boolean; links: Links },
): string {
  const strings = WECOM_TEXTS[language];
  const sources = citations.map(({ n, title, locator, quote, passage }) => {
    const name = plain(`《${title}》${locator}`);
    if (!isPublic(passage)) return `[${n}] ${strings.internal}${name}\n> ${shortened(plain(quote))}`;
    const url = links.source(passage);
    return url ? `[${n}] [${name}](${url})` : `[${n}] ${name}`;
  });
  const hasInternal = citations.some(({ passage }) => !isPublic(passage));
  const below = [
    sources.length > 0 ? `**${strings.sources}**\n${sources.join('\n')}` : '',
    hasInternal ? strings.internalWarning : '',
    followUps.length > 0
      ? `**${strings.followUps}**\n${followUps.map((question, index) => `${index + 1}. ${plain(question)}`).join('\n')}`
      : '',
    isAi ? AI_LABEL[language] : '',
  ].filter(Boolean);
  const tail = below.map((block) => `\n\n${block}`).join('');
  const said = isAi ? text : withoutListed(text, citations);
  const body = within(plain(said), MARKDOWN_BYTES - Buffer.byteLength(tail), strings.cut);
  return `${body}${tail}`;
}

/** The desk's own words name sources in lines of their own, which stand below with their marks. */
function withoutListed(text: string, citations: AnswerPart['citations']): string {
  const heads = citations.map(({ n }) => `[${n}] `);
  const lines = text.split('\n').filter((line) => !heads.some((head) => line.startsWith(head)));
  return lines.join('\n');
}

function shortened(quote: string): string {
  const line = quote.replace(/\s*\n\s*/g, ' ');
  const characters = [...line];
  return characters.length > QUOTE_CHARACTERS ? `${characters.slice(0, QUOTE_CHARACTERS).join('')}…` : line;
}
