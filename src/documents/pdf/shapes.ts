import { apply, type Box, boxAround, type Matrix, type Point } from './geometry.ts';

/** A straight line along an edge of the page: between cells, above footnotes, under a title. */
export interface Rule extends Box {
  isVertical: boolean;
}

/** What a painted path leaves on the page. */
export interface Shapes {
  rules: Rule[];
  /** Painted surfaces and the pictures. */
  areas: (Box & { tone: number })[];
}

/** Thicker lines are bars and boxes, in points. */
const THICKEST_RULE = 3;
/** Shorter ones are dots and parts of drawn letters, in points; a dotted rule is made of short ones. */
const SHORTEST_RULE = 1;
/** How far a line may stray from its direction and still be a rule, in points. */
const STRAYING = 0.7;
/** A page with more is a drawing: a site plan, a map. */
export const MOST_SHAPES = 20_000;

/** Codes of the path segments as the package writes them, and how many numbers follow each. */
const SEGMENT_LENGTHS = [2, 2, 6, 4, 0];
const MOVE = 0;
const LINE = 1;
const CLOSE = 4;

interface Subpath {
  points: Point[];
  isStraight: boolean;
}

/** Adds what painting a path leaves on the page: rules from lines and thin boxes, areas from filled ones. */
export function addPath(
  shapes: Shapes,
  path: Float32Array,
  paint: { matrix: Matrix; strokes: boolean; fills: boolean; lineWidth: number; tone: number },
): void {
  for (const { points, isStraight } of subpathsOf(path, paint.matrix)) {
    if (shapes.rules.length + shapes.areas.length >= MOST_SHAPES) return;
    if (paint.fills && points.length > 2) addFilled(shapes, boxAround(points), isStraight, paint.tone);
    if (!paint.strokes || !isStraight) continue;
    for (let i = 1; i < points.length; i += 1) {
      const box = boxAround([points[i - 1]!, points[i]!]);
      if (paint.lineWidth > THICKEST_RULE) {
        shapes.areas.push({ ...widened(box, paint.lineWidth / 2), tone: paint.tone });
      } else addRule(shapes, box);
    }
  }
}

function addFilled(shapes: Shapes, box: Box, isStraight: boolean, tone: number): void {
  const thickness = Math.min(box.x1 - box.x0, box.y1 - box.y0);
  if (thickness > THICKEST_RULE) shapes.areas.push({ ...box, tone });
  else if (isStraight) addRule(shapes, box, thickness);
}

/** A thin box becomes the line along its middle. */
function addRule({ rules }: Shapes, { x0, y0, x1, y1 }: Box, thickness = STRAYING): void {
  const [width, height] = [x1 - x0, y1 - y0];
  if (Math.max(width, height) < SHORTEST_RULE) return;
  if (height <= thickness && height < width) {
    const y = (y0 + y1) / 2;
    rules.push({ x0, x1, y0: y, y1: y, isVertical: false });
  } else if (width <= thickness && width < height) {
    const x = (x0 + x1) / 2;
    rules.push({ x0: x, x1: x, y0, y1, isVertical: true });
  }
}

function widened({ x0, y0, x1, y1 }: Box, by: number): Box {
  return { x0: x0 - by, y0: y0 - by, x1: x1 + by, y1: y1 + by };
}

function subpathsOf(path: Float32Array, matrix: Matrix): Subpath[] {
  const subpaths: Subpath[] = [];
  let current: Subpath | undefined;
  for (let at = 0; at < path.length && subpaths.length < MOST_SHAPES; ) {
    const code = path[at]!;
    const length = SEGMENT_LENGTHS[code];
    if (length === undefined) break;
    if (code === CLOSE) {
      if (current) current.points.push(current.points[0]!);
    } else {
      const point = apply(matrix, path[at + length - 1]!, path[at + length]!);
      if (code === MOVE || !current) {
        current = { points: [point], isStraight: true };
        subpaths.push(current);
      } else {
        current.points.push(point);
        current.isStraight &&= code === LINE;
      }
    }
    at += 1 + length;
  }
  return subpaths;
}
