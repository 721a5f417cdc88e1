import type { Change, Comparison, Movement } from '../compare.ts';
import type { RunQuestion } from '../run.ts';
import { chanceOf, MEASURES, outcomeWords } from '../words.ts';
import { type Fragment, type Html, html } from './html.ts';
import { both, minuteOf, scrolling, section, turned } from './parts.ts';

/** What changed since the last run: each measure with its sign test, then each question that got better or worse. */
export function comparisonSection(comparison: Comparison): Html {
  const { earlier, shared, added, altered, removed, measures, better, worse, ms, tokens } = comparison;
  const counts = [
    `${shared} 题相同 shared`,
    ...(added > 0 ? [`${added} 题新增 new`] : []),
    ...(altered > 0 ? [`${altered} 题标准已改 judged by another gold`] : []),
    ...(removed > 0 ? [`${removed} 题已删 gone`] : []),
  ];
  const spent = [
    `用时中位数 median time ${ms.from} → ${ms.to} ms`,
    ...(tokens.from === undefined && tokens.to === undefined
      ? []
      : [`每答词元 tokens an answer ${rounded(tokens.from)} → ${rounded(tokens.to)}`]),
  ];
  const content = html`<p>${minuteOf(earlier.at)}${earlier.model && ` · ${earlier.model}`} · ${counts.join(' · ')}</p>
${scrolling('各项变化 How each measure moved', measureTable(measures))}
<p class="note">${spent.join(' · ')}</p>
${changeList('变差', 'Worse', worse)}${changeList('变好', 'Better', better)}`;
  const note = {
    zh: '只比较两次都问过、且标准未改的题目。★ 表示符号检验 p < 0.05，变化不像是偶然。',
    en: 'Only questions asked in both runs by the same gold. ★: sign test p < 0.05, more than chance.',
  };
  return section('comparison', { zh: '较上次', en: 'Since the last run' }, note, content);
}

const rounded = (value: number | undefined) => (value === undefined ? '–' : String(Math.round(value)));

function measureTable(measures: Comparison['measures']): Html {
  const rows = measures.map(
    ({ measure, from, to, total, better, worse, p, beyondChance }) =>
      html`<tr><th scope="row">${both(MEASURES[measure])}</th><td>${from} → ${to} <small>/ ${total}</small></td><td>${turned({ better, worse })}</td><td>${chanceOf(p)}</td><td>${judged({ better, worse, beyondChance })}</td></tr>`,
  );
  return html`<table><thead><tr><th scope="col">${both({ zh: '指标', en: 'measure' })}</th><th scope="col">${both({ zh: '前 → 后', en: 'from → to' })}</th><th scope="col">${both({ zh: '变化', en: 'turned' })}</th><th scope="col">p</th><th scope="col">${both({ zh: '符号检验', en: 'sign test' })}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function judged({ better, worse, beyondChance }: Pick<Movement, 'better' | 'worse' | 'beyondChance'>): Html {
  if (beyondChance) return html`<b class="star">★ ${both({ zh: '非偶然', en: 'beyond chance' })}</b>`;
  const words =
    better + worse === 0 ? { zh: '未变', en: 'unchanged' } : { zh: '可能偶然', en: 'may be chance' };
  return html`<span class="quiet">${both(words)}</span>`;
}

function changeList(zh: string, en: string, changes: readonly Change[]): Html {
  if (changes.length === 0) return html`<h3>${both({ zh: `${zh}：无`, en: `${en}: none` })}</h3>`;
  const items = changes.map(
    ({ from, to }) =>
      html`<li><p class="asked"><b>${to.id}</b> ${to.question}</p><div class="from-to">${state(from)}<span class="arrow" aria-hidden="true">→</span><span class="sr">变为 became</span>${state(to)}</div></li>`,
  );
  return html`<h3>${both({ zh: `${zh}：${changes.length}题`, en: `${en}: ${changes.length}` })}</h3><ol class="changes ${en.toLowerCase()}">${items}</ol>`;
}

function state({ outcome, right, objections, text }: RunQuestion): Fragment {
  const verdict = right ? { zh: '✓ 答对', en: 'right' } : { zh: '✗ 不对', en: 'wrong' };
  const remarks = objections.length > 0 ? html`<p class="quiet">${objections.join('; ')}</p>` : undefined;
  return html`<div class="state"><p><b class="${right ? 'up' : 'down'}">${both(verdict)}</b> · ${both(outcomeWords(outcome))}</p>${remarks}<p class="said">${text}</p></div>`;
}
