import type { ChartImage } from '../protocol.ts';

/** A chart as the server drew it: a picture, so that nothing in it can act. */
export function Chart({ chart }: { chart: ChartImage }) {
  return (
    <picture class="chart">
      <source media="(max-width: 639.98px)" srcset={addressOf(chart.narrow)} />
      <img src={addressOf(chart.wide)} alt={chart.alt} />
    </picture>
  );
}

function addressOf(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
