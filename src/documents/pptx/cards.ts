import type { Box } from './order.ts';
import { type Group, type Item, isGroup, type Shape } from './shapes.ts';
import type { Paragraph } from './text.ts';

/** A label says what a figure counts, not more. */
const LONGEST_LABEL = 25;
/** `0.62元`, `约1286.4亿元`, `¥3.85`, `9.7%`, but not `2025年产值`. */
const FIGURE = /^(?:[约近超逾达>＞≥≤<＜+¥￥$]|RMB|US\$)?\s*\d[\d,.]*\s*(?!年\S)\S{0,8}$/;

/** A figure and its label, two texts that are one line to a person. */
export interface Card extends Group {
  members: [Shape, Shape];
  isCard: true;
}

export function isCard(item: Item): item is Card {
  return 'isCard' in item;
}

/** Whether two lines are a figure and its label, in either order. */
export function areFigureAndLabel(lines: readonly Paragraph[]): boolean {
  return lines.length === 2 && lines.some(isFigure) && lines.some(isLabel);
}

/** The items of a slide with each figure put together with its label right above or below it. */
export function withCards(items: readonly Item[], texts: ReadonlyMap<Shape, readonly Paragraph[]>): Item[] {
  const lines = items.flatMap((item) => (isGroup(item) ? [] : lineOf(item, texts.get(item))));
  const labels = new Set(lines.filter(({ line }) => isLabel(line)));
  const cards = new Map<Item, Card>();
  for (const figure of lines.filter(({ line }) => isFigure(line))) {
    const [label] = [...labels]
      .filter((candidate) => distance(figure.box, candidate.box) < heightOf(figure.box))
      .toSorted((one, other) => distance(figure.box, one.box) - distance(figure.box, other.box));
    if (!label) continue;
    labels.delete(label);
    const card = cardOf(figure, label);
    cards.set(figure.shape, card).set(label.shape, card);
  }
  return [...new Set(items.map((item) => cards.get(item) ?? item))];
}

interface Line {
  shape: Shape;
  box: Box;
  line: Paragraph;
}

function lineOf(shape: Shape, paragraphs: readonly Paragraph[] = []): Line[] {
  const [line] = paragraphs;
  return line && paragraphs.length === 1 && shape.box ? [{ shape, box: shape.box, line }] : [];
}

/** Whether a line is a figure with its unit and nothing else. */
export function isFigure({ text, isItem }: Paragraph): boolean {
  return !isItem && FIGURE.test(text);
}

function isLabel(line: Paragraph): boolean {
  const { text, isItem } = line;
  return !isItem && !isFigure(line) && text.length <= LONGEST_LABEL && !/[\n。；！？：:]/.test(text);
}

/** The room between a figure and what stands right above or below it; infinite where it stands elsewhere. */
function distance(figure: Box, label: Box): number {
  const shared = Math.min(figure.right, label.right) - Math.max(figure.left, label.left);
  const narrower = Math.min(figure.right - figure.left, label.right - label.left);
  if (shared < narrower / 2) return Number.POSITIVE_INFINITY;
  return Math.max(label.top - figure.bottom, figure.top - label.bottom);
}

function heightOf({ top, bottom }: Box): number {
  return bottom - top;
}

/** The upper one comes first. */
function cardOf(figure: Line, label: Line): Card {
  const [upper, lower] = figure.box.top <= label.box.top ? [figure, label] : [label, figure];
  return {
    isCard: true,
    members: [upper.shape, lower.shape],
    box: {
      left: Math.min(upper.box.left, lower.box.left),
      top: upper.box.top,
      right: Math.max(upper.box.right, lower.box.right),
      bottom: Math.max(upper.box.bottom, lower.box.bottom),
    },
  };
}
