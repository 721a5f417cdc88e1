import { HAN } from '../../language/fold.ts';
import type { Piece } from './pieces.ts';

/** A folded question as pieces side by side, and the words that none of them accounts for. */
export interface Covered {
  pieces: readonly Piece[];
  left: readonly { start: number; end: number; text: string }[];
}

/** What a word that no piece accounts for costs, in pieces: more than any way around it. */
const LEFT_OVER = 40;
/** What is named by a row is meant by it, where a word of grammar would do as well. */
const COST: Partial<Record<Piece['kind'], number>> = { value: 0.9, period: 0.9, bound: 0.9, filler: 1.05 };

interface Step {
  cost: number;
  piece?: Piece;
  /** Where the stretch before this place begins. */
  from: number;
}

/**
 * Chooses the pieces that account for a folded text: as few words as possible left over, then as few pieces as
 * possible. Spaces and marks need no account.
 */
export function cover(text: string, pieces: readonly Piece[]): Covered {
  const byStart = Map.groupBy(pieces, ({ start }) => start);
  const best: (Step | undefined)[] = new Array(text.length + 1);
  best[0] = { cost: 0, from: 0 };
  const offer = (to: number, step: Step) => {
    const known = best[to];
    if (known === undefined || step.cost < known.cost) best[to] = step;
  };
  for (let at = 0; at < text.length; at++) {
    const here = best[at];
    if (here === undefined) continue;
    const end = unknownEnd(text, at);
    offer(end, { cost: here.cost + (/[\p{L}\p{N}%$¥€]/u.test(text[at]!) ? LEFT_OVER : 0), from: at });
    for (const piece of byStart.get(at) ?? [])
      offer(piece.end, { cost: here.cost + (COST[piece.kind] ?? 1), piece, from: at });
  }
  return trace(text, best);
}

/** The end of the word, number or single character that begins here. */
function unknownEnd(text: string, at: number): number {
  if (HAN.test(text[at]!)) return at + 1;
  return at + (/^(?:[a-z]+|\d+(?:\.\d+)?)/.exec(text.slice(at))?.[0].length ?? 1);
}

function trace(text: string, best: readonly (Step | undefined)[]): Covered {
  const pieces: Piece[] = [];
  const left: { start: number; end: number; text: string }[] = [];
  for (let at = text.length; at > 0; ) {
    const { piece, from } = best[at]!;
    if (piece) pieces.push(piece);
    else if (/[\p{L}\p{N}%$¥€]/u.test(text[from]!))
      left.push({ start: from, end: at, text: text.slice(from, at) });
    at = from;
  }
  return { pieces: pieces.reverse(), left: left.reverse() };
}
