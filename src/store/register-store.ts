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
 * Rows are staged with the version of their document, and vanish with it. Of several documents that name the same
 * project, the first of those that the asker sees counts: one for the public before one for staff, then the one that
 * came into force later. Of rows of the same name in one document one counts where no value contradicts; of other
 * registers than projects, where it says nothing more.
 */
export interface RegisterStore {
  /**
   * Writes the rows of a version that the knowledge store has staged, in place of those it had; an empty list removes
   * them. @throws AppError `conflict` where the version, or the passage of a row, is not there
   */
  stage(document: string, version: string, rows: readonly RegisterRow[]): Promise<void>;

  /** Finds projects that several served documents name; to be called when an ingest has served what it staged. */
  settle(): Promise<void>;

  /** The registers that have rows in this scope, with how many. */
  registers(scope: RegisterScope): Promise<Map<RegisterName, number>>;

  /** What a text field of a register holds, as it is written, that of most rows first. @throws AppError `bad-input` */
  vocabulary(register: RegisterName, field: FieldName, scope: RegisterScope): Promise<Vocabulary>;

  /** The rows whose name the text holds, or whose name holds the text; at most `MOST_ROWS`. */
  named(register: RegisterName, text: string, scope: RegisterScope): Promise<StoredRow[]>;

  /** Runs a query. @throws AppError `bad-input` where a field is not of its register or of another type */
  run(query: RegisterQuery, scope: RegisterScope): Promise<Computed>;

  /**
   * All rows that a query rests on, one after the other, for an export. @throws AppError as `run`, and `conflict` where
   * documents are replaced meanwhile
   */
  rows(query: RegisterQuery, scope: RegisterScope): AsyncIterable<StoredRow>;

  close(): Promise<void>;
}
