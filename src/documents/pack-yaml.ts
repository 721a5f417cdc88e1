import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { type PackDescription, packSchema } from './pack-schema.ts';

/**
 * The description of a pack from the text of its `pack.yaml`.
 * @throws AppError `misconfigured`: `pack.yaml line L: what is wrong`, with how to mend it.
 */
export function parsePackYaml(source: string): PackDescription {
  return parseYaml(source, 'pack.yaml', packSchema);
}

/**
 * What a file of a pack's folder says, checked by its schema.
 *
 * @param name of the file, for naming it in a mistake
 * @throws AppError `misconfigured`, as {@link parsePackYaml}
 */
export function parseYaml<Schema extends z.ZodType>(
  source: string,
  name: string,
  schema: Schema,
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(source.replace(/^\ufeff/, ''), { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) {
    // What was never closed is missed at the end of the file, after its last line.
    const line = lines.linePos(Math.min(broken.pos[0], Math.max(0, source.trimEnd().length - 1))).line;
    throw mistake(
      `${name} line ${line}`,
      broken.message.replace(/\s+/g, ' '),
      'Check the indentation, the colons and the quotes there.',
    );
  }
  const parsed = schema.safeParse(plain(document, name), { reportInput: true });
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues
    .map((issue) => ({ issue, line: lines.linePos(offsetOf(document, issue)).line }))
    .sort((one, other) => one.line - other.line);
  const { problem, next } = wording(first!.issue);
  throw mistake(`${name} line ${first!.line}`, problem, next);
}

function plain(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw mistake(`${name} line 1`, reason, 'Write the values out instead of using anchors and aliases.');
  }
}

/** Where in the source a mistake is: the key that is too much, else the value, else the nearest one around it. */
function offsetOf(document: Document, issue: z.core.$ZodIssue): number {
  const path = [...issue.path] as (string | number)[];
  if (issue.code === 'unrecognized_keys') {
    const parent = path.length === 0 ? document.contents : document.getIn(path, true);
    const pair = isMap(parent) && parent.items.find(({ key }) => String(key) === issue.keys[0]);
    if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
  }
  for (; path.length > 0; path.pop()) {
    const node = document.getIn(path, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function wording(issue: z.core.$ZodIssue): { problem: string; next: string } {
  const place = issue.path
    .map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${String(step)}`))
    .join('');
  const name = place.replace(/^\./, '') || 'the file';
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        problem: `unknown key "${issue.keys[0]}"${place === '' ? '' : ` in ${name}`}.`,
        next: 'Correct its spelling or remove it; the README lists the keys.',
      };
    case 'invalid_value':
      return { problem: `${name} must be one of ${issue.values.join(', ')}.`, next: 'Write one of these.' };
    case 'invalid_type':
      return wordingOfType(name, issue);
    default:
      return { problem: `${name} ${issue.message}.`, next: 'Correct this value.' };
  }
}

function wordingOfType(name: string, issue: z.core.$ZodIssueInvalidType): { problem: string; next: string } {
  if (issue.input === undefined) return { problem: `${name} is missing.`, next: `Add it.` };
  if (issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input)) {
    return { problem: `${name} must be text.`, next: 'Put the value in quotes.' };
  }
  const shape: Record<string, string> = {
    array: 'a list',
    object: 'a mapping of keys to values',
    record: 'a mapping of keys to values',
    string: 'text',
  };
  return {
    problem: `${name} must be ${shape[issue.expected] ?? issue.expected}.`,
    next: 'Compare it with the example in the README.',
  };
}

function mistake(place: string, problem: string, next: string): AppError {
  return new AppError('misconfigured', `${place}: ${problem}`, { next });
}
