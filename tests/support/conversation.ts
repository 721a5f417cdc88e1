import { expect } from 'vitest';
import { createLuodi } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { foldForScoring } from '../../src/evaluation/judge.ts';
import { finalAnswer, type Luodi } from '../../src/luodi.ts';
import type { Outcome, Question } from '../../src/types.ts';
import { folderOf, removeFolders } from './command-line.ts';

/** What is asked next, what the reply must hold, and what it must not. */
export interface Turn {
  asked: string;
  must?: string[];
  never?: string[];
  outcome?: Outcome;
}

/** A desk over one pack, with a data folder of its own. */
export interface TalkingDesk {
  /** Asks turn after turn, each with all that was asked before, and checks every reply. */
  converse(turns: readonly Turn[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens a desk that has read a pack. */
export async function deskOf(pack: string): Promise<TalkingDesk> {
  const data = await folderOf();
  const luodi = await createLuodi(loadConfig({ packs: [pack], data }, {}));
  await luodi.ingest();
  return {
    converse: (turns) => converse(luodi, turns),
    async close() {
      await luodi.close();
      await removeFolders([data]);
    },
  };
}

async function converse(luodi: Luodi, turns: readonly Turn[]): Promise<void> {
  const history: string[] = [];
  for (const { asked, must = [], never = [], outcome = 'answered' } of turns) {
    const question: Question = { text: asked, history: [...history], audience: 'public', asOf: '2026-03-01' };
    const answer = await finalAnswer(luodi.answer(question));
    const said = foldForScoring(answer.text);
    const context = `turn ${history.length + 1}, ${asked}: ${answer.text}`;
    expect(answer.outcome, context).toBe(outcome);
    for (const text of must) expect(said, context).toContain(foldForScoring(text));
    for (const text of never) expect(said, context).not.toContain(foldForScoring(text));
    history.push(asked);
  }
}
