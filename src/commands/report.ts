import type { Score, Verdict } from '../evaluation.ts';
import { expected, totals } from './score-lines.ts';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --good: #1a7f4b; --bad: #c0392b; }
body { font: 15px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; }
.bar { background: var(--line); height: .8rem; min-width: 10rem; } .bar i { display: block; height: 100%; background: var(--good); }
article { border-left: 3px solid var(--bad); padding: .1rem 1rem; margin: 1.2rem 0; } article.right { border-color: var(--line); }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; } @media (max-width: 40rem) { .pair { grid-template-columns: 1fr; } }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 2px solid var(--line); } small { opacity: .75; }
`;

/** A score as one web page that needs nothing else: right answers by type, and each failed question beside its evidence. */
export function reportPage({
  file,
  score,
  verdicts,
}: {
  file: string;
  score: Score;
  verdicts: readonly Verdict[];
}): string {
  const shown = verdicts.filter(({ right, untraced }) => !right || untraced.length > 0);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(`${score.right} of ${score.total} right`)}</title><style>${STYLE}</style></head><body>
<h1>${score.right} of ${score.total} right</h1><p><small>${escapeHtml(file)}</small></p>
<table>${totals(score)
    .map(([what, count]) => `<tr><th>${escapeHtml(what)}</th><td>${escapeHtml(count)}</td></tr>`)
    .join('')}</table>
<h2>By type</h2><table>${score.types.map(typeRow).join('')}</table>
<h2>${shown.length === 0 ? 'Nothing failed' : 'Failed, or with a figure no quote holds'}</h2>
${shown.map(article).join('\n')}
</body></html>
`;
}

function typeRow({ type, right, total }: Score['types'][number]): string {
  const share = Math.round((100 * right) / total);
  const bar = `<div class="bar"><i style="width:${share}%"></i></div>`;
  return `<tr><th>${escapeHtml(type)}</th><td>${bar}</td><td>${right} of ${total}</td></tr>`;
}

function article({ gold, given, right, faults, untraced }: Verdict): string {
  const remarks = [...faults, ...untraced.map((figure) => `${figure} is in no quote`)];
  const quotes = given.quotes.map((quote) => `<blockquote>${escapeHtml(quote)}</blockquote>`).join('');
  const evidence = gold.evidence === undefined ? '' : `<p>Evidence: ${escapeHtml(gold.evidence)}</p>`;
  return `<article${right ? ' class="right"' : ''}><h3>${escapeHtml(`${gold.id} ${gold.question}`)}</h3>
<p>${escapeHtml(remarks.join('; '))}</p><div class="pair">
<div><b>Expected</b><p>${escapeHtml(expected(gold))}</p>${evidence}</div>
<div><b>Got</b> <small>${escapeHtml(given.outcome)}</small><p>${escapeHtml(given.text)}</p>${quotes}</div></div></article>`;
}
