import type { Change, Comparison } from '../evaluation/compare.ts';
import type { RunQuestion } from '../evaluation/run.ts';
import { bothOf, chanceOf, MEASURES, outcomeWords } from '../evaluation/words.ts';
import { clip, formatTable } from './terminal.ts';

/** What changed since an earlier run, for a terminal: each measure, then each question that got better or worse. */
export function comparisonLines(comparison: Comparison): string[] {
  const { earlier, measures, better, worse } = comparison;
  const day = `${earlier.at.slice(0, 16).replace('T', ' ')} UTC`;
  const moved = measures.filter(({ better, worse }) => better + worse > 0);
  const rows = moved.map(({ measure, from, to, total, better, worse, p, beyondChance }) => [
    bothOf(MEASURES[measure]),
    `${from} → ${to} / ${total}`,
    `+${better} −${worse}`,
    chanceOf(p),
    beyondChance ? '★ 非偶然 beyond chance' : '',
  ]);
  const head = [
    '与上次相比\nsince the last run',
    '前 → 后\nfrom → to',
    '增减\nturned',
    'p',
    '符号检验\nsign test',
  ];
  return [
    `较上次 compared with ${day}: ${sharesOf(comparison)}`,
    rows.length > 0 ? formatTable(head, rows) : '各项相同 every measure as before',
    ...changeLines('变好 better', better),
    ...changeLines('变差 worse', worse),
  ];
}

function sharesOf({ shared, added, altered, removed }: Comparison): string {
  const parts = [
    `${shared} 题相同 shared`,
    ...(added > 0 ? [`${added} 新增 new`] : []),
    ...(altered > 0 ? [`${altered} 标准已改 with another gold`] : []),
    ...(removed > 0 ? [`${removed} 已删 gone`] : []),
  ];
  return parts.join(', ');
}

function changeLines(title: string, changes: readonly Change[]): string[] {
  if (changes.length === 0) return [];
  return [
    `${title}: ${changes.length}`,
    ...changes.map(
      ({ from, to }) => `  ${to.id} ${clip(to.question, 100)}\n    ${stateOf(from)}\n    → ${stateOf(to)}`,
    ),
  ];
}

function stateOf({ outcome, right, objections, text }: RunQuestion): string {
  const remarks = objections.length > 0 ? ` (${clip(objections.join('; '), 100)})` : '';
  return `${right ? '✓' : '✗'} ${bothOf(outcomeWords(outcome))}${remarks}: ${clip(text, 80)}`;
}
