import { quantile } from '../score.ts';
import { type Html, html } from './html.ts';
import { bar, both, section } from './parts.ts';

/** How long answers took: how many in each step of a scale that doubles or so, as on a ruler for sound. */
export function timesSection(times: readonly number[]): Html {
  const counts = binned(times);
  const most = Math.max(...counts.map(({ count }) => count));
  const marks = [
    { name: '50%', at: quantile(times, 0.5) },
    { name: '95%', at: quantile(times, 0.95) },
  ];
  const rows = counts.map(({ from, to, count }) => {
    const here = marks.filter(({ at }) => at >= from && at < to);
    const chips = here.map(
      ({ name, at }) => html` <span class="chip same">${name}: ${Math.round(at)} ms</span>`,
    );
    return html`<tr><th scope="row">${from === 0 ? `< ${label(to)}` : `${label(from)} – ${label(to)}`}</th><td class="long">${bar(count / most, 'plain')}</td><td>${count}${chips}</td></tr>`;
  });
  const head = html`<thead><tr><th scope="col">${both({ zh: '用时', en: 'time' })}</th><th scope="col" class="long"><span class="sr">图 chart</span></th><th scope="col">${both({ zh: '题数', en: 'questions' })}</th></tr></thead>`;
  return section(
    'times',
    { zh: '用时分布', en: 'Time an answer took' },
    undefined,
    html`<table class="times">${head}<tbody>${rows}</tbody></table>`,
  );
}

/** Upper ends in milliseconds: 1, 2, 5 and ten times these. */
const ENDS = [1, 10, 100, 1000, 10_000, 100_000].flatMap((unit) => [unit, 2 * unit, 5 * unit]);

function binned(times: readonly number[]) {
  const bins = [...ENDS, Number.POSITIVE_INFINITY].map((to, at) => {
    const from = ENDS[at - 1] ?? 0;
    return { from, to, count: times.filter((time) => time >= from && time < to).length };
  });
  const first = bins.findIndex(({ count }) => count > 0);
  const last = bins.findLastIndex(({ count }) => count > 0);
  return bins.slice(first, last + 1);
}

function label(ms: number): string {
  if (ms === Number.POSITIVE_INFINITY) return '…';
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`;
}
