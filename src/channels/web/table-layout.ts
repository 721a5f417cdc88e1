/** Rows written as lines `列名：值；列名：值`, laid out as the table they come from. */
export interface TableLayout {
  /** Names of the columns from left to right; a column without a header is named "". */
  columns: string[];
  /** The rows in order: the text of each cell by column, or one text across all columns. */
  rows: (Map<string, string> | string)[];
}

interface Part {
  name: string;
  value: string;
  /** What stands before the value in the line: separator, name, colon. */
  lead: string;
}

/**
 * The table in neighbouring rows: the names that at least two rows share are its columns. What stands under
 * another name stays with the cell before it, so that no word is lost.
 *
 * @returns `undefined` where no two rows share a name
 */
export function layTable(lines: readonly string[]): TableLayout | undefined {
  const rows = lines.map(partsOf);
  const shared = sharedNames(rows);
  if (shared.size === 0) return undefined;
  return {
    columns: inOrder(rows, shared),
    rows: rows.map((parts, at) => cellsOf(parts, shared) ?? lines[at]!),
  };
}

/** Names and values of a line; a part without a name of its own continues the value before it. */
function partsOf(line: string): Part[] {
  const [colon, semicolon] = line.includes('：') ? ['：', '；'] : [': ', '; '];
  const parts: Part[] = [];
  for (const part of line.split(semicolon)) {
    const at = part.indexOf(colon);
    const last = parts.at(-1);
    const value = at < 0 ? part : part.slice(at + colon.length);
    const lead = `${semicolon}${part.slice(0, part.length - value.length)}`;
    if (at < 0 && last) last.value += lead + value;
    else parts.push({ name: part.slice(0, Math.max(0, at)), value, lead });
  }
  return parts;
}

/** The names that stand in two rows or more; a line that is one text has no name, not an empty one. */
function sharedNames(rows: readonly (readonly Part[])[]): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const parts of rows) {
    if (isOneText(parts)) continue;
    for (const name of new Set(parts.map(({ name }) => name))) (seen.has(name) ? shared : seen).add(name);
  }
  return shared;
}

function isOneText(parts: readonly Part[]): boolean {
  return parts.length === 1 && parts[0]!.name === '';
}

/** The shared names as the rows order them; one that a row lacks keeps its place from the others. */
function inOrder(rows: readonly (readonly Part[])[], shared: ReadonlySet<string>): string[] {
  const columns: string[] = [];
  for (const parts of rows) {
    let after = -1;
    for (const { name } of isOneText(parts) ? [] : parts) {
      if (!shared.has(name)) continue;
      const known = columns.indexOf(name);
      after = known >= 0 ? known : after + 1;
      if (known < 0) columns.splice(after, 0, name);
    }
  }
  return columns;
}

/** The cells of a row; `undefined` where it does not begin with a column. */
function cellsOf(parts: readonly Part[], shared: ReadonlySet<string>): Map<string, string> | undefined {
  const [first] = parts;
  if (!first || isOneText(parts) || !shared.has(first.name)) return undefined;
  const cells = new Map<string, string>();
  let column = first.name;
  for (const { name, value, lead } of parts) {
    if (shared.has(name) && !cells.has(name)) {
      column = name;
      cells.set(name, value);
    } else {
      cells.set(column, `${cells.get(column)}${lead}${value}`);
    }
  }
  return cells;
}
