import type { PageOperators } from './file.ts';
import { apply, type Box, boxAround, type Matrix, multiply } from './geometry.ts';
import { Runs } from './runs.ts';
import { addPath, MOST_SHAPES } from './shapes.ts';
import { INITIAL_STATE, isShown, type Operator, type Painter, type Painting, toneOnPaper } from './state.ts';
import { TEXT_OPERATORS } from './text-operators.ts';

/** Deeper nesting is a mistake or an attack. */
const DEEPEST_NESTING = 1000;
/** Tone of what may have any: pictures, patterns and shadings. */
const UNKNOWN_TONE = 0.5;
/** Smaller pictures, in square points, are bullets and ornaments. */
const SMALLEST_PICTURE = 100;

const OPERATORS: Record<string, Operator> = {
  ...TEXT_OPERATORS,
  save,
  restore,
  transform: (painter, matrix: Matrix) => {
    painter.state.matrix = multiply(painter.state.matrix, matrix);
    painter.isUnused = true;
  },
  paintFormXObjectBegin: (painter, [matrix]: [Matrix | null]) => {
    save(painter);
    if (matrix) painter.state.matrix = multiply(painter.state.matrix, matrix);
  },
  paintFormXObjectEnd: restore,
  beginGroup: (painter, [group]: [{ smask?: unknown } | undefined]) => {
    save(painter);
    if (group?.smask) painter.state.isMask = true;
  },
  endGroup: restore,
  beginMarkedContent: ({ marked }) => marked.push(false),
  beginMarkedContentProps: ({ marked, page }, [tag, layer]: [string, unknown]) =>
    marked.push(tag === 'OC' && layer !== null && !page.isShown(layer)),
  endMarkedContent: ({ marked }) => marked.pop(),
  setLineWidth: ({ state }, [width]: [number]) => Object.assign(state, { lineWidth: width }),
  setGState: ({ state }, [entries]: [readonly (readonly [string, unknown])[]]) => {
    for (const [key, value] of entries) {
      if (key === 'ca') state.opacity = Number(value);
      else if (key === 'LW') state.lineWidth = Number(value);
      else if (key === 'Font') [state.font, state.fontSize] = value as [string, number];
    }
  },
  setFillRGBColor: ({ state }, [colour]: [string]) => Object.assign(state, { tone: toneOf(colour) }),
  setFillColorN: ({ state }) => Object.assign(state, { tone: UNKNOWN_TONE }),
  setFillTransparent: ({ state }) => Object.assign(state, { tone: 1 }),
  constructPath,
  shadingFill: ({ painting, page }) =>
    addSurface(painting, { x0: 0, y0: 0, x1: page.width, y1: page.height }),
};

/** Plays the operators of a page and notes what they leave on it. Pictures are areas of unknown content. */
export function paintPage(page: PageOperators): Painting {
  const painting: Painting = { runs: new Runs(), rules: [], areas: [] };
  const state = { ...INITIAL_STATE, matrix: page.toPage };
  const painter: Painter = { page, painting, state, saved: [], marked: [], isUnused: false };
  for (const { name, args } of page.operators()) OPERATORS[name]?.(painter, args as never);
  return painting;
}

function save(painter: Painter): void {
  painter.isUnused = false;
  if (painter.saved.length < DEEPEST_NESTING) painter.saved.push({ ...painter.state });
}

function restore(painter: Painter): void {
  if (painter.isUnused) addPicture(painter);
  painter.isUnused = false;
  painter.state = painter.saved.pop() ?? painter.state;
}

/** A picture fills the unit square of the space it is painted in. */
function addPicture({ painting, state: { matrix } }: Painter): void {
  const corners = [apply(matrix, 0, 0), apply(matrix, 1, 0), apply(matrix, 0, 1), apply(matrix, 1, 1)];
  if (Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) >= SMALLEST_PICTURE) {
    addSurface(painting, boxAround(corners));
  }
}

function addSurface({ areas }: Painting, box: Box): void {
  if (areas.length < MOST_SHAPES) areas.push({ ...box, tone: UNKNOWN_TONE });
}

function constructPath(painter: Painter, [code, [path]]: [number, [Float32Array | null]]): void {
  painter.isUnused = false;
  if (!path || !isShown(painter)) return;
  const { page, painting, state } = painter;
  const name = page.nameOf(code);
  addPath(painting, path, {
    matrix: state.matrix,
    strokes: /stroke/i.test(name),
    fills: /fill/i.test(name),
    lineWidth: state.lineWidth * Math.hypot(state.matrix[0], state.matrix[1]),
    tone: toneOnPaper(state),
  });
}

/** Brightness of `#rrggbb` as the eye sees it (ITU-R BT.601), from 0 to 1. */
function toneOf(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16);
  if (Number.isNaN(value)) return 0;
  return (0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255)) / 255;
}
