import { useMemo } from 'preact/hooks';
import { type AnswerBlock, type Inline, parseAnswer, withoutOpenMark } from '../answer-text.ts';
import type { Citation } from '../protocol.ts';
import { fill, type Strings } from '../strings.ts';
import { visibleText } from '../visible-text.ts';

export interface AnswerTextProps {
  text: string;
  language: string | undefined;
  /** Known once the answer is complete; until then every mark is shown, and none can be opened. */
  citations: Citation[] | undefined;
  strings: Strings;
  onSource: (citation: Citation) => void;
}

/** An answer's words. Whatever they hold, they become text nodes: no mark-up, no link, no picture. */
export function AnswerText({ text, language, citations, strings, onSource }: AnswerTextProps) {
  const blocks = useMemo(() => {
    const shown = visibleText(citations ? text : withoutOpenMark(text));
    return parseAnswer(shown, (n) => citations?.some((citation) => citation.n === n) ?? true);
  }, [text, citations]);
  const inline = (part: Inline, index: number) => {
    if (part.kind === 'text') return part.text;
    if (part.kind === 'strong') return <strong key={index}>{part.text}</strong>;
    const citation = citations?.find(({ n }) => n === part.n);
    return <Mark key={index} {...{ n: part.n, citation, strings, onSource }} />;
  };
  return (
    <div class="answer-text" lang={language}>
      {blocks.map((block, index) => (
        <Line key={index} block={block}>
          {block.inlines.map(inline)}
        </Line>
      ))}
    </div>
  );
}

function Line({ block, children }: { block: AnswerBlock; children: preact.ComponentChildren }) {
  if (block.kind === 'paragraph') return <p>{children}</p>;
  return (
    <p class="item">
      <span class="item-sign">{block.kind === 'step' ? `${block.number}.` : '·'}</span>
      <span>{children}</span>
    </p>
  );
}

interface MarkProps {
  n: number;
  citation: Citation | undefined;
  strings: Strings;
  onSource: (citation: Citation) => void;
}

function Mark({ n, citation, strings, onSource }: MarkProps) {
  if (citation === undefined) return <sup class="mark">{n}</sup>;
  return (
    <sup class="mark">
      <button type="button" aria-label={fill(strings.showSource, n)} onClick={() => onSource(citation)}>
        {n}
      </button>
    </sup>
  );
}
