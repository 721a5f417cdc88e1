import type { List, Nodes, Parents, Root, RootContent, Table } from 'mdast';
import type { BlockKind, CleanText } from '../types.ts';
import { assembleCleanText, type DraftBlock } from './blocks.ts';
import { decodeText } from './decode.ts';
import { separateLines } from './line-breaks.ts';
import { isBoilerplate, isCaption, isTrueHeading, joinWrapped } from './lines.ts';
import { withinLimits } from './markdown-limits.ts';
import type { Reader } from './reader.ts';
import { tableRows, takeCaption } from './tables/tables.ts';

/** Markdown with tables (GFM); the clean text has no mark-up, no raw HTML and no images. */
export const markdownReader: Reader = {
  name: 'markdown',
  read: readMarkdown,
};

interface Found {
  source: string;
  blocks: DraftBlock[];
  rawHtml: number;
  struckOut: number;
}

async function readMarkdown(bytes: Uint8Array, path: string): Promise<CleanText> {
  const { text, warnings } = decodeText(bytes, path);
  const { title, body } = takeFrontMatter(text.replace(/\r\n?/g, '\n'));
  const source = withinLimits(body);
  warnings.push(...source.warnings);
  const found: Found = { source: source.text, blocks: [], rawHtml: 0, struckOut: 0 };
  for (const node of (await parseMarkdown(source)).children) addBlocks(node, 'paragraph', found);
  if (found.rawHtml > 0) warnings.push(`${found.rawHtml} pieces of raw HTML were left out.`);
  if (found.struckOut > 0) warnings.push(`${found.struckOut} pieces of struck-out text were left out.`);
  return assembleCleanText({ blocks: found.blocks, title, warnings });
}

/** The packages are loaded here, because most runs find no document changed and never come this far. */
async function parseMarkdown(source: { text: string; underlines: boolean }): Promise<Root> {
  const [{ fromMarkdown }, { gfm }, { gfmFromMarkdown }] = await Promise.all([
    import('mdast-util-from-markdown'),
    import('micromark-extension-gfm'),
    import('mdast-util-gfm'),
  ]);
  return fromMarkdown(source.text, {
    extensions: [
      // A single tilde is a range in Chinese: "5~10亿元、20~30亿元" strikes nothing out.
      gfm({ singleTilde: false }),
      ...(source.underlines ? [] : [{ disable: { null: ['setextUnderline'] } }]),
    ],
    mdastExtensions: [gfmFromMarkdown()],
  });
}

/** YAML between two `---` lines at the very beginning; anything else there is content. */
function takeFrontMatter(text: string): { title?: string; body: string } {
  const matter =
    /^---[ \t]*\n((?:(?:[\w-]+:.*|[ \t].*|- .*|#.*|)\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text);
  if (!matter || !/^[\w-]+:/m.test(matter[1]!)) return { body: text };
  const title = /^title:[ \t]*(["']?)(.+?)\1[ \t]*$/m.exec(matter[1]!)?.[2];
  return { title, body: text.slice(matter[0].length) };
}

function addBlocks(node: RootContent, kind: BlockKind, found: Found): void {
  switch (node.type) {
    case 'heading': {
      const text = joinWrapped(inlineText(node, found));
      if (isTrueHeading(text)) found.blocks.push({ kind: 'heading', text, level: node.depth });
      else addLines(text, kind, found);
      return;
    }
    case 'paragraph':
      addLines(inlineText(node, found), kind, found);
      return;
    case 'code':
      found.blocks.push({ kind, text: node.value });
      return;
    case 'list':
      addList(node, found);
      return;
    case 'table':
      found.blocks.push(...rowsOf(node, found));
      return;
    case 'html':
      if (/[\p{L}\p{N}]/u.test(node.value.replace(/<[^>]*>/g, ''))) found.rawHtml += 1;
      return;
    case 'blockquote':
    case 'footnoteDefinition':
      for (const child of node.children) addBlocks(child, kind, found);
  }
}

/** The number of an ordered item is what its reader sees, so it stays; a bullet is mark-up. */
function addList(list: List, found: Found): void {
  for (const [index, item] of list.children.entries()) {
    const before = found.blocks.length;
    for (const child of item.children) addBlocks(child, 'list-item', found);
    const first = found.blocks[before];
    if (list.ordered && first?.kind === 'list-item')
      first.text = `${(list.start ?? 1) + index}. ${first.text}`;
  }
}

/** A paragraph, or several where its author ended the lines: by a hard break, or in a run of short lines. */
function addLines(text: string, kind: BlockKind, found: Found): void {
  for (const line of text.split(HARD_BREAK).flatMap(separateLines)) {
    // What is left of underlines that underline nothing.
    if (/^[-=\s]+$/.test(line)) continue;
    if (kind === 'paragraph' && isCaption(line)) found.blocks.push({ kind: 'caption', text: line });
    else if (kind === 'paragraph' && isBoilerplate(line))
      found.blocks.push({ kind: 'boilerplate', text: line });
    else found.blocks.push({ kind, text: line });
  }
}

/** Stands for `<br>` and its like between reading and splitting; the cleaner would remove it. */
const HARD_BREAK = '\u0000';

function rowsOf(table: Table, found: Found): DraftBlock[] {
  const grid = table.children.map((row, index) =>
    row.children.map((cell) => ({
      text: joinWrapped(inlineText(cell, found).replaceAll(HARD_BREAK, '\n')).trim(),
      isHeader: index === 0,
    })),
  );
  return tableRows(grid, { caption: takeCaption(found.blocks) });
}

/** The words of a block without mark-up, with line ends as they are written. */
function inlineText(node: Parents, found: Found): string {
  const text = node.children.map((child) => textOf(child, found)).join('');
  // CommonMark leaves `**“园区”**是` alone, because its closing marks stand between a quote and a letter.
  return text.replace(/\*\*([^*\n]+)\*\*/g, '$1');
}

function textOf(node: Nodes, found: Found): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'break':
      return HARD_BREAK;
    case 'html':
      return /^<br\s*\/?>$/i.test(node.value) ? HARD_BREAK : '';
    case 'delete':
      found.struckOut += 1;
      return '';
    case 'emphasis': {
      const words = node.children.map((child) => textOf(child, found)).join('');
      return isMultiplication(node, found.source) ? `*${words}*` : words;
    }
    default:
      return 'children' in node ? inlineText(node as Parents, found) : '';
  }
}

/** `100*50*20` are three measures; read as emphasis they would become the number 1005020. */
function isMultiplication({ position }: Nodes, source: string): boolean {
  const start = position?.start.offset ?? 0;
  const end = position?.end.offset ?? 0;
  return source[start] === '*' && (/[\d.]/.test(source[start - 1] ?? '') || /\d/.test(source[end] ?? ''));
}
