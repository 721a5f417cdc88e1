import type { Point } from './geometry.ts';
import { spaceBetween, WORD_GAP } from './spaces.ts';

/** How a stretch of text is painted; one object for all glyphs of an operator. */
export interface Face {
  /** In points on the page. */
  size: number;
  isBold: boolean;
  /** From 0, black, to 1, white. */
  tone: number;
  /** Of the reading direction, clockwise, in radians. */
  angle: number;
}

/** Text painted in one go, from the start of its base line to the end. */
export interface PaintedText extends Face {
  text: string;
  start: Point;
  end: Point;
}

/** Glyphs of one text may overlap by so much of their size. */
const OVERLAP = 0.3;
/** Wider gaps, as a share of the size, part columns and cells. */
const WIDEST_SPACE = 0.6;
/** Base lines of one text differ by less than this share of the size. */
const DRIFT = 0.1;
/** Glyphs of one page; a page of small print has a tenth of it. */
const MOST_GLYPHS = 100_000;

/** Puts glyphs together as they are painted: into words, and words that stand beside each other into one text. */
export class Runs {
  readonly list: PaintedText[] = [];
  #glyphs = 0;
  #spaceSeen = false;
  #operator: Face | undefined;

  /** Whether there were more glyphs than a page can hold; those beyond are left out. */
  get overflowed(): boolean {
    return this.#glyphs > MOST_GLYPHS;
  }

  add(text: string, start: Point, end: Point, face: Face): void {
    this.#glyphs += 1;
    if (this.overflowed) return;
    if (text.trim() === '') {
      this.#spaceSeen = true;
      return;
    }
    const last = this.list.at(-1);
    const space = last && this.#spaceAfter(last, text, start, face);
    if (last && space !== undefined) {
      last.text += space + text;
      last.end = end;
    } else this.list.push({ ...face, text, start, end });
    this.#spaceSeen = false;
    this.#operator = face;
  }

  /** What stands between a text and the next glyph; `undefined` where that one begins another text. */
  #spaceAfter(last: PaintedText, text: string, start: Point, face: Face): string | undefined {
    if (!isAlike(last, face)) return undefined;
    const [dx, dy] = [start.x - last.end.x, start.y - last.end.y];
    const along = (dx * Math.cos(face.angle) + dy * Math.sin(face.angle)) / face.size;
    const across = (dy * Math.cos(face.angle) - dx * Math.sin(face.angle)) / face.size;
    if (Math.abs(across) > DRIFT || along < -OVERLAP || along > WIDEST_SPACE) return undefined;
    if (along <= WORD_GAP && !this.#spaceSeen) return '';
    const continues = this.#operator === face || this.#spaceSeen;
    return continues ? spaceBetween(last.text, text, along, this.#spaceSeen) : undefined;
  }
}

function isAlike(a: Face, b: Face): boolean {
  return (
    a.isBold === b.isBold &&
    a.tone === b.tone &&
    Math.abs(a.angle - b.angle) < 0.01 &&
    Math.abs(a.size - b.size) < 0.05 * a.size
  );
}
