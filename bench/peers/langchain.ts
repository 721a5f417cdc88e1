import { type Peer, type PeerParts, WANTED } from './peer.ts';
import { type Cut, segment } from './segmenters.ts';

/** The parts of LangChain's documents, retrievers and stores that are used here. */
interface Document {
  pageContent: string;
  metadata: { number: number; bm25Score?: number };
}
interface Retriever {
  invoke(question: string): Promise<Document[]>;
}
interface Bm25Package {
  BM25Retriever: {
    fromDocuments(documents: Document[], options: { k: number; includeScore: boolean }): Retriever;
  };
}
interface MemoryPackage {
  MemoryVectorStore: {
    fromDocuments(
      documents: Document[],
      embeddings: {
        embedDocuments(texts: string[]): Promise<number[][]>;
        embedQuery(text: string): Promise<number[]>;
      },
    ): Promise<{ similaritySearch(question: string, k: number): Promise<Document[]> }>;
  };
}

/**
 * The BM25 retriever as it comes, and on text that was cut into words first, as the usual advice for Chinese is;
 * and the vector store that its tutorials begin with.
 */
export async function langchainPeers({ load, jieba, embedding }: PeerParts): Promise<Peer[]> {
  const { BM25Retriever } = await load<Bm25Package>('@langchain/community/retrievers/bm25');
  const { MemoryVectorStore } = await load<MemoryPackage>('@langchain/classic/vectorstores/memory');
  const bm25 = (setting: string, cut?: Cut): Peer => ({
    package: '@langchain/community',
    setting,
    open(texts) {
      const written = cut ? (text: string) => cut(text).join(' ') : (text: string) => text;
      const retriever = BM25Retriever.fromDocuments(documentsOf(texts.map(written)), {
        k: WANTED,
        includeScore: true,
      });
      return async (question) => {
        const found = await retriever.invoke(written(question));
        // Where nothing matches it gives the first documents, at a score of 0.
        return found
          .filter(({ metadata }) => (metadata.bm25Score ?? 0) > 0)
          .map(({ metadata }) => metadata.number);
      };
    },
  });
  const memory: Peer = {
    package: '@langchain/classic',
    setting: `MemoryVectorStore, ${embedding.name}`,
    async open(texts) {
      const store = await MemoryVectorStore.fromDocuments(documentsOf(texts), {
        embedDocuments: async (some) => (await embedding.embed(some, 'passage')).map((vector) => [...vector]),
        embedQuery: async (text) => [...(await embedding.embed([text], 'query'))[0]!],
      });
      return async (question) =>
        (await store.similaritySearch(question, WANTED)).map(({ metadata }) => metadata.number);
    },
  };
  return [
    bm25('BM25Retriever as it comes'),
    bm25('BM25Retriever, Intl.Segmenter', segment),
    bm25('BM25Retriever, jieba', jieba),
    memory,
  ];
}

function documentsOf(texts: readonly string[]): Document[] {
  return texts.map((pageContent, number) => ({ pageContent, metadata: { number } }));
}
