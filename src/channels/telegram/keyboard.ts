import type { Button } from '../../channel-types.ts';
import type { Keyboard, KeyboardButton } from './parts.ts';

/** `callback_data` has 1 to 64 bytes (core.telegram.org/bots/api#inlinekeyboardbutton). */
const DATA_BYTES = 64;
/** A keyboard takes 100 buttons; nobody reads so many. */
const MOST_ROWS = 20;

/** What stands beside each other, and how many in a row. */
const ROWS: readonly { kinds: readonly Button['kind'][]; inRow: number }[] = [
  { kinds: ['sources'], inRow: 1 },
  { kinds: ['source'], inRow: 1 },
  { kinds: ['document', 'link'], inRow: 1 },
  { kinds: ['ask'], inRow: 1 },
  { kinds: ['language'], inRow: 3 },
  { kinds: ['reason'], inRow: 2 },
  { kinds: ['person', 'rate'], inRow: 3 },
];

/**
 * The buttons below a reply: sources, what to ask next one a row, a person and the rating beside each other. Where one
 * button shows all sources, they have none each: the marks in the text lead to their pages.
 */
export function keyboardOf(buttons: readonly Button[]): Keyboard | undefined {
  const hasAll = buttons.some(({ kind }) => kind === 'sources');
  const rows = ROWS.flatMap(({ kinds, inRow }) => {
    const wanted = buttons.filter(({ kind }) => kinds.includes(kind) && !(hasAll && kind === 'source'));
    return inRows(
      wanted.map(keyOf).filter((key) => key !== undefined),
      inRow,
    );
  });
  return rows.length > 0 ? rows.slice(0, MOST_ROWS) : undefined;
}

function keyOf({ label, token, url }: Button): KeyboardButton | undefined {
  const text = label.trim();
  if (!text) return undefined;
  if (url && isPublicAddress(url)) return { text, url };
  if (!token || Buffer.byteLength(token) > DATA_BYTES) return undefined;
  return { text, callback_data: token };
}

function inRows(keys: KeyboardButton[], inRow: number): Keyboard {
  const rows: Keyboard = [];
  for (let from = 0; from < keys.length; from += inRow) rows.push(keys.slice(from, from + inRow));
  return rows;
}

/** Telegram refuses a message whose button leads to a host without a dot, such as `localhost`. */
export function isPublicAddress(url: string): boolean {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return (protocol === 'https:' || protocol === 'http:') && hostname?.includes('.') === true;
}
