import type { DeskPort } from '../channels/desk-port.ts';
import type { Audience, Day, Question } from '../types.ts';

/** What is needed of Luodi; `createLuodi` gives all of it. */
export type LuodiDesk = Pick<DeskPort, 'answer' | 'search'> & {
  /** The day it is where the park is. */
  today(): Day;
};

/** Whose documents count: the public's unless set. */
export interface ForAudience {
  audience?: Audience;
}

/** A question of somebody today. */
export function questionOf(
  text: string,
  history: string[],
  { luodi, audience = 'public' }: ForAudience & { luodi: LuodiDesk },
): Question {
  return { text, history, audience, asOf: luodi.today() };
}
