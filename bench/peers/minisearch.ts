import { type Peer, type PeerParts, WANTED } from './peer.ts';
import { type Cut, segment, segmentAndPairs } from './segmenters.ts';

/** The part of MiniSearch that is used here. */
type MiniSearchPackage = new (options: {
  fields: ['text'];
  tokenize?: Cut;
}) => {
  addAll(documents: { id: number; text: string }[]): void;
  search(question: string): { id: number }[];
};

/** As it comes, with the segmenter that its users are pointed to, and with pairs of characters beside it. */
export async function minisearchPeers({ load }: PeerParts): Promise<Peer[]> {
  const MiniSearch = await load<MiniSearchPackage>('minisearch');
  const peer = (setting: string, tokenize?: Cut): Peer => ({
    package: 'minisearch',
    setting,
    open(texts) {
      const index = new MiniSearch({ fields: ['text'], ...(tokenize && { tokenize }) });
      index.addAll(texts.map((text, id) => ({ id, text })));
      return (question) =>
        index
          .search(question)
          .slice(0, WANTED)
          .map(({ id }) => id);
    },
  });
  return [
    peer('as it comes'),
    peer('Intl.Segmenter', segment),
    peer('Intl.Segmenter and pairs', segmentAndPairs),
  ];
}
