import { attributeOf, childOf, childrenOf, type Element, nameOf, numberOf } from '../office/xml.ts';
import type { Box } from './order.ts';
import type { Part } from './parts.ts';

/** Something on a slide that may hold text: a text shape, or a frame with a table, a chart or a diagram. */
export interface Shape {
  element: Element;
  /** In EMU from the upper left of the slide, also within groups; `undefined` where nothing says it. */
  box?: Box;
  /** Whether its author has hidden it, or the group it is in. */
  isHidden: boolean;
  /** What the shape stands for in the slide's layout: `title`, `body`, `sldNum`; `undefined` for any other. */
  placeholder?: string;
  /** The shapes of layout and master that this one takes its looks from, nearest first. */
  patterns: readonly Element[];
}

/** Shapes that their author has grouped: they are read together. */
export interface Group {
  box?: Box;
  members: Item[];
}

export type Item = Shape | Group;

/** The looks that a slide's shapes inherit. */
export interface Patterns {
  layout?: Element;
  master?: Element;
}

export function isGroup(item: Item): item is Group {
  return 'members' in item;
}

/** A slide's layout and master. */
export async function patternsOf(slide: Part): Promise<Patterns> {
  const layout = await slide.related('slideLayout');
  const master = await layout?.related('slideMaster');
  return { layout: layout?.root, master: master?.root };
}

/** Everything on a slide that may hold text, in the order in which it was drawn. */
export function shapesOf(slide: Element, patterns: Patterns): Item[] {
  const tree = treeOf(slide);
  return tree ? itemsOf(tree, { patterns, isHidden: false, scaleX: 1, scaleY: 1, moveX: 0, moveY: 0 }) : [];
}

/** Every shape of the items, those in groups too. */
export function* eachShape(items: readonly Item[]): Generator<Shape> {
  for (const item of items) {
    if (isGroup(item)) yield* eachShape(item.members);
    else yield item;
  }
}

function treeOf(slide: Element | undefined): Element | undefined {
  return childOf(slide, 'p:cSld', 'p:spTree');
}

/** How coordinates inside a group become those of the slide: times the scale, plus the move. */
interface Frame {
  patterns: Patterns;
  isHidden: boolean;
  scaleX: number;
  scaleY: number;
  moveX: number;
  moveY: number;
}

function itemsOf(parent: Element, frame: Frame): Item[] {
  const items: Item[] = [];
  for (const element of childrenOf(parent)) {
    const name = nameOf(element);
    if (name === 'p:sp' || name === 'p:graphicFrame') items.push(shapeOf(element, frame));
    else if (name === 'p:grpSp') items.push(groupOf(element, frame));
    else if (name === 'mc:AlternateContent') items.push(...alternativeOf(element, frame));
  }
  return items;
}

/** Content in a newer form and, for programs that do not know it, in an older one: one of them. */
function alternativeOf(element: Element, frame: Frame): Item[] {
  for (const choice of childrenOf(element)) {
    const items = itemsOf(choice, frame);
    if (items.length > 0) return items;
  }
  return [];
}

function groupOf(element: Element, frame: Frame): Group {
  const transform = childOf(element, 'p:grpSpPr', 'a:xfrm');
  const outer = extentOf(transform, 'a:off', 'a:ext');
  const inner = extentOf(transform, 'a:chOff', 'a:chExt');
  const shown = { ...frame, isHidden: frame.isHidden || isHidden(childOf(element, 'p:nvGrpSpPr')) };
  const members = itemsOf(element, outer && inner ? scaled(shown, outer, inner) : shown);
  return { members, box: around([...eachShape(members)].flatMap(({ box }) => box ?? [])) };
}

function scaled(frame: Frame, outer: Box, inner: Box): Frame {
  const scaleX = (outer.right - outer.left) / (inner.right - inner.left || 1);
  const scaleY = (outer.bottom - outer.top) / (inner.bottom - inner.top || 1);
  return {
    ...frame,
    scaleX: frame.scaleX * scaleX,
    scaleY: frame.scaleY * scaleY,
    moveX: frame.moveX + frame.scaleX * (outer.left - inner.left * scaleX),
    moveY: frame.moveY + frame.scaleY * (outer.top - inner.top * scaleY),
  };
}

function around(boxes: readonly Box[]): Box | undefined {
  return boxes.reduce<Box | undefined>(
    (whole, box) =>
      whole
        ? {
            left: Math.min(whole.left, box.left),
            top: Math.min(whole.top, box.top),
            right: Math.max(whole.right, box.right),
            bottom: Math.max(whole.bottom, box.bottom),
          }
        : box,
    undefined,
  );
}

function shapeOf(element: Element, frame: Frame): Shape {
  const mark = placeholderOf(element);
  const patterns = mark ? patternsFor(mark, frame.patterns) : [];
  const own = boxOf(element);
  const box = patterns.map(boxOf).find((inherited) => inherited !== undefined);
  return {
    element,
    box: own ? placed(own, frame) : box,
    isHidden: frame.isHidden || isHidden(propertiesOf(element)),
    placeholder: mark && (attributeOf(mark, 'type') ?? 'obj'),
    patterns,
  };
}

function placed(box: Box, { scaleX, scaleY, moveX, moveY }: Frame): Box {
  return {
    left: box.left * scaleX + moveX,
    top: box.top * scaleY + moveY,
    right: box.right * scaleX + moveX,
    bottom: box.bottom * scaleY + moveY,
  };
}

function boxOf(element: Element): Box | undefined {
  const transform = childOf(element, 'p:spPr', 'a:xfrm') ?? childOf(element, 'p:xfrm');
  return extentOf(transform, 'a:off', 'a:ext');
}

function extentOf(transform: Element | undefined, corner: string, size: string): Box | undefined {
  const [off, ext] = [childOf(transform, corner), childOf(transform, size)];
  if (!off || !ext) return undefined;
  const [left, top] = [numberOf(off, 'x') ?? 0, numberOf(off, 'y') ?? 0];
  return { left, top, right: left + (numberOf(ext, 'cx') ?? 0), bottom: top + (numberOf(ext, 'cy') ?? 0) };
}

function propertiesOf(element: Element): Element | undefined {
  return childOf(element, 'p:nvSpPr') ?? childOf(element, 'p:nvGraphicFramePr');
}

function placeholderOf(element: Element): Element | undefined {
  return childOf(propertiesOf(element), 'p:nvPr', 'p:ph');
}

function isHidden(properties: Element | undefined): boolean {
  return /^(?:1|true)$/.test(attributeOf(childOf(properties, 'p:cNvPr'), 'hidden') ?? '');
}

/** A placeholder's pattern in the layout is that of its number or else its type; in the master, of its type. */
function patternsFor(mark: Element, { layout, master }: Patterns): Element[] {
  const number = attributeOf(mark, 'idx');
  const type = attributeOf(mark, 'type') ?? 'obj';
  const inLayout =
    (number !== undefined && patternIn(layout, (other) => attributeOf(other, 'idx') === number)) ||
    patternIn(layout, (other) => (attributeOf(other, 'type') ?? 'obj') === type);
  const general = generalType(type);
  const inMaster = patternIn(master, (other) => generalType(attributeOf(other, 'type') ?? 'obj') === general);
  return [inLayout, inMaster].filter((pattern) => pattern !== undefined);
}

function patternIn(part: Element | undefined, fits: (mark: Element) => boolean): Element | undefined {
  const tree = treeOf(part);
  if (!tree) return undefined;
  return childrenOf(tree).find((element) => {
    const mark = nameOf(element) === 'p:sp' ? placeholderOf(element) : undefined;
    return mark !== undefined && fits(mark);
  });
}

/** A master has one title and one body, whatever kind of them a layout makes. */
function generalType(type: string): string {
  if (type === 'ctrTitle') return 'title';
  return /^(?:obj|subTitle|tbl|chart|dgm|media|clipArt|pic)$/.test(type) ? 'body' : type;
}
