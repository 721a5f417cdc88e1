/** A statement's numbers of evidence, `[1]` or `[1, 2]`, in the order written. */
export function marksOf(statement: string): number[] {
  return [...statement.matchAll(MARK)].flatMap(([, numbers]) => numbers!.split(/[,，、\s]+/).map(Number));
}

export function withoutMarks(statement: string): string {
  return statement.replace(MARK, '');
}

const MARK = /\s?[[【](\d+(?:[,，、]\s?\d+)*)[\]】]/g;
