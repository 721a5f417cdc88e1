import { type Peer, type PeerParts, WANTED } from './peer.ts';

/** The part of wink's BM25 that is used here. */
type WinkPackage = () => {
  defineConfig(options: { fldWeights: { text: number } }): void;
  definePrepTasks(tasks: ((text: string) => string[])[]): void;
  addDoc(document: { text: string }, id: number): void;
  consolidate(): void;
  search(question: string, limit: number): [id: string | number, score: number][];
};

/** On words of jieba: without a task that cuts texts it does nothing. */
export async function winkPeers({ load, jieba }: PeerParts): Promise<Peer[]> {
  const createEngine = await load<WinkPackage>('wink-bm25-text-search');
  return [
    {
      package: 'wink-bm25-text-search',
      setting: 'jieba',
      open(texts) {
        const engine = createEngine();
        engine.defineConfig({ fldWeights: { text: 1 } });
        engine.definePrepTasks([jieba]);
        for (const [number, text] of texts.entries()) engine.addDoc({ text }, number);
        engine.consolidate();
        return (question) => engine.search(question, WANTED).map(([id]) => Number(id));
      },
    },
  ];
}
