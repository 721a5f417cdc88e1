import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { onTestFinished } from 'vitest';
import type { DocumentCard, PassageFound, SourceView } from '../../src/channels/desk-port.ts';
import { answerOf, createFakeDesk, OUTPUT_CITATION, OUTPUT_SOURCE, stream } from './fake-desk.ts';
import type { ProgramServer } from './programs.ts';

export const QUESTION = '2025年产值是多少？';
export const ANSWER = answerOf({
  text: '2025年规上工业总产值为1638.77亿元[1]。',
  citations: [OUTPUT_CITATION],
  suggestions: ['同比增长多少？'],
});
export const CARDS: DocumentCard[] = [
  {
    document: 'news/results-2025.md',
    title: '江川经开区2025年招商成果通报',
    type: 'news',
    validity: {},
    passage: 'passage-output',
  },
  {
    document: 'policies/新政策 2026.docx',
    title: '招商引资若干政策',
    type: 'policy',
    validity: { from: '2026-01-01' },
  },
];
export const FOUND: PassageFound = {
  passage: 'passage-output',
  text: OUTPUT_CITATION.quote,
  document: OUTPUT_CITATION.document,
  title: OUTPUT_CITATION.title,
  locator: OUTPUT_CITATION.locator,
};
/** Two blocks in all; a desk that knows of windows would give them one after the other. */
const SOURCE: SourceView = {
  ...OUTPUT_SOURCE,
  window: {
    blocks: [
      { kind: 'heading', level: 2, text: '年度数据' },
      { kind: 'paragraph', text: OUTPUT_CITATION.quote, cited: { start: 0, end: 10 } },
    ],
    from: 0,
    total: 2,
  },
};

/** A desk that knows one question, two documents and a passage. */
export function deskOf() {
  return createFakeDesk({
    scripts: { [QUESTION]: stream(ANSWER) },
    sources: { 'passage-output': SOURCE },
    documents: CARDS,
    passages: { [QUESTION]: [FOUND, { ...FOUND, passage: 'passage-2' }] },
  });
}

/** The official client, connected, with headers of its own. */
export async function connect(
  { origin }: Pick<ProgramServer, 'origin'>,
  headers: Record<string, string> = {},
) {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { requestInit: { headers } });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

/** Calls a tool as a program does that knows nothing of its types. */
export const call = (client: Client, name: string, input: Record<string, unknown>) =>
  client.callTool({ name, arguments: input }) as Promise<{
    isError?: boolean;
    content: { type: string; text: string }[];
    structuredContent?: Record<string, unknown>;
  }>;

export const REQUEST_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};
/** A message of the protocol. */
export const request = (method: string, params: object = {}, id = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
});
/** Sends a body as it is. */
export const post = (
  server: Pick<ProgramServer, 'origin'>,
  body: unknown,
  headers: Record<string, string> = {},
) =>
  fetch(`${server.origin}/mcp`, {
    method: 'POST',
    headers: { ...REQUEST_HEADERS, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
