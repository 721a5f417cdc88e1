import { HAN } from '../../language/fold.ts';
import { attributeOf, childOf, childrenOf, type Element, nameOf, numberOf, switchOf } from '../office/xml.ts';
import { formatNumber } from './number-formats.ts';
import type { NumberingReference, Styles } from './styles.ts';

/** Levels of a list, numbered from 0 (ECMA-376, 17.9.6). */
const LEVELS = 9;

/** What stands before the text of a paragraph in a list. */
export interface Label {
  /** `第十二条 `, with what parts it from the text; empty for a bullet. */
  text: string;
  isBullet: boolean;
}

export interface Numbering {
  /** Counts one paragraph of a list and gives its label; `undefined` where there is no such list. */
  next(reference: NumberingReference): Label | undefined;
}

interface Level {
  format: string;
  /** `第%1条`, with `%1` for the number of level 0. */
  text: string;
  start: number;
  /** After a paragraph of this level or a higher one, given from 1, counting begins again; 0 is never. */
  restart: number | undefined;
  /** Whether the numbers of higher levels are written in digits, too. */
  isLegal: boolean;
  styleId: string | undefined;
}

/** A list: its levels, and the counters that all its instances share unless they start anew. */
interface List {
  id: string;
  levels: Level[];
}

/** One use of a list in the document, with its own starts and levels. */
interface Instance {
  list: string;
  levels: ReadonlyMap<number, Level>;
  starts: ReadonlyMap<number, number>;
}

/** Reads `numbering.xml`, and counts through the document paragraph by paragraph. */
export function readNumbering(root: Element | undefined, styles: Styles): Numbering {
  const definitions = new Map<string, Element>();
  const instances = new Map<string, Instance>();
  for (const element of root ? childrenOf(root) : []) {
    if (nameOf(element) === 'w:abstractNum')
      definitions.set(attributeOf(element, 'abstractNumId') ?? '', element);
    if (nameOf(element) === 'w:num')
      instances.set(attributeOf(element, 'numId') ?? '', readInstance(element));
  }
  const lists = new Map<string, List>();
  for (const id of definitions.keys()) lists.set(id, readList(id, { definitions, instances, styles }));
  const counters = new Map<string, (number | undefined)[]>();
  const started = new Set<string>();

  return {
    next({ id, level: given, styleId }) {
      const instance = instances.get(id ?? '');
      const list = instance && lists.get(instance.list);
      if (!instance || !list) return undefined;
      const tied = list.levels.findIndex((level) => level.styleId !== undefined && level.styleId === styleId);
      const at = given ?? Math.max(0, tied);
      const levels = list.levels.map((level, i) => instance.levels.get(i) ?? level);
      const level = levels[at];
      if (!level) return undefined;
      const counts = counters.get(list.id) ?? [];
      counters.set(list.id, counts);
      const start = instance.starts.get(at);
      const startsAnew = start !== undefined && !started.has(`${id}/${at}`);
      started.add(`${id}/${at}`);
      counts[at] = startsAnew ? start : counts[at] === undefined ? level.start : counts[at] + 1;
      resetBelow(counts, at, levels);
      return labelOf(at, levels, counts);
    },
  };
}

function resetBelow(counts: (number | undefined)[], at: number, levels: readonly Level[]): void {
  for (let below = at + 1; below < LEVELS; below += 1) {
    const restart = levels[below]?.restart;
    if (restart === undefined || at < restart) counts[below] = undefined;
  }
}

function labelOf(at: number, levels: readonly Level[], counts: readonly (number | undefined)[]): Label {
  const level = levels[at]!;
  // A "bullet" in words, such as 注：, is read.
  if (level.format === 'bullet' && !HAN.test(level.text)) return { text: '', isBullet: true };
  const text = level.text.replace(/%(\d)/g, (_, digit: string) => {
    const named = levels[Number(digit) - 1];
    if (!named) return '';
    const format = level.isLegal ? 'decimal' : named.format;
    return formatNumber(counts[Number(digit) - 1] ?? named.start, format);
  });
  return { text: withGap(text.trim()), isBullet: false };
}

/** What follows must not run into the number (3.1 and 15 days); after 、 or ） the gap would be for the eye only. */
function withGap(label: string): string {
  return label === '' || /[、）．。：\s]$/.test(label) ? label : `${label} `;
}

function readList(
  id: string,
  known: {
    definitions: ReadonlyMap<string, Element>;
    instances: ReadonlyMap<string, Instance>;
    styles: Styles;
  },
): List {
  const element = known.definitions.get(id)!;
  const link = attributeOf(childOf(element, 'w:numStyleLink'), 'val');
  // The levels may be those of a numbering style, which names an instance, which names the list that has them.
  const instance = link === undefined ? undefined : known.styles.find('numbering', link)?.numbering?.id;
  const source = known.definitions.get(known.instances.get(instance ?? '')?.list ?? '') ?? element;
  return { id, levels: readLevels(source) };
}

function readLevels(element: Element): Level[] {
  const levels: Level[] = [];
  for (const child of childrenOf(element)) {
    if (nameOf(child) === 'w:lvl') levels[numberOf(child, 'ilvl') ?? 0] = readLevel(child);
  }
  return Array.from({ length: Math.min(levels.length, LEVELS) }, (_, at) => levels[at] ?? EMPTY_LEVEL);
}

const EMPTY_LEVEL: Level = {
  format: 'none',
  text: '',
  start: 1,
  restart: undefined,
  isLegal: false,
  styleId: undefined,
};

function readLevel(element: Element): Level {
  const value = (name: string) => attributeOf(childOf(element, name), 'val');
  return {
    format: value('w:numFmt') ?? 'decimal',
    text: value('w:lvlText') ?? '',
    start: numberOf(childOf(element, 'w:start')) ?? 0,
    restart: numberOf(childOf(element, 'w:lvlRestart')),
    isLegal: switchOf(element, 'w:isLgl') ?? false,
    styleId: value('w:pStyle'),
  };
}

function readInstance(element: Element): Instance {
  const levels = new Map<number, Level>();
  const starts = new Map<number, number>();
  for (const override of childrenOf(element)) {
    if (nameOf(override) !== 'w:lvlOverride') continue;
    const at = numberOf(override, 'ilvl') ?? 0;
    const start = numberOf(childOf(override, 'w:startOverride'));
    const level = childOf(override, 'w:lvl');
    if (start !== undefined) starts.set(at, start);
    if (level) levels.set(at, readLevel(level));
  }
  return { list: attributeOf(childOf(element, 'w:abstractNumId'), 'val') ?? '', levels, starts };
}
