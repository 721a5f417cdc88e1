import type { Evidence } from '../types.ts';
import type { Finding } from './finding.ts';
import { looseFigures } from './loose-figures.ts';

/** What is wrong with a statement, in the order in which it stands there; none where its evidence bears it out. */
export function verify(statement: string, cited: readonly Evidence[]): Finding[] {
  return looseFigures(statement, cited).map((said) => {
    const start = Math.max(0, statement.indexOf(said));
    return {
      kind: 'figure',
      said,
      start,
      end: start + said.length,
      reason: `The source does not say ${said}.`,
    };
  });
}
