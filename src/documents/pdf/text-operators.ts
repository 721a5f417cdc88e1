import type { PdfFont } from './file.ts';
import { apply, IDENTITY, type Matrix, multiply } from './geometry.ts';
import type { Face } from './runs.ts';
import { type GraphicsState, isShown, type Operator, type Painter, toneOnPaper } from './state.ts';

/** A glyph, or how far the next one is moved back, in thousandths of the font size. */
type Glyph = { unicode: string; width: number; vmetric?: readonly number[]; isSpace: boolean } | number;

/** Rendering mode of the format: outlines around the filling make a font bold. */
const FILL_AND_STROKE = 2;
/** How far below the middle of vertically set characters a base line would run, in ems. */
const BASE_LINE_BELOW_MIDDLE = 0.35;

/** The operators that set text, by their names in the package. */
export const TEXT_OPERATORS: Record<string, Operator> = {
  beginText: ({ state }) => setTextMatrix(state, IDENTITY),
  setTextMatrix: ({ state }, [matrix]: [Matrix]) => setTextMatrix(state, matrix),
  moveText: ({ state }, [x, y]: [number, number]) => moveLine(state, x, y),
  setLeadingMoveText: ({ state }, [x, y]: [number, number]) => {
    state.leading = -y;
    moveLine(state, x, y);
  },
  nextLine: ({ state }) => moveLine(state, 0, -state.leading),
  setFont: ({ state }, [font, size]: [string, number]) => Object.assign(state, { font, fontSize: size }),
  setCharSpacing: ({ state }, [spacing]: [number]) => Object.assign(state, { charSpacing: spacing }),
  setWordSpacing: ({ state }, [spacing]: [number]) => Object.assign(state, { wordSpacing: spacing }),
  setHScale: ({ state }, [percent]: [number]) => Object.assign(state, { horizontalScale: percent / 100 }),
  setLeading: ({ state }, [leading]: [number]) => Object.assign(state, { leading }),
  setTextRise: ({ state }, [rise]: [number]) => Object.assign(state, { rise }),
  setTextRenderingMode: ({ state }, [mode]: [number]) => Object.assign(state, { renderingMode: mode }),
  showText,
};

function setTextMatrix(state: GraphicsState, matrix: Matrix): void {
  state.textMatrix = matrix;
  state.lineStart = { x: 0, y: 0 };
  state.pen = state.lineStart;
}

function moveLine(state: GraphicsState, x: number, y: number): void {
  state.lineStart = { x: state.lineStart.x + x, y: state.lineStart.y + y };
  state.pen = state.lineStart;
}

function showText(painter: Painter, [glyphs]: [readonly Glyph[]]): void {
  const { state, page } = painter;
  const typesetting = typesettingOf(state, page.fontOf(state.font));
  if (typesetting.size === 0) return;
  painter.isUnused = false;
  const isSeen = isShown(painter);
  const { font, scale, face, size, toPage } = typesetting;
  let pen = 0;
  for (const glyph of glyphs) {
    if (typeof glyph === 'number') {
      pen += ((font.isVertical ? 1 : -1) * glyph * size) / 1000;
      continue;
    }
    const { width, advance } = measure(glyph, typesetting, state);
    if (isSeen) {
      const [start, end] = [pen, pen + width].map((along) =>
        font.isVertical
          ? apply(toPage, -BASE_LINE_BELOW_MIDDLE * size, -along)
          : apply(toPage, along * scale, 0),
      );
      painter.painting.runs.add(glyph.unicode, start!, end!, face);
    }
    pen += advance;
  }
  const { x, y } = state.pen;
  state.pen = font.isVertical ? { x, y: y - pen } : { x: x + pen * scale, y };
}

interface Typesetting {
  font: PdfFont;
  size: number;
  /** 1, or -1 where a negative size turns the text round. */
  direction: number;
  scale: number;
  /** From the text's own space, with the origin at the pen. */
  toPage: Matrix;
  face: Face;
}

function typesettingOf(state: GraphicsState, font: PdfFont): Typesetting {
  const atPen: Matrix = [1, 0, 0, 1, state.pen.x, state.pen.y + state.rise];
  const toPage = multiply(state.matrix, multiply(state.textMatrix, atPen));
  const size = Math.abs(state.fontSize);
  const direction = Math.sign(state.fontSize);
  const scale = state.horizontalScale * direction;
  const face = {
    size: size * Math.hypot(toPage[2], toPage[3]) * font.height,
    isBold: font.isBold || state.renderingMode === FILL_AND_STROKE,
    tone: toneOnPaper(state),
    angle: font.isVertical
      ? Math.atan2(-toPage[3], -toPage[2])
      : Math.atan2(toPage[1] * scale, toPage[0] * scale),
  };
  return { font, size, direction, scale, toPage, face };
}

/** How wide a glyph is, spread as widely set words are, and how far it moves the pen. */
function measure(
  glyph: Exclude<Glyph, number>,
  { font, size, direction }: Typesetting,
  { charSpacing, wordSpacing }: GraphicsState,
): { width: number; advance: number } {
  const spacing = direction * (charSpacing + (glyph.isSpace ? wordSpacing : 0));
  const width = (font.isVertical ? -(glyph.vmetric?.[0] ?? -1000) : glyph.width) * font.unit * size;
  const advance = font.isVertical ? width - spacing : width + spacing;
  return { width: Math.max(width, advance), advance };
}
