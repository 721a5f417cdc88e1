import type { Piece } from '../highlights.ts';
import { visibleText } from '../visible-text.ts';

/** Text with its emphasised parts. */
export function Pieces({ pieces }: { pieces: Piece[] }) {
  return (
    <>
      {pieces.map(({ text, marked }, index) =>
        marked ? <mark key={index}>{visibleText(text)}</mark> : visibleText(text),
      )}
    </>
  );
}
