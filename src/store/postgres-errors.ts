import { AppError } from '../errors.ts';

/** Error codes of PostgreSQL, from "Appendix A. PostgreSQL Error Codes" of its manual. */
const DEADLOCK = '40P01';
const SERIALIZATION = '40001';
const LOCK_TIMEOUT = '55P03';

/** Codes, or classes of them by their first two characters, whose cure is another try. */
const GONE = new Set(['08', '57P01', '57P02', '57P03', '57P05', '57014', '53300', '53400', '25P03']);
/** Codes and classes whose cure is a person's. */
const CURES: Record<string, [says: string, next: string]> = {
  '28': ['refuses the user or the password', 'Check the user and the password in the address.'],
  '3D000': ['has no such database', 'Create the database with createdb, or correct the address.'],
  '3F000': ['has no such schema', 'Check search_path of the user.'],
  '42501': [
    'lets the user do too little',
    'Make the user the owner of the database, or grant what it lacks.',
  ],
  '25006': ['can only be read', 'Name the primary server in the address, not a standby.'],
  '53100': ['has no space left on its disk', 'Free some space and try again.'],
};

interface ServerError {
  code: string;
  message: string;
  severity?: string;
}

/** Whether the server itself has answered so, and the connection can be used again. */
export function isAnswered(error: unknown): boolean {
  return isServerError(error) && error.severity === 'ERROR';
}

/** Whether the same transaction is to be tried again at once, as it lost against another. */
export function isLostRace(error: unknown): boolean {
  const { cause } = error as { cause?: unknown };
  return isServerError(cause) && (cause.code === DEADLOCK || cause.code === SERIALIZATION);
}

/**
 * What a person reads of an error of PostgreSQL.
 *
 * @param name The database, without a password.
 */
export function asPostgresError(error: unknown, name: string): Error {
  if (error instanceof AppError) return error;
  if (!isServerError(error)) return unreachable(reasonOf(error), name);
  const { code, message } = error;
  // Only the code goes on as cause: what the server tells beside it may hold what somebody wrote.
  const cause = { code };
  if ([DEADLOCK, SERIALIZATION, LOCK_TIMEOUT].includes(code)) {
    return new AppError('conflict', `Another process is writing to ${name}.`, {
      next: 'Wait until it has finished and try again.',
      retryable: true,
      cause,
    });
  }
  if (GONE.has(code) || GONE.has(code.slice(0, 2))) return unreachable(message, name, cause);
  const cure = CURES[code] ?? CURES[code.slice(0, 2)];
  if (cure) return new AppError('misconfigured', `${name} ${cure[0]}.`, { next: cure[1], cause });
  return new Error(`PostgreSQL: ${message} (${code})`, { cause });
}

function unreachable(reason: string, name: string, cause?: unknown): AppError {
  return new AppError('unreachable', `${name} does not answer: ${reason}.`, {
    next: 'See that PostgreSQL runs and that the address is right.',
    retryable: true,
    cause,
  });
}

/** A host with several addresses fails with one error for each, and says nothing itself. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}

function isServerError(error: unknown): error is ServerError {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E');
}
