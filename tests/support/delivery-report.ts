import { type DeliveryApi, NOT_HEARD, partsOf, type Taken } from './delivery-api.ts';
import type { Delivered } from './delivery-run.ts';

/** What became of the messages; all that stand under `faults` must be 0. */
export interface DeliveryReport {
  messages: number;
  kills: number;
  calls: DeliveryApi['calls'];
  /**
   * Sent again because the channel took the part and could not say so, because its word came too late for the process
   * that waited, or because that process was killed before the record.
   */
  twice: { untold: number; unheard: number; killed: number };
  /** Pairs of one conversation whose order had to hold. */
  ordered: number;
  faults: {
    unanswered: number;
    /** Answered again though the channel had said that it took the answer, to a process that lived on. */
    twiceForNothing: number;
    /** Two different replies to one message. */
    twoReplies: number;
    outOfOrder: number;
    /** Calls that the same process had been told not to make, and those that the store could have told another. */
    duringPenalty: number;
    duringPauseOfOthers: number;
    left: number;
  };
}

/** Time between the channel's word and the record of it within which a kill counts as having fallen between. */
const RECORDING_MS = 2_000;

/**
 * Of two messages of one conversation the answer to the earlier must come first where the earlier was acknowledged
 * before the later was handed over at all. Of others no order is claimed: neither was there when the other was begun.
 */
export function reportOn(given: {
  api: DeliveryApi;
  delivered: ReadonlyMap<string, Delivered>;
  kills: readonly { process: string; at: number }[];
  left: { messages: number; waiting: number; held: number; failed: number };
}): DeliveryReport {
  const { api, delivered, kills, left } = given;
  const answers = Map.groupBy(api.taken, ({ key, n }) => partName(key, n));
  const twice = { untold: 0, unheard: 0, killed: 0 };
  let twiceForNothing = 0;
  let twoReplies = 0;
  for (const sends of answers.values()) {
    if (new Set(sends.map(({ part }) => part)).size > 1) twoReplies += 1;
    for (const [at, earlier] of sends.slice(0, -1).entries()) {
      if (!earlier.isTold) twice.untold += 1;
      else if (sends[at + 1]?.after?.startsWith(NOT_HEARD)) twice.unheard += 1;
      else if (wasKilledAfter(earlier, kills)) twice.killed += 1;
      else twiceForNothing += 1;
    }
  }
  const order = orderOf(answers, delivered);
  return {
    messages: delivered.size,
    kills: kills.length,
    calls: api.calls,
    twice,
    ordered: order.pairs,
    faults: {
      unanswered: [...delivered.keys()].filter((key) => partNames(key).some((part) => !answers.has(part)))
        .length,
      ...{ twiceForNothing, twoReplies },
      outOfOrder: order.broken,
      duringPenalty: api.calls.duringPenalty,
      duringPauseOfOthers: api.lateInPause.filter(
        ({ told, toldAt }) => !wasKilledAfter({ process: told, at: toldAt }, kills),
      ).length,
      left: left.messages + left.waiting + left.held + left.failed,
    },
  };
}

function wasKilledAfter(
  { process, at }: Pick<Taken, 'process' | 'at'>,
  kills: readonly { process: string; at: number }[],
): boolean {
  return kills.some((kill) => kill.process === process && kill.at >= at && kill.at - at < RECORDING_MS);
}

const partName = (key: string, n: number) => `${key} ${n}`;
const partNames = (key: string) => Array.from({ length: partsOf(key) }, (_, at) => partName(key, at + 1));

/** Counts where what was to come first did not, by when each was first taken. */
function orderOf(answers: ReadonlyMap<string, Taken[]>, delivered: ReadonlyMap<string, Delivered>) {
  let pairs = 0;
  let broken = 0;
  const look = (earlier: string, later: string) => {
    const [first] = answers.get(earlier) ?? [];
    const [second] = answers.get(later) ?? [];
    pairs += 1;
    if (first && second && first.at > second.at) broken += 1;
  };
  for (const key of delivered.keys()) if (partsOf(key) === 2) look(partName(key, 1), partName(key, 2));
  const places = Map.groupBy(delivered.values(), ({ inbound }) => inbound.place);
  for (const messages of places.values()) {
    for (const earlier of messages) {
      for (const later of messages) {
        if (earlier.inbound.rank >= later.inbound.rank || earlier.acknowledged >= later.firstPosted) continue;
        look(partNames(earlier.inbound.key).at(-1)!, partName(later.inbound.key, 1));
      }
    }
  }
  return { pairs, broken };
}
