import type { PageOperators } from './file.ts';
import { IDENTITY, type Matrix, type Point } from './geometry.ts';
import type { Runs } from './runs.ts';
import type { Shapes } from './shapes.ts';

/** What has been painted on a page, and where. */
export interface Painting extends Shapes {
  runs: Runs;
}

/** The state of the graphics, which `q` saves and `Q` restores, named as in the format's specification. */
export interface GraphicsState {
  matrix: Matrix;
  /** Of the filling colour, from 0, black, to 1, white. */
  tone: number;
  opacity: number;
  /** Whether what is painted serves as a mask only. */
  isMask: boolean;
  lineWidth: number;
  font: string;
  fontSize: number;
  charSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  leading: number;
  rise: number;
  renderingMode: number;
  textMatrix: Matrix;
  /** Where the line of text began and where its next glyph comes to stand, in the text's own space. */
  lineStart: Point;
  pen: Point;
}

export interface Painter {
  page: PageOperators;
  painting: Painting;
  state: GraphicsState;
  saved: GraphicsState[];
  /** For each stretch of marked content that is open, whether its layer is hidden. */
  marked: boolean[];
  /** Whether nothing has been painted since the matrix was set: pictures are left out and leave that trace. */
  isUnused: boolean;
}

/** What an operator does; `args` are as the package documents them for that operator. */
export type Operator = (painter: Painter, args: never) => void;

export const INITIAL_STATE: GraphicsState = {
  matrix: IDENTITY,
  tone: 0,
  opacity: 1,
  isMask: false,
  lineWidth: 1,
  font: '',
  fontSize: 0,
  charSpacing: 0,
  wordSpacing: 0,
  horizontalScale: 1,
  leading: 0,
  rise: 0,
  renderingMode: 0,
  textMatrix: IDENTITY,
  lineStart: { x: 0, y: 0 },
  pen: { x: 0, y: 0 },
};

/** Whether what is painted now can be seen at all. */
export function isShown({ state, marked }: Painter): boolean {
  return !state.isMask && !marked.includes(true);
}

/** The tone in which a filling comes out on white paper. */
export function toneOnPaper({ tone, opacity }: GraphicsState): number {
  return 1 - opacity * (1 - tone);
}
