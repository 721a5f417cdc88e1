import type { Answer } from '../../types.ts';
import type { Links } from '../links.ts';
import { answerText, type ProgramSource, sourcesOf } from '../programs/answer-text.ts';
import { MODEL } from './refusal.ts';

/** What every object of one completion carries. */
export interface CompletionHead {
  id: string;
  /** Seconds since 1970. */
  created: number;
}

/** Characters of a piece of a stream: enough pieces to be seen coming, few enough to be cheap. */
const PIECE_LENGTH = 24;

/** An answer as OpenAI's `chat.completion`; `x_sources` and `x_outcome` are ours. */
export function completionOf(head: CompletionHead, answer: Answer, links: Pick<Links, 'source'>) {
  const sources = sourcesOf(answer, links);
  const content = answerText(answer, links);
  const annotations = annotationsOf(answer.text, content, sources);
  const message = { role: 'assistant', content, refusal: null, annotations };
  return {
    ...head,
    object: 'chat.completion',
    model: MODEL,
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: usageOf(answer),
    x_sources: sources,
    x_outcome: answer.outcome,
  };
}

/** The chunks of one stream; with `includesUsage` each says that its usage is not known, and one more tells it. */
export function createChunks(head: CompletionHead, { includesUsage }: { includesUsage: boolean }) {
  const base = { ...head, object: 'chat.completion.chunk', model: MODEL };
  const unknown = includesUsage ? { usage: null } : {};
  const chunk = (delta: object, finish: 'stop' | null = null) => ({
    ...base,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...unknown,
  });
  return {
    /** The first chunk, before anything is known. */
    begin: () => chunk({ role: 'assistant', content: '', refusal: null }),
    /** Everything after it. */
    *rest(answer: Answer, links: Pick<Links, 'source'>): Generator<object> {
      const sources = sourcesOf(answer, links);
      const content = answerText(answer, links);
      for (const piece of piecesOf(content)) yield chunk({ content: piece });
      const annotations = annotationsOf(answer.text, content, sources);
      if (annotations.length > 0) yield chunk({ annotations });
      yield { ...chunk({}, 'stop'), x_sources: sources, x_outcome: answer.outcome };
      if (includesUsage) yield { ...base, choices: [], usage: usageOf(answer) };
    },
  };
}

/** Counted by the endpoint that worded the answer; none where no model was asked. */
function usageOf({ tokens }: Answer) {
  const { prompt, completion } = tokens ?? { prompt: 0, completion: 0 };
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** The marks of sources that have an address, as OpenAI annotates what was found on the web; offsets in UTF-16 code units. */
function annotationsOf(text: string, content: string, sources: readonly ProgramSource[]) {
  const pages = new Map(sources.flatMap((source) => (source.url ? [[source.n, source] as const] : [])));
  // The list of sources below the words has the same marks, and is no use of them.
  const marks = text.match(MARK)?.length ?? 0;
  return [...content.matchAll(MARK)].slice(0, marks).flatMap((mark) => {
    const source = pages.get(Number(mark[1]));
    if (!source) return [];
    const citation = { start_index: mark.index, end_index: mark.index + mark[0].length };
    return [{ type: 'url_citation', url_citation: { ...citation, url: source.url, title: source.title } }];
  });
}

const MARK = /\[(\d{1,4})\]/g;

/** A text in pieces of whole characters. */
function piecesOf(text: string): string[] {
  return text.match(new RegExp(`.{1,${PIECE_LENGTH}}`, 'gsu')) ?? [];
}
