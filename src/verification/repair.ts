import type { Evidence } from '../types.ts';
import { verify } from './verify.ts';

/** The statement with what fails put right from its evidence (exact wording), or `undefined` where only leaving it out is honest. */
export function repair(statement: string, cited: readonly Evidence[]): string | undefined {
  return verify(statement, cited).length === 0 ? statement : undefined;
}
