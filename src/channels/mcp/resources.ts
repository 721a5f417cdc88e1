import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { DocumentCard, SourceBlock } from '../desk-port.ts';
import type { McpDesk } from './desk.ts';
import { textOf } from './results.ts';

/** Documents that are listed at once; all of them are found by the tools. */
const LISTED = 500;
/** Characters of a document that are given; the rest is read with `read_source`. */
const LONGEST_TEXT = 200_000;
const MEDIA_TYPE = 'text/markdown';

/** The documents that are the rule today as resources, `luodi://documents/NAME`, each as Markdown. */
export function registerResources(server: McpServer, desk: McpDesk): void {
  const list = async () => {
    const cards = await shown(desk, () => desk.port.documents('public'));
    return { resources: cards.slice(0, LISTED).map(resourceOf) };
  };
  server.registerResource(
    'document',
    new ResourceTemplate('luodi://documents/{document}', { list }),
    { title: 'Documents of the park', mimeType: MEDIA_TYPE },
    async (uri, { document }) => {
      const text = await shown(desk, () => documentText(decoded(String(document)), desk));
      if (text === undefined) throw new McpError(NOT_FOUND, 'There is no such document.');
      return { contents: [{ uri: uri.href, mimeType: MEDIA_TYPE, text }] };
    },
  );
}

/** The specification's code for a resource that is not there. */
const NOT_FOUND = -32002;

function resourceOf({ document, title, type, documentNumber }: DocumentCard) {
  const description = [type, documentNumber].filter(Boolean).join(' · ');
  const uri = `luodi://documents/${encodeURIComponent(document)}`;
  return { uri, name: document, title, mimeType: MEDIA_TYPE, ...(description && { description }) };
}

/** Window after window of a document; `undefined` where the public has none of that name. */
async function documentText(document: string, { port }: McpDesk): Promise<string | undefined> {
  const card = (await port.documents('public')).find((known) => known.document === document);
  if (!card?.passage) return undefined;
  const blocks: SourceBlock[] = [];
  let length = 0;
  while (length <= LONGEST_TEXT) {
    const window = (await port.source(card.passage, 'public', blocks.length))?.window;
    // Another version came to be served in the meantime: half of one and half of another is no document.
    if (!window || (blocks.length > 0 && window.from !== blocks.length)) return undefined;
    blocks.push(...window.blocks);
    length += window.blocks.reduce((sum, { text }) => sum + text.length, 0);
    if (window.blocks.length === 0 || blocks.length >= window.total)
      return `# ${card.title}\n\n${textOf(blocks)}\n`;
  }
  const rest = `…\n\n(Read on with read_source: passage ${card.passage}, from ${blocks.length}.)`;
  return `# ${card.title}\n\n${textOf(blocks)}\n\n${rest}\n`;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** What a client is told of a failure is its public message. */
async function shown<Value>(desk: McpDesk, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    throw new McpError(ErrorCode.InternalError, desk.publicMessage(error));
  }
}
