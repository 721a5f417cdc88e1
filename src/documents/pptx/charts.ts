import { attributeOf, childOf, childrenOf, type Element, nameOf, numberOf, within } from '../office/xml.ts';
import type { Cell } from '../tables/tables.ts';

/** The figures behind a chart, as a table with a column for each of its series. */
export interface ChartTable {
  caption?: string;
  grid: Cell[][];
}

/** A chart with more points or series is a picture of a trend, and its figures stand elsewhere. */
const MOST_POINTS = 500;
const MOST_SERIES = 30;
/** A title of the value axis that is longer is no unit. */
const LONGEST_UNIT = 10;
/** The 1900 system counts days from here; its one wrong leap day is before all dates that matter. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const DAY = 24 * 60 * 60 * 1000;

/** The figures of a chart part as the chart shows them, out of what it keeps of its sheet. */
export function chartTable(chart: Element): ChartTable | undefined {
  const series = [...within(chart, 'c:ser')].slice(0, MOST_SERIES);
  const columns = series.map((one) => pointsOf(childOf(one, 'c:val') ?? childOf(one, 'c:yVal')));
  const points = new Set(columns.flatMap((column) => [...column.keys()]));
  if (points.size === 0) return undefined;
  const named = series.map((one) => childOf(one, 'c:cat') ?? childOf(one, 'c:xVal'));
  const categories = pointsOf(named.find((category) => category !== undefined));
  const title = textOf(childOf(chart, 'c:chart', 'c:title'));
  const axes = [...within(chart, 'c:valAx')];
  const rows = [...points].sort((one, other) => one - other).slice(0, MOST_POINTS);
  return {
    ...(title !== '' && { caption: title }),
    grid: [
      ['', ...series.map((one) => withUnit(nameOfSeries(one) || title || '数值', unitOf(one, axes)))].map(
        header,
      ),
      ...rows.map((at) => [
        header(categories.get(at) ?? String(at + 1)),
        ...columns.map((one) => value(one.get(at))),
      ]),
    ],
  };
}

function header(text: string): Cell {
  return { text, isHeader: true };
}

function value(text = ''): Cell {
  return { text, isHeader: false };
}

function nameOfSeries(series: Element): string {
  const name = childOf(series, 'c:tx');
  return (pointsOf(name).get(0) ?? textOf(childOf(name, 'c:v'))).trim();
}

/** The unit that the title of a series' own value axis gives: `亿元`, `（万人）`. */
function unitOf(series: Element, axes: readonly Element[]): string {
  const idsOf = (element: Element) =>
    [...childrenOf(element)]
      .filter((child) => nameOf(child) === 'c:axId')
      .map((child) => attributeOf(child, 'val'));
  const ids = idsOf(series.parentNode as Element);
  const axis = axes.find((one) => idsOf(one).some((id) => ids.includes(id)));
  const title = textOf(childOf(axis, 'c:title')).replace(/^(?:单位)?[：:（(\s]*|[）)\s]*$/g, '');
  return title.length <= LONGEST_UNIT ? title : '';
}

function withUnit(name: string, unit: string): string {
  return unit === '' || name.includes(unit) ? name : `${name}（${unit}）`;
}

/** What a chart keeps of a range of cells: the text of each by its place, after that of the levels above it. */
function pointsOf(range: Element | undefined): Map<number, string> {
  if (!range) return new Map();
  const format = plain([...within(range, 'c:formatCode')][0]);
  const levels = [...within(range, 'c:lvl')];
  const [inner, ...outer] = levels.map((level) => valuesIn(level, format));
  const points = inner ?? valuesIn(range, format);
  const places = [...points.keys()].sort((one, other) => one - other);
  for (const level of outer) {
    let current = '';
    for (const at of places) {
      // A level above has a text only where it begins.
      current = level.get(at) ?? current;
      points.set(at, `${current} ${points.get(at)}`.trim());
    }
  }
  return points;
}

function valuesIn(parent: Element, format: string): Map<number, string> {
  const values = new Map<number, string>();
  for (const point of within(parent, 'c:pt')) {
    const isNumber = nameOf(point.parentNode as Element) === 'c:numCache';
    const text = plain(childOf(point, 'c:v'));
    const own = attributeOf(point, 'formatCode') ?? format;
    values.set(numberOf(point, 'idx') ?? 0, isNumber ? shown(text, own || 'General') : text.trim());
  }
  return values;
}

/** A number as its format shows it: a share as a percentage, a day as a date, else without the dust of binary. */
function shown(text: string, format: string): string {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return text.trim();
  const code = format.split(';')[0]!.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  const decimals = /\.(0+)/.exec(code)?.[1]?.length;
  if (code.includes('%')) return `${tidy(number * 100, decimals)}%`;
  if (/y/i.test(code)) return dateOf(number, code);
  return tidy(number, decimals);
}

function tidy(number: number, decimals: number | undefined): string {
  return decimals === undefined
    ? String(Number(number.toPrecision(12)))
    : number.toFixed(Math.min(decimals, 10));
}

function dateOf(serial: number, code: string): string {
  const day = new Date(DAY_ZERO + Math.round(serial) * DAY);
  if (Number.isNaN(day.getTime())) return String(serial);
  const [year, month, date] = day.toISOString().slice(0, 10).split('-').map(Number);
  return `${year}年${/m/i.test(code) ? `${month}月` : ''}${/d/i.test(code) ? `${date}日` : ''}`;
}

function textOf(element: Element | undefined): string {
  return element
    ? [...within(element, 'a:t')].map(plain).join('').trim() || plain([...within(element, 'c:v')][0])
    : '';
}

function plain(element: Element | undefined): string {
  return element?.textContent ?? '';
}
