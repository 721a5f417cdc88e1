import { type Designator, designatorsOf } from './designators.ts';
import type { Finding } from './finding.ts';
import type { Held } from './held.ts';
import type { Reading, Segment } from './reading.ts';

/** So many characters in a row that both have are the same thing said. */
const REPEATED = 4;

/** One of a series that the evidence has only others of, and what it says of another one. */
export function seriesFindings(statement: Reading, held: readonly Held[]): Finding[] {
  const known = held.flatMap(({ words }) => designatorsOf(words));
  return statement.segments.flatMap((segment) =>
    designatorsOf(segment.text).flatMap((designator): Finding[] => {
      const others = known.filter(({ series }) => series === designator.series);
      if (others.length === 0) return [];
      const isNamed = others.some(({ raw }) => raw === designator.raw);
      if (isNamed && !isSaidOfAnother(designator, segment, held)) return [];
      const start = segment.start + designator.start;
      const { raw } = designator;
      const reason = `The source does not say this of ${raw}.`;
      return [{ kind: 'subject', said: raw, start, end: start + raw.length, held: others[0]!.raw, reason }];
    }),
  );
}

/** Whether a clause without a figure repeats what every place of the evidence says of another of the series. */
function isSaidOfAnother(designator: Designator, segment: Segment, held: readonly Held[]): boolean {
  if (segment.quantities.length > 0 || designatorsOf(segment.text).length > 1) return false;
  const behind = segment.text.slice(designator.start + designator.raw.length);
  const repeated = (behind.match(/\p{Script=Han}+/gu) ?? []).find((run) => run.length >= REPEATED);
  if (!repeated) return false;
  const leaders = held.flatMap(({ reading: { folded } }) =>
    [...folded.text.matchAll(new RegExp(repeated, 'g'))].map(({ index }) =>
      designatorsOf(folded.text.slice(0, index)).findLast(({ series }) => series === designator.series),
    ),
  );
  return leaders.length > 0 && leaders.every((leader) => leader && leader.raw !== designator.raw);
}
