import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { DOCUMENT_TYPES, type Question } from '../../types.ts';
import { finalAnswer } from '../programs/final-answer.ts';
import { visibleText } from '../visible-text.ts';
import { QUESTION_LIMIT } from '../web/chat-request.ts';
import type { McpDesk } from './desk.ts';
import { askResult, documentsResult, RESULTS, searchResult, sourceResult } from './results.ts';

/** Nothing here changes anything, and all of it is of one closed set of documents. */
const READS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

const question = z
  .string()
  .transform((text) => visibleText(text).trim())
  .pipe(
    z
      .string()
      .min(1)
      .refine((text) => [...text].length <= QUESTION_LIMIT, `at most ${QUESTION_LIMIT} characters`),
  )
  .describe('In Chinese or English, as a person asks it');

/** The tools of the desk. What one throws is told to the client as its public message only. */
export function registerTools(server: McpServer, desk: McpDesk): void {
  registerAsk(server, desk);
  registerSearch(server, desk);
  registerList(server, desk);
  registerRead(server, desk);
}

function registerAsk(server: McpServer, desk: McpDesk): void {
  const description =
    'Answers one question about the industrial park from its documents, in the language of the question. Every figure ' +
    'carries a [n] mark of its source. Says so where the documents do not hold the answer: do not fill the gap.';
  server.registerTool(
    'ask',
    {
      title: 'Ask the desk',
      description,
      inputSchema: {
        question,
        history: z.array(z.string()).max(20).optional().describe('Earlier questions, oldest first'),
      },
      outputSchema: RESULTS.ask,
      annotations: READS,
    },
    (input) =>
      told(desk, async () => {
        const leave = desk.enter();
        if (!leave) throw new AppError('refused', BUSY, { publicMessage: BUSY, retryable: true });
        const events = desk.port.answer(asked(desk, input), desk.signal);
        return askResult(await finalAnswer(events).finally(leave), desk.links);
      }),
  );
}

const BUSY = '提问太频繁，请稍候再试。 / Too many questions at once; please wait a moment.';

function registerSearch(server: McpServer, desk: McpDesk): void {
  server.registerTool(
    'search_documents',
    {
      title: 'Search the documents',
      description:
        'Finds the passages that may answer a question, best first, word for word. No answer is made of them.',
      inputSchema: { question, limit: z.number().int().min(1).max(20).default(5) },
      outputSchema: RESULTS.search,
      annotations: READS,
    },
    (input) =>
      told(desk, async () =>
        searchResult(await desk.port.search(asked(desk, input), input.limit), desk.links),
      ),
  );
}

function registerList(server: McpServer, desk: McpDesk): void {
  server.registerTool(
    'list_documents',
    {
      title: 'List the documents',
      description: 'Lists the documents that are the rule today.',
      inputSchema: {
        type: z.enum(DOCUMENT_TYPES).optional(),
        from: z.number().int().min(0).default(0).describe('How many to pass over'),
        limit: z.number().int().min(1).max(200).default(100),
      },
      outputSchema: RESULTS.documents,
      annotations: READS,
    },
    ({ type, from, limit }) =>
      told(desk, async () => {
        const all = (await desk.port.documents('public')).filter((card) => !type || card.type === type);
        return documentsResult(all.slice(from, from + limit), all.length, desk.links);
      }),
  );
}

function registerRead(server: McpServer, desk: McpDesk): void {
  server.registerTool(
    'read_source',
    {
      title: 'Read a source',
      description: 'Reads a passage in its document: the stretch around it, or from a given block on.',
      inputSchema: {
        passage: z.string().min(1).max(200).describe('As sources and search give it'),
        from: z.number().int().min(0).optional().describe('Place of the first block, from 0'),
      },
      outputSchema: RESULTS.source,
      annotations: READS,
    },
    ({ passage, from }) =>
      told(desk, async () => {
        const view = await desk.port.source(passage, 'public', from);
        return view && sourceResult(passage, view, desk.links);
      }),
  );
}

function asked(desk: McpDesk, input: { question: string; history?: string[] }): Question {
  const history = (input.history ?? []).map((text) => visibleText(text).trim());
  return {
    text: input.question,
    history: history.filter((text) => text !== '' && [...text].length <= QUESTION_LIMIT),
    audience: 'public',
    asOf: desk.today(),
  };
}

/** The result as text and as data; `undefined` where there is nothing of that name. */
async function told(
  desk: McpDesk,
  make: () => Promise<{ text: string; result: Record<string, unknown> } | undefined>,
): Promise<CallToolResult> {
  try {
    const made = await make();
    if (!made) return failed('没有找到这段原文。 / This passage was not found.');
    return { content: [{ type: 'text', text: made.text }], structuredContent: made.result };
  } catch (error) {
    return failed(desk.publicMessage(error));
  }
}

function failed(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] };
}
