import { attributeOf, childOf, childrenOf, type Element, nameOf, numberOf } from '../office/xml.ts';
import { type LeftOut, paragraphsOf } from './text.ts';

/** The words in the boxes of a SmartArt diagram, each box after the one that it hangs on. */
export function diagramTexts(data: Element, leftOut: LeftOut): string[] {
  const texts = new Map<string, string>();
  for (const point of childrenIn(data, 'dgm:ptLst')) {
    const body = childOf(point, 'dgm:t');
    const words = body ? paragraphsOf(body, [], leftOut) : [];
    texts.set(
      attributeOf(point, 'modelId') ?? '',
      words.map(({ text }) => text.replace(/\s*\n\s*/g, ' ')).join(' '),
    );
  }
  const below = connectionsIn(data);
  const lower = new Set([...below.values()].flat());
  const order = new Set<string>();
  const open = [...texts.keys()].filter((id) => !lower.has(id)).reverse();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    // Points that hang on each other in a ring would never end.
    if (order.has(id)) continue;
    order.add(id);
    open.push(...(below.get(id) ?? []).toReversed());
  }
  return [...order].map((id) => texts.get(id) ?? '').filter((text) => text !== '');
}

/** What hangs on each point, in order. */
function connectionsIn(data: Element): Map<string, string[]> {
  const connections = childrenIn(data, 'dgm:cxnLst')
    .filter((element) => (attributeOf(element, 'type') ?? 'parOf') === 'parOf')
    .toSorted((one, other) => (numberOf(one, 'srcOrd') ?? 0) - (numberOf(other, 'srcOrd') ?? 0));
  const below = new Map<string, string[]>();
  for (const connection of connections) {
    const source = attributeOf(connection, 'srcId') ?? '';
    if (!below.has(source)) below.set(source, []);
    below.get(source)!.push(attributeOf(connection, 'destId') ?? '');
  }
  return below;
}

function childrenIn(data: Element, list: string): Element[] {
  const parent = childOf(data, list);
  return parent ? [...childrenOf(parent)].filter((element) => /^dgm:(?:pt|cxn)$/.test(nameOf(element))) : [];
}
