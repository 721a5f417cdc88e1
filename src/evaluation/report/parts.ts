import type { Bilingual } from '../words.ts';
import { type Fragment, type Html, html } from './html.ts';

/** Words in both languages, each marked as what it is. */
export function both({ zh, en }: Bilingual): Html {
  if (zh === en) return html`<span>${zh}</span>`;
  return html`<span class="zh">${zh}</span> <span class="en" lang="en">${en}</span>`;
}

/** A bar from 0 to `share` (0 to 1), for the eye only: the figure stands beside it. */
export function bar(share: number, tone: 'good' | 'bad' | 'plain'): Html {
  const width = Math.round(1000 * Math.min(1, Math.max(0, share))) / 10;
  return html`<svg class="bar ${tone}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" width="100" height="8"/><rect class="fill" width="${width}" height="8"/></svg>`;
}

/** A count of some with its share as a bar; a dash where there are none to count. */
export function shareCell(count: number, total: number, tone: 'good' | 'bad'): Html {
  if (total === 0) return html`<td class="share none"><span class="figure">–</span></td>`;
  return html`<td class="share"><span class="figure">${count}/${total}</span>${bar(count / total, tone)}</td>`;
}

/** A table that scrolls by itself where the page is narrower, by keyboard, too. */
export function scrolling(label: string, table: Html): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>`;
}

/** A part of the page with its heading and a line that says how to read it. */
export function section(id: string, title: Bilingual, note: Bilingual | undefined, content: Fragment): Html {
  const line = note && html`<p class="note">${both(note)}</p>`;
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${both(title)}</h2>${line}${content}</section>`;
}

/** A share as it is read: whole per cents, cut so that 99.9% does not read as all. */
export function percent(count: number, total: number): string {
  return total === 0 ? '–' : `${Math.floor((100 * count) / total + 1e-9)}%`;
}

/** An ISO instant as minutes of UTC. */
export function minuteOf(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

/** How many became better and how many worse; what did not happen is left out. */
export function turned({ better, worse }: { better: number; worse: number }): Html {
  const up = better > 0 ? html`<span class="up">+${better}</span> ` : undefined;
  const down = worse > 0 ? html`<span class="down">−${worse}</span>` : undefined;
  return html`${up}${down}${better + worse === 0 ? '=' : undefined}`;
}
