/** Counts who is inside; nobody is remembered who has left. */
export interface Tally {
  /** @returns whether there was room, which is taken then */
  enter(who: string): boolean;
  leave(who: string): void;
}

/** Lets each be inside so many times at once. */
export function createTally(limit: number): Tally {
  const inside = new Map<string, number>();
  return {
    enter(who) {
      const count = inside.get(who) ?? 0;
      if (count < limit) inside.set(who, count + 1);
      return count < limit;
    },
    leave(who) {
      const count = (inside.get(who) ?? 1) - 1;
      if (count > 0) inside.set(who, count);
      else inside.delete(who);
    },
  };
}
