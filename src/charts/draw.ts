import type { AnswerTable, Language, TableCell } from '../types.ts';
import { barsOf } from './bars.ts';
import { type ChartOption, renderSvg } from './render.ts';
import { NARROW, PICTURE, type Sheet, WIDE } from './sheet.ts';
import { timelineOf } from './timeline.ts';
import { chartWording } from './wording.ts';

/** A chart as pictures in two widths: complete SVG documents without script, links or foreign parts. */
export interface ChartImage {
  /** For a column of 640 px and for a phone; in the colours of the page, by day and by night. */
  wide: string;
  narrow: string;
  /** What it shows, in the language of the table, for who does not see it. */
  alt: string;
}

/**
 * Draws what a table says is its chart: bars, or stretches of time.
 *
 * @param language of the table
 * @returns `undefined` where it has no chart, or fewer than two of its rows have a value to draw
 */
export async function drawChart(table: AnswerTable, language: Language): Promise<ChartImage | undefined> {
  const [wide, narrow] = [layOut(table, WIDE, language), layOut(table, NARROW, language)];
  if (!wide || !narrow) return undefined;
  return {
    wide: await renderSvg(wide, WIDE),
    narrow: await renderSvg(narrow, NARROW),
    alt: describeChart(table, wide, language),
  };
}

/** The same as one SVG with its title in it, to be made a picture that stands alone. */
export async function drawTitledChart(table: AnswerTable, language: Language): Promise<string | undefined> {
  const drawn = layOut(table, PICTURE, language);
  return drawn && renderSvg({ ...drawn, title: titleOf(table, drawn, language) }, PICTURE);
}

function layOut(table: AnswerTable, sheet: Sheet, language: Language): ChartOption | undefined {
  const { chart } = table;
  if (!chart) return undefined;
  const { label, value, until } = chart;
  const rows = table.rows.map((cells) => ({
    label: cells[label]?.text ?? '',
    cell: until === undefined ? (cells[value] ?? EMPTY) : stretchOf(cells[value], cells[until]),
  }));
  const drawn = chart.kind === 'bar' ? barsOf(rows, sheet, language) : timelineOf(rows, sheet, language);
  return drawn.shown < 2 ? undefined : drawn;
}

const EMPTY = { text: '' };

/** From the beginning of one period to the end of another; empty where one of them is not known. */
function stretchOf(start: TableCell = EMPTY, end: TableCell = EMPTY): TableCell {
  if (!start.from || !end.to || start.from > end.to) return EMPTY;
  return { text: `${start.text} — ${end.text}`, from: start.from, to: end.to };
}

function describeChart(table: AnswerTable, drawn: ChartOption, language: Language): string {
  const wording = chartWording(language);
  const title = titleOf(table, drawn, language);
  return table.chart?.kind === 'timeline' ? wording.timeline(title) : wording.bars(title);
}

/** What was understood and what is drawn of it: `高新区，2023年签约 · 投资额（前20项）`. */
function titleOf({ title, columns, chart, total }: AnswerTable, { shown }: ChartOption, language: Language) {
  const drawn = [chart?.value, chart?.until].flatMap((at) =>
    at === undefined ? [] : (columns[at]?.name ?? []),
  );
  const name = drawn.join('–');
  const part = shown < total ? chartWording(language).first(String(shown)) : '';
  return [title, `${name}${part}`].filter((words) => words !== '').join(' · ');
}
