/**
 * Contracts of the models Luodi can use. Drivers are `openai-compatible.ts` and `reranker.ts`.
 * Every method throws an `AppError` (`unreachable`, `refused`, `misconfigured`); none returns a stand-in.
 */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

/** What one reply took, as the endpoint counts tokens. */
export interface ChatUsage {
  prompt: number;
  completion: number;
}

/** The form of a reply: a JSON object that fits a schema. */
export interface ReplyForm {
  name: string;
  /** JSON Schema, within what strict structured output allows. */
  schema: Record<string, unknown>;
}

/** A function that a model may call: what it is for, and what it takes. Nothing is run by calling it. */
export interface ChatTool {
  name: string;
  description: string;
  /** JSON Schema of the object that its arguments are. */
  parameters: Record<string, unknown>;
}

/** A call of a function, as the model made it; whoever reads it checks everything in it. */
export interface ToolCall {
  /** What the arguments' JSON says, or their text itself where it is no JSON. */
  arguments: unknown;
}

export interface ChatOptions {
  signal?: AbortSignal;
  /** Asked for where the endpoint has it; whoever reads the reply must bear plain text as well. */
  form?: ReplyForm;
  /** Called at most once, before the stream ends, where the endpoint says what the reply took. */
  onUsage?(usage: ChatUsage): void;
}

export interface ChatModel {
  readonly name: string;
  /**
   * Streams the reply as text deltas. Bounded in time: the first delta, the gap between two, and the
   * whole each have a limit, after which it throws `unreachable`. A stream cut before its end throws.
   */
  stream(messages: readonly ChatMessage[], options?: ChatOptions): AsyncIterable<string>;
  /**
   * Asks for one call of a function instead of a reply; text beside it is dropped. Bounded in time as `stream` is.
   *
   * @returns `undefined` where the model calls nothing, or is known to take no functions
   * @throws AppError `refused` also where it calls more than once, or takes no functions and has not said so before
   */
  call?(
    messages: readonly ChatMessage[],
    tool: ChatTool,
    options?: Omit<ChatOptions, 'form'>,
  ): Promise<ToolCall | undefined>;
}

export interface EmbeddingModel {
  readonly name: string;
  /**
   * All that its vectors depend on besides the text: the name, and what is put before or cut off a text.
   * Vectors of different identities are never compared; one identity may still change behind our back.
   */
  readonly identity: string;
  /** Unit vectors, one for each text, in order. Batches by the endpoint's limit; retries what is retryable. */
  embed(texts: readonly string[], kind: 'passage' | 'query'): Promise<Float32Array[]>;
}

export interface Reranker {
  readonly name: string;
  /**
   * How well each text answers the question: one finite score for each, in their order. Higher is better;
   * scores are comparable within one call only. Batches by the endpoint's limit. When `signal` is aborted,
   * throws its reason.
   */
  rerank(question: string, texts: readonly string[], options?: { signal?: AbortSignal }): Promise<number[]>;
}
