/** The answers in the making that an asker may stop. */
export interface Stops {
  /** @param key of the draft or message that shows the answer */
  add(key: string, answer: { asker: string; stop: () => void }): void;
  remove(key: string): void;
  /** @returns whether it was theirs to stop; `undefined` where nothing is being made any more */
  stop(key: string, by?: string): boolean | undefined;
}

export function createStops(): Stops {
  const answers = new Map<string, { asker: string; stop: () => void }>();
  return {
    add: (key, answer) => void answers.set(key, answer),
    remove: (key) => void answers.delete(key),
    stop(key, by) {
      const answer = answers.get(key);
      if (!answer) return undefined;
      // Who writes in the name of a group, with a negative id, cannot be told from its other administrators.
      if (by !== undefined && by !== answer.asker && !answer.asker.startsWith('-')) return false;
      answer.stop();
      return true;
    },
  };
}

export function draftKey(place: string, draft: number): string {
  return `draft ${place} ${draft}`;
}

export function messageKey(chat: number, message: number): string {
  return `message ${chat} ${message}`;
}
