import type { Turn } from './chat-state.ts';
import type { Strings } from './strings.ts';
import { visibleText } from './visible-text.ts';

/**
 * The text of an answer to take away: the answer, its sources, and the label of AI-written text, which
 * the labelling measures of 2025-09-01 (art. 4) want in copies too.
 */
export function answerToCopy(turn: Turn, strings: Strings, parkName: string | undefined): string {
  const sources = (turn.answer?.citations ?? []).map((citation) => {
    const place = [citation.title, citation.locator].filter((part) => part !== '').join('，');
    const lines = [`[${citation.n}] ${place}`, `    「${citation.quote}」`, citation.sourceUrl];
    return lines.filter((line) => line !== undefined).join('\n');
  });
  const label = [strings.aiNotice, parkName, strings.desk].filter((part) => part !== undefined).join(' · ');
  const blocks = [
    turn.text,
    sources.length > 0 ? [strings.sources, ...sources].join('\n') : '',
    `（${label}）`,
  ];
  return visibleText(blocks.filter((block) => block !== '').join('\n\n'));
}
