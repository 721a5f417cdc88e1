import { languageOfWords } from '../language.ts';
import type { AnswerTable, TableCell } from '../protocol.ts';
import { visibleText } from '../visible-text.ts';

/** A table of one row, as of one plot, as a card: its name, and below it what there is to know. */
export function RowCard({ columns, cells }: { columns: AnswerTable['columns']; cells: TableCell[] }) {
  const [name, ...others] = cells;
  return (
    <div class="row-card">
      <p class="row-card-kind">{visibleText(columns[0]?.name ?? '')}</p>
      <p class="row-card-name" lang={languageOfWords(name?.text ?? '')}>
        {visibleText(name?.text ?? '')}
      </p>
      <dl>
        {others.map(({ text }, at) =>
          text === '' ? null : (
            <div key={at}>
              <dt>{visibleText(columns[at + 1]?.name ?? '')}</dt>
              <dd lang={languageOfWords(text)}>{visibleText(text)}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}
