import type { Language, TableCell } from '../types.ts';
import type { ChartOption } from './render.ts';
import { COLOURS, fontsFor, MOST_DRAWN, type Sheet, widthOf } from './sheet.ts';
import { chartWording } from './wording.ts';

/** A row as a chart draws it. */
export interface DrawnRow {
  label: string;
  cell: TableCell;
}

/** Px that a bar takes with the gap above it. */
const BAND = 32;
const MARGIN = 6;

/** Lying bars with their figures behind them, in the order of the rows; rows without a figure are left out. */
export function barsOf(rows: readonly DrawnRow[], sheet: Sheet, language: Language): ChartOption {
  const drawn = rows.filter(({ cell }) => cell.value !== undefined).slice(0, MOST_DRAWN);
  const labels = drawn.map(({ label }) => label || chartWording(language).unnamed());
  const figures = drawn.map(({ cell }) => figureOf(cell.text));
  return {
    shown: drawn.length,
    height: drawn.length * BAND + 2 * MARGIN,
    fontFamily: fontsFor(language),
    grid: {
      left: roomForLabels(labels, sheet),
      right: widthOf(figures, sheet.fontSize) + 12,
      top: MARGIN,
      bottom: MARGIN,
    },
    // The figures stand at the bars, so that an axis in yuan would only repeat them worse.
    xAxis: { type: 'value', min: 0, max: longest(drawn), show: false },
    yAxis: labelAxis(labels, sheet),
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        silent: true,
        itemStyle: { color: COLOURS.bar.day, borderRadius: [0, 3, 3, 0] },
        label: {
          show: true,
          position: 'right',
          color: COLOURS.muted.day,
          fontSize: sheet.fontSize,
          formatter: ({ dataIndex }) => figures[dataIndex]!,
        },
        data: drawn.map(({ cell }) => cell.value!),
      },
    ],
  };
}

/** All zero would be as long as nothing. */
function longest(rows: readonly DrawnRow[]): number {
  return Math.max(...rows.map(({ cell }) => cell.value!)) || 1;
}

/** Px to the left of the axis, as much as the labels want and may have. */
export function roomForLabels(labels: readonly string[], { fontSize, labels: most }: Sheet): number {
  return Math.min(widthOf(labels, fontSize), most) + 12;
}

/** The names of the rows, from above, each cut to its room. */
export function labelAxis(labels: string[], { fontSize, labels: width }: Sheet): ChartOption['yAxis'] {
  return {
    type: 'category',
    inverse: true,
    data: labels,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: COLOURS.line.day } },
    axisLabel: { interval: 0, color: COLOURS.ink.day, fontSize, width, overflow: 'truncate', ellipsis: '…' },
  };
}

/** A figure without what stands beside it in brackets: `RMB 22.28 billion`. */
function figureOf(text: string): string {
  return text.replace(/\s*[(（].*$/s, '');
}
