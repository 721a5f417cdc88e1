import type { BarSeriesOption, CustomSeriesOption } from 'echarts/charts';
import type { GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { COLOURS, type Sheet } from './sheet.ts';

type EchartsOption = ComposeOption<BarSeriesOption | CustomSeriesOption | GridComponentOption>;

/** What is drawn, and how high it gets, in px. */
export interface ChartOption extends Pick<EchartsOption, 'grid' | 'xAxis' | 'yAxis'> {
  series: (BarSeriesOption | CustomSeriesOption)[];
  /** Rows that are drawn. */
  shown: number;
  height: number;
  fontFamily: string;
  /** Stands above the chart where it is given. */
  title?: string;
}

const TITLE_HEIGHT = 48;

/** An option as an SVG document of the sheet's width, which scales with the room it is given. */
export async function renderSvg(option: ChartOption, { width, fontSize }: Sheet): Promise<string> {
  const echarts = await loadEcharts();
  const { title, height, fontFamily, grid, xAxis, yAxis, series } = option;
  const above = title === undefined ? 0 : TITLE_HEIGHT;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height: height + above });
  try {
    chart.setOption({
      animation: false,
      useUTC: true,
      textStyle: { fontFamily },
      title: title === undefined ? undefined : titleOption(title, width, fontSize),
      grid: { ...(Array.isArray(grid) ? undefined : grid), top: above + 6 },
      xAxis,
      yAxis,
      series,
    });
    return withNight(chart.renderToSVGString({ useViewBox: true }));
  } finally {
    chart.dispose();
  }
}

function titleOption(text: string, width: number, fontSize: number) {
  const textStyle = {
    color: COLOURS.ink.day,
    fontSize: fontSize + 2,
    width: width - 32,
    overflow: 'truncate',
  } as const;
  return { text, left: 10, top: 12, textStyle };
}

type Echarts = typeof import('echarts/core');
let loaded: Promise<Echarts> | undefined;

/** Loaded when the first chart is drawn: that takes about a second. */
function loadEcharts(): Promise<Echarts> {
  loaded ??= (async () => {
    const [echarts, { BarChart, CustomChart }, { GridComponent, TitleComponent }, { SVGRenderer }] =
      await Promise.all([
        import('echarts/core'),
        import('echarts/charts'),
        import('echarts/components'),
        import('echarts/renderers'),
      ]);
    echarts.use([BarChart, CustomChart, GridComponent, TitleComponent, SVGRenderer]);
    return echarts;
  })();
  return loaded;
}

/** The night colours, for whoever shows the picture on a dark page; a renderer without media queries passes over them. */
function withNight(svg: string): string {
  const rules = Object.values(COLOURS).map(
    ({ day, night }) => `[fill="${day}"]{fill:${night}}[stroke="${day}"]{stroke:${night}}`,
  );
  const style = `<style>@media (prefers-color-scheme: dark){${rules.join('')}}</style>`;
  return svg.replace(/^<svg[^>]*>/, (root) => `${root}${style}`);
}
