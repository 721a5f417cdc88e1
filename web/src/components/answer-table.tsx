import { useId, useState } from 'preact/hooks';
import { exportAddress } from '../export-address.ts';
import { languageOfWords } from '../language.ts';
import type { AnswerTable, ChartImage, Language } from '../protocol.ts';
import { fill, type Strings } from '../strings.ts';
import { useOverflow } from '../use-overflow.ts';
import { visibleText } from '../visible-text.ts';
import { Chart } from './chart.tsx';
import { DownIcon } from './icons.tsx';
import { RowCard } from './row-card.tsx';

export interface ComputedProps {
  table: AnswerTable;
  chart: ChartImage | undefined;
  /** Of the answer. */
  language: Language | undefined;
  strings: Strings;
}

/** Rows shown before all are asked for. */
const ROWS_AT_FIRST = 10;

/** What was computed: a chart where one shows it better, its table, and the files with all rows. */
export function Computed({ table, chart, language, strings }: ComputedProps) {
  const [only] = table.rows;
  const isCard = table.total === 1 && only !== undefined && table.columns.length > 2;
  return (
    <section class="computed" aria-label={strings.table} lang={language}>
      {chart && <Chart chart={chart} />}
      {isCard ? <RowCard columns={table.columns} cells={only} /> : <Rows {...{ table, strings }} />}
      {table.export && <Downloads token={table.export} strings={strings} />}
    </section>
  );
}

function Rows({ table, strings }: Pick<ComputedProps, 'table' | 'strings'>) {
  const [isWhole, setWhole] = useState(false);
  const caption = useId();
  const { region, overflows } = useOverflow();
  const { title, columns, rows, total } = table;
  const shown = isWhole ? rows : rows.slice(0, ROWS_AT_FIRST);
  return (
    <>
      <div class={overflows ? 'table-frame overflows' : 'table-frame'}>
        <section
          class="table-region"
          ref={region}
          aria-labelledby={caption}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it
          tabIndex={0}
        >
          <table>
            <caption id={caption} class={title === '' ? 'visually-hidden' : undefined}>
              {title === '' ? strings.table : visibleText(title)}
            </caption>
            <thead>
              <tr>
                {columns.map(({ name, kind }, at) => (
                  <th key={at} scope="col" class={kind}>
                    {visibleText(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((cells, row) => (
                <tr key={row}>
                  {cells.map(({ text }, at) => {
                    const Cell = at === 0 ? 'th' : 'td';
                    return (
                      <Cell
                        key={at}
                        scope={at === 0 ? 'row' : undefined}
                        class={columns[at]?.kind}
                        lang={languageOfWords(text)}
                      >
                        {columns[at]?.kind === 'number' ? <Figure text={text} /> : visibleText(text)}
                      </Cell>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      {overflows && (
        <p class="table-hint" aria-hidden="true">
          {strings.swipe}
        </p>
      )}
      {shown.length < rows.length && (
        <button type="button" class="action show-all" onClick={() => setWhole(true)}>
          <DownIcon /> {fill(strings.showAll, rows.length)}
        </button>
      )}
      {rows.length < total && shown.length === rows.length && (
        <p class="notice">{fill(strings.moreRows, total - rows.length)}</p>
      )}
    </>
  );
}

/** `RMB 22.28 billion (222.8亿元)`: two figures, of which none is broken. */
function Figure({ text }: { text: string }) {
  return visibleText(text)
    .split(/ (?=\()/)
    .flatMap((part, at) => [at > 0 && ' ', <span class="figure">{part}</span>]);
}

/** Plain links: the browser itself saves what they lead to. */
function Downloads({ token, strings }: { token: string; strings: Strings }) {
  return (
    <p class="downloads">
      <span>{strings.download}</span>
      <a class="action" href={exportAddress(token, 'xlsx')} download>
        <DownIcon /> Excel
      </a>
      <a class="action" href={exportAddress(token, 'csv')} download>
        <DownIcon /> CSV
      </a>
    </p>
  );
}
