/** What is used of a DOM, by structure: the server is not compiled against a browser's types. */
export interface PageNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly firstChild: PageNode | null;
  readonly nextSibling: PageNode | null;
  readonly parentElement: PageElement | null;
  remove(): void;
}

export interface PageElement extends PageNode {
  readonly localName: string;
  readonly outerHTML: string;
  readonly children: Iterable<PageElement> & { readonly length: number };
  readonly nextElementSibling: PageElement | null;
  getAttribute(name: string): string | null;
  removeAttribute(name: string): void;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(
    selector: string,
  ): Iterable<PageElement> & { readonly length: number; readonly [index: number]: PageElement };
}

export interface Page {
  readonly body: PageElement;
  readonly documentElement: PageElement;
  querySelector(selector: string): PageElement | null;
}

const ELEMENT = 1;
const TEXT = 3;

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === ELEMENT;
}

export function isText(node: PageNode): boolean {
  return node.nodeType === TEXT;
}

/**
 * Everything below `root` in order, with its depth from 1, however deep; what is below an element that
 * `enters` refuses is passed over. The page must not be changed meanwhile.
 */
export function* nodesWithin(
  root: PageElement,
  enters: (element: PageElement) => boolean = () => true,
): Generator<{ node: PageNode; depth: number }> {
  let depth = 1;
  let node = root.firstChild;
  while (node) {
    yield { node, depth };
    if (isElement(node) && node.firstChild && enters(node)) {
      node = node.firstChild;
      depth += 1;
      continue;
    }
    while (!node.nextSibling) {
      const parent: PageElement | null = node.parentElement;
      if (!parent || parent === root) return;
      node = parent;
      depth -= 1;
    }
    node = node.nextSibling;
  }
}
