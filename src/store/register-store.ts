import type {
  Computed,
  FieldName,
  RegisterName,
  RegisterQuery,
  RegisterRow,
  RegisterScope,
  StoredRow,
  Vocabulary,
} from '../register-types.ts';

/**
 * The contract of registers: rows of the documents that are served, and what they come to.
 *
 * Rows are staged with the version of their document, and vanish with it. Of rows that name the same project in
 * several documents one is counted, that for the public first.
 */
export interface RegisterStore {
  /** Writes the rows of a staged version, in place of those it had; an empty list removes them. */
  stage(document: string, version: string, rows: readonly RegisterRow[]): Promise<void>;

  /** Settles which rows are counted; to be called when an ingest has served what it staged. */
  settle(): Promise<void>;

  /** The registers that have rows in this scope, with how many. */
  registers(scope: RegisterScope): Promise<Map<RegisterName, number>>;

  /** What a text field of a register holds, as it is written. */
  vocabulary(register: RegisterName, field: FieldName, scope: RegisterScope): Promise<Vocabulary>;

  /** The rows whose name the text holds, or whose name holds the text. */
  named(register: RegisterName, text: string, scope: RegisterScope): Promise<StoredRow[]>;

  /** Runs a query. @throws AppError `bad-input` where a field is not of its register or of another type */
  run(query: RegisterQuery, scope: RegisterScope): Promise<Computed>;

  /** All rows that a query rests on, one after the other, for an export. */
  rows(query: RegisterQuery, scope: RegisterScope): AsyncIterable<StoredRow>;

  close(): Promise<void>;
}
