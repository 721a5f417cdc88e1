import { attributeOf, childOf, childrenOf, type Element, nameOf, numberOf, switchOf } from '../office/xml.ts';

/** Half points; what Word takes where a document says nothing. */
const DEFAULT_SIZE = 20;
/** Styles based on each other in a circle occur in damaged files. */
const DEEPEST_BASE = 20;

/** How characters look, as far as it tells what they are. */
export interface CharacterLook {
  isBold?: boolean;
  isHidden?: boolean;
  /** Struck through: its author takes it back. */
  isStruck?: boolean;
  /** In half points. */
  size?: number;
}

/** A style with what it inherits from those it is based on. */
export interface Style extends CharacterLook {
  id: string;
  /** In small letters; the built-in ones are English in every language: `heading 1`. */
  name: string;
  /** 1 to 9; 10 is body text. */
  outlineLevel?: number;
  numbering?: NumberingReference;
  isCentred?: boolean;
}

/** Which list a paragraph belongs to and how deep, from 0; each may be left to a style. */
export interface NumberingReference {
  /** `0` takes the paragraph out of every list. */
  id?: string;
  level?: number;
  /** The style that says so: a list may tie one of its levels to it. */
  styleId?: string;
}

export interface Styles {
  /** The style of that id, or the default of its kind where none is named. */
  find(kind: 'paragraph' | 'character' | 'numbering', id: string | undefined): Style | undefined;
  /** Size of characters that no style says anything of, in half points. */
  size: number;
}

/** Reads `styles.xml`; a document without it has no styles. */
export function readStyles(root: Element | undefined): Styles {
  const elements = new Map<string, Element>();
  const defaults = new Map<string, string>();
  for (const element of root ? childrenOf(root) : []) {
    const id = attributeOf(element, 'styleId');
    if (nameOf(element) !== 'w:style' || id === undefined) continue;
    elements.set(id, element);
    const kind = attributeOf(element, 'type') ?? 'paragraph';
    if (/^(?:1|true|on)$/.test(attributeOf(element, 'default') ?? '')) defaults.set(kind, id);
  }
  const resolved = new Map<string, Style>();
  const defaultRun = childOf(root, 'w:docDefaults', 'w:rPrDefault', 'w:rPr');
  return {
    size: numberOf(childOf(defaultRun, 'w:sz')) ?? DEFAULT_SIZE,
    find: (kind, named) => {
      const id = named ?? defaults.get(kind);
      if (id === undefined || !elements.has(id)) return undefined;
      let style = resolved.get(id);
      if (!style) {
        style = resolve(id, elements);
        resolved.set(id, style);
      }
      return style;
    },
  };
}

function resolve(id: string, elements: ReadonlyMap<string, Element>, depth = 0): Style {
  const element = elements.get(id)!;
  const base = attributeOf(childOf(element, 'w:basedOn'), 'val');
  const inherited =
    base !== undefined && elements.has(base) && depth < DEEPEST_BASE
      ? resolve(base, elements, depth + 1)
      : undefined;
  const paragraph = childOf(element, 'w:pPr');
  const numbering = numberingOf(paragraph);
  return {
    ...inherited,
    ...definedOnly(lookOf(childOf(element, 'w:rPr'))),
    ...definedOnly({ outlineLevel: outlineLevelOf(paragraph), isCentred: isCentred(paragraph) }),
    numbering: { ...inherited?.numbering, ...(numbering.id !== undefined && { styleId: id }), ...numbering },
    id,
    name: (attributeOf(childOf(element, 'w:name'), 'val') ?? id).toLowerCase(),
  };
}

/** What run properties themselves say of the characters. */
export function lookOf(properties: Element | undefined): CharacterLook {
  return {
    isBold: switchOf(properties, 'w:b'),
    isHidden: switchOf(properties, 'w:vanish'),
    isStruck: switchOf(properties, 'w:strike') ?? switchOf(properties, 'w:dstrike'),
    size: numberOf(childOf(properties, 'w:sz')),
  };
}

/** 1 to 9 where paragraph properties give an outline level, 10 where they say that there is none. */
export function outlineLevelOf(properties: Element | undefined): number | undefined {
  const level = numberOf(childOf(properties, 'w:outlineLvl'));
  return level === undefined ? undefined : level + 1;
}

export function isCentred(properties: Element | undefined): boolean | undefined {
  const alignment = attributeOf(childOf(properties, 'w:jc'), 'val');
  return alignment === undefined ? undefined : alignment === 'center';
}

/** What paragraph properties themselves say of numbering. */
export function numberingOf(properties: Element | undefined): NumberingReference {
  const numbering = childOf(properties, 'w:numPr');
  return definedOnly({
    id: attributeOf(childOf(numbering, 'w:numId'), 'val'),
    level: numberOf(childOf(numbering, 'w:ilvl')),
  });
}

/** The fields that are set, so that one set of properties can lie over another. */
export function definedOnly<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
