import { findInstructions, type Instruction } from '../../language/instructions.ts';

/** An attempt to instruct the desk: what it is after and where it stands in the message, without its words. */
export type Attempt = Pick<Instruction, 'kind' | 'start' | 'end'>;

/** The attempts of a message, and the other sentences; `rest` is the message itself where there is none. */
export function ordinaryPart(message: string): { attempts: Attempt[]; rest: string } {
  const found = findInstructions(message);
  if (found.length === 0) return spreadOverLines(message);
  let rest = '';
  let from = 0;
  for (const { start, end } of found) {
    rest += `${message.slice(from, start)}\n`;
    from = end;
  }
  rest += message.slice(from);
  const attempts = found.map(({ kind, start, end }) => ({ kind, start, end }));
  return { attempts, rest: /[\p{L}\p{N}]/u.test(rest) ? rest.trim().replace(/\s*\n\s*/g, ' ') : '' };
}

/** An order whose words stand on lines of their own is one all the same, and nothing of the message stands apart. */
function spreadOverLines(message: string): { attempts: Attempt[]; rest: string } {
  if (!message.includes('\n')) return { attempts: [], rest: message };
  const [found] = findInstructions(message.replace(/\s*\n\s*/g, ' '));
  if (!found) return { attempts: [], rest: message };
  return { attempts: [{ kind: found.kind, start: 0, end: message.length }], rest: '' };
}
