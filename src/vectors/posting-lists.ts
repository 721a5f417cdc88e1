import type { SparseVector } from './passage-index.ts';
import { PostingSegment, type SegmentLists } from './posting-segment.ts';
import { filterLists, joinLists, sortLists } from './segment-lists.ts';

/**
 * Entries of a segment. More of them make sorting take longer, while a search may wait, and fewer make more
 * segments in each of which a search has to find its terms. Slots within a segment fit in 16 bits.
 */
const SEGMENT_ENTRIES = 16_384;

/** Lists and the number of their entries. */
export interface Segment {
  count: number;
  lists: SegmentLists;
}

/**
 * The entries by their terms. What is added becomes a segment of its own, and is joined with the one before as
 * long as that is no larger: of small segments, at the end, there are never more than a dozen, and an entry is
 * copied a dozen times until its segment is full.
 */
export class PostingLists {
  #segments: PostingSegment[] = [];
  // Kept between searches, so that none allocates.
  readonly #scores = new Float64Array(SEGMENT_ENTRIES);

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Adds entries at the next slots. */
  append(entries: readonly SparseVector[]): void {
    for (let start = 0; start < entries.length; start += SEGMENT_ENTRIES) {
      const part = entries.slice(start, start + SEGMENT_ENTRIES);
      this.appendSegment({ count: part.length, lists: sortLists(part) });
    }
  }

  /** Adds a segment at the next slots. */
  appendSegment({ count, lists }: Segment): void {
    const last = this.#segments.at(-1);
    if (last && last.count <= count && last.count + count <= SEGMENT_ENTRIES) {
      this.#segments.pop();
      const joined = joinLists(last.lists, lists, last.count);
      this.appendSegment({ count: last.count + count, lists: joined });
    } else {
      const first = last ? last.first + last.count : 0;
      this.#segments.push(new PostingSegment(first, count, lists));
    }
  }

  /**
   * Sums of each term's factor times its weight, segment by segment: `visit(scores, first)` gets those of the
   * slots from `first` on, good during the call.
   */
  score(
    terms: Uint32Array,
    factors: Float64Array,
    visit: (scores: Float64Array, first: number) => void,
  ): void {
    for (const segment of this.#segments) {
      const scores = this.#scores.subarray(0, segment.count).fill(0);
      for (let index = 0; index < terms.length; index += 1) {
        segment.accumulate(terms[index]!, factors[index]!, scores);
      }
      visit(scores, segment.first);
    }
  }

  /** Sets `counts[code]` to how many entries that hold the term are of that code; `codes` are by slot. */
  countCodes(term: number, codes: Uint8Array, counts: Uint32Array): void {
    counts.fill(0);
    for (const segment of this.#segments) {
      const { first, count } = segment;
      segment.countCodes(term, codes.subarray(first, first + count), counts);
    }
  }

  /** Must be told of each slot whose code has changed. */
  changed(slot: number): void {
    this.#segments.find(({ first, count }) => slot < first + count)?.forgetCounts();
  }

  /** The lists again, with every slot replaced by `renumbered[slot]`, in the same order, and those below zero left out. */
  renumber(renumbered: Int32Array): PostingLists {
    const result = new PostingLists();
    let next = 0;
    for (const { first, count, lists } of this.#segments) {
      const slots = renumbered.slice(first, first + count);
      let kept = 0;
      for (let slot = 0; slot < count; slot += 1) {
        if (slots[slot]! < 0) continue;
        slots[slot]! -= next;
        kept += 1;
      }
      if (kept === count) result.appendSegment({ count, lists });
      else if (kept > 0) result.appendSegment({ count: kept, lists: filterLists(lists, slots) });
      next += kept;
    }
    return result;
  }
}
