import type { Exclusive, Incentives, StoredRule } from '../incentive-types.ts';
import type { Audience } from '../types.ts';

/**
 * The contract of incentives: what the documents that are served grant. It is kept by the version of its document,
 * and vanishes with it.
 */
export interface IncentiveStore {
  /** What each document's incentives were read from, by its id. */
  readings(): Promise<Map<string, IncentiveReading>>;

  /** Keeps what was read of a staged or served version, in place of what there was of it. */
  write(document: string, reading: IncentiveReading, incentives: Incentives): Promise<void>;

  /**
   * The rules of all served documents that these may see, with the days on which each is the rule: its own, and those
   * of its document where they are narrower.
   */
  incentives(audiences: readonly Audience[]): Promise<KeptIncentives>;

  close(): Promise<void>;
}

export interface KeptIncentives {
  rules: StoredRule[];
  exclusives: Exclusive[];
}

/** A version of a document, and a fingerprint of the way of reading and of what is written of it in `incentives.yaml`. */
export interface IncentiveReading {
  version: string;
  reading: string;
}
