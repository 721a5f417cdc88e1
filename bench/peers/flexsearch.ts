import { type Peer, type PeerParts, WANTED } from './peer.ts';

/** The part of FlexSearch that is used here. */
interface FlexSearchPackage {
  Index: new (
    options?: Record<string, unknown>,
  ) => {
    add(id: number, text: string): void;
    search(question: string, options: { limit: number; suggest?: boolean }): number[];
  };
  Charset: { CJK: unknown };
}

/**
 * As it comes; with its encoder for Chinese; with suggestions beside it, without which all of a question's
 * characters have to be in a text; and with its context search, which wants the `strict` tokenizer.
 */
export async function flexsearchPeers({ load }: PeerParts): Promise<Peer[]> {
  const { Index, Charset } = await load<FlexSearchPackage>('flexsearch');
  const peer = (setting: string, options: Record<string, unknown>, suggest = false): Peer => ({
    package: 'flexsearch',
    setting,
    open(texts) {
      const index = new Index(options);
      for (const [number, text] of texts.entries()) index.add(number, text);
      return (question) => index.search(question, { limit: WANTED, ...(suggest && { suggest }) });
    },
  });
  const encoder = Charset.CJK;
  return [
    peer('as it comes', {}),
    peer('CJK', { encoder }),
    peer('CJK, suggest', { encoder }, true),
    peer('CJK, suggest, context', { encoder, tokenize: 'strict', context: true }, true),
  ];
}
