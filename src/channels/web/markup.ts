import { html } from 'hono/html';
import { visibleText } from '../visible-text.ts';

/** HTML that was made by {@link markup}; nothing else becomes HTML. */
export type Markup = ReturnType<typeof html>;
type Value = Markup | string | number | false | undefined | readonly Value[];

/** A template of HTML whose strings are text: escaped, also inside quotes, and without what nobody can see. */
export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return html(strings, ...values.map(asText));
}

function asText(value: Value): unknown {
  if (Array.isArray(value)) return value.map(asText);
  return typeof value === 'string' ? visibleText(value) : value;
}

/** A Chinese label with the English one beside it. */
export function label(chinese: string, english: string): Markup {
  return markup`${chinese} <span class="english" lang="en">${english}</span>`;
}

/** The language a text is in, for fonts and screen readers. */
export function languageOf(text: string): 'zh' | 'en' {
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}

/** A page's number, as the locator of a citation writes it. */
export function pageLabel(page: number): Markup {
  return label(`第${page}页`, `p. ${page}`);
}
