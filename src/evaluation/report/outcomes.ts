import type { Outcome } from '../../types.ts';
import { outcomeFits } from '../judge.ts';
import type { Score } from '../score.ts';
import { outcomeWords } from '../words.ts';
import { type Html, html } from './html.ts';
import { both, scrolling, section } from './parts.ts';

const ORDER: Outcome[] = ['answered', 'declined', 'handoff', 'smalltalk', 'failed'];

/** Which outcome was given where which was wanted. */
export function outcomesSection({ outcomes }: Score): Html {
  const rows = ORDER.filter((outcome) => outcomes.some(({ wanted }) => wanted === outcome));
  const columns = ORDER.filter((outcome) => outcomes.some(({ given }) => given === outcome));
  const cell = (wanted: Outcome, given: Outcome) => {
    const count = outcomes.find((each) => each.wanted === wanted && each.given === given)?.count ?? 0;
    const fits = outcomeFits(wanted, given);
    if (count === 0) return html`<td class="quiet">·</td>`;
    return html`<td class="${fits ? 'fits' : 'misses'}"><b>${count}</b> <span aria-hidden="true">${fits ? '✓' : '✗'}</span><span class="sr">${fits ? '合适 fits' : '不合适 does not fit'}</span></td>`;
  };
  const table = html`<table class="outcomes"><thead><tr><th scope="col">${both({ zh: '应为 ＼ 实为', en: 'wanted ＼ given' })}</th>${columns.map((given) => html`<th scope="col">${both(outcomeWords(given))}</th>`)}</tr></thead><tbody>${rows.map((wanted) => html`<tr><th scope="row">${both(outcomeWords(wanted))}</th>${columns.map((given) => cell(wanted, given))}</tr>`)}</tbody></table>`;
  const note = {
    zh: '行是标准答案要的结果，列是实际给出的结果。该婉拒的题转人工或作寒暄答复也算对。',
    en: 'Rows: what gold wants. Columns: what was given. Where gold declines, handing over and small talk fit, too.',
  };
  return section(
    'outcomes',
    { zh: '应有结果与实际结果', en: 'Outcomes' },
    note,
    scrolling('结果 Outcomes', table),
  );
}
