import type { Fit, Measured, Weights } from './fit-ranking-grid.ts';

/** A fit to read: per cent, the first of a pair Recall@1, the second MRR@10. */
export function fitTable(sets: readonly { name: string; questions: number }[], fit: Fit): string {
  const names = [...sets.map(({ name, questions }) => `${base(name)}, ${questions}`), 'mean MRR@10'];
  const row = (label: string, { sets, mrr10 }: Measured) => [
    label,
    ...sets.map(({ recall1, mrr10 }) => `${percent(recall1)} / ${percent(mrr10)}`),
    percent(mrr10),
  ];
  const overview = [
    ['', ...names],
    row(`shipped: ${listed(fit.shipped.weights)}`, fit.shipped),
    row(`best: ${listed(fit.best.weights)}`, fit.best),
    ...fit.halves.flatMap(({ fitted, shipped }) => [
      row(`fitted on the other half: ${listed(fitted.weights)}`, fitted),
      row('… shipped, on this half', shipped),
    ]),
  ];
  const curves = fit.curves.map(({ name, points }) => [
    [name, ...names],
    ...points.map((point) => row(marked(name, point.weights, fit), point)),
  ]);
  return [overview, ...curves].map(aligned).join('\n\n');
}

function marked(name: string, weights: Weights, { best, shipped }: Fit): string {
  const value = weights[name]!;
  const marks = [
    ...(value === best.weights[name] ? ['best'] : []),
    ...(value === shipped.weights[name] ? ['shipped'] : []),
  ];
  return [value, ...marks].join(' ');
}

function listed(weights: Weights): string {
  return Object.entries(weights)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** A table of Markdown, which reads as well in a terminal. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function percent(share: number): string {
  return (100 * share).toFixed(2);
}

function base(name: string): string {
  return name.replace(/(^| )\S*\//g, '$1');
}
