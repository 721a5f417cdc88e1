/** Mark-up that may stand in a page as it is. Made by `html` only, so that no other text can. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type { Html };

/** What may stand in a template: mark-up as it is, text and numbers escaped, lists one after the other, nothing for `undefined`. */
export type Fragment = Html | string | number | undefined | readonly Fragment[];

/** A template whose values are escaped, between tags or in a quoted attribute, unless `html` made them. */
export function html(parts: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  return new Html(parts.reduce((text, part, at) => text + render(values[at - 1]) + part));
}

function render(value: Fragment): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(render).join('');
}

/** Text as it may stand in HTML; control characters, which HTML has no room for, are replaced. */
export function escapeHtml(text: string): string {
  return text.replace(CONTROLS, '\ufffd').replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

// All of Unicode's control characters but tab and line feed, and the marks that reorder a line.
const CONTROLS = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A file of ours that goes into the page as it is: its style and its script. */
export function ownText(text: string): Html {
  return new Html(text);
}
