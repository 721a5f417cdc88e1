import type { EmbeddingModel } from '../../src/models/model.ts';
import { installRivals, loadRival } from '../rivals/packages.ts';

/** The parts of LangChain that its retrieval chain is put together from. */
interface Document {
  pageContent: string;
}
interface Splitters {
  RecursiveCharacterTextSplitter: new (options: {
    chunkSize: number;
    chunkOverlap: number;
  }) => { createDocuments(texts: string[]): Promise<Document[]> };
}
interface MemoryPackage {
  MemoryVectorStore: {
    fromDocuments(documents: Document[], embeddings: object): Promise<{ asRetriever(): unknown }>;
  };
}
interface Chains {
  RetrievalQAChain: {
    fromLLM(
      model: unknown,
      retriever: unknown,
    ): { invoke(input: { query: string }, options: { callbacks: object[] }): Promise<unknown> };
  };
}
interface Testing {
  FakeListChatModel: new (options: { responses: string[] }) => unknown;
}

/** What a chain sends to its model for a question. */
export type ChainPrompt = (question: string) => Promise<string[]>;

/**
 * LangChain's retrieval chain as it comes: its splitter at 1,000 characters with 200 of overlap, its vector store
 * in memory with the four documents that its retriever gives, all of them stuffed into its own prompt.
 */
export async function openLangchainChain(
  texts: readonly string[],
  embedding: EmbeddingModel,
): Promise<ChainPrompt> {
  const folder = await installRivals();
  const load = <T>(name: string) => loadRival<T>(folder, name);
  const { RecursiveCharacterTextSplitter } = await load<Splitters>('@langchain/textsplitters');
  const { MemoryVectorStore } = await load<MemoryPackage>('@langchain/classic/vectorstores/memory');
  const { RetrievalQAChain } = await load<Chains>('@langchain/classic/chains');
  const { FakeListChatModel } = await load<Testing>('@langchain/core/utils/testing');
  const splitter = new RecursiveCharacterTextSplitter({ chunkSize: 1000, chunkOverlap: 200 });
  const store = await MemoryVectorStore.fromDocuments(await splitter.createDocuments([...texts]), {
    embedDocuments: async (some: string[]) =>
      (await embedding.embed(some, 'passage')).map((vector) => [...vector]),
    embedQuery: async (text: string) => [...(await embedding.embed([text], 'query'))[0]!],
  });
  const chain = RetrievalQAChain.fromLLM(new FakeListChatModel({ responses: ['…'] }), store.asRetriever());
  return async (question) => {
    let sent: string[] = [];
    const handleChatModelStart = (_: unknown, [messages]: { content: string }[][]) => {
      sent = messages!.map(({ content }) => content);
    };
    await chain.invoke({ query: question }, { callbacks: [{ handleChatModelStart, awaitHandlers: true }] });
    return sent;
  };
}
