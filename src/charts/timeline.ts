import type { CustomSeriesOption } from 'echarts/charts';
import type { Language } from '../types.ts';
import { type DrawnRow, labelAxis, roomForLabels } from './bars.ts';
import type { ChartOption } from './render.ts';
import { COLOURS, fontsFor, MOST_DRAWN, type Sheet, widthOf } from './sheet.ts';
import { chartWording } from './wording.ts';

/** Px that a stretch takes with its dates above it. */
const BAND = 46;
const AXIS = 30;
const MARGIN = 4;
/** So that a single day is seen. */
const LEAST_WIDTH = 4;
const DAY_MS = 86_400_000;

/** Stretches of days, one below the other, on one axis of time; rows without days are left out. */
export function timelineOf(rows: readonly DrawnRow[], sheet: Sheet, language: Language): ChartOption {
  const drawn = rows
    .flatMap(({ label, cell: { text, from, to } }) => (from && to ? [{ label, text, from, to }] : []))
    .slice(0, MOST_DRAWN);
  const labels = drawn.map(({ label }) => label || chartWording(language).unnamed());
  const left = roomForLabels(labels, sheet);
  const fontFamily = fontsFor(language);
  return {
    shown: drawn.length,
    height: drawn.length * BAND + AXIS + MARGIN,
    fontFamily,
    grid: { left, right: 16, top: MARGIN, bottom: AXIS },
    xAxis: {
      type: 'time',
      axisLine: { show: false },
      splitLine: { show: sheet.width > 500, lineStyle: { color: COLOURS.line.day } },
      axisLabel: {
        color: COLOURS.muted.day,
        fontSize: sheet.fontSize - 1,
        hideOverlap: true,
        formatter: (time: number) => new Date(time).toISOString().slice(0, 7),
      },
      splitNumber: sheet.width > 500 ? 5 : 2,
    },
    yAxis: labelAxis(labels, sheet),
    series: [
      {
        type: 'custom',
        silent: true,
        encode: { x: [1, 2], y: 0 },
        // The last day is a whole one.
        data: drawn.map(({ from, to }, at) => [at, Date.parse(from), Date.parse(to) + DAY_MS]),
        renderItem: (params, api) => {
          const { text } = drawn[params.dataIndex]!;
          const fontSize = sheet.fontSize - 1;
          const last = sheet.width - MARGIN - widthOf([text], fontSize);
          return stretchAt(api, { text, last: Math.max(left + MARGIN, last), fontSize, fontFamily });
        },
      },
    ],
  };
}

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;

function stretchAt(
  api: Parameters<RenderItem>[1],
  dates: { text: string; last: number; fontSize: number; fontFamily: string },
): ReturnType<RenderItem> {
  const [left, y] = api.coord([api.value(1), api.value(0)]) as [number, number];
  const [right] = api.coord([api.value(2), api.value(0)]) as [number, number];
  const width = Math.max(LEAST_WIDTH, right - left);
  return {
    type: 'group',
    children: [
      {
        type: 'rect',
        shape: { x: left, y: y + 2, width, height: 12, r: 3 },
        style: { fill: COLOURS.bar.day },
      },
      {
        type: 'text',
        style: {
          text: dates.text,
          // They start with the stretch, but not so late that they would leave the picture.
          x: Math.min(left, dates.last),
          y: y - 1,
          verticalAlign: 'bottom',
          fill: COLOURS.muted.day,
          fontSize: dates.fontSize,
          fontFamily: dates.fontFamily,
        },
      },
    ],
  };
}
