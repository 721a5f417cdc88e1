/**
 * Places on a page in points (1/72 inch) from its top left corner; y grows downwards, as one reads.
 * A matrix `[a, b, c, d, e, f]` maps x, y to `a·x + c·y + e`, `b·x + d·y + f`, as in the PDF format.
 */
export type Matrix = readonly [number, number, number, number, number, number];

export interface Point {
  x: number;
  y: number;
}

/** From the left top corner `x0, y0` to the right bottom one `x1, y1`. */
export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** A quarter turn or none; how far the reading direction of a text is turned clockwise. */
export type Turn = 0 | 90 | 180 | 270;

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The matrix that does what `inner` does, and then what `outer` does. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  return [
    outer[0] * inner[0] + outer[2] * inner[1],
    outer[1] * inner[0] + outer[3] * inner[1],
    outer[0] * inner[2] + outer[2] * inner[3],
    outer[1] * inner[2] + outer[3] * inner[3],
    outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
    outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
  ];
}

export function apply(matrix: Matrix, x: number, y: number): Point {
  return {
    x: matrix[0] * x + matrix[2] * y + matrix[4],
    y: matrix[1] * x + matrix[3] * y + matrix[5],
  };
}

export function boxAround(points: Iterable<Point>): Box {
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const { x, y } of points) {
    box.x0 = Math.min(box.x0, x);
    box.y0 = Math.min(box.y0, y);
    box.x1 = Math.max(box.x1, x);
    box.y1 = Math.max(box.y1, y);
  }
  return box;
}

export function holds(box: Box, { x, y }: Point): boolean {
  return x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;
}

/** Where a point of a page of that size comes to lie when text turned by `turn` is put upright. */
export function putUpright({ x, y }: Point, turn: Turn, size: { width: number; height: number }): Point {
  if (turn === 90) return { x: y, y: size.width - x };
  if (turn === 180) return { x: size.width - x, y: size.height - y };
  return turn === 270 ? { x: size.height - y, y: x } : { x, y };
}

/** The value in the middle; `fallback` where there is none. */
export function median(values: readonly number[], fallback: number): number {
  if (values.length === 0) return fallback;
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
